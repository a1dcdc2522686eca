// The differences in a few lines, and whether the changelog owns up to them.

/** @typedef {import("./compare.mjs").Difference} Difference */

/** @param {readonly Difference[]} differences @returns {string} */
export function renderDifferences(differences) {
  if (differences.length === 0) return "No operation differs.";
  return differences
    .map(({ call, kind, changes }) => {
      return [`${kind}  ${call}`, ...new Set(changes.map(line))].join("\n");
    })
    .join("\n\n");
}

/** @param {Difference["changes"][number]} change */
function line({ kind, place, keyword, before, after, breaks, where }) {
  const mark = breaks ? `  BREAKING for ${breaks}: ` : "  ";
  if (kind === "words") return `${mark}descriptions or examples changed`;
  const end = `   ${where}`;
  if (!keyword) return `${mark}${place} ${kind}${end}`;
  if (kind === "changed")
    return `${mark}${place} ${keyword}: ${show(before)} → ${show(after)}${end}`;
  return `${mark}${place} ${keyword} ${show(after ?? before)} ${kind}${end}`;
}

/** @param {unknown} value */
const show = (value) => (typeof value === "bigint" ? String(value) : JSON.stringify(value));

/** @param {readonly Difference[]} differences */
export const breakingIn = (differences) =>
  differences.filter(({ changes }) => changes.some(({ breaks }) => breaks));

/**
 * The part of the changelog that is newer than a version. Without one: what is not released.
 * @param {string} changelog @param {string | undefined} since
 */
export function newerThan(changelog, since) {
  const sections = changelog.split(/^(?=## )/m).slice(1);
  const end = sections.findIndex((text) => since && text.startsWith(`## ${since}`));
  return sections.slice(0, end === -1 ? 1 : end).join("");
}

/** How "### Breaking" has to name a difference. @param {Difference} difference */
export const nameOf = ({ operationId, call }) => operationId ?? call;

/**
 * The breaking differences that no "### Breaking" names.
 * @param {readonly Difference[]} breaking @param {string} changelog
 */
export function unmentioned(breaking, changelog) {
  const owned = changelog
    .split(/^(?=#{2,3} )/m)
    .filter((text) => text.startsWith("### Breaking"))
    .join("");
  return breaking.filter((difference) => !owned.includes(nameOf(difference)));
}

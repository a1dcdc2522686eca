// The differences in a few lines, and whether the changelog owns up to them.

import { textOf } from "../generate/fold.mjs";

/** @typedef {import("./compare.mjs").Difference} Difference */
/** @typedef {import("./compare.mjs").Change} Change */

/**
 * Each operation with its changes. A change of a component that several use is one line.
 * @param {readonly Difference[]} differences @returns {string}
 */
export function renderDifferences(differences) {
  if (differences.length === 0) return "No operation differs.";
  /** The users of each change of a component. @type {Map<string, { call: string, change: Change }[]>} */
  const uses = new Map();
  for (const difference of differences) {
    for (const change of difference.changes) {
      const key = keyOf(change);
      if (key) uses.set(key, [...(uses.get(key) ?? []), { call: nameOf(difference), change }]);
    }
  }
  const isShared = (/** @type {Change} */ change) => {
    const users = uses.get(keyOf(change) ?? "") ?? [];
    return new Set(users.map(({ call }) => call)).size > 1;
  };
  const shared = [...uses.values()].flatMap((users) => {
    const [first] = users;
    if (!first || !isShared(first.change)) return [];
    const breaks = new Set(users.flatMap(({ change }) => change.breaks ?? []));
    const change = {
      ...first.change,
      breaks: [...breaks].join(" and "),
      place: first.change.shared,
    };
    const calls = [...new Set(users.map(({ call }) => call))].join(", ");
    return change.kind === "words" ? line(change) : `${line(change)}   in ${calls}`;
  });
  const blocks = differences.map(({ call, kind, changes }) => {
    const own = changes.filter((change) => !isShared(change)).map(line);
    return own.length > 0 ? [`${kind}  ${call}`, ...new Set(own)].join("\n") : "";
  });
  if (shared.length > 0)
    blocks.unshift(["changed  what several operations use", ...shared].join("\n"));
  return blocks.filter(Boolean).join("\n\n");
}

/** The same for the same change of a component. @param {Change} change */
function keyOf({ shared, kind, keyword, before, after }) {
  return shared && [shared, kind, keyword, textOf(before), textOf(after)].join(" ");
}

/** @param {Omit<Change, "place"> & { place: string | undefined }} change */
function line({ kind, place, shared, keyword, before, after, breaks, where }) {
  const mark = breaks ? `  BREAKING for ${breaks}: ` : "  ";
  if (kind === "words")
    return `${mark}${place === shared ? `${place}: ` : ""}descriptions or examples changed`;
  const end = `   ${where}`;
  if (!keyword) return `${mark}${place} ${kind}${end}`;
  if (kind === "changed")
    return `${mark}${place} ${keyword}: ${show(before)} → ${show(after)}${end}`;
  return `${mark}${place} ${keyword} ${show(after ?? before)} ${kind}${end}`;
}

/** @param {unknown} value */
const show = (value) => (typeof value === "bigint" ? String(value) : textOf(value));

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
 * The breaking differences that no "### Breaking" names, by operation or by component.
 * @param {readonly Difference[]} breaking @param {string} changelog
 */
export function unmentioned(breaking, changelog) {
  const owned = changelog
    .split(/^(?=#{2,3} )/m)
    .filter((text) => text.startsWith("### Breaking"))
    .join("");
  const isOwned = (/** @type {Change} */ { shared }) => shared && owned.includes(shared);
  return breaking.filter((difference) => {
    const changes = difference.changes.filter(({ breaks }) => breaks);
    const isSaid = changes.length > 0 && changes.every(isOwned);
    return !isSaid && !owned.includes(nameOf(difference));
  });
}

// The differences in a few lines, and whether the changelog owns up to them.
import { writeJson } from "../../src/json.mjs";

/** @typedef {import("./compare.mjs").Difference} Difference */
/** @typedef {import("./compare.mjs").Change} Change */

/**
 * Each operation with its changes. A change of a component that several use is one line.
 * @param {readonly Difference[]} differences @returns {string}
 */
export function renderDifferences(differences) {
  if (differences.length === 0) return "No operation differs.";
  const uses = differences.flatMap((difference) => {
    const shared = difference.changes.filter((change) => change.shared);
    return shared.map((change) => ({ change, key: keyOf(change), call: nameOf(difference) }));
  });
  const usesOf = (/** @type {Change} */ change) => uses.filter(({ key }) => key === keyOf(change));
  /** @param {Change} change */
  const callsOf = (change) => [...new Set(usesOf(change).map(({ call }) => call))];
  const shared = uses.flatMap(({ change }) => {
    const [first, ...others] = callsOf(change);
    if (others.length === 0) return [];
    const breaks = new Set(usesOf(change).flatMap((use) => use.change.breaks ?? []));
    const text = line({ ...change, place: change.shared ?? "", breaks: [...breaks].join(" and ") });
    return change.kind === "words" ? text : `${text}   in ${[first, ...others].join(", ")}`;
  });
  const blocks = differences.map(({ call, kind, changes }) => {
    return [`${kind}  ${call}`, ...changes.filter((each) => callsOf(each).length < 2).map(line)];
  });
  return [["changed  what several operations use", ...shared], ...blocks]
    .filter((lines) => lines.length > 1)
    .map((lines) => [...new Set(lines)].join("\n"))
    .join("\n\n");
}

/** The same for the same change of a component. @param {Change} change */
const keyOf = ({ shared, kind, keyword, before, after }) =>
  writeJson([shared, kind, keyword, before, after]);

/** @param {Change} change */
function line({ kind, place, shared, keyword, before, after, breaks, where }) {
  const mark = breaks ? `  BREAKING for ${breaks}: ` : "  ";
  if (kind === "words")
    return `${mark}${place === shared ? `${place}: ` : ""}descriptions or examples changed`;
  if (!keyword) return `${mark}${place} ${kind}   ${where}`;
  const [old, text] = [before, after ?? before].map((value) => writeJson(value));
  const values = kind === "changed" ? `: ${old} → ${text}` : ` ${text} ${kind}`;
  return `${mark}${place} ${keyword}${values}   ${where}`;
}

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
  const sections = changelog.split(/^(?=#{2,3} )/m);
  const owned = sections.filter((text) => text.startsWith("### Breaking")).join("");
  return breaking.filter((difference) => {
    const shared = difference.changes.flatMap((each) => (each.breaks ? [each.shared] : []));
    const isOwned = shared.length > 0 && shared.every((name) => name && owned.includes(name));
    return !owned.includes(nameOf(difference)) && !isOwned;
  });
}

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
  /** Each change of a component, with its users. @type {Map<string, { change: Change, calls: Set<string>, breaks: Set<string> }>} */
  const uses = new Map();
  for (const difference of differences) {
    for (const change of difference.changes.filter(({ shared }) => shared)) {
      const use = uses.get(keyOf(change)) ?? { change, calls: new Set(), breaks: new Set() };
      uses.set(keyOf(change), use);
      use.calls.add(nameOf(difference));
      if (change.breaks) use.breaks.add(change.breaks);
    }
  }
  const isShared = (/** @type {Change} */ change) => (uses.get(keyOf(change))?.calls.size ?? 0) > 1;
  const shared = [...uses.values()].flatMap(({ change, calls, breaks }) => {
    if (!isShared(change)) return [];
    const place = change.shared ?? "";
    const text = line({ ...change, place, breaks: [...breaks].join(" and ") });
    return change.kind === "words" ? text : `${text}   in ${[...calls].join(", ")}`;
  });
  const blocks = differences.map(({ call, kind, changes }) => {
    return [`${kind}  ${call}`, ...changes.filter((change) => !isShared(change)).map(line)];
  });
  return [["changed  what several operations use", ...shared], ...blocks]
    .filter((lines) => lines.length > 1)
    .map((lines) => [...new Set(lines)].join("\n"))
    .join("\n\n");
}

/** The same for the same change of a component. @param {Change} change */
const keyOf = ({ shared, kind, keyword, before, after }) =>
  textOf([shared, kind, keyword, before, after]);

/** @param {Change} change */
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
    const isNamed = owned.includes(nameOf(difference));
    return !isNamed && !(changes.length > 0 && changes.every(isOwned));
  });
}

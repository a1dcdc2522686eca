// The differences in a few lines.
import { show } from "./facts.mjs";

/** @typedef {import("./compare.mjs").Difference} Difference */

/** @param {readonly Difference[]} differences @returns {string} */
export function renderDifferences(differences) {
  if (differences.length === 0) return "No operation differs.";
  return differences
    .map(({ call, kind, changes }) => [`${kind}  ${call}`, ...changes.map(line)].join("\n"))
    .join("\n\n");
}

/** @param {Difference["changes"][number]} change */
function line({ kind, place, keyword, before, after, breaks }) {
  const mark = breaks ? `  BREAKING for ${breaks}: ` : "  ";
  if (place === "words") return `${mark}descriptions or examples changed`;
  if (!keyword) return `${mark}${place} ${kind}`;
  if (kind === "changed") return `${mark}${place} ${keyword}: ${show(before)} → ${show(after)}`;
  return `${mark}${place} ${keyword} ${show(after ?? before)} ${kind}`;
}

/** @param {readonly Difference[]} differences */
export const breakingIn = (differences) =>
  differences.filter(({ changes }) => changes.some(({ breaks }) => breaks));

// Whom a single difference breaks, if anyone.
import { show } from "./facts.mjs";

/**
 * @typedef {object} Change
 * @property {"added" | "removed" | "changed"} kind
 * @property {string} place
 * @property {string} [keyword] absent where the place itself was added or removed
 * @property {any} [before]
 * @property {any} [after] where a place was added, its keywords
 */

const UPPER = ["maximum", "maxLength", "maxItems", "maxProperties", "exclusiveMaximum"];
const LOWER = ["minimum", "minLength", "minItems", "minProperties", "exclusiveMinimum"];

/** @param {Change} change @returns {string | undefined} whom it breaks */
export function brokenBy(change) {
  const [part] = change.place.split(" ");
  switch (part) {
    case "words":
      return undefined;
    case "operation":
      return "users of the generated types";
    case "security":
      return change.kind === "removed" ? "callers" : undefined;
    case "response":
      return promisesLess(change) ? "readers of the answer" : undefined;
    default:
      return demandsMore(change) ? "callers" : undefined;
  }
}

/** @param {Change} change */
function demandsMore({ kind, keyword, before, after }) {
  if (!keyword) return kind === "removed" || after.required === true;
  if (keyword === "required") return after === true;
  if (kind === "removed") return keyword === "type";
  if (UPPER.includes(keyword)) return kind === "added" || after < before;
  if (LOWER.includes(keyword)) return kind === "added" || after > before;
  if (keyword === "enum" && kind === "changed") return !includesAll(after, before);
  return true;
}

/** @param {Change} change */
function promisesLess({ kind, place, keyword, before, after }) {
  if (!keyword) return kind === "removed" && !isErrorOrHeader(place);
  if (keyword === "required") return after === false && !isErrorOrHeader(place);
  if (keyword === "enum" && kind === "changed") return !includesAll(before, after);
  // A reader copes with other limits than before, not with another type.
  return ["type", "format", "const", "enum"].includes(keyword) && kind !== "added";
}

/** What may come may also stay away. @param {string} place */
const isErrorOrHeader = (place) => / header /.test(place) || /^response (?!2)\w+$/.test(place);

/** @param {unknown} all @param {unknown} some */
function includesAll(all, some) {
  if (!Array.isArray(all) || !Array.isArray(some)) return false;
  const shown = all.map(show);
  return some.every((item) => shown.includes(show(item)));
}

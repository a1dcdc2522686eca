// Whom a change of the contract breaks, if anyone.

/**
 * @typedef {"keyword" | "part" | "removal" | "choice" | "branch" | "name"} Type a keyword of a schema;
 *   a part that breaks callers if it goes or is required; one that breaks if it goes; a setting that
 *   breaks in any other form; a branch of several; a name in the generated code
 * @typedef {object} Judged
 * @property {Type} type @property {string | undefined} keyword
 * @property {any} before @property {any} after
 * @property {import("./compare.mjs").Direction} direction
 */

/** @param {Judged} change @returns {string | undefined} */
export function describeBreak(change) {
  const { type, keyword, before, after, direction } = change;
  if (keyword === "deprecated") return undefined;
  if (type === "name") return before === undefined ? undefined : "users of the generated types";
  if (direction === "request") return demandsMore(change) ? "callers" : undefined;
  const isSure = direction === "response";
  const breaks = {
    branch: before === undefined,
    choice: false,
    part: isSure && after === undefined,
    removal: isSure && after === undefined,
    keyword: keyword === "required" ? isSure && !after : promisesLess(change),
  }[type];
  return breaks ? "readers of the response" : undefined;
}

/** @param {Judged} change of a request */
function demandsMore({ type, keyword = "", before, after }) {
  const isGone = after === undefined;
  if (type === "choice") return true;
  if (type === "removal" || type === "branch") return isGone;
  if (type === "part") return isGone || after === "required";
  if (keyword === "required") return after === true;
  if (keyword === "default") return before !== undefined;
  if (keyword === "type") return !includes(after, before);
  if (isGone || keyword === "writeOnly" || after === false) {
    return after === false && keyword === "additionalProperties";
  }
  if (keyword === "additionalProperties") return after !== true;
  if (keyword === "enum" && before !== undefined) return !includes(after, before);
  if (/^(exclusiveM|m)ax/.test(keyword)) return before === undefined || after < before;
  if (/^(exclusiveM|m)in/.test(keyword)) return before === undefined || after > before;
  return true;
}

/** @param {Judged} change of a response. A reader copes with other limits, but not with another format. */
function promisesLess({ keyword = "", before, after }) {
  if (keyword === "type") return !includes(before, after);
  if (keyword === "writeOnly") return after === true;
  if (keyword === "enum" && after !== undefined)
    return before !== undefined && !includes(before, after);
  return ["format", "const", "enum"].includes(keyword) && before !== undefined;
}

/** @param {any} all `undefined` for anything @param {any} some */
function includes(all, some) {
  if (all === undefined) return true;
  const list = [all].flat();
  const has = (/** @type {any} */ value) =>
    list.includes(value) || (value === "integer" && list.includes("number"));
  return some !== undefined && [some].flat().every(has);
}

// Whom a change of the contract breaks, if anyone.

/** @typedef {"request" | "response" | "maybe"} Direction "maybe": a response that may stay away, such as
 *   an error or a header */
/** @typedef {(before: any, after: any, isSure: boolean) => boolean} Test */

const never = () => false;
/** @type {Test} */
const isGone = (_before, after) => after === undefined;
/** @type {Test} */
const isSurelyGone = (_before, after, isSure) => isSure && after === undefined;
/** @type {Test} */
const isDemand = (_before, after) => after !== undefined && after !== false;
/** @type {Test} */
const wasThere = (before) => before !== undefined;
/** Whether all that was admitted still is; `undefined` is anything. @type {Test} */
const isNarrower = (before, after) => {
  const has = (/** @type {any} */ value) =>
    [after].flat().some((one) => one === value || (one === "number" && value === "integer"));
  return after !== undefined && (before === undefined || ![before].flat().every(has));
};
/** @type {Test} */
const isWider = (before, after, isSure) => isNarrower(after, before, isSure);
/** @type {Test} */
const isLess = (before, after) => after !== undefined && (before === undefined || after < before);
/** @type {Test} */
const isMore = (before, after) => after !== undefined && (before === undefined || after > before);

/**
 * Whether a request asks for more, and whether a response promises less. A reader copes with other
 * limits, but not with another format.
 * @type {Record<string, [request: Test, response: Test]>}
 */
const RULES = {
  choice: [() => true, never],
  removal: [isGone, isSurelyGone],
  part: [(_before, after) => after === undefined || after === "required", isSurelyGone],
  branch: [isGone, (before) => before === undefined],
  required: [(_before, after) => after === true, (_before, after, isSure) => isSure && !after],
  type: [isNarrower, isWider],
  enum: [isNarrower, isWider],
  default: [wasThere, never],
  format: [isDemand, wasThere],
  const: [isDemand, wasThere],
  writeOnly: [never, (_before, after) => after === true],
  additionalProperties: [(_before, after) => after !== undefined && after !== true, never],
  deprecated: [never, never],
  words: [never, never],
  max: [isLess, never],
  min: [isMore, never],
};

/**
 * @param {string} rule a keyword of a schema; "part", which breaks callers if it goes or is required;
 *   "removal", which breaks if it goes; "choice", which breaks in any other form; "branch", one of
 *   several; "name" in the generated code
 * @param {any} before @param {any} after @param {Direction} direction
 */
export function describeBreak(rule, before, after, direction) {
  if (rule === "name") return before === undefined ? undefined : "users of the generated types";
  const bound = /^(?:exclusiveM|m)(ax|in)/.exec(rule)?.[1];
  const [asksMore, promisesLess] = RULES[bound ? `m${bound}` : rule] ?? [isDemand, never];
  if (direction === "request") return asksMore(before, after, true) ? "callers" : undefined;
  const isBroken = promisesLess(before, after, direction === "response");
  return isBroken ? "readers of the response" : undefined;
}

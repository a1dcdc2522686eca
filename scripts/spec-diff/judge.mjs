// Whom a change of the contract breaks, if anyone.

/** @typedef {"request" | "response" | "maybe"} Direction "maybe": a response that may stay away, such as
 *   an error or a header */
/** @typedef {(before: any, after: any, isSure: boolean) => boolean} Test */

/** Whether something that was admitted no longer is; `undefined` is anything. @param {any} before @param {any} after */
function isNarrower(before, after) {
  const has = (/** @type {any} */ value) =>
    [after].flat().some((one) => one === value || (one === "number" && value === "integer"));
  return after !== undefined && (before === undefined || ![before].flat().every(has));
}

/** @satisfies {Record<string, Test>} */
const when = {
  never: () => false,
  changed: () => true,
  gone: (_before, after) => after === undefined,
  surelyGone: (_before, after, isSure) => isSure && after === undefined,
  demanded: (_before, after) => after !== undefined && after !== false,
  there: (before) => before !== undefined,
  lower: (before, after) => after !== undefined && (before === undefined || after < before),
  higher: (before, after) => after !== undefined && (before === undefined || after > before),
  narrower: isNarrower,
  wider: (before, after) => isNarrower(after, before),
};

/**
 * Whether a request asks for more, and whether a response promises less. A reader copes with other
 * limits, but not with another format.
 * @type {Record<string, [request: Test, response: Test]>}
 */
const RULES = {
  choice: [when.changed, when.never],
  removal: [when.gone, when.surelyGone],
  part: [(_before, after) => after === undefined || after === "required", when.surelyGone],
  branch: [when.gone, (before) => before === undefined],
  required: [(_before, after) => after === true, (_before, after, isSure) => isSure && !after],
  type: [when.narrower, when.wider],
  enum: [when.narrower, when.wider],
  default: [when.there, when.never],
  format: [when.demanded, when.there],
  const: [when.demanded, when.there],
  writeOnly: [when.never, (_before, after) => after === true],
  additionalProperties: [(_before, after) => after !== undefined && after !== true, when.never],
  deprecated: [when.never, when.never],
  words: [when.never, when.never],
  max: [when.lower, when.never],
  min: [when.higher, when.never],
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
  const [asksMore, promisesLess] = RULES[bound ? `m${bound}` : rule] ?? [when.demanded, when.never];
  if (direction === "request") return asksMore(before, after, true) ? "callers" : undefined;
  const isBroken = promisesLess(before, after, direction === "response");
  return isBroken ? "readers of the response" : undefined;
}

// The differences between two versions of the contract, operation by operation.
import { operationsOf } from "../generate/spec.mjs";
import { factsOf, show } from "./facts.mjs";
import { brokenBy } from "./judge.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {import("./judge.mjs").Change} Change */
/** @typedef {Change & { breaks: string | undefined }} Judged */
/**
 * @typedef {object} Difference
 * @property {string} call method and path
 * @property {string} operationId of the version before, if it had one
 * @property {"added" | "removed" | "changed"} kind
 * @property {Judged[]} changes
 */

/**
 * @param {Node} before @param {Node} after
 * @param {{ shared?: boolean }} [options] `shared`: only the operations that both have
 * @returns {Difference[]}
 */
export function compareSpecs(before, after, { shared = false } = {}) {
  const old = byCall(before);
  const now = byCall(after);
  /** @type {Difference[]} */
  const differences = [];
  for (const call of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(call), now.get(call)];
    const operationId = (was ?? is)?.facts.get("operation")?.operationId;
    if (was && is) {
      const changes = compareFacts(was.facts, is.facts).map((change) => ({
        ...change,
        breaks: brokenBy(change),
      }));
      if (changes.length > 0) differences.push({ call, operationId, kind: "changed", changes });
    } else if (!shared) {
      const kind = is ? "added" : "removed";
      const breaks = is ? undefined : "callers";
      const changes = [{ kind, place: "operation", breaks }];
      differences.push(/** @type {Difference} */ ({ call, operationId, kind, changes }));
    }
  }
  return differences;
}

/** @param {Node} spec */
function byCall(spec) {
  return new Map(
    operationsOf(spec).map((found) => [
      `${found.method} ${found.path}`,
      { facts: factsOf(spec, found) },
    ]),
  );
}

/**
 * @param {import("./facts.mjs").Facts} before @param {import("./facts.mjs").Facts} after
 * @returns {Change[]}
 */
function compareFacts(before, after) {
  /** @type {Change[]} */
  const changes = [];
  for (const place of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(place), after.get(place)];
    if (was && is) {
      changes.push(...compareKeywords(place, was, is));
    } else if (!isInside(place, changes)) {
      changes.push(is ? { kind: "added", place, after: is } : { kind: "removed", place });
    }
  }
  return changes;
}

/** What comes or goes together with its owner is not told once more. */
const isInside = (/** @type {string} */ place, /** @type {Change[]} */ changes) =>
  changes.some(({ kind, keyword, place: owner }) => {
    const rest = place.startsWith(owner) ? place.slice(owner.length) : "";
    return kind !== "changed" && !keyword && /^[. []/.test(rest);
  });

/** @param {string} place @param {Node} before @param {Node} after @returns {Change[]} */
function compareKeywords(place, before, after) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((keyword) => show(before[keyword]) !== show(after[keyword]))
    .map((keyword) => {
      const [was, is] = [before[keyword], after[keyword]];
      const kind = was === undefined ? "added" : is === undefined ? "removed" : "changed";
      return { kind, place, keyword, before: was, after: is };
    });
}

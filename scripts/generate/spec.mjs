// Reads the spec without losing a digit, and walks it.
import { parse } from "yaml";

/** A mistake in the spec, told in a sentence: it is shown without a stack. */
export class GenerateError extends Error {}

/** @typedef {Record<string, any>} Node */

/**
 * Integers come as bigint: 9223372036854775807 is no JavaScript number.
 * @param {string} text @returns {Node}
 */
export function readSpec(text) {
  return parse(text, { intAsBigInt: true });
}

/**
 * Follows a local `$ref`; the spec is one file.
 * @param {Node} spec @param {Node} node @returns {Node}
 */
export function resolve(spec, node) {
  if (typeof node.$ref !== "string") return node;
  /** @type {Node} */
  let target = spec;
  for (const step of node.$ref.replace(/^#\//, "").split("/")) {
    target = target?.[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  if (target === undefined) throw new GenerateError(`${node.$ref} leads nowhere`);
  return resolve(spec, target);
}

const METHODS = ["get", "put", "post", "delete", "patch"];

/**
 * Every operation, in the order of the spec.
 * @param {Node} spec
 */
export function operationsOf(spec) {
  return Object.entries(spec.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => {
      /** @type {Node} */
      const operation = item[method];
      /** @type {Node[]} */
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(
        (node) => ({ ...resolve(spec, node), component: node.$ref?.split("/").at(-1) }),
      );
      return { path, method: method.toUpperCase(), operation, parameters };
    }),
  );
}

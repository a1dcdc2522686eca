// Reads the spec without losing a digit, and walks it.
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** A mistake in the spec, told in a sentence: it is shown without a stack. */
export class GenerateError extends Error {}

/** @typedef {Record<string, any>} Node */

/** The line of each key, by the object that has it. @type {WeakMap<Node, Map<string, number>>} */
const lines = new WeakMap();

/**
 * Integers come as bigint: 9223372036854775807 is no JavaScript number.
 * @param {string} text @returns {Node}
 */
export function readSpec(text) {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { intAsBigInt: true, lineCounter });
  const [mistake] = document.errors;
  if (mistake) throw new GenerateError(`The YAML cannot be read: ${mistake.message.trim()}`);
  const spec = document.toJS();
  noteLines(document.contents, spec, lineCounter);
  return spec;
}

/** @param {unknown} node of the YAML @param {any} value what it stands for @param {LineCounter} counter */
function noteLines(node, value, counter) {
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) noteLines(item, value[index], counter);
  } else if (isMap(node)) {
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const { key, value: member } of node.items) {
      if (!isScalar(key)) continue;
      found.set(String(key.value), counter.linePos(key.range?.[0] ?? 0).line);
      noteLines(member, value[String(key.value)], counter);
    }
    lines.set(value, found);
  }
}

/** The line where the spec says this. @param {Node} node @param {string} key */
export const lineOf = (node, key) => lines.get(node)?.get(key);

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

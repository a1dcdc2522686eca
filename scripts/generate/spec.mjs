// Reads the spec without losing a digit, and walks it.
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** A mistake in the spec, told in a sentence: it is shown without a stack. */
export class GenerateError extends Error {}

/** @typedef {Record<string, any>} Node */

/**
 * The place of each key, such as `openapi/openapi.yaml:12`, by the object that has it.
 * @type {WeakMap<Node, Map<string, string>>}
 */
const places = new WeakMap();

/**
 * Integers come as bigint: 9223372036854775807 is no JavaScript number.
 * @param {string} text @param {string} [name] of the file, as the messages show it
 * @returns {Node}
 */
export function readSpec(text, name = "openapi/openapi.yaml") {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { intAsBigInt: true, lineCounter });
  const [mistake] = document.errors;
  /** @param {number} offset */
  const placeAt = (offset) => `${name}:${lineCounter.linePos(offset).line}`;
  if (mistake) {
    const what = `the YAML cannot be read: ${mistake.message.trim()}`;
    throw new GenerateError(`${placeAt(mistake.pos[0])}: ${what}`);
  }
  const spec = document.toJS();
  notePlaces(document.contents, spec, placeAt);
  return spec;
}

/**
 * @param {unknown} node of the YAML @param {any} value what it stands for
 * @param {(offset: number) => string} placeAt
 */
function notePlaces(node, value, placeAt) {
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) notePlaces(item, value[index], placeAt);
  } else if (isMap(node)) {
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const { key, value: member } of node.items) {
      if (!isScalar(key)) continue;
      found.set(String(key.value), placeAt(key.range?.[0] ?? 0));
      notePlaces(member, value[String(key.value)], placeAt);
    }
    places.set(value, found);
  }
}

/**
 * A mistake at a key of the spec, told with file and line.
 * @param {Node} node @param {string} key @param {string} message
 */
export function mistakeAt(node, key, message) {
  const place = places.get(node)?.get(key);
  return new GenerateError(place === undefined ? message : `${place}: ${message}`);
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
  if (target === undefined) throw mistakeAt(node, "$ref", `${node.$ref} leads nowhere: mend it.`);
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
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((node) =>
        named(resolve(spec, node), node.$ref?.split("/").at(-1)),
      );
      return { path, method: method.toUpperCase(), operation, parameters };
    }),
  );
}

/** A copy that knows its component and keeps its places. @param {Node} node @param {string} [component] */
function named(node, component) {
  const copy = { ...node, component };
  const found = places.get(node);
  if (found) places.set(copy, found);
  return copy;
}

// Reads the spec without losing a digit, and walks it.
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { ScriptError } from "../support/script.mjs";

/** A mistake in the spec, told in a sentence: it is shown without a stack. */
export class GenerateError extends ScriptError {}

/** @typedef {Record<string | symbol, any>} Node */

/**
 * The place of each key, such as `openapi/openapi.yaml:12`, by the object that has it.
 * @type {WeakMap<Node, Map<string, string>>}
 */
const places = new WeakMap();

/**
 * Integers come as bigint: 9223372036854775807 is not a JavaScript number.
 * @param {string} text
 * @param {string | null} [name] of the file, as the messages show it; with null, they tell no place
 * @returns {Node}
 */
export function readSpec(text, name = "openapi/openapi.yaml") {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { intAsBigInt: true, merge: true, lineCounter });
  const [mistake] = document.errors;
  /** @param {number} offset */
  const placeAt = (offset) => `${name}:${lineCounter.linePos(offset).line}`;
  if (mistake) {
    const what = `the YAML cannot be read: ${mistake.message.trim()}`;
    throw new GenerateError(`${placeAt(mistake.pos[0])}: ${what}`);
  }
  const spec = document.toJS();
  checkDocument(spec, name ?? "the spec");
  if (name) notePlaces(document.contents, spec, placeAt);
  return spec;
}

/** What is not an OpenAPI 3.1 document at all. @param {Node | null} spec @param {string} name */
function checkDocument(spec, name) {
  if (spec === null || typeof spec !== "object") {
    throw new GenerateError(`${name}: the file is empty. Write an OpenAPI 3.1 document into it.`);
  }
  const { swagger, openapi } = spec;
  if (swagger !== undefined) {
    throw new GenerateError(
      `${name}: this is Swagger ${swagger}. Convert it to OpenAPI 3.1 first, for example with ` +
        "https://converter.swagger.io, and then set `openapi: 3.1.0`.",
    );
  }
  if (!/^3\.1\./.test(String(openapi))) {
    const found =
      openapi === undefined ? "has no `openapi` version" : `says \`openapi: ${openapi}\``;
    throw new GenerateError(
      `${name}: the document ${found}. It must be OpenAPI 3.1: write \`openapi: 3.1.0\`.`,
    );
  }
}

/** Under these keys stand values, which may look like a schema. */
const VALUES = ["example", "examples", "default", "enum", "const"];

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
      const name = String(key.value);
      found.set(name, placeAt(key.range?.[0] ?? 0));
      if (name in value && !VALUES.includes(name)) notePlaces(member, value[name], placeAt);
    }
    places.set(value, found);
    refuseNullable(value);
  }
}

/** @param {Node} value */
function refuseNullable(value) {
  const isSchema = ["type", "$ref", "allOf", "anyOf", "oneOf"].some((name) => name in value);
  if (!isSchema || typeof value.nullable !== "boolean") return;
  const instead = 'Write `type: [string, "null"]`, or `anyOf: [{ $ref: … }, { type: "null" }]`.';
  throw mistakeAt(value, "nullable", `OpenAPI 3.1 has no \`nullable\`. ${instead}`);
}

/** Where a key of the spec stands. @param {Node} node @param {string} key */
export const placeOf = (node, key) => places.get(node)?.get(key);

/**
 * A copy that keeps the places of the original.
 * @template {Node} T @param {Node} node @param {T} copy
 */
export function keepPlaces(node, copy) {
  const found = places.get(node);
  if (found) places.set(copy, found);
  return copy;
}

/**
 * A mistake at a key of the spec, told with file and line.
 * @param {Node} node @param {string} key @param {string} message
 */
export function mistakeAt(node, key, message) {
  const place = placeOf(node, key);
  return new GenerateError(place === undefined ? message : `${place}: ${message}`);
}

/**
 * What a node refers to, or the node itself.
 * @param {Node} spec @param {Node} node @returns {Node}
 */
export function follow(spec, node) {
  if (typeof node.$ref !== "string") return node;
  /** @type {Node} */
  let target = spec;
  for (const step of node.$ref.replace(/^#\//, "").split("/")) {
    target = target?.[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  if (target === undefined) throw mistakeAt(node, "$ref", `${node.$ref} leads nowhere: fix it.`);
  return target;
}

/**
 * Follows references to their end, and leaves out what stands beside them.
 * @param {Node} spec @param {Node} node @returns {Node}
 */
export function resolve(spec, node) {
  const target = follow(spec, node);
  return target === node ? node : resolve(spec, target);
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * Every operation, in the order of the spec. A parameter knows its component.
 * @param {Node} spec
 */
export function operationsOf(spec) {
  return Object.entries(spec.paths ?? {}).flatMap(([path, node]) => {
    const item = resolve(spec, node);
    return METHODS.filter((method) => item[method]).map((method) => ({
      path,
      method: method.toUpperCase(),
      operation: /** @type {Node} */ (item[method]),
      parameters: parametersOf(spec, item, item[method]),
    }));
  });
}

/**
 * A parameter of the operation replaces that of the path.
 * @param {Node} spec @param {Node} item @param {Node} operation @returns {Node[]}
 */
function parametersOf(spec, item, operation) {
  const [shared, own] = [item, operation].map(({ parameters = [] }) =>
    parameters.map((/** @type {Node} */ node) => {
      const parameter = resolve(spec, node);
      return keepPlaces(parameter, { ...parameter, component: node.$ref?.split("/").at(-1) });
    }),
  );
  const isReplaced = (/** @type {Node} */ { name, in: place }) =>
    own.some((/** @type {Node} */ other) => other.name === name && other.in === place);
  return [...shared.filter((/** @type {Node} */ one) => !isReplaced(one)), ...own];
}

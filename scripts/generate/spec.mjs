// Reads the spec without losing a digit, and walks it.
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { ScriptError } from "../support/script.mjs";

/** A mistake in the spec: printed as a sentence, without a stack. */
export class GenerateError extends ScriptError {}

/** @typedef {Record<string | symbol, any>} Node */
/** @typedef {ReturnType<typeof operationsOf>[number]} OperationNode */

/** The place of each key, such as `openapi/openapi.yaml:12`. Copies keep a symbol. */
export const PLACES = Symbol("places");

/** An OpenAPI 3.1 document. @param {string} text @param {string} [name] of the file, in messages */
export function readSpec(text, name = "openapi/openapi.yaml") {
  const spec = parseSpec(text, name);
  if (/^3\.1\./.test(String(Object(spec).openapi))) return spec;
  const what = "this is no OpenAPI 3.1 document. It must say `openapi: 3.1.0`";
  throw new GenerateError(`${name}: ${what}; https://converter.swagger.io converts older ones.`);
}

/**
 * Any YAML or JSON, with places. Integers are read as bigint: 9223372036854775807 is not a
 * JavaScript number.
 * @param {string} text @param {string} name @returns {Node}
 */
export function parseSpec(text, name) {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { intAsBigInt: true, merge: true, lineCounter });
  const [mistake] = document.errors;
  /** @param {number} offset */
  const placeAt = (offset) => `${name}:${lineCounter.linePos(offset).line}`;
  if (mistake) {
    const what = `the YAML cannot be read: ${mistake.message.trim()}`;
    throw new GenerateError(`${placeAt(mistake.pos[0])}: ${what}`);
  }
  try {
    const spec = document.toJS();
    notePlaces(document.contents, spec, placeAt);
    return spec;
  } catch {
    // The parser counts aliases: a few lines of them can stand for gigabytes.
    throw new GenerateError(`${name}: the YAML has too many aliases. Write the values out.`);
  }
}

/** The members of these keys are values, which may look like a schema. */
export const VALUES = ["example", "examples", "default", "enum", "const"];

/**
 * @param {unknown} node of the YAML @param {any} value the same in JavaScript
 * @param {(offset: number) => string} placeAt
 */
function notePlaces(node, value, placeAt) {
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) notePlaces(item, value[index], placeAt);
  } else if (isMap(node)) {
    value[PLACES] = {};
    for (const { key, value: member } of node.items) {
      if (!isScalar(key)) continue;
      const name = String(key.value);
      value[PLACES][name] = placeAt(key.range?.[0] ?? 0);
      if (name in value && !VALUES.includes(name)) notePlaces(member, value[name], placeAt);
    }
  }
}

/** The file and line of a key. @param {Node} node @param {string} key @returns {string | undefined} */
export const placeOf = (node, key) => node[PLACES]?.[key];

/**
 * A mistake at a key of the spec, with file and line.
 * @param {Node} node @param {string} key @param {string} message
 */
export function mistakeAt(node, key, message) {
  const place = placeOf(node, key);
  return new GenerateError(place === undefined ? message : `${place}: ${message}`);
}

/**
 * As `map`, but mistakes of the spec are gathered, so that one run reports all of them.
 * @template T, R @param {Iterable<T>} items @param {(item: T) => R} work @returns {R[]}
 */
export function mapAll(items, work) {
  /** @type {Set<string>} */
  const mistakes = new Set();
  const results = [];
  for (const item of items) {
    try {
      results.push(work(item));
    } catch (error) {
      if (!(error instanceof GenerateError)) throw error;
      for (const line of error.message.split("\n")) mistakes.add(line);
    }
  }
  if (mistakes.size > 0) throw new GenerateError([...mistakes].join("\n"));
  return results;
}

/** Whether a node refers to a component schema. @param {Node} node */
export const isSchema = ({ $ref }) => $ref?.startsWith?.("#/components/schemas/") === true;

/** @param {Node} node @returns {string} the last step of its reference */
export const nameOf = ({ $ref }) => stepsOf($ref).at(-1) ?? "";

/** The steps of a fragment: percent-encoded (RFC 6901 §6), in a URI. @param {string} $ref */
const stepsOf = ($ref) => {
  const steps = decodeURIComponent($ref.replace(/^#\//, "")).split("/");
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
};

/**
 * The target of a reference, or the node itself.
 * @param {Node} spec @param {Node} node @returns {Node}
 */
export function follow(spec, node) {
  if (typeof node.$ref !== "string") return node;
  const target = stepsOf(node.$ref).reduce((/** @type {any} */ at, step) => at?.[step], spec);
  if (target === undefined) throw mistakeAt(node, "$ref", `${node.$ref} leads nowhere: fix it.`);
  return target;
}

/**
 * Follows references to their end, and drops their sibling keywords.
 * @param {Node} spec @param {Node} node @returns {Node}
 */
export const resolve = (spec, node) =>
  typeof node.$ref === "string" ? resolve(spec, follow(spec, node)) : node;

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** OpenAPI has these header parameters ignored: the client writes them. @param {Node} parameter */
const isIgnored = ({ in: place, name }) =>
  place === "header" && ["accept", "authorization", "content-type"].includes(name.toLowerCase());

/**
 * Every operation, in the order of the spec; `name` is that of its method, if it is one. A parameter
 * has the name of its component; that of the operation replaces that of the path.
 * @param {Node} spec
 */
export function operationsOf(spec) {
  return Object.entries(spec.paths ?? {}).flatMap(([path, node]) => {
    const item = resolve(spec, node);
    return METHODS.filter((method) => item[method]).map((method) => {
      /** @type {Node} */
      const operation = item[method];
      /** @type {Map<string, Node>} */
      const parameters = new Map();
      for (const each of [item, operation].flatMap((home) => home.parameters ?? [])) {
        const one = resolve(spec, each);
        const component = each.$ref && nameOf(each);
        if (isIgnored(one)) continue;
        parameters.set(`${one.in} ${one.name}`, { ...one, component });
      }
      const name = String(operation["x-method"] ?? "");
      const [resource = "", verb = ""] = name.split(".");
      return {
        ...{ name, resource, verb },
        ...{ path, method: method.toUpperCase(), operation, parameters: [...parameters.values()] },
        /** @type {Node} that has the servers of this operation */
        home: [operation, item].find(({ servers }) => servers) ?? spec,
      };
    });
  });
}

/** The members of these keys have names of their own, which may look like a keyword. */
const MAPS = [
  ...["properties", "patternProperties", "parameters", "headers", "responses", "schemas"],
  ...["requestBodies", "content", "$defs", "dependentSchemas"],
];

/** @typedef {"request" | "response"} Direction */
/** @type {Record<string, Direction>} */
const DIRECTIONS = {
  parameters: "request",
  requestBody: "request",
  requestBodies: "request",
  responses: "response",
};

/**
 * A deep copy, in which each object has what `change` returns of it, too. Maps of names and values
 * are copied as they are.
 * @param {any} node @param {(part: Node, way: Direction) => Node} change
 * @param {Direction} [way] in which the node travels @param {boolean} [isMap] @returns {any}
 */
export function mapNodes(node, change, way = "response", isMap = false) {
  if (typeof node !== "object" || node === null) return node;
  if (Array.isArray(node)) return node.map((item) => mapNodes(item, change, way));
  const members = Object.entries(node).map(([key, member]) => {
    if (isMap) return [key, mapNodes(member, change, way)];
    if (VALUES.includes(key)) return [key, member];
    return [key, mapNodes(member, change, DIRECTIONS[key] ?? way, MAPS.includes(key))];
  });
  const copy = { ...Object.fromEntries(members), [PLACES]: node[PLACES] };
  return isMap ? copy : { ...copy, ...change(node, way) };
}

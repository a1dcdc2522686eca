// Turns a schema of the spec into the constraints that the client checks at run time.
import { mistakeAt, resolve } from "./spec.mjs";

// They describe and do not constrain.
const ANNOTATIONS = ["title", "description", "example", "examples", "default", "deprecated"];

/**
 * Per type, the keywords that src/constraints.ts implements: `limits` it finds under the same name,
 * the rest is translated here.
 * @type {Record<string, { limits: string[], translated: string[] }>}
 */
const IMPLEMENTED = {
  string: { limits: ["maxLength", "pattern"], translated: [] },
  integer: { limits: ["minimum", "maximum"], translated: ["format"] },
  boolean: { limits: [], translated: [] },
  array: { limits: ["maxItems"], translated: ["items"] },
  object: { limits: [], translated: ["required", "properties", "additionalProperties"] },
};

/** Formats that say how an integer is stored: the bounds stand beside them. */
const FORMATS = ["int32", "int64"];

/** @typedef {import("./spec.mjs").Node} Node */

/**
 * The component that a constraint set comes from, so that it is written once.
 * @type {WeakMap<Node, string>}
 */
export const componentOf = new WeakMap();

/**
 * @param {Node} spec
 * @param {Node} node a schema or a reference to one
 * @param {string} where for the message, such as `createConnectorSecret.secret_name`
 * @param {boolean} [isResponse] of a response the shape alone is checked: any further keyword may
 *   stand there
 * @returns {Node} a `Schema` of src/contract.ts; `pattern` is still a string
 */
export function constraintsOf(spec, node, where, isResponse = false) {
  const schema = resolve(spec, node);
  const { limits = [], translated = [] } = IMPLEMENTED[schema.type] ?? {};
  const implemented = [...limits, ...translated];
  const refuse = refusal(schema, where);
  if (schema.type === undefined) refuse(Object.keys(schema)[0] ?? "", 'a schema without a "type"');
  if (!Object.hasOwn(IMPLEMENTED, schema.type))
    refuse("type", `type ${JSON.stringify(schema.type)}`);
  for (const keyword of Object.keys(schema)) {
    if (keyword === "type" || ANNOTATIONS.includes(keyword) || keyword.startsWith("x-")) continue;
    if (!implemented.includes(keyword) && !isResponse) refuse(keyword, `keyword "${keyword}"`);
  }
  // The type of an integer follows from it, in a response as well.
  const isInteger = schema.type === "integer";
  if (isInteger && schema.format !== undefined && !FORMATS.includes(schema.format)) {
    refuse("format", `format "${schema.format}"`);
  }
  if (!isPattern(schema.pattern ?? "")) refuse("pattern", `pattern "${schema.pattern}"`);
  if (schema.additionalProperties && !isResponse) {
    refuse("additionalProperties", "additionalProperties with a schema");
  }
  if (schema.type === "array" && !schema.items) refuse("type", "an array without items");
  const found = {
    type: schema.type,
    ...limitsOf(schema, limits),
    ...members(spec, schema, where, isResponse),
  };
  if (node.$ref) componentOf.set(found, node.$ref.split("/").at(-1));
  return found;
}

/** @param {string} text as JSON Schema reads it: with the flag u */
function isPattern(text) {
  try {
    return Boolean(new RegExp(text, "u"));
  } catch {
    return false;
  }
}

/**
 * int64 bounds stay bigint; every other bound is a number.
 * @param {Node} schema @param {string[]} keywords
 */
function limitsOf(schema, keywords) {
  /** @type {Node} */
  const found = {};
  for (const keyword of keywords) {
    const value = schema[keyword];
    if (value === undefined) continue;
    found[keyword] = typeof value === "bigint" && schema.format !== "int64" ? Number(value) : value;
  }
  return found;
}

/** @param {Node} spec @param {Node} schema @param {string} where @param {boolean} isResponse */
function members(spec, schema, where, isResponse) {
  if (schema.type === "array") {
    return { items: constraintsOf(spec, schema.items, `${where}[]`, isResponse) };
  }
  if (schema.type !== "object") return {};
  const properties = Object.entries(schema.properties ?? {}).map(([name, node]) => [
    name,
    constraintsOf(spec, node, `${where}.${name}`, isResponse),
  ]);
  return objectOf(Object.fromEntries(properties), schema.required);
}

/**
 * What is optional is the exception.
 * @param {Record<string, Node>} properties @param {string[]} [required]
 */
export function objectOf(properties, required = []) {
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  return { properties, ...(optional.length > 0 && { optional }) };
}

/**
 * @param {Node} schema @param {string} where
 * @returns {(keyword: string, what: string) => never}
 */
function refusal(schema, where) {
  return (keyword, what) => {
    throw mistakeAt(
      schema,
      keyword,
      `${where}: ${what} is in the spec, and the client's check does not implement it. Teach ` +
        "src/constraints.ts, src/contract.ts and scripts/generate/constraints.mjs first, or leave " +
        "it out.",
    );
  };
}

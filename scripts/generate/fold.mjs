// Schemas as OpenAPI means them: one of several (`$ref`, `allOf`, `anyOf` with null), and one for
// each direction (`readOnly`, `writeOnly`).
import { writeJson } from "../../src/json.mjs";
import {
  follow,
  isSchema,
  mapNodes,
  mistakeAt,
  nameOf,
  operationsOf,
  PLACES,
  resolve,
  VALUES,
} from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */

/** They describe a schema and demand nothing. */
export const WORDS = [
  ...["title", "description", "example", "examples", "default", "deprecated", "format"],
  ...["readOnly", "writeOnly", "externalDocs", "xml", "contentMediaType", "contentEncoding"],
];

/** The components that a folded schema extends: a symbol, so that it is no keyword. */
export const EXTENDS = Symbol("extends");

/**
 * The other branch of `anyOf: [X, { type: "null" }]`.
 * @param {Node} node @returns {Node | undefined}
 */
export function nullableOf({ anyOf, oneOf }) {
  const branches = anyOf ?? oneOf ?? [];
  const others = branches.filter((/** @type {Node} */ { type }) => type !== "null");
  return branches.length === 2 && others.length === 1 ? others[0] : undefined;
}

/**
 * A schema without references and `allOf`, for its members.
 * @param {Node} spec @param {Node} node
 */
export const merged = (spec, node) => fold(spec, { allOf: [node] }, () => {});

/**
 * A schema with `allOf`, or with a reference and more beside it, as one schema without either.
 * @param {Node} spec @param {Node} node
 * @param {(at: Node, keyword: string, what: string) => void} note reports what is lost
 * @param {readonly Node[]} [above] the schemas that this one is a part of
 * @returns {Node}
 */
export function fold(spec, node, note, above = []) {
  const { $ref, allOf = [], ...own } = node;
  /** @type {Node[]} */
  const parts = [...($ref ? [{ $ref, [PLACES]: node[PLACES] }] : []), ...allOf].map((part) => {
    const target = follow(spec, part);
    if (above.includes(target))
      throw mistakeAt(part, "$ref", `${part.$ref} extends itself: fix it.`);
    const inside = [...above, target];
    const folded = target.$ref || target.allOf ? fold(spec, target, note, inside) : target;
    if (!part.$ref) return folded;
    return { ...folded, [EXTENDS]: [nameOf(part), ...(folded[EXTENDS] ?? [])] };
  });
  /** @type {Node} */
  const result = { [EXTENDS]: parts.flatMap((part) => part[EXTENDS] ?? []), [PLACES]: {} };
  for (const part of [...parts, own]) {
    Object.assign(result[PLACES], part[PLACES]);
    for (const [keyword, value] of Object.entries(part)) {
      const other = result[keyword];
      if (keyword === "properties") result.properties = foldProperties(other, value);
      else if (keyword === "required") result.required = [...new Set([...(other ?? []), ...value])];
      else if (other === undefined || WORDS.includes(keyword)) result[keyword] = value;
      else if (!isSame(other, value)) note(part, keyword, `a second "${keyword}"`);
    }
  }
  return result;
}

/** A member that several parts describe must keep what each of them says. */
function foldProperties(/** @type {Node} */ one = {}, /** @type {Node} */ other) {
  const both = Object.entries(other).map(([name, schema]) => {
    const known = one[name];
    return [name, known && !isSame(known, schema) ? { allOf: [known, schema] } : schema];
  });
  const places = { ...one[PLACES], ...other[PLACES] };
  return { ...one, ...Object.fromEntries(both), [PLACES]: places };
}

const isSame = (/** @type {unknown} */ one, /** @type {unknown} */ other) =>
  writeJson(one) === writeJson(other);

/**
 * The folded schemas of a value: several if it is one of several.
 * @param {Node} spec @param {Node} node @returns {Node[]}
 */
export function branchesOf(spec, node) {
  const schema = merged(spec, node);
  const branches = schema.anyOf ?? schema.oneOf;
  return branches && !schema.type && !schema.properties
    ? branches.flatMap((/** @type {Node} */ branch) => branchesOf(spec, branch))
    : [schema];
}

/**
 * The component schemas that some nodes refer to, however deep.
 * @param {Node} spec @param {unknown} nodes
 */
export function componentsIn(spec, nodes) {
  /** @type {Set<string>} */
  const names = new Set();
  /** @param {any} node */
  function visit(node) {
    if (Object(node) !== node || (isSchema(node) && names.has(nameOf(node)))) return;
    if (isSchema(node)) names.add(nameOf(node));
    if (typeof node.$ref === "string") visit(follow(spec, node));
    for (const [key, member] of Object.entries(node)) if (!VALUES.includes(key)) visit(member);
  }
  visit(nodes);
  return names;
}

/** The components of the schemas that a client sends, and of those that it gets. @param {Node} spec */
export function usesOf(spec) {
  const operations = operationsOf(spec);
  const sent = operations.map(({ operation, parameters }) => [operation.requestBody, parameters]);
  const returned = operations.map(({ operation }) => operation.responses);
  return { sent: componentsIn(spec, sent), returned: componentsIn(spec, returned) };
}

/** The mark of a member that is not asked for in a direction (OpenAPI 3.1, "Schema Object"). */
const LEFT_OUT = { request: "readOnly", response: "writeOnly" };

/**
 * A copy of the spec in which `required` holds for the direction: `readOnly` members are not asked
 * of a request, nor `writeOnly` ones of a response. A component that differs by direction and is
 * used in both gets a second one, `<name>Request`. Bytes in a multipart body are `format: binary`.
 * @param {Node} spec
 */
export function splitDirections(spec) {
  /** @type {Record<string, Node>} */
  const schemas = spec.components?.schemas ?? {};
  const { sent, returned } = usesOf(spec);
  const files = operationsOf(spec).flatMap(({ operation: { requestBody = {} } }) => {
    const media = resolve(spec, requestBody).content?.["multipart/form-data"];
    const { properties = {} } = merged(spec, media?.schema ?? {});
    return Object.values(properties).map((property) => resolve(spec, property));
  });
  /** @type {string[]} */
  let doubles = [];
  /** @param {Node} part @param {import("./spec.mjs").Direction} way */
  function change(part, way) {
    const isObject = Array.isArray(part.required);
    const { properties = {} } = isObject ? merged(spec, part) : {};
    const isAsked = (/** @type {string} */ name) =>
      merged(spec, properties[name] ?? {})[LEFT_OUT[way]] !== true;
    const isDouble = way === "request" && isSchema(part) && doubles.includes(nameOf(part));
    return {
      ...(isObject && { required: part.required.filter(isAsked) }),
      ...(isDouble && { $ref: `${part.$ref}Request` }),
      ...(files.includes(part) && isBytes(part) && { type: "string", format: "binary" }),
    };
  }
  const differs = (/** @type {string} */ name) =>
    !isSame(mapNodes(schemas[name], change, "request"), mapNodes(schemas[name], change));
  const own = [...sent].filter((name) => name in schemas);
  doubles = own.filter((name) => {
    return returned.has(name) && [name, ...componentsIn(spec, schemas[name])].some(differs);
  });
  const result = mapNodes(spec, change);
  for (const name of own) {
    const key = doubles.includes(name) ? `${name}Request` : name;
    if (key !== name && key in schemas) {
      const what = `${name} differs in requests, so the name ${key} is needed`;
      throw mistakeAt(schemas, name, `${what}. Rename one of the two.`);
    }
    if (key !== name || !returned.has(name)) {
      result.components.schemas[key] = mapNodes(schemas[name], change, "request");
    }
  }
  return result;
}

/** Whether a part of a multipart body stands for bytes, as OpenAPI 3.1 writes them. @param {Node} part */
function isBytes({ contentMediaType, contentEncoding, ...schema }) {
  const isOpen = Object.keys(schema).every((key) => WORDS.includes(key));
  return !contentEncoding && (isOpen || (contentMediaType && schema.type === "string"));
}

// Schemas as OpenAPI means them: one of several (`$ref`, `allOf`, `anyOf` with null), and one for
// each direction (`readOnly`, `writeOnly`).
import {
  follow,
  keepPlaces,
  METHODS,
  mapNodes,
  mistakeAt,
  nameOf,
  operationsOf,
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
  const parts = [...($ref ? [keepPlaces(node, { $ref })] : []), ...allOf].map((part) => {
    const target = follow(spec, part);
    if (above.includes(target))
      throw mistakeAt(part, "$ref", `${part.$ref} extends itself: fix it.`);
    const inside = [...above, target];
    const folded = target.$ref || target.allOf ? fold(spec, target, note, inside) : target;
    if (!part.$ref) return folded;
    const names = [nameOf(part), ...(folded[EXTENDS] ?? [])];
    return keepPlaces(folded, { ...folded, [EXTENDS]: names });
  });
  /** @type {Node} */
  const result = keepPlaces(node, { [EXTENDS]: parts.flatMap((part) => part[EXTENDS] ?? []) });
  for (const part of [...parts, keepPlaces(node, own)]) {
    keepPlaces(part, result);
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
  return keepPlaces(other, keepPlaces(one, { ...one, ...Object.fromEntries(both) }));
}

const isSame = (/** @type {unknown} */ one, /** @type {unknown} */ other) =>
  textOf(one) === textOf(other);

/** Text to compare by. @param {unknown} value */
export const textOf = (value) =>
  JSON.stringify(value, (_, member) => (typeof member === "bigint" ? `${member}` : member));

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
    if (typeof node !== "object" || node === null) return;
    if (typeof node.$ref === "string") {
      const isSchema = node.$ref.startsWith("#/components/schemas/");
      if (isSchema && names.has(nameOf(node))) return;
      if (isSchema) names.add(nameOf(node));
      visit(follow(spec, node));
    }
    for (const [key, member] of Object.entries(node)) if (!VALUES.includes(key)) visit(member);
  }
  visit(nodes);
  return names;
}

/** @typedef {"request" | "response"} Direction */

/** The mark of a member that is not asked for in a direction (OpenAPI 3.1, "Schema Object"). */
const LEFT_OUT = { request: "readOnly", response: "writeOnly" };

/**
 * A copy of the spec in which `required` holds for the direction: `readOnly` members are not asked
 * of a request, nor `writeOnly` ones of a response. A component that differs by direction and is
 * used in both gets a second one, `<name>Request`. In a multipart body, a part without a type, or
 * with a `contentMediaType` alone, is `format: binary`.
 * @param {Node} spec
 */
export function splitDirections(spec) {
  /** @type {Record<string, Node>} */
  const schemas = spec.components?.schemas ?? {};
  const operations = operationsOf(spec);
  const sent = componentsIn(
    spec,
    operations.map(({ operation, parameters }) => [operation.requestBody, parameters]),
  );
  const returned = componentsIn(
    spec,
    operations.map(({ operation }) => operation.responses),
  );
  const files = new Set(operations.flatMap(({ operation }) => filesOf(spec, operation)));

  /** @param {Node} part @param {Direction} direction */
  function requiredOf(part, direction) {
    if (!Array.isArray(part.required)) return undefined;
    const { properties = {} } = merged(spec, part);
    return part.required.filter((name) => {
      const member = properties[name];
      return !member || merged(spec, member)[LEFT_OUT[direction]] !== true;
    });
  }
  /** @param {Node} node */
  function isMarked(node) {
    let isDifferent = false;
    mapNodes(node, (part) => {
      isDifferent ||= !isSame(requiredOf(part, "request"), requiredOf(part, "response"));
      return {};
    });
    return isDifferent;
  }
  const marked = new Set(Object.keys(schemas).filter((name) => isMarked(schemas[name] ?? {})));
  const doubles = new Set(
    [...sent].filter((name) => {
      const names = [name, ...componentsIn(spec, schemas[name])];
      return returned.has(name) && names.some((one) => marked.has(one));
    }),
  );

  /** @param {any} node @param {Direction} direction @returns {any} */
  const copy = (node, direction) =>
    mapNodes(node, (part) => {
      const required = requiredOf(part, direction);
      const isDouble = direction === "request" && part.$ref && doubles.has(nameOf(part));
      return {
        ...(required && { required }),
        ...(isDouble && { $ref: `${part.$ref}Request` }),
        ...(files.has(part) && { type: "string", format: "binary" }),
      };
    });
  const taken = [...doubles].find((name) => `${name}Request` in schemas);
  if (taken) {
    const what = `${taken} differs in requests, so the name ${taken}Request is needed`;
    throw mistakeAt(schemas, taken, `${what}. Rename one of the two.`);
  }
  const components = { ...spec.components };
  for (const [section, parts] of Object.entries(components)) {
    const direction = ["parameters", "requestBodies"].includes(section) ? "request" : "response";
    components[section] = mapValues(parts, (part, name) => {
      const isSent = section === "schemas" && sent.has(name) && !returned.has(name);
      return copy(part, isSent ? "request" : direction);
    });
  }
  for (const name of doubles) {
    components.schemas[`${name}Request`] = copy(schemas[name], "request");
  }
  const paths = mapValues(spec.paths ?? {}, (item) =>
    mapValues(resolve(spec, item), (part, key) => {
      if (key === "parameters") return copy(part, "request");
      if (!METHODS.includes(key)) return part;
      return mapValues(part, (each, name) => {
        if (!["parameters", "requestBody", "responses"].includes(name)) return each;
        return copy(each, name === "responses" ? "response" : "request");
      });
    }),
  );
  return { ...spec, components, paths };
}

/** @param {Node} node @param {(value: any, key: string) => unknown} change @returns {Node} */
function mapValues(node, change) {
  const entries = Object.entries(node).map(([key, value]) => [key, change(value, key)]);
  return keepPlaces(node, Object.fromEntries(entries));
}

/**
 * The schemas of a multipart body that stand for bytes, as OpenAPI 3.1 writes them.
 * @param {Node} spec @param {Node} operation
 */
function filesOf(spec, { requestBody }) {
  const media = requestBody && resolve(spec, requestBody).content?.["multipart/form-data"];
  if (!media?.schema) return [];
  const { properties = {} } = merged(spec, media.schema);
  return Object.values(properties)
    .map((property) => resolve(spec, property))
    .filter(({ contentMediaType, contentEncoding, ...schema }) => {
      const demands = Object.keys(schema).filter((key) => !WORDS.includes(key));
      if (demands.length === 0) return !contentEncoding;
      return contentMediaType && !contentEncoding && schema.type === "string";
    });
}

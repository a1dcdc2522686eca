// Turns a schema of the spec into the one that the client checks at run time.
import { keepPlaces, mistakeAt, operationsOf, placeOf, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {{ place: string | undefined, text: string }} Note */

/** Keywords that src/validate.ts checks, beside `type` and those that hold schemas. */
const CHECKED = [
  ...["enum", "const", "minLength", "maxLength", "pattern", "minimum", "maximum", "required"],
  ...["exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems"],
];
const STRUCTURE = ["type", "items", "properties", "additionalProperties"];
/** They describe, and change nothing. */
const WORDS = [
  ...["title", "description", "example", "examples", "default", "deprecated", "format"],
  ...["readOnly", "writeOnly", "externalDocs", "xml", "contentMediaType", "contentEncoding"],
];

/** The component that a converted schema comes from, so that it is written once. */
export const COMPONENT = Symbol("component");
/** A converted component that is taken over, with something added. */
export const SPREAD = Symbol("spread");
/** The component that a schema of the spec extends. */
const HOME = Symbol("home");

/**
 * Converts the schemas of one spec, and gathers what is left to the server.
 * @param {Node} spec
 */
export function createConverter(spec) {
  /** @type {Note[]} */
  const notes = [];
  const returned = componentsIn(spec, ({ responses }) => Object.values(responses ?? {}));
  const sent = componentsIn(spec, ({ requestBody, parameters }) => [requestBody, parameters]);

  /**
   * @param {Node} node a schema or a reference to one
   * @param {string} where for notes and mistakes, such as `createConnectorSecret.secret_name`
   * @param {{ isResult?: boolean, within?: readonly string[] }} [context] of a result only the shape
   *   counts, so it has no notes; `within` are the components around the node
   * @returns {Node} a `Schema` of src/operation.ts; `pattern` is still a string
   */
  function convert(node, where, context = {}) {
    const { isResult = false, within = [] } = context;
    /** @param {Node} at @param {string} keyword @param {string} what */
    const note = (at, keyword, what) => {
      const text = `${where}: ${what} is left to the server`;
      if (!isResult) notes.push({ place: placeOf(at, keyword), text });
    };
    if (node.$ref && isPlainReference(node)) {
      const name = node.$ref.split("/").at(-1);
      if (within.includes(name)) {
        note(node, "$ref", `${name} inside ${name}`);
        return {};
      }
      const inside = { isResult, within: [...within, name] };
      return { ...convert(resolve(spec, node), where, inside), [COMPONENT]: name };
    }
    const other = nullableOf(node);
    if (other) {
      const found = convert(other, where, context);
      return found[COMPONENT] ? { [SPREAD]: found, nullable: true } : { ...found, nullable: true };
    }
    const schema = node.$ref || node.allOf ? fold(spec, node, note) : node;
    const found = typeOf(schema, where);
    for (const keyword of Object.keys(schema)) {
      if (CHECKED.includes(keyword)) found[keyword] = valueOf(schema, keyword, where);
      else if (![...STRUCTURE, ...WORDS].includes(keyword) && !/^(x-|\$)/.test(keyword)) {
        note(schema, keyword, `"${keyword}"`);
      }
    }
    if (schema.items) found.items = convert(schema.items, `${where}[]`, context);
    if (schema.properties) {
      found.properties = mapValues(schema.properties, (name, member) =>
        convert(member, `${where}.${name}`, context),
      );
    }
    const more = schema.additionalProperties;
    if (more !== undefined) {
      found.additionalProperties = more === Object(more) ? convert(more, where, context) : more;
    }
    const home = schema[HOME] ?? within.at(-1);
    const isText = found.type === "string" || (found.type === "object" && !found.properties);
    // The API returns it itself, so that an error message may show it.
    const isPublic = returned.has(home) && schema.writeOnly !== true;
    if (isText && isPublic && sent.has(home)) found.public = true;
    return found;
  }

  return { convert, notes };
}

/** Whether nothing but words stands beside the reference. @param {Node} node */
function isPlainReference(node) {
  return Object.keys(node).every(
    (keyword) =>
      keyword === "$ref" ||
      (WORDS.includes(keyword) && keyword !== "writeOnly") ||
      /^x-/.test(keyword),
  );
}

/** The other branch of `anyOf: [X, { type: "null" }]`. @param {Node} node @returns {Node | undefined} */
export function nullableOf({ anyOf, oneOf }) {
  const branches = anyOf ?? oneOf ?? [];
  const others = branches.filter((/** @type {Node} */ { type }) => type !== "null");
  return branches.length === 2 && others.length === 1 ? others[0] : undefined;
}

/** A schema without references and `allOf`, for its members. @param {Node} spec @param {Node} node */
export const merged = (spec, node) => fold(spec, { allOf: [node] }, () => {});

/**
 * A schema with `allOf`, or with a reference and more beside it, as one schema without either.
 * @param {Node} spec @param {Node} node @param {(at: Node, keyword: string, what: string) => void} note
 * @returns {Node}
 */
function fold(spec, node, note) {
  const { $ref, allOf = [], ...own } = node;
  /** @type {Node[]} */
  const parts = [...($ref ? [{ $ref }] : []), ...allOf].map((part) => {
    const target = resolve(spec, part);
    const folded = target.allOf ? fold(spec, target, note) : target;
    return part.$ref
      ? keepPlaces(folded, { ...folded, [HOME]: part.$ref.split("/").at(-1) })
      : folded;
  });
  /** @type {Node} */
  const found = keepPlaces(node, {});
  for (const part of [...parts, keepPlaces(node, own)]) {
    found[HOME] ??= part[HOME];
    for (const [keyword, value] of Object.entries(part)) {
      const known = found[keyword];
      if (keyword === "properties") found.properties = { ...known, ...value };
      else if (keyword === "required") found.required = [...new Set([...(known ?? []), ...value])];
      else if (known === undefined || WORDS.includes(keyword)) found[keyword] = value;
      else if (String(known) !== String(value)) note(part, keyword, `a second "${keyword}"`);
    }
  }
  return found;
}

const TYPES = ["string", "integer", "number", "boolean", "array", "object"];

/**
 * The type as the check knows it. A schema without one has that which its other keywords are for.
 * @param {Node} schema @param {string} where @returns {Node}
 */
function typeOf(schema, where) {
  const implied = schema.properties ? ["object"] : schema.items ? ["array"] : [];
  const given = schema.type === undefined ? implied : [schema.type].flat();
  const unknown = given.find((/** @type {string} */ type) => ![...TYPES, "null"].includes(type));
  if (unknown !== undefined) {
    throw mistakeAt(schema, "type", `${where}: there is no type "${unknown}".`);
  }
  const types = given.filter((/** @type {string} */ type) => type !== "null");
  const isBlob = types[0] === "string" && schema.format === "binary";
  const type = isBlob ? "blob" : types.length > 1 ? types : types[0];
  return { ...(type && { type }), ...(given.includes("null") && { nullable: true }) };
}

/** int64 bounds stay bigint; every other number is one. @param {Node} schema @param {string} keyword @param {string} where */
function valueOf(schema, keyword, where) {
  const value = schema[keyword];
  if (keyword === "pattern" && !isPattern(value)) {
    throw mistakeAt(schema, keyword, `${where}: "${value}" is not a regular expression.`);
  }
  if (Array.isArray(value)) return value.map(plain);
  return schema.format === "int64" ? value : plain(value);
}

const plain = (/** @type {unknown} */ value) => (typeof value === "bigint" ? Number(value) : value);

/** @param {string} text as JSON Schema reads it: with the flag u */
function isPattern(text) {
  try {
    return Boolean(new RegExp(text, "u"));
  } catch {
    return false;
  }
}

/** @template T @param {Record<string, Node>} object @param {(name: string, value: Node) => T} map */
export function mapValues(object, map) {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, map(name, value)]),
  );
}

/**
 * The schemas that some part of an operation refers to, however deep.
 * @param {Node} spec @param {(operation: Node) => unknown[]} partsOf @returns {Set<string | undefined>}
 */
function componentsIn(spec, partsOf) {
  /** @type {Set<string | undefined>} */
  const found = new Set();
  /** @param {any} node */
  function visit(node) {
    if (typeof node !== "object" || node === null) return;
    if (typeof node.$ref === "string") {
      const isSchema = node.$ref.startsWith("#/components/schemas/");
      const name = node.$ref.split("/").at(-1);
      if (isSchema && found.has(name)) return;
      if (isSchema) found.add(name);
      visit(resolve(spec, node));
    }
    for (const [key, member] of Object.entries(node)) {
      // Values may look like a schema.
      if (!["example", "examples", "default", "enum", "const"].includes(key)) visit(member);
    }
  }
  for (const { operation, parameters } of operationsOf(spec)) {
    for (const part of partsOf({ ...operation, parameters })) visit(part);
  }
  return found;
}

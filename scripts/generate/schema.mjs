// Turns a schema of the spec into the one that the client checks at run time.
import { EXTENDS, fold, nameOf, nullableOf, WORDS } from "./fold.mjs";
import { follow, mistakeAt, operationsOf, placeOf } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {{ place: string | undefined, text: string }} Note */
/**
 * @typedef {object} Context
 * @property {boolean} [isResult] of a result only the shape counts, so it has no notes
 * @property {boolean} [isSecret] something around it is `writeOnly`
 * @property {readonly string[]} [within] the components around it
 */

/** Keywords that src/schema/check.ts checks, beside `type` and those that hold schemas. */
const CHECKED = [
  ...["enum", "const", "minLength", "maxLength", "pattern", "minimum", "maximum", "required"],
  ...["exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems"],
];
const STRUCTURE = ["type", "items", "properties", "additionalProperties"];

/** The component that a converted schema comes from, so that it is written once. */
export const COMPONENT = Symbol("component");
/** The converted component that a schema takes over, with something added. */
export const SPREAD = Symbol("spread");

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
   * @param {Context} [context]
   * @returns {Node} a `Schema` of src/schema/operation.ts
   */
  function convert(node, where, context = {}) {
    const { isResult = false, within = [] } = context;
    /** @param {Node} at @param {string} keyword @param {string} what */
    const note = (at, keyword, what) => {
      const text = `${where}: ${what} is left to the server`;
      if (!isResult) notes.push({ place: placeOf(at, keyword), text });
    };
    const other = nullableOf(node);
    if (other) {
      return orNull(convert(other, where, context));
    }
    const isPlain = node.$ref && isPlainReference(node);
    const isFolded = !isPlain && (node.$ref || node.allOf);
    const schema = isPlain ? follow(spec, node) : isFolded ? fold(spec, node, note) : node;
    const components = isPlain ? [nameOf(node)] : (schema[EXTENDS] ?? []);
    const repeated = components.find((/** @type {string} */ name) => within.includes(name));
    if (repeated) {
      note(node, node.$ref ? "$ref" : "allOf", `${repeated} inside ${repeated}`);
      return {};
    }
    const inside = { ...context, within: [...within, ...components] };
    if (isPlain) return { ...convert(schema, where, inside), [COMPONENT]: components[0] };
    const isSecret = context.isSecret || schema.writeOnly === true;
    return convertOne(schema, where, { ...inside, isSecret }, note);
  }

  /**
   * @param {Node} schema without references @param {string} where @param {Context} context
   * @param {(at: Node, keyword: string, what: string) => void} note
   */
  function convertOne(schema, where, context, note) {
    const found = typeOf(schema, where);
    for (const keyword of Object.keys(schema)) {
      if (CHECKED.includes(keyword) && isScalar(schema[keyword])) {
        found[keyword] = constraintOf(schema, keyword, where);
      } else if (![...STRUCTURE, ...WORDS].includes(keyword) && !/^(x-|\$)/.test(keyword)) {
        note(schema, keyword, `"${keyword}"`);
      }
    }
    const { items, properties, additionalProperties: more } = schema;
    if (items) found.items = convert(items, `${where}[]`, context);
    if (properties) {
      const members = Object.entries(properties).map(([name, member]) => [
        name,
        convert(member, `${where}.${name}`, context),
      ]);
      found.properties = Object.fromEntries(members);
    }
    if (more !== undefined) {
      found.additionalProperties = more === Object(more) ? convert(more, where, context) : more;
    }
    if (isPublic(found, schema, context)) found.public = true;
    return found;
  }

  /**
   * Whether an error message may show its strings: those that are documented, and those that the
   * API itself returns.
   * @param {Node} found @param {Node} schema @param {Context} context
   */
  function isPublic(found, schema, { within = [], isSecret }) {
    const isText = found.type === "string" || (found.type === "object" && !found.properties);
    if (isSecret || !isText) return false;
    const home = schema[EXTENDS]?.[0] ?? within.at(-1);
    return Boolean(found.enum || found.const) || (returned.has(home) && sent.has(home));
  }

  return { convert, notes };
}

/** Whether nothing but words stands beside the reference. @param {Node} node */
function isPlainReference(node) {
  const others = Object.keys(node).filter((keyword) => keyword !== "$ref" && !/^x-/.test(keyword));
  return others.every((keyword) => WORDS.includes(keyword) && keyword !== "writeOnly");
}

/** Objects, in an `enum` or a `const`, are not compared. @param {unknown} value */
const isScalar = (value) => [value].flat().every((item) => item === null || Object(item) !== item);

const TYPES = ["string", "integer", "number", "boolean", "array", "object"];

/**
 * The type as the check knows it. A schema without one has that which its other keywords are for.
 * @param {Node} schema @param {string} where @returns {Node}
 */
function typeOf(schema, where) {
  const implied = schema.properties ? ["object"] : schema.items ? ["array"] : [];
  /** @type {string[]} */
  const given = schema.type === undefined ? implied : [schema.type].flat();
  const unknown = given.find((type) => ![...TYPES, "null"].includes(type));
  if (unknown !== undefined) {
    throw mistakeAt(schema, "type", `${where}: there is no type "${unknown}".`);
  }
  const types = given.filter((type) => type !== "null");
  const isBlob = types[0] === "string" && schema.format === "binary";
  const type = isBlob ? "blob" : types.length > 1 ? types : types[0];
  if (!type) return given.includes("null") ? { const: null } : {};
  return given.includes("null") ? { type, nullable: true } : { type };
}

/** A converted schema that admits null, too. @param {Node} schema @returns {Node} */
function orNull(schema) {
  const { const: only, enum: known = only === undefined ? undefined : [only], ...rest } = schema;
  const base = schema[COMPONENT] && !known && { [SPREAD]: schema };
  const { [COMPONENT]: _, ...others } = /** @type {Node} */ (rest);
  return { ...others, nullable: true, ...(known && { enum: [...known, null] }), ...base };
}

/**
 * int64 stays bigint; every other number is one.
 * @param {Node} schema @param {string} keyword @param {string} where
 */
function constraintOf(schema, keyword, where) {
  const value = schema[keyword];
  if (keyword === "pattern") {
    try {
      // As JSON Schema reads it: with the flag u.
      return new RegExp(value, "u");
    } catch {
      throw mistakeAt(schema, keyword, `${where}: "${value}" is not a regular expression.`);
    }
  }
  const isLarge = schema.format === "int64" && !/Length|Items/.test(keyword);
  const plain = (/** @type {unknown} */ item) =>
    typeof item === "bigint" && !isLarge ? Number(item) : item;
  return Array.isArray(value) ? value.map(plain) : plain(value);
}

/**
 * The schemas that some part of an operation refers to, however deep.
 * @param {Node} spec @param {(operation: Node) => unknown[]} partsOf
 * @returns {Set<string | undefined>}
 */
function componentsIn(spec, partsOf) {
  /** @type {Set<string | undefined>} */
  const found = new Set();
  /** @param {any} node */
  function visit(node) {
    if (typeof node !== "object" || node === null) return;
    if (typeof node.$ref === "string") {
      const isSchema = node.$ref.startsWith("#/components/schemas/");
      if (isSchema && found.has(nameOf(node))) return;
      if (isSchema) found.add(nameOf(node));
      visit(follow(spec, node));
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

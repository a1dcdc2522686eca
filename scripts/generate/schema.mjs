// Turns a schema of the spec into the one that the client checks at run time, as JavaScript.
import { EXTENDS, fold, nullableOf, usesOf, WORDS } from "./fold.mjs";
import { follow, mistakeAt, nameOf, placeOf } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {{ place: string | undefined, text: string }} Note */
/**
 * Whether something around a schema is `writeOnly`, and the components around it.
 * @typedef {{ isSecret?: boolean, within?: readonly string[] }} Context
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
const SPREAD = Symbol("spread");
/** The schema of the spec that a converted one is made of, without references and `allOf`. */
export const SOURCE = Symbol("source");

/**
 * Makes the function that converts the schemas of one spec.
 * @param {Node} spec @param {Note[]} [notes] gets what is left to the server
 */
export function createConverter(spec, notes = []) {
  const { sent, returned } = usesOf(spec);

  /**
   * @param {Node} node a schema or a reference to one
   * @param {string} where for notes and mistakes, such as `createConnectorSecret.secret_name`
   * @param {Context} [context]
   * @returns {Node} a `Schema` of src/schema/operation.ts
   */
  function convert(node, where, context = {}) {
    const { within = [] } = context;
    /** @param {Node} at @param {string} keyword @param {string} what */
    const note = (at, keyword, what) => {
      notes.push({ place: placeOf(at, keyword), text: `${where}: ${what} is left to the server` });
    };
    const other = nullableOf(node);
    if (other) return orNull(convert(other, where, context));
    const isPlain = node.$ref && isPlainReference(node);
    const schema = isPlain ? follow(spec, node) : fold(spec, node, note);
    const components = isPlain ? [nameOf(node)] : schema[EXTENDS];
    const repeated = components.find((/** @type {string} */ name) => within.includes(name));
    if (repeated) {
      note(node, node.$ref ? "$ref" : "allOf", `${repeated} inside ${repeated}`);
      return {};
    }
    const inside = { ...context, within: [...within, ...components] };
    if (isPlain) return { ...convert(schema, where, inside), [COMPONENT]: components[0] };
    const isSecret = context.isSecret || schema.writeOnly === true;
    const parts = { ...inside, isSecret };
    /** @type {Node} */
    const result = { ...typeOf(schema), [SOURCE]: schema };
    for (const keyword of Object.keys(schema)) {
      if (CHECKED.includes(keyword) && isScalar(schema[keyword])) {
        result[keyword] = constraintOf(schema, keyword, where);
      } else if (![...STRUCTURE, ...WORDS].includes(keyword) && !/^(x-|\$)/.test(keyword)) {
        note(schema, keyword, `"${keyword}"`);
      }
    }
    const { items, properties } = schema;
    const more = additionalOf(schema);
    if (items) result.items = convert(items, `${where}[]`, parts);
    if (properties) {
      const members = Object.entries(properties).map(([name, member]) => {
        return [name, convert(member, `${where}.${name}`, parts)];
      });
      result.properties = Object.fromEntries(members);
    }
    if (more !== undefined) {
      result.additionalProperties = more === Object(more) ? convert(more, where, parts) : more;
    }
    // An error message may show the strings that are documented, and those that the API returns.
    const isText = result.type === "string" || (result.type === "object" && !properties);
    const home = components[0] ?? within.at(-1);
    const isKnown = result.enum || result.const || (returned.has(home) && sent.has(home));
    return { ...result, ...(isText && !isSecret && isKnown && { public: true }) };
  }

  return convert;
}

/**
 * The `additionalProperties` of a schema. What is left to the server may admit further members,
 * which have to be sent.
 * @param {Node} schema without references
 */
export function additionalOf({ additionalProperties, patternProperties, ...schema }) {
  if (patternProperties) return true;
  const parts = [schema.anyOf, schema.oneOf, schema.if, schema.then, schema.else];
  const branches = [...parts, Object.values(schema.dependentSchemas ?? {})].flat().filter(Boolean);
  const closed = ["required", ...WORDS];
  const isOpen = branches.flatMap(Object.keys).some((keyword) => !closed.includes(keyword));
  return additionalProperties ?? (isOpen && schema.properties ? true : undefined);
}

/** Whether nothing but words stands beside the reference. @param {Node} node */
function isPlainReference(node) {
  const others = Object.keys(node).filter((keyword) => keyword !== "$ref" && !/^x-/.test(keyword));
  return others.every((keyword) => WORDS.includes(keyword) && keyword !== "writeOnly");
}

/** Objects, in an `enum` or a `const`, are not compared. @param {unknown} value */
const isScalar = (value) => [value].flat().every((item) => item === null || Object(item) !== item);

/** Without a type, it follows from the other keywords. @param {Node} schema @returns {string[]} */
export const typesOf = ({ type, properties, items }) =>
  type ? [type].flat() : properties ? ["object"] : items ? ["array"] : [];

/** The type in the terms of the check. @param {Node} schema */
function typeOf(schema) {
  const names = typesOf(schema);
  const types = names.filter((type) => type !== "null");
  const isNullable = types.length < names.length;
  const isBlob = types[0] === "string" && schema.format === "binary";
  const type = isBlob ? "blob" : types.length > 1 ? types : types[0];
  if (!type) return isNullable ? { const: null } : {};
  return { type, ...(isNullable && { nullable: true }) };
}

/** A converted schema that admits null, too. @param {Node} schema @returns {Node} */
function orNull(schema) {
  const { const: only, enum: known = only === undefined ? undefined : [only], ...rest } = schema;
  const base = schema[COMPONENT] && !known && { [SPREAD]: schema };
  const values = known && { enum: [...known, null] };
  return { ...rest, [COMPONENT]: undefined, nullable: true, ...values, ...base };
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

/** @typedef {Map<string, string>} Constants components by name, each before its first use */

/** @param {string} name whether it can stand without quotes, as a type or a constant too */
export const isIdentifier = (name) => /^[A-Za-z_$][\w$]*$/.test(name);

/**
 * A JavaScript literal: like JSON, with bigints, regular expressions and the names of components.
 * @param {unknown} value @param {Constants} constants @param {string} [indent]
 * @returns {string}
 */
export function literal(value, constants, indent = "") {
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) {
    return `[${value.map((item) => literal(item, constants, indent)).join(", ")}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const component = /** @type {Node} */ (value)[COMPONENT];
  if (!component || !isIdentifier(component)) return objectLiteral(value, constants, indent);
  const text = objectLiteral(value, constants, "");
  const name = `${component}Schema`;
  if (!constants.has(name)) constants.set(name, text);
  // A parameter and a schema may have the same name and differ.
  return constants.get(name) === text ? name : objectLiteral(value, constants, indent);
}

/** @param {Node} value @param {Constants} constants @param {string} indent */
function objectLiteral(value, constants, indent) {
  const inner = `${indent}  `;
  const base = value[SPREAD];
  const lines = base ? [`${inner}...${literal(base, constants, inner)},`] : [];
  for (const [name, member] of Object.entries(value)) {
    if (base && base[name] === member) continue;
    const key = isIdentifier(name) ? name : JSON.stringify(name);
    lines.push(`${inner}${key}: ${literal(member, constants, inner)},`);
  }
  return lines.length > 0 ? `{\n${lines.join("\n")}\n${indent}}` : "{}";
}

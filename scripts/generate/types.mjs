// generated/schema.d.ts: the types of the spec, by openapi-typescript, with the limits in words.
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { writeJson } from "../../src/json.mjs";
import { nullableOf, WORDS } from "./fold.mjs";
import { isSchema, mapNodes, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */

const { factory: f, SyntaxKind } = ts;

/** @param {Node} spec @returns {Promise<string>} */
export async function renderTypes(spec) {
  const nodes = await openapiTS(writeJson(withLimits(spec)), {
    ...{ transform, emptyObjectsUnknown: true, silent: true },
  });
  const named = nameSchemas(spec, nodes);
  return (
    [astToString(nodes), ...named, ...renderOpenEnums(spec)]
      .join("\n")
      // A hover would show the name of the tag, and the indented rest of the text as code.
      .replaceAll(/(?<!\/\*\*)\n( +\*) @description /g, "\n$1\n$1 ")
      .replaceAll("@description ", "")
      .replaceAll(/^( +\*) {5}/gm, "$1 ")
      .replaceAll(/components\["schemas"\]\["(\w+)"\]/g, (type, name) => {
        return isOpenEnum(spec.components.schemas[name]) ? type : name;
      })
  );
}

/**
 * Makes each component schema a type of its own, which editors show by its name.
 * @param {Node} spec @param {ts.Node[]} nodes of openapi-typescript, whose schemas become references
 */
function nameSchemas(spec, nodes) {
  const find = (/** @type {readonly ts.Node[]} */ all, /** @type {string} */ name) =>
    /** @type {any} */ (all.find((/** @type {any} */ node) => node.name?.text === name));
  /** @type {ts.PropertySignature[]} */
  const members = find(find(nodes, "components").members, "schemas")?.type.members ?? [];
  return members.flatMap((member) => {
    const name = /** @type {ts.Identifier} */ (member.name).text;
    const schema = spec.components.schemas[name];
    if (!member.type || isOpenEnum(schema)) return [];
    const type = `export type ${name} = ${astToString(member.type).trimEnd()};\n`;
    Object.assign(member, { type: f.createTypeReferenceNode(name) });
    return docstring(describeLimits(spec, schema)) + type;
  });
}

/** @param {string | undefined} text @param {string} [indent] */
export function docstring(text, indent = "") {
  if (!text?.trim()) return "";
  const lines = text.trim().replaceAll("*/", "*\\/").split("\n");
  const [line = ""] = lines;
  if (lines.length === 1 && line.length < 92 - indent.length) return `${indent}/** ${line} */\n`;
  const body = lines.map((one) => `${indent} * ${one}`.trimEnd()).join("\n");
  return `${indent}/**\n${body}\n${indent} */\n`;
}

/**
 * int64 is a bigint, or a number while that is exact; a binary string is a Blob.
 * @param {import("openapi-typescript").SchemaObject} schema
 */
function transform(schema) {
  const format = "format" in schema && schema.format;
  if (format === "binary") return f.createTypeReferenceNode("Blob");
  if (format !== "int64") return undefined;
  return f.createUnionTypeNode([
    f.createKeywordTypeNode(SyntaxKind.NumberKeyword),
    f.createKeywordTypeNode(SyntaxKind.BigIntKeyword),
  ]);
}

/** Whether a schema names its known values and admits others. @param {Node} schema */
export const isOpenEnum = (schema) => Array.isArray(schema["x-extensible-enum"]);

/**
 * Open enums are types of their own: openapi-fetch takes `string & {}` for an object, so it cannot
 * stand in `paths`.
 * @param {Node} spec
 */
const renderOpenEnums = (spec) =>
  Object.entries(spec.components?.schemas ?? {})
    .filter(([, schema]) => isOpenEnum(schema))
    .map(([name, schema]) => {
      const known = schema["x-extensible-enum"].map((/** @type {unknown} */ value) =>
        JSON.stringify(value),
      );
      const type = `export type ${name} =\n  | ${known.join("\n  | ")}\n  | (string & {});\n`;
      return `/** The known values of \`${name}\`; any other may appear. */\n${type}`;
    });

/**
 * A copy of the spec in which the description of each schema, parameter and header ends with its
 * limits. A member that is a `$ref` gets the description of its target, unless it has its own.
 * @param {Node} spec
 * @returns {Node}
 */
export const withLimits = (spec) =>
  mapNodes(spec, (node) => ({ ...wordsOf(spec, node), ...withoutChoice(node) }));

/**
 * No type says "at least one of": openapi-typescript makes such a choice `unknown`.
 * @param {Node} node
 */
function withoutChoice({ anyOf, oneOf, properties }) {
  const isChoice = [anyOf ?? oneOf ?? {}].flat().every((/** @type {Node} */ branch) => {
    return (
      branch.required && Object.keys(branch).every((key) => [...WORDS, "required"].includes(key))
    );
  });
  return properties && isChoice ? { anyOf: undefined, oneOf: undefined } : {};
}

/** The members that describe a node that has limits. @param {Node} spec @param {Node} node */
function wordsOf(spec, node) {
  const { description, schema } = node;
  // Of a parameter or a header; what carries a body has no description.
  if (schema && description) return described(description, resolve(spec, schema));
  if (!isSchema(node)) return described(description, node);
  const { examples = resolve(spec, node).examples } = node;
  return { ...(examples && { examples }), ...described(describeLimits(spec, node), {}) };
}

/**
 * The description of a schema, or of the one that it refers to, with its limits.
 * @param {Node} spec @param {Node} node
 */
export function describeLimits(spec, node) {
  const target = resolve(spec, nullableOf(node) ?? node);
  return described(node.description ?? target.description, target).description ?? "";
}

/** @param {string | undefined} description @param {Node} schema @returns {{ description?: string }} */
function described(description, schema) {
  // Each on a line of its own: the description may end with a list.
  const text = [description?.trim(), limitsInWords(schema)].filter(Boolean).join("\n");
  return text ? { description: text } : {};
}

/**
 * A sentence such as "At most 100 characters, matching `^[a-z]+$`."; nothing without a limit.
 * @param {Node} schema
 * @returns {string}
 */
export function limitsInWords(schema) {
  const { type: types, const: only, enum: values, pattern, default: fallback } = schema;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const bounds = [
    between(minimum, maximum, " from ", " up to ", " from "),
    exclusiveMinimum === undefined ? "" : ` above ${exclusiveMinimum}`,
    exclusiveMaximum === undefined ? "" : ` below ${exclusiveMaximum}`,
  ].join("");
  const lengths = count(schema.minLength, schema.maxLength, "character");
  /** @type {Record<string, string[]>} */
  const parts = {
    integer: [`an integer${bounds}`],
    number: [bounds && `a number${bounds}`],
    string: [lengths, pattern === undefined ? "" : `matching \`${pattern}\``],
    array: [count(schema.minItems, schema.maxItems, "item")],
  };
  const type = [types].flat().find((one) => one !== "null");
  // The type of a constant or a choice says it all.
  const isClosed = only !== undefined || values;
  const text = isClosed ? "" : (parts[type] ?? []).filter(Boolean).join(", ");
  const limits = text && `${text[0]?.toUpperCase()}${text.slice(1)}.`;
  const isShort = fallback !== undefined && Object(fallback) !== fallback;
  return [limits, isShort && `Default: ${fallback}.`].filter(Boolean).join(" ");
}

/** @typedef {number | bigint | undefined} Bound An int64 is a bigint, whose digits are all shown. */

/** @param {Bound} from @param {Bound} to @param {string} least @param {string} most @param {string} both */
function between(from, to, least, most, both) {
  if (from === undefined) return to === undefined ? "" : `${most}${to}`;
  return to === undefined ? `${least}${from}` : `${both}${from} to ${to}`;
}

/** @param {Bound} from @param {Bound} to @param {string} what */
function count(from, to, what) {
  const text = between(from, to, "at least ", "at most ", "");
  return text && `${text} ${what}${Number(to ?? from) === 1 ? "" : "s"}`;
}

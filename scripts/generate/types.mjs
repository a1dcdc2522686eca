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
    [astToString(nodes), ...named]
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
 * Makes each component schema a type of its own, which editors show by its name. An open enum differs
 * there: openapi-fetch takes `string & {}` for an object, so it cannot stand in `paths`.
 * @param {Node} spec @param {ts.Node[]} nodes of openapi-typescript, whose schemas become references
 */
function nameSchemas(spec, nodes) {
  const find = (/** @type {readonly ts.Node[]} */ all, /** @type {string} */ name) =>
    /** @type {any} */ (all.find((/** @type {any} */ node) => node.name?.text === name));
  /** @type {ts.PropertySignature[]} */
  const members = find(find(nodes, "components").members, "schemas")?.type.members ?? [];
  return members.map((member) => {
    const name = /** @type {ts.Identifier} */ (member.name).text;
    const schema = spec.components.schemas[name];
    if (isOpenEnum(schema)) {
      const known = schema["x-extensible-enum"].map(JSON.stringify);
      const type = `export type ${name} =\n  | ${known.join("\n  | ")}\n  | (string & {});\n`;
      return `/** The known values of \`${name}\`; any other may appear. */\n${type}`;
    }
    const type = `export type ${name} = ${astToString(member.type ?? []).trimEnd()};\n`;
    Object.assign(member, { type: f.createTypeReferenceNode(name) });
    return docstring(describeLimits(spec, schema)) + type;
  });
}

/** Whether a schema names its known values and admits others. @param {Node} schema */
const isOpenEnum = (schema) => Array.isArray(schema["x-extensible-enum"]);

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
  const known = [...WORDS, "required"];
  const isChoice = [anyOf ?? oneOf ?? {}].flat().every((/** @type {Node} */ branch) => {
    return branch.required && Object.keys(branch).every((key) => known.includes(key));
  });
  return properties && isChoice ? { anyOf: undefined, oneOf: undefined } : {};
}

/** The members that describe a node that has limits. @param {Node} spec @param {Node} node */
function wordsOf(spec, node) {
  const { description, schema } = node;
  const isReference = isSchema(node);
  const examples = isReference && (node.examples ?? resolve(spec, node).examples);
  // Of a parameter or a header; what carries a body has no description.
  const limited = schema && description ? resolve(spec, schema) : node;
  const text = isReference ? describeLimits(spec, node) : describe(description, limited);
  return { ...(examples && { examples }), ...(text && { description: text }) };
}

/**
 * The description of a schema, or of the one that it refers to, with its limits.
 * @param {Node} spec @param {Node} node
 */
export function describeLimits(spec, node) {
  const target = resolve(spec, nullableOf(node) ?? node);
  return describe(node.description ?? target.description, target);
}

/** Each on a line of its own: the description may end with a list. @param {string | undefined} text @param {Node} schema */
const describe = (text, schema) => [text?.trim(), limitsInWords(schema)].filter(Boolean).join("\n");

/**
 * A sentence such as "At most 100 characters, matching `^[a-z]+$`."; nothing without a limit.
 * @param {Node} schema
 */
export function limitsInWords(schema) {
  const { type: types, const: only, enum: values, pattern, default: fallback } = schema;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const bounds = Object.entries({
    from: minimum,
    [minimum === undefined ? "up to" : "to"]: maximum,
    above: exclusiveMinimum,
    below: exclusiveMaximum,
  }).flatMap(([word, bound]) => (bound === undefined ? [] : ` ${word} ${bound}`));
  /** @type {Record<string, (string | false)[]>} */
  const parts = {
    integer: [`an integer${bounds.join("")}`],
    number: [bounds.length > 0 && `a number${bounds.join("")}`],
    string: [
      count(schema.minLength, schema.maxLength, "character"),
      pattern !== undefined && `matching \`${pattern}\``,
    ],
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

/** @param {bigint | undefined} from @param {bigint | undefined} to @param {string} what */
function count(from, to, what) {
  if ((from ?? to) === undefined) return "";
  const text =
    to === undefined
      ? `at least ${from}`
      : `${from === undefined ? "at most" : `${from} to`} ${to}`;
  return `${text} ${what}${Number(to ?? from) === 1 ? "" : "s"}`;
}

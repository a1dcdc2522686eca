// TypeScript types of the spec, by openapi-typescript.
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { renderJson } from "./json.mjs";
import { withLimits } from "./limits.mjs";

/** @typedef {import("./spec.mjs").Node} Node */

const BANNER = `// Generated from openapi/openapi.yaml by \`npm run generate\`. Do not edit.\n\n`;
const { factory: f, SyntaxKind } = ts;

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
function renderOpenEnums(spec) {
  return Object.entries(spec.components?.schemas ?? {})
    .filter(([, schema]) => isOpenEnum(schema))
    .map(([name, schema]) => {
      const known = schema["x-extensible-enum"].map((/** @type {unknown} */ value) =>
        JSON.stringify(value),
      );
      const type = `export type ${name} =\n  | ${known.join("\n  | ")}\n  | (string & {});\n`;
      return `\n/** The known values of \`${name}\`; any other may appear. */\n${type}`;
    })
    .join("");
}

/** @param {Node} spec @returns {Promise<string>} */
export async function renderTypes(spec) {
  const text = renderJson(withLimits(spec));
  const types = astToString(
    await openapiTS(text, { transform, emptyObjectsUnknown: true, silent: true }),
  );
  return BANNER + types + renderOpenEnums(spec);
}

// TypeScript types of the spec, by openapi-typescript.
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const BANNER = `// Generated from openapi/openapi.yaml by \`npm run generate\`. Do not edit.\n\n`;
const { factory: f, SyntaxKind } = ts;

/** @param {ts.TypeNode[]} members */
const union = (...members) => f.createUnionTypeNode(members);

/**
 * Where the spec says more than openapi-typescript can:
 * - int64 is a bigint, or a number while that is exact;
 * - `x-extensible-enum` completes the known values and admits any other.
 * @param {import("openapi-typescript").SchemaObject} schema
 */
function transform(schema) {
  if ("format" in schema && schema.format === "int64") {
    return union(
      f.createKeywordTypeNode(SyntaxKind.NumberKeyword),
      f.createKeywordTypeNode(SyntaxKind.BigIntKeyword),
    );
  }
  const known = schema["x-extensible-enum"];
  if (!Array.isArray(known)) return undefined;
  const anyString = f.createIntersectionTypeNode([
    f.createKeywordTypeNode(SyntaxKind.StringKeyword),
    f.createTypeLiteralNode([]),
  ]);
  return union(
    ...known.map((value) => f.createLiteralTypeNode(f.createStringLiteral(String(value)))),
    f.createParenthesizedType(anyString),
  );
}

/**
 * @param {string} text the spec
 * @returns {Promise<string>}
 */
export async function renderTypes(text) {
  return BANNER + astToString(await openapiTS(text, { transform, silent: true }));
}

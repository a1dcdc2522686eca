// The types of values, and the shape of results.
import type { Schema, SchemaType } from "./operation.ts";

/**
 * Whether a result has the documented members, of the documented types. Its limits do not matter:
 * the server may grow.
 */
export function hasShape(schema: Schema, value: unknown): boolean {
  const { properties = {}, required = [], items } = schema;
  // JSON.parse rounds an integer beyond 2^53.
  if (!typeOf(schema, value) && !(isOf(schema, "integer") && Number.isInteger(value))) return false;
  if (Array.isArray(value)) return !items || value.every((item) => hasShape(items, item));
  if (!isRecord(value)) return true;
  for (const name in properties) {
    const isOptional = !required.includes(name);
    if (isOptional && (value[name] === undefined || value[name] === null)) continue;
    if (!hasShape(properties[name] as Schema, value[name])) return false;
  }
  return true;
}

export const TYPE_NAMES: Readonly<Record<SchemaType, string>> = {
  string: "a string",
  integer: "an integer: a number or, beyond 2^53-1, a bigint",
  number: "a number",
  boolean: "a boolean",
  array: "an array",
  object: "an object",
  blob: "a Blob",
  function: "a function",
};

/** The schema's type that the value is of; `any` for null and where the schema names none. */
export function typeOf(schema: Schema, value: unknown): SchemaType | "any" | undefined {
  if (schema.type === undefined || (value === null && schema.nullable)) return "any";
  return schemaTypes(schema).find((type) => {
    if (type === "integer") return typeof value === "bigint" || Number.isSafeInteger(value);
    if (type === "number") return typeof value === "bigint" || Number.isFinite(value);
    if (type === "array") return Array.isArray(value);
    if (type === "object") return isRecord(value) && !isBlob(value);
    if (type === "blob") return isBlob(value);
    return typeof value === type;
  });
}

export const schemaTypes = ({ type = [] }: Schema): readonly SchemaType[] =>
  typeof type === "string" ? [type] : type;

const isOf = (schema: Schema, type: SchemaType) => schemaTypes(schema).includes(type);

/** A Node Buffer is none: its type and its name would be lost. */
export const isBlob = (value: unknown): value is Blob =>
  typeof Blob === "function" && value instanceof Blob;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// The types of values at run time, and a structural check of results.
import { DEEPEST, isDeeper } from "../json.mjs";
import type { Schema, SchemaType } from "./operation.ts";

/**
 * Whether a result has the documented members, of the documented types. Its limits do not matter:
 * the API may add members and values.
 */
export function hasShape(schema: Schema, value: unknown): boolean {
  const { properties, required, items } = schema;
  if (!typeOf(schema, value)) return false;
  if (Array.isArray(value)) {
    if (items) for (const item of value) if (!hasShape(items, item)) return false;
    return true;
  }
  if (!isRecord(value)) return true;
  if (!properties) return !isDeeper(value, DEEPEST);
  for (const name in properties) {
    const member = value[name];
    if ((member === undefined || member === null) && !required?.includes(name)) continue;
    if (!hasShape(properties[name] as Schema, member)) return false;
  }
  return true;
}

/** The schema's type that the value is of; `any` for null and for a schema without types. */
export function typeOf({ type, nullable }: Schema, value: unknown): SchemaType | "any" | undefined {
  if (type === undefined || (value === null && nullable)) return "any";
  if (typeof type !== "string") return type.find((one) => isOf(one, value));
  return isOf(type, value) ? type : undefined;
}

function isOf(type: SchemaType, value: unknown): boolean {
  if (type === "integer") return typeof value === "bigint" || Number.isSafeInteger(value);
  if (type === "number") return typeof value === "bigint" || Number.isFinite(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isRecord(value);
  if (type === "blob") return isBlob(value);
  return typeof value === type;
}

/** A Node Buffer is not one: its type and its name would be lost. */
export const isBlob = (value: unknown): value is Blob =>
  typeof Blob === "function" && value instanceof Blob;

/** An object with members. A Map, a Set or another iterable would look like an empty one. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !(Symbol.iterator in value);
}

// Checks values against the schemas of the spec, and copies them.
import type { ValidationIssue } from "../errors.ts";
import { DEEPEST, isEqualJson, isNumeric } from "../json.mjs";
import type { Schema } from "./operation.ts";
import { isBlob, isRecord, TYPE_NAMES, typeOf } from "./shape.ts";

/** The results of a check. */
export interface Collected {
  readonly issues: ValidationIssue[];
  /** Every string that the API does not return itself, which may be secret. */
  readonly secrets: string[];
}

/**
 * Checks a value and copies it.
 *
 * @param path of the value; empty for that of all parameters
 * @param isPublic whether a schema around this one says so
 */
export function checkValue(
  schema: Schema,
  value: unknown,
  collected: Collected,
  path = "",
  isPublic = false,
): unknown {
  const type = typeOf(schema, value);
  if (!type) {
    const names = [schema.type ?? []].flat().map((name) => TYPE_NAMES[name]);
    const hint = value instanceof Date ? ": use date.toISOString()" : "";
    const message = `must be ${names.join(" or ")}${hint}`;
    collected.issues.push({ path, keyword: "type", message });
    return undefined;
  }
  for (const keyword in schema) {
    const words = RULES[keyword]?.(value as never, schema[keyword as never]);
    if (words) collected.issues.push({ path, keyword, message: `must ${words}` });
  }
  const isShown = isPublic || schema.public === true;
  if (type === "any") return copyJson(value, collected, path, isShown);
  if (type === "object") return checkMembers(schema, value as object, collected, path, isShown);
  if (type === "array") {
    const { items = {} } = schema;
    return (value as unknown[]).map((item, index) =>
      checkValue(items, item, collected, `${path}[${index}]`, isShown),
    );
  }
  if (type === "string") checkText(value as string, collected, path, isShown);
  return value;
}

/** By keyword: the words for a broken rule. A rule ignores values of other types. */
const RULES: Readonly<Record<string, (value: never, limit: never) => string | false>> = {
  enum: (value: unknown, values: readonly unknown[]) =>
    !values.some((one) => isEqualJson(one, value)) && `be one of ${values.map(textOf).join(", ")}`,
  const: (value: unknown, only: unknown) => !isEqualJson(value, only) && `be ${textOf(only)}`,
  minLength: (text: unknown, limit: number) =>
    isText(text) && !isLonger(text, limit - 1) && `be at least ${count(limit, "character")} long`,
  maxLength: (text: unknown, limit: number) =>
    isText(text) && isLonger(text, limit) && `be at most ${count(limit, "character")} long`,
  pattern: (text: unknown, pattern: RegExp) =>
    isText(text) && !pattern.test(text) && `match ${pattern.source}`,
  minimum: (value: unknown, limit: number) =>
    isNumeric(value) && value < limit && `be at least ${limit}`,
  maximum: (value: unknown, limit: number) =>
    isNumeric(value) && value > limit && `be at most ${limit}`,
  exclusiveMinimum: (value: unknown, limit: number) =>
    isNumeric(value) && value <= limit && `be more than ${limit}`,
  exclusiveMaximum: (value: unknown, limit: number) =>
    isNumeric(value) && value >= limit && `be less than ${limit}`,
  minItems: (items: unknown, limit: number) =>
    Array.isArray(items) && items.length < limit && `have at least ${count(limit, "item")}`,
  maxItems: (items: unknown, limit: number) =>
    Array.isArray(items) && items.length > limit && `have at most ${count(limit, "item")}`,
};

const isText = (value: unknown) => typeof value === "string";
const textOf = (value: unknown) => (typeof value === "bigint" ? `${value}` : JSON.stringify(value));

/** Not isWellFormed(), which older browsers lack. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** @param isPublic whether an error may show it */
function checkText(value: string, { issues, secrets }: Collected, path: string, isPublic: boolean) {
  if (!isPublic) secrets.push(value);
  if (!LONE_SURROGATE.test(value)) return;
  // A lone surrogate has no UTF-8 form: the server would get another string.
  issues.push({ path, keyword: "wellFormed", message: "must have no lone surrogate" });
}

function checkMembers(
  schema: Schema,
  given: object,
  collected: Collected,
  path: string,
  isShown: boolean,
): unknown {
  const { properties, required, additionalProperties, propertyNames } = schema;
  const value = given as Record<string, unknown>;
  for (const name of required ?? []) {
    if (value[name] !== undefined) continue;
    const message = "is required";
    collected.issues.push({ path: join(path, name), keyword: "required", message });
  }
  if (!properties && additionalProperties === undefined) {
    return copyJson(value, collected, path, isShown);
  }
  const copy: Record<string, unknown> = {};
  for (const name in properties) {
    const member = value[name];
    if (member === undefined) continue;
    const at = join(path, name);
    copy[name] = checkValue(properties[name] as Schema, member, collected, at, isShown);
  }
  if (additionalProperties === undefined) return copy;
  for (const name of Object.keys(value)) {
    if ((properties && Object.hasOwn(properties, name)) || value[name] === undefined) continue;
    const at = join(path, name);
    if (additionalProperties) {
      if (propertyNames) checkName(propertyNames, name, collected, at);
      else checkText(name, collected, at, true);
      const member = additionalProperties === true ? {} : additionalProperties;
      define(copy, name, checkValue(member, value[name], collected, at, isShown));
    } else {
      const message = `is unknown; known: ${Object.keys(properties ?? {}).join(", ")}`;
      collected.issues.push({ path: at, keyword: "additionalProperties", message });
    }
  }
  return copy;
}

function checkName(schema: Schema, name: string, { issues }: Collected, path: string): void {
  const broken: ValidationIssue[] = [];
  checkValue(schema, name, { issues: broken, secrets: [] }, path);
  for (const issue of broken) issues.push({ ...issue, isName: true });
}

/** Copies a value of any shape, as far as JSON can hold it. */
function copyJson(
  value: unknown,
  collected: Collected,
  path: string,
  isPublic: boolean,
  around: readonly unknown[] = [],
): unknown {
  if (typeof value === "string") checkText(value, collected, path, isPublic);
  const reason = whyNotJson(value, around);
  if (reason) {
    const message = `holds ${reason}, which JSON cannot`;
    collected.issues.push({ path, keyword: "json", message });
  }
  if (reason || typeof value !== "object" || value === null) return value;
  const inside = [...around, value];
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === "function") {
    return copyJson(toJSON.call(value), collected, path, isPublic, inside);
  }
  if (Array.isArray(value)) {
    return value.map(
      (item, index) => copyJson(item, collected, `${path}[${index}]`, isPublic, inside) ?? null,
    );
  }
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const at = join(path, name);
    checkText(name, collected, at, true);
    define(copy, name, copyJson(member, collected, at, isPublic, inside));
  }
  return copy;
}

function whyNotJson(value: unknown, around: readonly unknown[]): string | undefined {
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value === "number" && !Number.isFinite(value)) return "NaN or an infinity";
  if (typeof value !== "object" || value === null) return undefined;
  if (around.includes(value)) return "a cycle";
  if (around.length === DEEPEST) return `more than ${DEEPEST} levels`;
  if (typeof (value as { toJSON?: unknown }).toJSON === "function") return undefined;
  // A Blob would look like an empty object, too.
  const hasMembers = Array.isArray(value) || (isRecord(value) && !isBlob(value));
  return hasMembers ? undefined : "an object such as a Map, a Set or a Blob";
}

const join = (path: string, name: string) => (path ? `${path}.${name}` : name);

/** A plain assignment would lose a member named `__proto__`. */
function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/**
 * JSON Schema counts code points, at least half as many as UTF-16 units. Counting them in a huge string
 * would exhaust memory.
 */
const isLonger = (value: string, length: number) =>
  value.length > length && (value.length > 2 * length || [...value].length > length);

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;

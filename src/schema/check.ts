// Checks values against the schemas of the spec, and copies them.
import type { ValidationIssue } from "../errors.ts";
import type { Schema } from "./operation.ts";
import { isBlob, TYPE_NAMES, typeOf } from "./shape.ts";

/** What a check gathers on its way. */
export interface Collected {
  readonly issues: ValidationIssue[];
  /** Every string that the API does not itself return: it may be secret. */
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
  findings: Collected,
  path = "",
  isPublic = false,
): unknown {
  const type = typeOf(schema, value);
  if (!type) {
    const names = [schema.type ?? []].flat().map((name) => TYPE_NAMES[name]);
    findings.issues.push({ path, keyword: "type", message: `must be ${names.join(" or ")}` });
    return undefined;
  }
  for (const keyword in schema) {
    const words = RULES[keyword]?.(value as never, schema[keyword as never]);
    if (words) findings.issues.push({ path, keyword, message: `must ${words}` });
  }
  const isShown = isPublic || schema.public === true;
  if (type === "any") return copyJson(value, findings, path, isShown);
  if (type === "object") return checkMembers(schema, value as object, findings, path, isShown);
  if (type === "array") {
    const { items = {} } = schema;
    return (value as unknown[]).map((item, index) =>
      checkValue(items, item, findings, `${path}[${index}]`, isShown),
    );
  }
  if (type === "string") checkText(value as string, findings, path, isShown);
  return value;
}

/** For each keyword, what a value that breaks it must do. */
const RULES: Readonly<Record<string, (value: never, limit: never) => string | false | undefined>> =
  {
    enum: (value: unknown, values: readonly unknown[]) =>
      !values.some((one) => isSame(one, value)) && `be one of ${values.map(textOf).join(", ")}`,
    const: (value: unknown, only: unknown) => !isSame(value, only) && `be ${textOf(only)}`,
    minLength: (value: unknown, limit: number) =>
      typeof value === "string" &&
      !isLonger(value, limit - 1) &&
      `be at least ${count(limit, "character")} long`,
    maxLength: (value: unknown, limit: number) =>
      typeof value === "string" &&
      isLonger(value, limit) &&
      `be at most ${count(limit, "character")} long`,
    pattern: (value: unknown, pattern: RegExp) =>
      typeof value === "string" && !pattern.test(value) && `match ${pattern.source}`,
    minimum: (value: number, limit: number) =>
      isNumeric(value) && value < limit && `be at least ${limit}`,
    maximum: (value: number, limit: number) =>
      isNumeric(value) && value > limit && `be at most ${limit}`,
    exclusiveMinimum: (value: number, limit: number) =>
      isNumeric(value) && value <= limit && `be more than ${limit}`,
    exclusiveMaximum: (value: number, limit: number) =>
      isNumeric(value) && value >= limit && `be less than ${limit}`,
    minItems: (value: unknown, limit: number) =>
      Array.isArray(value) && value.length < limit && `have at least ${count(limit, "item")}`,
    maxItems: (value: unknown, limit: number) =>
      Array.isArray(value) && value.length > limit && `have at most ${count(limit, "item")}`,
  };

const isNumeric = (value: unknown) => typeof value === "number" || typeof value === "bigint";

/** Compares a bigint and a number by value. */
const isSame = (one: unknown, other: unknown) =>
  // biome-ignore lint/suspicious/noDoubleEquals: 1n is not 1, but equals it
  one === other || (isNumeric(one) && isNumeric(other) && one == other);

const textOf = (value: unknown) => (typeof value === "bigint" ? `${value}` : JSON.stringify(value));

/** @param isPublic whether an error may show it */
function checkText(value: string, { issues, secrets }: Collected, path: string, isPublic: boolean) {
  if (!isPublic) secrets.push(value);
  // Not isWellFormed(), which Node 18 and older browsers lack.
  if (!/\p{Surrogate}/u.test(value)) return;
  // A lone surrogate has no UTF-8 form: the server would get another string.
  issues.push({ path, keyword: "wellFormed", message: "must have no lone surrogate" });
}

function checkMembers(
  { properties, required = [], additionalProperties }: Schema,
  given: object,
  findings: Collected,
  path: string,
  isShown: boolean,
): unknown {
  const value = given as Record<string, unknown>;
  const copy: Record<string, unknown> = {};
  const at = (name: string) => join(path, name);
  for (const name of required) {
    if (value[name] === undefined) {
      findings.issues.push({ path: at(name), keyword: "required", message: "is required" });
    }
  }
  if (!properties && additionalProperties === undefined) {
    return copyJson(value, findings, path, isShown);
  }
  for (const name in properties) {
    const member = value[name];
    const schema = properties[name] as Schema;
    if (member !== undefined) copy[name] = checkValue(schema, member, findings, at(name), isShown);
  }
  if (additionalProperties === undefined) return copy;
  for (const name of Object.keys(value)) {
    if ((properties && Object.hasOwn(properties, name)) || value[name] === undefined) continue;
    if (additionalProperties) {
      checkText(name, findings, path, true);
      const schema = additionalProperties === true ? {} : additionalProperties;
      define(copy, name, checkValue(schema, value[name], findings, at(name), isShown));
    } else {
      const message = "is not a documented member";
      findings.issues.push({ path: at(name), keyword: "additionalProperties", message });
    }
  }
  return copy;
}

/** Copies a value of any shape, as far as JSON can hold it. */
function copyJson(
  value: unknown,
  findings: Collected,
  path: string,
  isPublic: boolean,
  around: readonly unknown[] = [],
): unknown {
  const refuse = (what: string) => {
    const message = `holds ${what}, which JSON cannot`;
    findings.issues.push({ path, keyword: "json", message });
  };
  if (typeof value === "string") checkText(value, findings, path, isPublic);
  else if (typeof value === "function" || typeof value === "symbol") refuse(`a ${typeof value}`);
  else if (typeof value === "number" && !Number.isFinite(value)) refuse("NaN or an infinity");
  if (typeof value !== "object" || value === null) return value;
  if (around.includes(value)) return refuse("a cycle");
  if (around.length > DEEPEST) return refuse(`more than ${DEEPEST} levels`);
  const copy = (member: unknown, at: string) =>
    copyJson(member, findings, at, isPublic, [...around, value]);
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === "function") return copy(toJSON.call(value), path);
  if (Array.isArray(value)) {
    return value.map((item, index) => copy(item, `${path}[${index}]`) ?? null);
  }
  // A Map, a Set or a Blob would look like an empty object.
  if (Symbol.iterator in value || isBlob(value))
    return refuse("an object such as a Map, a Set or a Blob");
  const copied: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    checkText(name, findings, path, true);
    define(copied, name, copy(member, join(path, name)));
  }
  return copied;
}

const join = (path: string, name: string) => (path ? `${path}.${name}` : name);

/** JSON.stringify itself gives up on a few thousand. */
const DEEPEST = 500;

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
 * JSON Schema counts code points, at least half as many as UTF-16 units. To count those of a huge text
 * would exhaust the memory.
 */
const isLonger = (value: string, length: number) =>
  value.length > length && (value.length > 2 * length || [...value].length > length);

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;

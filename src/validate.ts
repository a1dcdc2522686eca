// Checks values against the schemas of the spec: parameters before they leave, results when they
// arrive.
import type { ValidationIssue } from "./errors/local.ts";
import type { ObjectSchema, Operation, Place, Schema, SchemaType } from "./operation.ts";

/** The parameters of a call, each where it travels: copies, which later changes do not reach. */
export type Parameters = Partial<Record<Place | "body", Record<string, unknown>>>;

/** What a check gathers on its way. */
export interface Findings {
  readonly issues: ValidationIssue[];
  /** Every string that the API does not itself return: it may be secret. */
  readonly secrets: string[];
}

/**
 * Sorts the flat parameters of a call into their places, copied and checked.
 *
 * An object with documented members keeps those alone; one without, and one whose
 * `additionalProperties` are allowed, keeps all.
 */
export function checkParameters(
  { parameters, body, bodyRequired = false }: Operation,
  given: unknown,
  findings: Findings,
): Parameters {
  const found: Parameters = {};
  const { issues } = findings;
  const isNeeded = bodyRequired || Object.values(parameters).some(({ required }) => required);
  const params = given === undefined && !isNeeded ? {} : given;
  if (!isRecord(params)) {
    issues.push({ path: "", keyword: "type", message: "must be an object" });
    return found;
  }
  for (const place in parameters) {
    const schema = parameters[place as Place] as ObjectSchema;
    // A path is sent in the open, and shown in errors.
    const seen = place === "path" ? { issues, secrets: [] } : findings;
    const values = check(schema, params, seen) as Record<string, unknown>;
    found[place as Place] = values;
    const checkValue = place === "path" ? checkPathSegment : checkHeader;
    if (place !== "query") for (const name in values) checkValue(name, values[name], issues);
  }
  if (body) {
    const isClosed = body.properties !== undefined && body.additionalProperties === undefined;
    const members = isClosed ? params : membersOf(params, parameters);
    const names = Object.keys(isClosed ? (body.properties ?? {}) : members);
    if (bodyRequired || names.some((name) => members[name] !== undefined)) {
      found.body = check(body, members, findings) as Record<string, unknown>;
    }
  }
  return found;
}

/** What does not travel elsewhere. */
function membersOf(
  params: Record<string, unknown>,
  parameters: Operation["parameters"],
): Record<string, unknown> {
  const others = Object.values(parameters).flatMap(({ properties }) => Object.keys(properties));
  return Object.fromEntries(Object.entries(params).filter(([name]) => !others.includes(name)));
}

/**
 * URL parsers drop such a segment, and the request would go to another resource; not even
 * percent-encoding hides a dot from them (WHATWG URL, "double-dot URL path segment").
 */
export function checkPathSegment(name: string, value: unknown, issues: ValidationIssue[]): void {
  if (["", ".", ".."].includes(value as string)) {
    const message = 'must not be missing, empty, "." or ".."';
    issues.push({ path: name, keyword: "pathSegment", message });
  }
}

/** RFC 9110 §5.5. The runtime would refuse it too, and quote it. */
function checkHeader(name: string, value: unknown, issues: ValidationIssue[]): void {
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(String(value))) {
    issues.push({
      path: name,
      keyword: "header",
      message: "has characters that no header can hold",
    });
  }
}

/**
 * Checks a value and copies it.
 *
 * @param path of the value; empty for that of all parameters
 * @param isPublic whether a schema around this one says so
 */
export function check(
  schema: Schema,
  value: unknown,
  findings: Findings,
  path = "",
  isPublic = false,
): unknown {
  const type = typeOf(schema, value);
  if (!type) {
    const names = schemaTypes(schema).map((name) => TYPE_NAMES[name]);
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
      check(items, item, findings, `${path}[${index}]`, isShown),
    );
  }
  if (type === "string") checkText(value as string, findings, path, isShown);
  return value;
}

/** The keywords, each with what a value must do that breaks it. */
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
    minimum: (value: number, limit: number) => isNumeric(value) && value < limit && `be at least ${limit}`,
    maximum: (value: number, limit: number) => isNumeric(value) && value > limit && `be at most ${limit}`,
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

/** A bigint is the number that it stands for. */
const isSame = (one: unknown, other: unknown) =>
  // biome-ignore lint/suspicious/noDoubleEquals: 1n is not 1, but equals it
  one === other || (isNumeric(one) && isNumeric(other) && one == other);

const textOf = (value: unknown) => (typeof value === "bigint" ? `${value}` : JSON.stringify(value));

/** @param isPublic whether an error may show it */
function checkText(value: string, { issues, secrets }: Findings, path: string, isPublic: boolean) {
  if (!isPublic) secrets.push(value);
  // Not isWellFormed(), which Node 18 and older browsers lack.
  if (!/\p{Surrogate}/u.test(value)) return;
  // A lone surrogate has no UTF-8 form: the server would get another string.
  issues.push({ path, keyword: "wellFormed", message: "must have no lone surrogate" });
}

function checkMembers(
  { properties, required = [], additionalProperties }: Schema,
  given: object,
  findings: Findings,
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
    if (member !== undefined) copy[name] = check(schema, member, findings, at(name), isShown);
  }
  if (additionalProperties === undefined) return copy;
  for (const name of Object.keys(value)) {
    if ((properties && Object.hasOwn(properties, name)) || value[name] === undefined) continue;
    if (additionalProperties) {
      const schema = additionalProperties === true ? {} : additionalProperties;
      define(copy, name, check(schema, value[name], findings, at(name), isShown));
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
  findings: Findings,
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
  if (around.length > DEEPEST) return refuse("so many levels");
  const copy = (member: unknown, at: string) =>
    copyJson(member, findings, at, isPublic, [...around, value]);
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === "function") return copy(toJSON.call(value), path);
  if (Array.isArray(value)) {
    return value.map((item, index) => copy(item, `${path}[${index}]`) ?? null);
  }
  // A Map, a Set or a Blob would look like an empty object.
  if (Symbol.iterator in value || isBlob(value)) return refuse("an object of a class");
  const copied: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) define(copied, name, copy(member, join(path, name)));
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

const TYPE_NAMES: Readonly<Record<SchemaType, string>> = {
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
function typeOf(schema: Schema, value: unknown): SchemaType | "any" | undefined {
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

const schemaTypes = ({ type = [] }: Schema): readonly SchemaType[] =>
  typeof type === "string" ? [type] : type;

const isOf = (schema: Schema, type: SchemaType) => schemaTypes(schema).includes(type);

/** A Node Buffer is none: its type and its name would be lost. */
const isBlob = (value: unknown): value is Blob =>
  typeof Blob === "function" && value instanceof Blob;

/**
 * JSON Schema counts code points, of which there are at least half as many as UTF-16 units: to count
 * those of a huge text would fill the memory.
 */
const isLonger = (value: string, length: number) =>
  value.length > length && (value.length > 2 * length || [...value].length > length);

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

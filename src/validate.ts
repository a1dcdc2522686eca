// Checks values against the schemas of the spec: parameters before they leave, results when they
// arrive.
import type { ValidationIssue } from "./errors/local.ts";
import type { Operation, Place, Schema, SchemaType } from "./operation.ts";

/** The parameters of a call, each where it travels: copies, which later changes do not reach. */
export type Parameters = Partial<Record<Place | "body", Record<string, unknown>>>;

/** What a check gathers on its way. */
export interface Findings {
  readonly issues: ValidationIssue[];
  /** Every string that the API does not itself return: it may be secret. */
  readonly secrets: string[];
}

const PLACES: readonly Place[] = ["path", "query", "header"];

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
  const isNeeded = bodyRequired || PLACES.some((place) => parameters[place]?.required);
  const params = given === undefined && !isNeeded ? {} : given;
  if (!isRecord(params)) {
    findings.issues.push({ path: "", keyword: "type", message: "must be an object" });
    return found;
  }
  const rest: Record<string, unknown> = body ? { ...params } : {};
  for (const place of PLACES) {
    const schema = parameters[place];
    if (!schema) continue;
    // A path is sent in the open, and shown in errors.
    const { issues, secrets } = findings;
    const seen = place === "path" ? { issues, secrets: [] } : { issues, secrets };
    const values = check(schema, params, seen) as Record<string, unknown>;
    found[place] = values;
    for (const name in schema.properties) delete rest[name];
    if (place === "path") for (const name in values) checkPathSegment(name, values[name], issues);
    if (place === "header") for (const name in values) checkHeader(name, values[name], issues);
  }
  if (body) {
    // Members may also be inherited: of an instance, or behind a getter.
    for (const name in body.properties) rest[name] = params[name];
    const isGiven = Object.values(rest).some((value) => value !== undefined);
    if (bodyRequired || isGiven) {
      found.body = check(body, rest, findings) as Record<string, unknown>;
    }
  }
  return found;
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
  const broken = (keyword: string, what: string) => {
    findings.issues.push({ path, keyword, message: `must ${what}` });
  };
  const type = typeOf(schema, value);
  if (!type) {
    const names = schemaTypes(schema).map((name) => TYPE_NAMES[name]);
    broken("type", `be ${names.join(" or ")}`);
    return undefined;
  }
  if (schema.enum && !schema.enum.some((item) => isSame(item, value))) {
    broken("enum", `be one of ${schema.enum.map((item) => JSON.stringify(item)).join(", ")}`);
  }
  if (schema.const !== undefined && !isSame(schema.const, value)) {
    broken("const", `be ${JSON.stringify(schema.const)}`);
  }
  const isShown = isPublic || schema.public === true;
  if (typeof value === "string") {
    if (!isShown) findings.secrets.push(value);
    checkString(schema, value, broken);
  } else if (isNumeric(value)) {
    checkNumber(schema, value, broken);
  } else if (Array.isArray(value)) {
    const { items = {}, minItems = 0, maxItems = value.length } = schema;
    if (value.length < minItems) broken("minItems", `have at least ${count(minItems, "item")}`);
    if (value.length > maxItems) broken("maxItems", `have at most ${count(maxItems, "item")}`);
    return value.map((item, index) => check(items, item, findings, `${path}[${index}]`, isShown));
  } else if (type === "object") {
    return checkMembers(schema, value as Record<string, unknown>, findings, path, isShown);
  }
  return type === "any" ? copyJson(value, findings, path, isShown) : value;
}

function checkMembers(
  { properties, required = [], additionalProperties }: Schema,
  value: Record<string, unknown>,
  findings: Findings,
  path: string,
  isShown: boolean,
): unknown {
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
  for (const [name, schema] of Object.entries(properties ?? {})) {
    const member = value[name];
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

const isNumeric = (value: unknown): value is number | bigint =>
  typeof value === "number" || typeof value === "bigint";

/** A bigint is the number that it stands for. */
const isSame = (one: unknown, other: unknown) =>
  // biome-ignore lint/suspicious/noDoubleEquals: 1n is not 1, but equals it
  one === other || (isNumeric(one) && isNumeric(other) && one == other);

type Broken = (keyword: string, what: string) => void;

function checkString(schema: Schema, value: string, broken: Broken): void {
  const { minLength = 0, maxLength = value.length, pattern } = schema;
  // A lone surrogate has no UTF-8 form: the server would get another string.
  if (!value.isWellFormed()) broken("wellFormed", "have no lone surrogate");
  if (!isLonger(value, minLength - 1)) {
    broken("minLength", `be at least ${count(minLength, "character")} long`);
  }
  if (isLonger(value, maxLength)) {
    broken("maxLength", `be at most ${count(maxLength, "character")} long`);
  }
  if (pattern?.test(value) === false) broken("pattern", `match ${pattern.source}`);
}

function checkNumber(schema: Schema, value: number | bigint, broken: Broken): void {
  const { minimum = value, maximum = value, exclusiveMinimum, exclusiveMaximum } = schema;
  if (value < minimum) broken("minimum", `be ≥ ${minimum}`);
  if (value > maximum) broken("maximum", `be ≤ ${maximum}`);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    broken("exclusiveMinimum", `be > ${exclusiveMinimum}`);
  }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    broken("exclusiveMaximum", `be < ${exclusiveMaximum}`);
  }
}

/** Copies a value of any shape, as far as JSON can hold it. */
function copyJson(
  value: unknown,
  { issues, secrets }: Findings,
  path: string,
  isPublic: boolean,
  around: readonly unknown[] = [],
): unknown {
  const refuse = (what: string) => {
    issues.push({ path, keyword: "json", message: `holds ${what}, which JSON cannot` });
    return undefined;
  };
  if (typeof value === "string") {
    if (!isPublic) secrets.push(value);
    if (!value.isWellFormed()) return refuse("a lone surrogate");
    return value;
  }
  if (typeof value === "number" && !Number.isFinite(value)) return refuse("NaN or an infinity");
  if (typeof value === "function" || typeof value === "symbol") return refuse(`a ${typeof value}`);
  if (typeof value !== "object" || value === null) return value;
  if (around.includes(value)) return refuse("a cycle");
  if (around.length > DEEPEST) return refuse("so many levels");
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === "function") {
    return copyJson(toJSON.call(value), { issues, secrets }, path, isPublic, [...around, value]);
  }
  const inside = [...around, value];
  const copyMember = (member: unknown, at: string) =>
    copyJson(member, { issues, secrets }, at, isPublic, inside);
  if (Array.isArray(value)) {
    return value.map((item, index) => copyMember(item, `${path}[${index}]`) ?? null);
  }
  // A Map, a Set or a Blob would look like an empty object.
  if (Symbol.iterator in value || isBlob(value)) return refuse("an object of a class");
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) define(copy, name, copyMember(member, join(path, name)));
  }
  return copy;
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

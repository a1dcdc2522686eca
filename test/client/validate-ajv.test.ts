// The client's check of constraints against Ajv's, over random parameters.
//
// Aside stand what Ajv cannot see: bigints, integers that no number holds exactly (Ajv rounds the
// int64 maximum), lone surrogates, and the path segments that a URL parser would eat.
import { readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClient, ValidationError } from "../../src/index.ts";
import { call, membersOf, type Params, paramsOf } from "../support/calls.ts";
import { bodyOf, isNode, type Operation, operations } from "../support/contract.ts";
import { type OperationId, succeeded } from "../support/params.ts";

/** For each operation. */
const RUNS = 700;

/** What the client leaves to the server is not compared. */
const CHECKED = [
  ...["type", "enum", "const", "required", "additionalProperties", "pattern"],
  ...["minLength", "maxLength", "minItems", "maxItems"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
];

/** Ajv knows no files. */
const withoutFiles = (_key: string, node: unknown) =>
  isNode(node) && node.format === "binary" ? {} : node;

const spec = JSON.parse(
  readFileSync(new URL("../../generated/openapi.json", import.meta.url), "utf8"),
  withoutFiles,
);
const ajv = new Ajv2020({
  allErrors: true,
  // The spec has keywords of OpenAPI beside those of JSON Schema.
  strict: false,
  strictNumbers: true,
  validateFormats: false,
});
ajv.addSchema(spec, "spec");

/** The parameters and the body of an operation, as one schema. */
function schemaOf({ parameters, requestBody }: Operation) {
  const body = bodyOf(requestBody);
  return absolute({
    type: "object",
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    ...(body && { allOf: [body.media.schema] }),
  });
}

/** `#/components/…` → `spec#/components/…` */
function absolute(node: unknown): object {
  const text = JSON.stringify(node, (key, value) => (key === "$ref" ? `spec${value}` : value));
  return JSON.parse(text, withoutFiles);
}

/** Text around a limit, of characters of one and of two units. */
const textAround = (limit: unknown) =>
  fc
    .tuple(fc.constantFrom("x", "é", "😀"), fc.constantFrom(0, 1))
    .map(([character, more]) => character.repeat(Number(limit ?? 0) + more));

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(..."aZ09_-. /%"), maxLength: 120 }),
);
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -2, max: 2 }),
  fc.double().filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)),
);
const anything = fc.oneof(
  text,
  number,
  fc.constantFrom(undefined, null, true, [], {}, Number.NaN, Number.NEGATIVE_INFINITY),
);

/** Any subset of the parameters broken, at any depth, and perhaps an unknown one beside them. */
function anyParamsOf(operation: Operation) {
  const schemas = new Map(membersOf(operation).map(({ path, schema }) => [path.join("."), schema]));
  const anyOf = (valid: unknown, path: string): fc.Arbitrary<unknown> => {
    const { format, maxLength } = schemas.get(path) ?? {};
    if (format === "binary") return fc.constant(valid);
    return fc.oneof(
      { weight: 4, arbitrary: isRecord(valid) ? anyMembers(valid, path) : fc.constant(valid) },
      { weight: 1, arbitrary: anything },
      { weight: 1, arbitrary: textAround(maxLength) },
    );
  };
  const anyMembers = (valid: Params, path: string) =>
    fc.record(
      Object.fromEntries(
        Object.entries(valid).map(([name, member]) => [name, anyOf(member, `${path}.${name}`)]),
      ),
    );
  const documented = paramsOf(operation);
  // An example may leave out what is optional.
  const names = new Set(membersOf(operation).map(({ path: [name = ""] }) => name));
  const members = Array.from(names, (name) => [name, anyOf(documented[name], name)]);
  return fc.record({ ...Object.fromEntries(members), unknown: anything });
}

const isRecord = (value: unknown): value is Params =>
  isNode(value) && Object.getPrototypeOf(value) === Object.prototype;

/** `path keyword` of each rule that Ajv finds broken. */
function brokenForAjv(errors: readonly ErrorObject[]): string[] {
  const rules = errors.map(({ instancePath, keyword, params: { missingProperty = "" } }) => ({
    path: `${instancePath}/${missingProperty}`.replace(/^\/|\/$/g, "").replaceAll("/", "."),
    keyword,
  }));
  const mistyped = rules.filter(({ keyword }) => keyword === "type").map(({ path }) => path);
  return (
    rules
      .filter(({ keyword }) => CHECKED.includes(keyword))
      // Of a fraction Ajv also says that it is below the minimum; of a wrong type we say no more.
      .filter(({ path, keyword }) => keyword === "type" || !mistyped.includes(path))
      .map(({ path, keyword }) => `${path} ${keyword}`)
      .sort()
  );
}

/** `path keyword` of each rule that the client finds broken. */
async function brokenForUs(operation: Operation, params: Params): Promise<string[]> {
  const client = createClient({
    apiKey: "an-api-key",
    fetch: async () => succeeded(operation.operationId as OperationId),
  });
  const issues = await call(client, operation, params).then(
    () => [],
    (error: unknown) => {
      if (error instanceof ValidationError) return error.issues;
      throw error;
    },
  );
  return issues
    .filter(({ keyword }) => CHECKED.includes(keyword))
    .map(({ path, keyword }) => `${path} ${keyword}`)
    .sort();
}

/** The rules that the inputs must have reached: a file and the int64 maximum are out of reach. */
function rulesOf(operation: Operation): string[] {
  return membersOf(operation)
    .filter(({ schema }) => schema.format !== "binary")
    .flatMap(({ path, schema, required }) => {
      const at = path.join(".");
      const limits = Object.entries(schema)
        .filter(([keyword]) => ["type", "maxLength", "pattern", "minimum"].includes(keyword))
        .map(([keyword]) => `${at} ${keyword}`);
      return required ? [`${at} required`, ...limits] : limits;
    });
}

describe.each(Object.values(operations).filter((operation) => operation["x-method"]))(
  "$operationId",
  (operation) => {
    it("finds what Ajv finds, in any parameters", { timeout: 60_000 }, async () => {
      const validate = ajv.compile(schemaOf(operation));
      const seen = new Set<string>();

      await fc.assert(
        fc.asyncProperty(anyParamsOf(operation), async (params) => {
          const forAjv = validate(params) ? [] : brokenForAjv(validate.errors ?? []);
          for (const rule of forAjv.length > 0 ? forAjv : ["none"]) seen.add(rule);
          expect(await brokenForUs(operation, params)).toEqual(forAjv);
        }),
        { numRuns: RUNS },
      );

      expect([...seen]).toEqual(expect.arrayContaining(["none", ...rulesOf(operation)]));
    });
  },
);

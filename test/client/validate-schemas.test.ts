// The check itself against Ajv, for any schema of the implemented keywords: what the spec may use
// tomorrow, such as lists and nested members.
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { check } from "../../src/constraints.ts";
import type { ObjectSchema, Schema } from "../../src/contract.ts";
import type { ValidationIssue } from "../../src/index.ts";

const RUNS = 1_000;

const small = fc.integer({ min: 0, max: 3 });
const name = fc.constantFrom("a", "b", "c");
const optional = { requiredKeys: ["type" as const] };

const { schema } = fc.letrec<{ schema: Schema; object: ObjectSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record(
      { type: fc.constant("string"), maxLength: small, pattern: fc.constantFrom(/^a/u, /^.$/u) },
      optional,
    ),
    fc.record({ type: fc.constant("integer"), minimum: small, maximum: small }, optional),
    fc.constant<Schema>({ type: "boolean" }),
    fc.record(
      { type: fc.constant("array"), items: tie("schema"), maxItems: small },
      { requiredKeys: ["type", "items"] },
    ),
    tie("object"),
  ),
  object: fc.record({
    type: fc.constant("object"),
    optional: fc.uniqueArray(name),
    properties: fc.dictionary(name, tie("schema")),
  }),
}));

const leaf = fc.oneof(
  fc.constantFrom("", "a", "ab", "😀", "a😀", "abcd", null, true, false),
  fc.integer({ min: -1, max: 4 }),
  fc.constant(1.5),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value")),
  ),
}));

/** The schema as JSON Schema, which has patterns as text and names what is required. */
function asJsonSchema(of: Schema): object {
  return JSON.parse(
    JSON.stringify(of, (_key, part) => {
      if (part instanceof RegExp) return part.source;
      if (part?.type !== "object") return part;
      const { optional = [], properties } = part as ObjectSchema;
      const required = Object.keys(properties).filter((name) => !optional.includes(name));
      return { type: "object", properties, required };
    }),
  );
}

/** `/a/0/b` → `a[0].b` */
function pathOf({ instancePath, params: { missingProperty } }: ErrorObject): string {
  const pointer = missingProperty ? `${instancePath}/${missingProperty}` : instancePath;
  return pointer
    .replace(/\/(\d+)/g, "[$1]")
    .replaceAll("/", ".")
    .replace(/^\./, "");
}

it("finds what Ajv finds, for any schema and any value", { timeout: 60_000 }, () => {
  const ajv = new Ajv2020({ allErrors: true, strictSchema: false });
  const seen = new Set<string>();

  fc.assert(
    fc.property(schema, value, (given, candidate) => {
      const validate = ajv.compile(asJsonSchema(given));
      validate(candidate);
      const errors = validate.errors ?? [];
      const mistyped = errors.filter(({ keyword }) => keyword === "type").map(pathOf);
      const want = errors
        // Of a wrong type the client says no more; Ajv also measures fractions.
        .filter((error) => error.keyword === "type" || !mistyped.includes(pathOf(error)))
        .map((error) => `${pathOf(error)} ${error.keyword}`);
      const issues: ValidationIssue[] = [];
      check(given, candidate, issues);
      const found = issues.map(({ path, keyword }) => `${path} ${keyword}`);
      expect(found.sort()).toEqual(want.sort());
      for (const { keyword } of errors) seen.add(keyword);
    }),
    { numRuns: RUNS },
  );

  expect([...seen].sort()).toEqual(
    ["maxItems", "maxLength", "maximum", "minimum", "pattern", "required", "type"].sort(),
  );
});

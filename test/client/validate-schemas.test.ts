// The check itself against Ajv, for any schema of the implemented keywords: what the spec may use
// tomorrow, such as lists and nested members.
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createConverter } from "../../scripts/generate/schema.mjs";
import type { ValidationIssue } from "../../src/index.ts";
import { checkValue } from "../../src/schema/check.ts";
import type { Schema } from "../../src/schema/operation.ts";

const RUNS = 1_000;
const ajv = new Ajv2020({ allErrors: true, strict: false });

/** A schema of the spec as the client knows it, and what of it is left to the server. */
function convert(schema: object) {
  const { convert, notes } = createConverter({ paths: {} });
  return { schema: convert(schema, "value") as Schema, notes };
}

function issuesOf(schema: Schema, value: unknown) {
  const issues: ValidationIssue[] = [];
  const copy = checkValue(schema, value, { issues, secrets: [] });
  return { copy, issues: issues.map(({ path, keyword }) => `${path} ${keyword}`).sort() };
}

const small = fc.integer({ min: 0, max: 3 });
const name = fc.constantFrom("a", "b", "c");
const scalar = fc.constantFrom<unknown>("", "a", "ab", 0, 1, 2.5, true, null);

const ofType = (type: string, keywords: object = {}) =>
  fc
    .tuple(
      fc.constantFrom<unknown>(type, [type], [type, "null"]),
      fc.record(keywords, { requiredKeys: [] }),
    )
    .map(([type, rest]) => ({ type, ...rest }));
const texts = {
  minLength: small,
  maxLength: small,
  pattern: fc.constantFrom("^a", "^.$", "\\p{L}"),
};
const numbers = {
  minimum: small,
  maximum: small,
  exclusiveMinimum: small,
  exclusiveMaximum: small,
};

const { schema } = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    ofType("string", texts),
    ofType("integer", numbers),
    ofType("number", numbers),
    ofType("boolean"),
    fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }) }),
    ofType("string", { enum: fc.constant(["a", "ab"]), minLength: small }),
    fc.record({ const: scalar }),
    fc.record({ ...texts, ...numbers }, { requiredKeys: [] }),
    fc.record({ type: fc.constant(["string", "integer", "boolean"]), ...texts, ...numbers }),
    ofType("array", { items: tie("schema"), minItems: small, maxItems: small }),
    ofType("object", {
      required: fc.uniqueArray(name),
      properties: fc.dictionary(name, tie("schema")),
      additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
    }),
  ),
}));

const leaf = fc.oneof(
  fc.constantFrom("", "a", "ab", "😀", "a😀", "abcd", null, true, false, 1.5, 2.5),
  fc.integer({ min: -1, max: 4 }),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    // The last one is also a member of every object, by inheritance.
    fc.dictionary(fc.constantFrom("a", "b", "c", "d", "toString"), tie("value")),
  ),
}));

/** `/a/0/b` → `a[0].b` */
function pathOf({ instancePath, params }: ErrorObject): string {
  const { missingProperty, additionalProperty } = params;
  const pointer = [instancePath, missingProperty ?? additionalProperty]
    .filter((part) => part !== undefined)
    .join("/");
  return pointer
    .replace(/\/(\d+)/g, "[$1]")
    .replaceAll("/", ".")
    .replace(/^\./, "");
}

it("finds what Ajv finds, for any schema and any value", { timeout: 60_000 }, () => {
  const seen = new Set<string>();

  fc.assert(
    fc.property(schema, value, (given, candidate) => {
      const validate = ajv.compile(given);
      validate(candidate);
      const errors = validate.errors ?? [];
      const mistyped = errors.filter(({ keyword }) => keyword === "type").map(pathOf);
      const want = errors
        // Of a wrong type the client says no more; Ajv also measures fractions.
        .filter((error) => error.keyword === "type" || !mistyped.includes(pathOf(error)))
        .map((error) => `${pathOf(error)} ${error.keyword}`);
      const { schema, notes } = convert(given);
      expect(notes).toEqual([]);
      expect(issuesOf(schema, candidate).issues).toEqual(want.sort());
      for (const { keyword } of errors) seen.add(keyword);
    }),
    { numRuns: RUNS },
  );

  expect([...seen].sort()).toEqual(
    [
      ...["type", "enum", "const", "required", "additionalProperties", "pattern"],
      ...["minLength", "maxLength", "minItems", "maxItems"],
      ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
    ].sort(),
  );
});

it("admits what Ajv admits of a schema or null", () => {
  fc.assert(
    fc.property(schema, value, (given, candidate) => {
      const orNull = { anyOf: [given, { type: "null" }] };
      const { issues } = issuesOf(convert(orNull).schema, candidate);
      expect(issues.length === 0).toBe(ajv.validate(orNull, candidate));
    }),
    { numRuns: RUNS },
  );
});

it("admits what Ajv admits of schemas that all have to hold, where nothing is left out", () => {
  const object = fc.record(
    {
      type: fc.constant("object"),
      properties: fc.dictionary(
        name,
        fc.oneof(ofType("string", texts), ofType("integer", numbers)),
      ),
      required: fc.uniqueArray(name),
    },
    { requiredKeys: ["type"] },
  );
  fc.assert(
    fc.property(object, object, value, (one, other, candidate) => {
      const all = { allOf: [one, other] };
      const { schema, notes } = convert(all);
      fc.pre(notes.length === 0);
      const { issues } = issuesOf(schema, candidate);
      expect(issues.length === 0).toBe(ajv.validate(all, candidate));
    }),
    { numRuns: RUNS },
  );
});

describe("of an object's members, the copy keeps", () => {
  const unknown = { other: "x", ["__proto__"]: { a: 1 } };
  const own = { known: 1, inner: { known: 1, ...unknown }, ...unknown };
  const properties = { known: { type: "integer" } };
  const nested = (schema: object) => ({
    ...schema,
    properties: { ...properties, inner: { ...schema, properties } },
  });
  const all = JSON.parse(JSON.stringify(own));

  it.each<[name: string, schema: object, want: object]>([
    ["the documented ones, inside too", nested({}), { known: 1, inner: { known: 1 } }],
    ["all, where others are allowed", nested({ additionalProperties: true }), all],
    ["all, where others have a schema", nested({ additionalProperties: {} }), all],
    ["all, where none is documented", { type: "object" }, all],
    ["all, where the schema says nothing", {}, all],
  ])("%s", (_name, schema, want) => {
    const { copy, issues } = issuesOf(convert(schema).schema, own);
    expect(issues).toEqual([]);
    expect(JSON.stringify(copy)).toBe(JSON.stringify(want));
  });

  it("the documented ones, and refuses the others where they are forbidden", () => {
    const { issues } = issuesOf(convert(nested({ additionalProperties: false })).schema, own);
    const names = ["__proto__", "inner.__proto__", "inner.other", "other"];
    expect(issues).toEqual(names.map((name) => `${name} additionalProperties`));
  });
});

describe("what is no number alone", () => {
  it.each<[name: string, schema: object, value: unknown, want: string[]]>([
    ["a bigint among the known numbers", { type: "integer", enum: [1, 2] }, 2n, []],
    ["a bigint that is not known", { type: "integer", enum: [1, 2] }, 3n, [" enum"]],
    ["a number against an exact one", { type: "integer", format: "int64", const: 5n }, 5, []],
    [
      "another number than an exact one",
      { type: "integer", format: "int64", const: 5n },
      6,
      [" const"],
    ],
    ["digits are no number", { type: ["integer", "string"], enum: [1] }, "1", [" enum"]],
    [
      "the last digit of an int64",
      { type: "integer", format: "int64", maximum: 2n ** 63n - 1n },
      2n ** 63n,
      [" maximum"],
    ],
  ])("%s", (_name, schema, value, want) => {
    expect(issuesOf(convert(schema).schema, value).issues).toEqual(want);
  });
});

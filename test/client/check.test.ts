// Any schema of the checked keywords is checked as Ajv checks it. operations-table.test.ts shows that
// the client has every schema of the spec: together, the client refuses what the contract refuses.
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createConverter, type Note } from "../../scripts/generate/schema.mjs";
import type { ValidationIssue } from "../../src/index.ts";
import { checkValue } from "../../src/schema/check.ts";
import type { Schema } from "../../src/schema/operation.ts";
import { runs } from "../support/runs.ts";

const ajv = new Ajv2020({ allErrors: true, strict: false });

/** A schema of the spec as the client knows it, and what of it is left to the server. */
function convert(schema: object) {
  const notes: Note[] = [];
  const convert = createConverter({ paths: {} }, notes);
  return { schema: convert(schema, "value") as Schema, notes };
}

function issuesOf(schema: Schema, value: unknown) {
  const issues: ValidationIssue[] = [];
  const copy = checkValue(schema, value, { issues, secrets: [] });
  return { copy, issues: issues.map(({ path, keyword }) => `${path} ${keyword}`).sort() };
}

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

/** What Ajv finds. Of a wrong type the client reports nothing more; Ajv also measures fractions. */
function issuesOfAjv(schema: object, value: unknown): string[] {
  const validate = ajv.compile(schema);
  validate(value);
  const errors = validate.errors ?? [];
  const mistyped = errors.filter(({ keyword }) => keyword === "type").map(pathOf);
  return errors
    .filter((error) => error.keyword === "type" || !mistyped.includes(pathOf(error)))
    .map((error) => `${pathOf(error)} ${error.keyword}`)
    .sort();
}

describe("each keyword on its own", () => {
  it.each<[issue: string, schema: object, bad: unknown, good: unknown]>([
    [" type", { type: "string" }, 1, ""],
    [" type", { type: ["integer", "null"] }, "1", null],
    [" type", { type: "integer" }, 1.5, 2 ** 53 - 1],
    [" type", { type: "number" }, "1", 1.5],
    [" type", { type: "boolean" }, 0, false],
    [" type", { type: "array" }, {}, []],
    [" type", { type: "object" }, [], {}],
    [" enum", { enum: ["a", 1, null] }, "b", null],
    [" const", { const: 1 }, "1", 1],
    [" minLength", { minLength: 2 }, "😀", "ab"],
    [" maxLength", { maxLength: 2 }, "abc", "😀😀"],
    [" pattern", { pattern: "^\\p{L}$" }, "1", "é"],
    [" minimum", { minimum: 2 }, 1, 2],
    [" maximum", { maximum: 2 }, 3, 2],
    [" exclusiveMinimum", { exclusiveMinimum: 2 }, 2, 3],
    [" exclusiveMaximum", { exclusiveMaximum: 2 }, 2, 1],
    [" minItems", { minItems: 1 }, [], [0]],
    [" maxItems", { maxItems: 1 }, [0, 1], [0]],
    ["[1] type", { items: { type: "string" }, type: "array" }, ["a", 1], ["a"]],
    ["a required", { type: "object", required: ["a"] }, {}, { a: null }],
    ["a type", { type: "object", properties: { a: { type: "string" } } }, { a: 1 }, { b: 1 }],
    ["b additionalProperties", { type: "object", additionalProperties: false }, { b: 1 }, {}],
    ["b type", { type: "object", additionalProperties: { type: "string" } }, { b: 1 }, { b: "" }],
  ])("%s of %j", (issue, schema, bad, good) => {
    const converted = convert(schema);
    expect(converted.notes).toEqual([]);
    expect([issuesOf(converted.schema, bad).issues, issuesOfAjv(schema, bad)]).toEqual([
      [issue],
      [issue],
    ]);
    expect([issuesOf(converted.schema, good).issues, issuesOfAjv(schema, good)]).toEqual([[], []]);
  });
});

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
const pattern = fc.constantFrom("^a", "^.$", "\\p{L}");
const texts = { minLength: small, maxLength: small, pattern };
const inclusive = { minimum: small, maximum: small };
const numbers = { ...inclusive, exclusiveMinimum: small, exclusiveMaximum: small };

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
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("", "a", "ab", "😀", "a😀", "abcd", null, true, false, 1.5, 2.5),
    fc.integer({ min: -1, max: 4 }),
    fc.array(tie("value"), { maxLength: 4 }),
    // The last one is also a member of every object, by inheritance.
    fc.dictionary(fc.constantFrom("a", "b", "c", "d", "toString"), tie("value")),
  ),
}));
const object = fc.record(
  {
    type: fc.constant("object"),
    properties: fc.dictionary(name, fc.oneof(ofType("string", texts), ofType("integer", numbers))),
    required: fc.uniqueArray(name),
  },
  { requiredKeys: ["type"] },
);

describe("any combination, with any value: as Ajv", () => {
  const numRuns = runs(100);

  it("one schema: the same issues", () => {
    const property = fc.property(schema, value, (schema, value) => {
      const converted = convert(schema);
      expect(converted.notes).toEqual([]);
      expect(issuesOf(converted.schema, value).issues).toEqual(issuesOfAjv(schema, value));
    });
    fc.assert(property, { numRuns });
  });

  it("a schema or null: admitted or not", () => {
    const property = fc.property(schema, value, (schema, value) => {
      const orNull = { anyOf: [schema, { type: "null" }] };
      const { issues } = issuesOf(convert(orNull).schema, value);
      expect(issues.length === 0).toBe(ajv.validate(orNull, value));
    });
    fc.assert(property, { numRuns });
  });

  it("allOf that leaves nothing to the server: admitted or not", () => {
    const property = fc.property(object, object, value, (one, other, value) => {
      const all = { allOf: [one, other] };
      const { schema, notes } = convert(all);
      fc.pre(notes.length === 0);
      const { issues } = issuesOf(schema, value);
      expect(issues.length === 0).toBe(ajv.validate(all, value));
    });
    fc.assert(property, { numRuns });
  });
});

describe("what Ajv does not know", () => {
  const int64 = { type: "integer", format: "int64" };
  it.each<[name: string, schema: object, value: unknown, want?: string]>([
    ["a bigint among the known numbers", { type: "integer", enum: [1, 2] }, 2n],
    ["another bigint", { type: "integer", enum: [1, 2] }, 3n, " enum"],
    ["a number equal to an exact one", { ...int64, const: 5n }, 5],
    ["a number not equal to an exact one", { ...int64, const: 5n }, 6, " const"],
    ["digits for a number", { type: ["integer", "string"], enum: [1] }, "1", " enum"],
    ["the greatest int64", { ...int64, maximum: 2n ** 63n - 1n }, 2n ** 63n - 1n],
    ["one more", { ...int64, maximum: 2n ** 63n - 1n }, 2n ** 63n, " maximum"],
    ["an integer that may be rounded", { type: "integer" }, 2 ** 53, " type"],
    ["NaN for an integer", { type: "integer" }, Number.NaN, " type"],
    ["an infinity for a number", { type: "number" }, Number.POSITIVE_INFINITY, " type"],
    ["a bigint for a string", { type: "string" }, 1n, " type"],
    ["a String object", { type: "string" }, Object("x"), " type"],
    ["a Number object", { type: "integer" }, Object(1), " type"],
    ["a function for an object", { type: "object" }, () => {}, " type"],
    ["the first half of a character", { type: "string" }, "a\uD83D", " wellFormed"],
    ["the second half", { type: "string" }, "\uDE00a", " wellFormed"],
    ["both in the wrong order", { type: "string" }, "\uDE00\uD83D", " wellFormed"],
    ["half a character in any value", {}, [{ a: "\uD83D" }], "[0].a wellFormed"],
    ["half a character in a name", {}, { "a\uD83D": 1 }, "a\uD83D wellFormed"],
    // Counting its code points one by one would exhaust the memory.
    ["a huge string", { type: "string", maxLength: 10 }, "v".repeat(2 ** 27), " maxLength"],
  ])("%s", (_name, schema, value, ...want) => {
    expect(issuesOf(convert(schema).schema, value).issues).toEqual(want);
  });
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
    ["the documented ones, also nested", nested({}), { known: 1, inner: { known: 1 } }],
    ["all if others are allowed", nested({ additionalProperties: true }), all],
    ["all if others have a schema", nested({ additionalProperties: {} }), all],
    ["all if none is documented", { type: "object" }, all],
    ["all if the schema is empty", {}, all],
  ])("%s", (_name, schema, want) => {
    const { copy, issues } = issuesOf(convert(schema).schema, own);
    expect(issues).toEqual([]);
    expect(JSON.stringify(copy)).toBe(JSON.stringify(want));
  });

  it("the documented ones, and others are an issue if they are forbidden", () => {
    const { issues } = issuesOf(convert(nested({ additionalProperties: false })).schema, own);
    const names = ["__proto__", "inner.__proto__", "inner.other", "other"];
    expect(issues).toEqual(names.map((name) => `${name} additionalProperties`));
  });
});

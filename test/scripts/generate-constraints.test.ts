// A constraint of the spec is either checked by the client or refused by the generator.
import { describe, expect, it } from "vitest";
import { constraintsOf } from "../../scripts/generate/constraints.mjs";

const generate = (schema: object) => constraintsOf({}, schema, "operation.name");

describe("the generator refuses a schema with", () => {
  it.each([
    ["a shortest length", { type: "string", minLength: 1 }, 'keyword "minLength"'],
    ["an enum", { type: "string", enum: ["a"] }, 'keyword "enum"'],
    ["a constant", { type: "string", const: "a" }, 'keyword "const"'],
    ["a format of a string", { type: "string", format: "uuid" }, 'keyword "format"'],
    ["a broken pattern", { type: "string", pattern: "a{" }, 'pattern "a{"'],
    ["an unknown format of an integer", { type: "integer", format: "uint8" }, 'format "uint8"'],
    ["an exclusive bound", { type: "integer", exclusiveMinimum: 0 }, 'keyword "exclusiveMinimum"'],
    ["a step", { type: "integer", multipleOf: 2 }, 'keyword "multipleOf"'],
    ["unique items", { type: "array", items: { type: "string" }, uniqueItems: true }, "keyword"],
    ["items of any kind", { type: "array" }, "an array without items"],
    ["a length on an integer", { type: "integer", maxLength: 1 }, 'keyword "maxLength"'],
    ["a choice", { type: "object", oneOf: [] }, 'keyword "oneOf"'],
    [
      "a schema of further members",
      { type: "object", additionalProperties: {} },
      "additionalProperties",
    ],
    ["a fraction", { type: "number" }, 'type "number"'],
    ["several types", { type: ["string", "null"] }, 'type ["string","null"]'],
    ["no type", { maxLength: 1 }, 'a schema without a "type"'],
  ])("%s", (_name, schema, what) => {
    expect(() => generate(schema)).toThrow(`operation.name: ${what}`);
  });

  it("such a keyword in a member, which it names", () => {
    const schema = { type: "object", properties: { inner: { type: "string", minLength: 1 } } };
    expect(() => generate(schema)).toThrow('operation.name.inner: keyword "minLength"');
  });
});

describe("of a response, whose shape alone is checked, the generator", () => {
  const generateResponse = (schema: object) => constraintsOf({}, schema, "operation 200", true);

  it.each([
    ["a format of a string", { type: "string", format: "date-time" }],
    ["an enum", { type: "string", enum: ["a"] }],
    ["a shortest length", { type: "string", minLength: 1 }],
    ["a schema of further members", { type: "object", additionalProperties: { type: "string" } }],
  ])("takes %s", (_name, schema) => {
    const response = { type: "object", properties: { member: schema } };
    const { properties } = generateResponse(response);
    expect(properties.member).toMatchObject({ type: schema.type });
  });

  it.each([
    ["a type that the check does not know", { type: "number" }, 'type "number"'],
    ["a misspelt format of an integer", { type: "integer", format: "int23" }, 'format "int23"'],
  ])("refuses %s", (_name, schema, what) => {
    const response = { type: "object", properties: { member: schema } };
    expect(() => generateResponse(response)).toThrow(`operation 200.member: ${what}`);
  });
});

describe("the generator takes", () => {
  it.each([
    ["every keyword of a string", { type: "string", maxLength: 2, pattern: "^a$" }],
    ["every keyword of an integer", { type: "integer", minimum: 1, maximum: 2 }],
    ["every keyword of an array", { type: "array", maxItems: 2, items: { type: "boolean" } }],
    [
      "every keyword of an object",
      { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
      { type: "object", properties: { a: { type: "string" } } },
    ],
    [
      "an object with a member that may be absent, the exception",
      { type: "object", properties: { a: { type: "string" } }, required: [] },
      { type: "object", properties: { a: { type: "string" } }, optional: ["a"] },
    ],
  ])("%s", (_name, schema, want: object = schema) => {
    const words = { title: "T", description: "D", examples: [], deprecated: true, "x-own": 1 };
    expect(generate({ ...schema, ...words })).toEqual(want);
  });

  it.each([
    [
      "int64 exactly",
      { type: "integer", format: "int64", maximum: 2n ** 63n - 1n },
      2n ** 63n - 1n,
    ],
    ["int32 as a number", { type: "integer", format: "int32", maximum: 10n }, 10],
  ])("a bound of %s", (_name, schema, maximum) => {
    expect(generate(schema)).toEqual({ type: "integer", maximum });
  });
});

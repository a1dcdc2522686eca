// What becomes of a schema of the spec: checked, words, or left to the server.
import { describe, expect, it } from "vitest";
import { generate, operation } from "../support/generate.ts";

/** `addPet` with a body of this schema and components, which answers with a Name. */
const add = (schema: string, components = "{}") => `paths:
  /pets:
    post:
      operationId: addPet
      x-method: pets.add
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                pet: ${schema}
      responses:
        "200":
          description: A.
          content: { application/json: { schema: { $ref: "#/components/schemas/Answer" } } }
components:
  schemas:
    Name: { type: string }
    Answer: { type: object, properties: { name: { $ref: "#/components/schemas/Name" } } }
    More: ${components}
`;

/** The schema as the client checks it. */
function checked(schema: string, components?: string) {
  const { body } = operation(add(schema, components), "addPet");
  return (body as { properties: { pet: unknown } }).properties.pet;
}

const notesOf = (schema: string, components?: string) => generate(add(schema, components)).notes;

describe("checked is", () => {
  it.each<[name: string, schema: string, want: unknown]>([
    [
      "every keyword of a string",
      "{ type: string, minLength: 1, maxLength: 2, pattern: ^a$ }",
      { type: "string", minLength: 1, maxLength: 2, pattern: /^a$/u },
    ],
    [
      "every keyword of a number",
      "{ type: number, minimum: 1, maximum: 2.5, exclusiveMinimum: 0, exclusiveMaximum: 3 }",
      { type: "number", minimum: 1, maximum: 2.5, exclusiveMinimum: 0, exclusiveMaximum: 3 },
    ],
    [
      "every keyword of an array",
      "{ type: array, minItems: 1, maxItems: 2, items: { type: boolean } }",
      { type: "array", minItems: 1, maxItems: 2, items: { type: "boolean" } },
    ],
    [
      "every keyword of an object",
      "{ type: object, properties: { a: { type: integer } }, required: [a], additionalProperties: false }",
      {
        type: "object",
        properties: { a: { type: "integer" } },
        required: ["a"],
        additionalProperties: false,
      },
    ],
    ["a constant", "{ const: 1 }", { const: 1 }],
    ["a choice of values", "{ type: integer, enum: [1, 2] }", { type: "integer", enum: [1, 2] }],
    ["several types", "{ type: [string, integer] }", { type: ["string", "integer"] }],
    ["null", '{ type: [integer, "null"] }', { type: "integer", nullable: true }],
    ["null alone", '{ type: "null" }', { const: null }],
    ["anything", "{}", {}],
    [
      "a schema or null",
      '{ anyOf: [{ type: integer, maximum: 2 }, { type: "null" }] }',
      { type: "integer", maximum: 2, nullable: true },
    ],
    [
      "a component or null",
      '{ anyOf: [{ $ref: "#/components/schemas/Name" }, { type: "null" }] }',
      { type: "string", nullable: true, public: true },
    ],
    [
      "known values or null",
      '{ anyOf: [{ type: integer, enum: [1] }, { type: "null" }] }',
      { type: "integer", enum: [1, null], nullable: true },
    ],
    [
      "what all of several schemas say",
      "{ allOf: [{ type: object, properties: { a: { type: integer } }, required: [a] }, { properties: { b: { type: integer } } }], required: [b] }",
      {
        type: "object",
        properties: { a: { type: "integer" }, b: { type: "integer" } },
        required: ["a", "b"],
      },
    ],
    [
      "what all of them say of one member",
      "{ allOf: [{ properties: { a: { type: integer, minimum: 1 } } }, { properties: { a: { maximum: 2 } } }] }",
      { type: "object", properties: { a: { type: "integer", minimum: 1, maximum: 2 } } },
    ],
    [
      "a keyword beside a reference",
      '{ $ref: "#/components/schemas/Name", maxLength: 5 }',
      { type: "string", maxLength: 5, public: true },
    ],
  ])("%s", (_name, schema, want) => {
    expect(checked(schema)).toEqual(want);
    expect(notesOf(schema)).toEqual([]);
  });

  it("int64 exactly, and every other number as one", () => {
    const large = "minimum: -9223372036854775808, maximum: 9223372036854775807";
    expect(checked(`{ type: integer, format: int64, ${large} }`)).toEqual({
      type: "integer",
      minimum: -(2n ** 63n),
      maximum: 2n ** 63n - 1n,
    });
    expect(checked("{ type: integer, format: int32, maximum: 10 }")).toEqual({
      type: "integer",
      maximum: 10,
    });
  });
});

it("words change nothing", () => {
  const words =
    "title: T, description: D, example: a, examples: [a], default: a, format: uuid, deprecated: true, readOnly: true, externalDocs: { url: u }, contentMediaType: m, x-own: 1";
  expect(checked(`{ type: string, ${words} }`)).toEqual({ type: "string" });
  expect(notesOf(`{ type: string, ${words} }`)).toEqual([]);
  const beside = `{ $ref: "#/components/schemas/Name", description: D, x-own: 1 }`;
  expect(checked(beside)).toEqual({ type: "string", public: true });
});

describe("left to the server, with a note, is", () => {
  it.each<[name: string, schema: string, what: string, want: unknown]>([
    ["oneOf", "{ oneOf: [{ type: string }, { type: integer }] }", '"oneOf"', {}],
    ["anyOf", "{ anyOf: [{ type: string }, { type: integer }] }", '"anyOf"', {}],
    ["not", "{ type: integer, not: { const: 1 } }", '"not"', { type: "integer" }],
    ["if", "{ type: integer, if: { const: 1 } }", '"if"', { type: "integer" }],
    ["uniqueItems", "{ type: array, uniqueItems: true }", '"uniqueItems"', { type: "array" }],
    ["multipleOf", "{ type: integer, multipleOf: 2 }", '"multipleOf"', { type: "integer" }],
    [
      "patternProperties",
      "{ type: object, patternProperties: {} }",
      '"patternProperties"',
      { type: "object", additionalProperties: true },
    ],
    ["a list as a constant", "{ const: [{ a: 1 }] }", '"const"', {}],
    [
      "a keyword that two schemas have",
      "{ allOf: [{ type: string, maxLength: 5 }, { maxLength: 2 }] }",
      'a second "maxLength"',
      { type: "string", maxLength: 5 },
    ],
  ])("%s", (_name, schema, what, want) => {
    expect(checked(schema)).toEqual(want);
    expect(notesOf(schema).map(({ text }) => text)).toEqual([
      `addPet.pet: ${what} is left to the server`,
    ]);
  });

  it.each([
    [
      "a component inside itself",
      '{ type: object, properties: { more: { $ref: "#/components/schemas/More" } } }',
    ],
    [
      "a component inside itself, by allOf",
      '{ type: object, properties: { more: { allOf: [{ $ref: "#/components/schemas/More" }] } } }',
    ],
    [
      "a component inside itself, with a keyword beside it",
      '{ type: object, properties: { more: { $ref: "#/components/schemas/More", required: [a] } } }',
    ],
  ])("%s", (_name, component) => {
    const schema = '{ $ref: "#/components/schemas/More" }';
    expect(checked(schema, component)).toEqual({ type: "object", properties: { more: {} } });
    expect(notesOf(schema, component).map(({ text }) => text)).toEqual([
      "addPet.pet.more: More inside More is left to the server",
    ]);
  });

  it("told with file and line, and listed without them", () => {
    const schema = "{ type: integer, multipleOf: 2 }";
    const [note] = notesOf(schema);
    const lines = add(schema).split("\n");
    // Three lines stand before the paths.
    const line = lines.findIndex((text) => text.includes("multipleOf")) + 4;
    expect(note?.place).toBe(`pets.yaml:${line}`);
    const { files } = generate(add(schema));
    expect(files["notes.md"]).toMatch(/\n\n- addPet\.pet: "multipleOf" is left to the server\n$/);
    expect(generate(add("{}")).files["notes.md"]).toMatch(/\n\nNothing\.\n$/);
  });

  it("not told of a result, of which the shape alone counts", () => {
    const component = "{ type: integer, multipleOf: 2 }";
    const rest = add("{}", component).replace(
      "{ name: {",
      '{ more: { $ref: "#/components/schemas/More" }, name: {',
    );
    expect(generate(rest).notes).toEqual([]);
  });
});

describe("public, so that an error may show it, is", () => {
  const schemas = (more: string) => checked('{ $ref: "#/components/schemas/More" }', more);

  it.each<[name: string, found: () => unknown]>([
    ["a component of an answer", () => checked('{ $ref: "#/components/schemas/Name" }')],
    ["a known value", () => checked("{ type: string, enum: [a] }")],
    ["a constant", () => checked("{ type: string, const: a }")],
  ])("%s", (_name, found) => expect(found()).toMatchObject({ public: true }));

  it.each<[name: string, found: () => unknown]>([
    ["a text of its own", () => checked("{ type: string }")],
    ["a component that no answer has", () => schemas("{ type: string }")],
    [
      "what is only written",
      () => checked('{ $ref: "#/components/schemas/Name", writeOnly: true }'),
    ],
    [
      "a known value that is only written",
      () => checked("{ type: string, enum: [a], writeOnly: true }"),
    ],
    [
      "a component that is only written",
      () => schemas("{ type: string, enum: [a], writeOnly: true }"),
    ],
  ])("but not %s", (_name, found) => expect(found()).not.toHaveProperty("public"));

  it("nothing inside of what is only written", () => {
    const found = checked(
      '{ type: object, writeOnly: true, properties: { name: { $ref: "#/components/schemas/Name" } } }',
    );
    expect(found).toEqual({ type: "object", properties: { name: { type: "string" } } });
  });
});

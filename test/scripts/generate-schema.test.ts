// What becomes of a schema of the spec: checked, words, or left to the server.
import { describe, expect, it } from "vitest";
import { generate, javascript, operation, rows } from "../support/generate.ts";

/** `addPet` with a body of this schema and components, which answers with a Name. */
const add = (schema: string, more = "{}") => `paths:
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
    More: ${more}
`;
const NAME = '$ref: "#/components/schemas/Name"';
const MORE = '$ref: "#/components/schemas/More"';

/** The schema as the client checks it. */
function checked(schema: string, more?: string) {
  const { body } = operation(add(schema, more), "addPet");
  return (body as { properties: { pet: unknown } }).properties.pet;
}

const notesOf = (schema: string, more?: string) =>
  generate(add(schema, more)).notes.map(({ text }) => text);

describe("checked is", () => {
  it.each(
    rows(`
a string | { type: string, minLength: 1, maxLength: 2, pattern: ^a$ } | { type: "string", minLength: 1, maxLength: 2, pattern: /^a$/u }
a number | { type: number, minimum: 1, maximum: 2.5, exclusiveMinimum: 0, exclusiveMaximum: 3 } | { type: "number", minimum: 1, maximum: 2.5, exclusiveMinimum: 0, exclusiveMaximum: 3 }
an array | { type: array, minItems: 1, maxItems: 2, items: { type: boolean } } | { type: "array", minItems: 1, maxItems: 2, items: { type: "boolean" } }
an object | { type: object, properties: { a: { type: integer } }, required: [a], additionalProperties: false } | { type: "object", properties: { a: { type: "integer" } }, required: ["a"], additionalProperties: false }
int64, exactly | { type: integer, format: int64, minimum: -9223372036854775808, maximum: 9223372036854775807 } | { type: "integer", minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n }
int32, as a number | { type: integer, format: int32, maximum: 10 } | { type: "integer", maximum: 10 }
a constant | { const: 1 } | { const: 1 }
a choice of values | { type: integer, enum: [1, 2] } | { type: "integer", enum: [1, 2] }
several types | { type: [string, integer] } | { type: ["string", "integer"] }
null | { type: [integer, "null"] } | { type: "integer", nullable: true }
null alone | { type: "null" } | { const: null }
anything | {} | {}
a schema or null | { anyOf: [{ type: integer, maximum: 2 }, { type: "null" }] } | { type: "integer", maximum: 2, nullable: true }
a component or null | { anyOf: [{ ${NAME} }, { type: "null" }] } | { type: "string", nullable: true, public: true }
known values or null | { anyOf: [{ type: integer, enum: [1] }, { type: "null" }] } | { type: "integer", enum: [1, null], nullable: true }
what all of several schemas say | { allOf: [{ type: object, properties: { a: { type: integer } }, required: [a] }, { properties: { b: { type: integer } } }], required: [b] } | { type: "object", properties: { a: { type: "integer" }, b: { type: "integer" } }, required: ["a", "b"] }
what all of them say of one member | { allOf: [{ properties: { a: { type: integer, minimum: 1 } } }, { properties: { a: { maximum: 2 } } }] } | { type: "object", properties: { a: { type: "integer", minimum: 1, maximum: 2 } } }
a keyword beside a reference | { ${NAME}, maxLength: 5 } | { type: "string", maxLength: 5, public: true }
a reference with words beside it | { ${NAME}, description: D, x-own: 1 } | { type: "string", public: true }
a percent-encoded reference | { $ref: "#/components/schemas/N%61me" } | { type: "string", public: true }
no words | { type: string, title: T, description: D, example: a, examples: [a], default: a, format: uuid, deprecated: true, externalDocs: { url: u }, contentMediaType: m, x-own: 1 } | { type: "string" }`),
  )("%s", (_name, schema = "", want) => {
    expect(checked(schema)).toEqual(javascript(want));
    expect(notesOf(schema)).toEqual([]);
  });
});

describe("left to the server, with a note, is", () => {
  it.each(
    rows(`
oneOf | { oneOf: [{ type: string }, { type: integer }] } | "oneOf" | {}
anyOf | { anyOf: [{ type: string }, { type: integer }] } | "anyOf" | {}
one of two objects, whose members are all sent | { properties: { a: {} }, oneOf: [{ properties: { b: {} } }, {}] } | "oneOf" | { type: "object", properties: { a: {} }, additionalProperties: true }
at least one of two members | { properties: { a: {} }, additionalProperties: false, anyOf: [{ required: [a] }, { required: [b] }] } | "anyOf" | { type: "object", properties: { a: {} }, additionalProperties: false }
not | { type: integer, not: { const: 1 } } | "not" | { type: "integer" }
if | { type: integer, if: { const: 1 } } | "if" | { type: "integer" }
uniqueItems | { type: array, uniqueItems: true } | "uniqueItems" | { type: "array" }
multipleOf | { type: integer, multipleOf: 2 } | "multipleOf" | { type: "integer" }
patternProperties, with what they admit | { type: object, patternProperties: {}, additionalProperties: false } | "patternProperties" | { type: "object", additionalProperties: true }
a list as a constant | { const: [{ a: 1 }] } | "const" | {}
a keyword that two schemas have | { allOf: [{ type: string, maxLength: 5 }, { maxLength: 2 }] } | a second "maxLength" | { type: "string", maxLength: 5 }`),
  )("%s", (_name, schema = "", what, want) => {
    expect(checked(schema)).toEqual(javascript(want));
    expect(notesOf(schema)).toEqual([`addPet.pet: ${what} is left to the server`]);
  });

  it.each(
    rows(`
itself | { type: object, properties: { more: { ${MORE} } } }
itself by allOf | { type: object, properties: { more: { allOf: [{ ${MORE} }] } } }
itself with a keyword beside it | { type: object, properties: { more: { ${MORE}, required: [a] } } }`),
  )("a component inside %s", (_name, more) => {
    const schema = `{ ${MORE} }`;
    expect(checked(schema, more)).toEqual({ type: "object", properties: { more: {} } });
    expect(notesOf(schema, more)).toEqual([
      "addPet.pet.more: More inside More is left to the server",
    ]);
  });

  it("reported with file and line, and listed without them", () => {
    const rest = add("{ type: integer, multipleOf: 2 }");
    const { files, notes } = generate(rest);
    // Three lines stand before the paths.
    const line = rest.split("\n").findIndex((text) => text.includes("multipleOf")) + 4;
    expect(notes.map(({ place }) => place)).toEqual([`pets.yaml:${line}`]);
    expect(files["notes.md"]).toMatch(/\n\n- addPet\.pet: "multipleOf" is left to the server\n$/);
    expect(generate(add("{}")).files["notes.md"]).toMatch(/\n\nNothing\.\n$/);
  });

  it("not reported of a result, of which the shape alone counts", () => {
    const rest = add("{}", "{ type: integer, multipleOf: 2 }");
    const answer = rest.replace("{ name: {", `{ more: { ${MORE} }, name: {`);
    expect(generate(answer).notes).toEqual([]);
  });
});

describe("in an error message, where a value is shown if it is public,", () => {
  const SECRET = "{ type: string, enum: [a], writeOnly: true }";
  it.each(
    rows(`
a component of a response | { ${NAME} } | {} | true
a known value | { type: string, enum: [a] } | {} | true
a constant | { type: string, const: a } | {} | true
a text of its own | { type: string } | {} | undefined
a component that no response has | { ${MORE} } | { type: string } | undefined
a value that is only written | { ${NAME}, writeOnly: true } | {} | undefined
a known value that is only written | ${SECRET} | {} | undefined
a component that is only written | { ${MORE} } | ${SECRET} | undefined`),
  )("%s", (_name, schema = "", more, want) => {
    expect(String((checked(schema, more) as { public?: true }).public)).toBe(want);
  });

  it("nothing inside of what is only written", () => {
    const schema = `{ type: object, writeOnly: true, properties: { name: { ${NAME} } } }`;
    const want = { type: "object", properties: { name: { type: "string" } } };
    expect(checked(schema)).toEqual(want);
  });
});

describe("a member that is required and marked for one direction", () => {
  const PET =
    "{ type: object, required: [made, word], properties: { made: { type: string, readOnly: true }, word: { type: string, writeOnly: true } } }";
  const both = (more: string) =>
    add(`{ ${MORE} }`, more).replace("{ name: {", `{ more: { ${MORE} }, name: {`);

  it.each<[name: string, more: string]>([
    ["in the schema", PET],
    [
      "beside allOf",
      `{ allOf: [${PET.replace("required: [made, word],", "")}], required: [made, word] }`,
    ],
  ])("%s is not asked for in the other one", (_name, more) => {
    const { body, results } = operation(both(more), "addPet") as Record<string, never>;
    expect(body).toMatchObject({ properties: { pet: { required: ["word"] } } });
    expect(results).toMatchObject([{ properties: { more: { required: ["made"] } } }]);
    const types = generate(both(more)).files["methods.ts"] ?? "";
    expect(types).toContain("readonly pet?: MoreRequest | undefined;");
    expect(types).toMatch(/^export type \{[^}]* More,\n {2}MoreRequest,/m);
  });

  it("is in one schema, if that is used in one direction", () => {
    const rest = add(`{ ${MORE} }`, PET);
    expect(generate(rest).files["methods.ts"]).not.toContain("MoreRequest");
    expect(checked(`{ ${MORE} }`, PET)).toMatchObject({ required: ["word"] });
  });

  it("doubles the component around it, too", () => {
    const inner = '$ref: "#/components/schemas/Inner"';
    const around = both(`{ type: object, properties: { inner: { ${inner} } } }`);
    const types = generate(`${around}    Inner: ${PET}\n`).files["methods.ts"];
    expect(types).toMatch(/^export type \{[^}]* InnerRequest,[^}]* MoreRequest,/m);
  });

  it("needs a name that is free", () => {
    const rest = `${both(PET)}    MoreRequest: { type: object }\n`;
    expect(() => generate(rest)).toThrow(/^pets\.yaml:\d+: More differs .*MoreRequest/);
  });
});

// The limits of the spec stand in the descriptions of the types, made from the constraints.
import { describe, expect, it } from "vitest";
import { limitsInWords, renderTypes, withLimits } from "../../scripts/generate/types.mjs";
import { javascript, rows } from "../support/generate.ts";

describe("the words for", () => {
  it.each(
    rows(`
a longest text | { type: "string", maxLength: 255n } | At most 255 characters.
a shortest text | { type: "string", minLength: 1n } | At least 1 character.
both | { type: "string", minLength: 8n, maxLength: 64n } | 8 to 64 characters.
a pattern | { type: "string", pattern: "^[a-z]+$" } | Matching \`^[a-z]+$\`.
a length and a pattern | { type: "string", maxLength: 9n, pattern: "^a" } | At most 9 characters, matching \`^a\`.
any text | { type: "string" } |
a constant | { type: "string", maxLength: 9n, const: "*" } |
a choice | { type: "string", maxLength: 9n, enum: ["a", "b"] } |
any integer | { type: "integer" } | An integer.
an integer from zero | { type: "integer", minimum: 0n } | An integer from 0.
an integer up to zero | { type: "integer", maximum: 0n } | An integer up to 0.
int64, to the last digit | { type: "integer", minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n } | An integer from -9223372036854775808 to 9223372036854775807.
a longest list | { type: "array", maxItems: 100n } | At most 100 items.
a list of one at most | { type: "array", maxItems: 1n } | At most 1 item.
a shortest list | { type: "array", minItems: 2n } | At least 2 items.
a list of any length | { type: "array" } |
an object | { type: "object" } |
no type | {} |`),
  )("%s", (_name, schema, want = "") => expect(limitsInWords(javascript(schema))).toBe(want));
});

const NAME = { description: "A name.", type: "string", maxLength: 3n, examples: ["abc"] };
const REF = { $ref: "#/components/schemas/Name" };

/** A spec of these components, with the limits told. */
const told = (components: object) =>
  withLimits({ components: { schemas: { Name: NAME }, ...components } }).components;

const SHORT = "A name.\\nAt most 3 characters.";

describe("the limits stand in the description of", () => {
  it.each(
    rows(`
a schema | {} | { schemas: { Name: { description: "${SHORT}" } } }
a member that refers to it, with its words | { schemas: { Name, Pet: { properties: { name: REF } } } } | { schemas: { Pet: { properties: { name: { ...REF, description: "${SHORT}", examples: ["abc"] } } } } }
a member that refers to it, in its own words | { schemas: { Name, Pet: { properties: { name: { ...REF, description: "Its name." } } } } } | { schemas: { Pet: { properties: { name: { description: "Its name.\\nAt most 3 characters." } } } } }
a member without a description | { schemas: { Pet: { properties: { age: { type: "integer" } } } } } | { schemas: { Pet: { properties: { age: { description: "An integer." } } } } }
members that are named like keywords | { schemas: { Name, Pet: { properties: { example: REF, properties: REF, $ref: REF } } } } | { schemas: { Pet: { properties: { example: { description: "${SHORT}" }, properties: { description: "${SHORT}" }, $ref: { description: "${SHORT}" } } } } }
a parameter, in its own words | { parameters: { Name: { in: "path", description: "The pet.\\n", schema: REF } } } | { parameters: { Name: { description: "The pet.\\nAt most 3 characters." } } }
a header | { headers: { Count: { description: "How many.", schema: { type: "integer" } } } } | { headers: { Count: { description: "How many.\\nAn integer." } } }
no example, which may look like a schema | { examples: { One: { value: Name } } } | { examples: { One: { value: Name } } }
no reference to a response | { responses: { Error: { $ref: "#/components/responses/No" } } } | { responses: { Error: { $ref: "#/components/responses/No" } } }
no body | { responses: { Ok: { description: "Fine.", content: {} } } } | { responses: { Ok: { description: "Fine.", content: {} } } }`),
  )("%s", (_name, components, want) => {
    const read = (text = "") => new Function("Name", "REF", `return (${text})`)(NAME, REF);
    expect(told(read(components))).toMatchObject(read(want));
  });

  it("the copy alone", () => {
    const spec = { components: { schemas: { Name: { ...NAME } } } };
    withLimits(spec);
    expect(spec.components.schemas.Name).toEqual(NAME);
  });
});

it("the types carry them, and a pattern does not end the comment", async () => {
  const types = await renderTypes({
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    paths: {},
    components: {
      schemas: {
        Name: { ...NAME, pattern: "^a*/$" },
        Pet: { type: "object", required: ["name"], properties: { name: REF } },
      },
    },
  });
  const comment = [
    "    /**",
    "     * A name.",
    "     * At most 3 characters, matching `^a*\\/$`.",
    "     * @example abc",
    "     */",
    "    name: Name;",
  ];
  expect(types).toContain(`export type Pet = {\n${comment.join("\n")}\n};`);
  expect(types).toMatch(/\n \* At most 3.*\n \*\/\nexport type Name = string;/);
});

// What the generator refuses, each in a sentence with file and line.
import { describe, expect, it } from "vitest";
import { readSpec } from "../../scripts/generate/spec.mjs";
import { generate, mistake } from "../support/generate.ts";

/** An operation with these further lines. */
const get = (lines: string, head = "operationId: getPet, x-method: pets.get") => `paths:
  /pets/{id}:
    get:
      ${head.split(", ").join("\n      ")}
${lines}`;

const OK = `      responses: { "204": { description: Done. } }
`;
const BODY = (type: string, schema = "{ type: object }") => `      requestBody:
        required: true
        content:
          ${type}:
            schema: ${schema}
${OK}`;

describe("a name", () => {
  const clash = (first: string, second: string) =>
    get(`      parameters:
        - name: id
          in: path
          required: true
          schema: { type: string }
        - { name: other, in: ${first}, schema: { type: string } }
${second}`);

  it.each([
    [
      "in the query and in a header",
      clash(
        "query",
        `        - in: header
          name: other # here
          schema: { type: string }
${OK}`,
      ),
      '"other" stands in the query (pets.yaml:14) and in the header (pets.yaml:16).',
    ],
    [
      "in the path and in the body",
      clash(
        "query",
        `      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                id: { type: string } # here
${OK}`,
      ),
      '"id" stands in the path (pets.yaml:10) and in the body (pets.yaml:21).',
    ],
    [
      "in the query and in a component of the body",
      clash(
        "query",
        `      requestBody:
        content:
          application/json:
            schema: { allOf: [{ $ref: "#/components/schemas/Pet" }] }
${OK}components:
  schemas:
    Pet:
      type: object
      properties:
        other: { type: string } # here
`,
      ),
      '"other" stands in the query (pets.yaml:14) and in the body (pets.yaml:25).',
    ],
  ])("%s is refused, and both places are told", (_name, rest, message) => {
    const found = mistake(rest);
    expect(found).toMatchObject({ name: "GenerateError", isThere: true });
    expect(found.message).toContain(`getPet: ${message}`);
  });
});

describe("an x-method is refused", () => {
  const second = (method: string) => `${get(OK)}  /cats:
    get:
      operationId: getCat
      x-method: ${method} # here
${OK}`;

  it.each([
    ["that another operation has", "pets.get", "getPet has the x-method pets.get, too"],
    ...[
      "secrets.set",
      "secrets.sync",
      "secrets.check",
      "logs.all",
      "logs.follow",
      "connectors.publish",
      "http.get",
      "constructor.get",
    ].map((method) => [`that is taken: ${method}`, method, `${method} is taken on the client`]),
    [
      "whose parameters have the name of another's",
      "pet.get",
      "getPet has the type GetPetParams, too.",
    ],
  ])("%s", (_name, method, message) => {
    const found = mistake(second(method));
    expect(found).toMatchObject({ name: "GenerateError", isThere: true });
    expect(found.message).toContain(message);
  });
});

describe("a schema is refused", () => {
  const schema = (name: string, lines = "{ type: object }") => `${get(OK)}components:
  schemas:
    ${name}: ${lines} # here
`;

  it.each([["named like an export of the package", "Client", "has the name of an export"]])(
    "%s",
    (_name, name, message) => {
      const found = mistake(schema(name));
      expect(found.name).toBe("GenerateError");
      expect(found.message).toContain(message);
      expect(found.message).toMatch(/^pets\.yaml:\d+: .*Rename it\.$/);
    },
  );

  it.each([
    ["of an unknown type", "string_", 'there is no type "string_"'],
    ["of a broken pattern", 'string, pattern: "a{"', '"a{" is not a regular expression'],
  ])("%s", (_name, type, message) => {
    const found = mistake(
      get(`      parameters:
        - name: other
          in: query
          schema: { type: ${type} } # here
${OK}`),
    );
    expect(found).toMatchObject({ name: "GenerateError", isThere: true });
    expect(found.message).toContain(`getPet.other: ${message}`);
  });
});

describe("with an x-method, and only then, it is refused", () => {
  const NO_METHOD = "operationId: getPet, x-no-method: A test.";

  it.each<[name: string, lines: string, message: string]>([
    ["a body of another media type", BODY("text/csv"), "getPet: a method sends application/json"],
    ["a list as the body", BODY("application/json", "{ type: array }"), "getPet: a body must be"],
    [
      "a result that is not JSON",
      '      responses: { "200": { description: A., content: { text/csv: {} } } }\n',
      "getPet 200: a method reads JSON, not text/csv.",
    ],
    [
      "a cookie",
      `      parameters: [{ name: c, in: cookie, schema: { type: string } }]\n${OK}`,
      'getPet: "c" is a cookie',
    ],
    [
      "a path parameter of several values",
      `      parameters: [{ name: id, in: path, required: true, schema: { type: array } }]\n${OK}`,
      'getPet: the path parameter "id" has several values.',
    ],
    [
      "a parameter without a schema",
      `      parameters: [{ name: q, in: query, content: { application/json: {} } }]\n${OK}`,
      'getPet: the parameter "q" has no schema.',
    ],
  ])("%s", (_name, lines, message) => {
    const found = mistake(get(lines));
    expect(found.name).toBe("GenerateError");
    expect(found.message).toMatch(/^pets\.yaml:\d+: .*x-no-method/);
    expect(found.message).toContain(message);
    expect(generate(get(lines, NO_METHOD)).files["operations.ts"]).toContain("getPet");
  });
});

it("two lists in a query that are written in two ways are refused", () => {
  const found = mistake(
    get(`      parameters:
        - { name: one, in: query, schema: { type: array } }
        - in: query
          name: two # here
          explode: false
          schema: { type: array }
${OK}`),
  );
  expect(found).toMatchObject({ name: "GenerateError", isThere: true });
  expect(found.message).toContain('"one" and "two" have another style or explode');
});

it("a reference that leads nowhere is refused", () => {
  const found = mistake(
    get(`      parameters:
        - { name: other, in: query, schema: { $ref: "#/components/schemas/No" } } # here
${OK}`),
  );
  expect(found).toMatchObject({ name: "GenerateError", isThere: true });
  expect(found.message).toContain("#/components/schemas/No leads nowhere");
});

describe("a document that is no OpenAPI 3.1 is refused, and it is told what to do", () => {
  it.each<[name: string, text: string, message: RegExp]>([
    ["an empty file", "", /^spec\.yaml: the file is empty\. Write an OpenAPI 3\.1 document/],
    ["a comment alone", "# Pets\n", /^spec\.yaml: the file is empty/],
    ["a text", "Pets\n", /^spec\.yaml: the file .*Write an OpenAPI 3\.1 document/],
    ["Swagger 2.0", 'swagger: "2.0"\n', /^spec\.yaml: this is Swagger 2\.0\. Convert it/],
    [
      "OpenAPI 3.0",
      "openapi: 3.0.3\n",
      /^spec\.yaml: .*`openapi: 3\.0\.3`.*write `openapi: 3\.1\.0`/,
    ],
    ["no version", "info: {}\n", /^spec\.yaml: .*has no `openapi` version.*`openapi: 3\.1\.0`/],
    ["broken YAML", "openapi: 3.1.0\ninfo: [\n", /^spec\.yaml:\d+: the YAML cannot be read: /],
    [
      "`nullable`",
      "openapi: 3.1.0\ncomponents:\n  schemas:\n    Pet:\n      type: string\n      nullable: true\n",
      /^spec\.yaml:6: OpenAPI 3\.1 has no `nullable`\. Write `type: \[string, "null"\]`/,
    ],
    [
      "`nullable` beside a reference",
      'openapi: 3.1.0\nx-a:\n  $ref: "#/info"\n  nullable: true\n',
      /^spec\.yaml:4: .*or `anyOf: \[\{ \$ref: … \}, \{ type: "null" \}\]`\.$/,
    ],
  ])("%s", (_name, text, message) => {
    const read = () => readSpec(text, "spec.yaml");
    expect(read).toThrow(message);
    expect(read).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/\n\s+at /) }),
    );
  });

  it("but `nullable` in an example is data", () => {
    const text = "openapi: 3.1.0\nx-a: { example: { type: column, nullable: true } }\n";
    expect(readSpec(text)["x-a"].example).toEqual({ type: "column", nullable: true });
  });
});

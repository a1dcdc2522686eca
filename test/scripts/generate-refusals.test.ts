// What the generator refuses, each in a sentence with file and line; `# here` marks the line.
import { describe, expect, it } from "vitest";
import { readSpec } from "../../scripts/generate/spec.mjs";
import { generate, mistake, rows } from "../support/generate.ts";

const OK = `      responses: { "204": { description: Done. } }
`;
/** An operation with these further lines. */
const get = (lines = OK, head = "x-method: pets.get") => `paths:
  /pets/{id}:
    get:
      operationId: getPet
      ${head}
${lines}`;
const parameter = (text: string) => get(`      parameters:\n        - ${text}\n${OK}`);
const body = (type: string, schema: string, more = "") => `      requestBody:
        required: true
        content:
          ${type}:
            schema: ${schema}
            ${more}
${OK}`;

describe("a name in two places is refused, and both are named:", () => {
  const ID = "{ name: id, in: path, required: true, schema: { type: string } }";
  const OTHER = "{ name: other, in: query, schema: { type: string } }";
  const clash = (more: string) =>
    get(`      parameters:\n        - ${ID}\n        - ${OTHER}\n${more}${OK}`);
  const PET = '{ allOf: [{ $ref: "#/components/schemas/Pet" }] }';
  it.each([
    [
      "query and header",
      clash("        - in: header\n          name: other # here\n          schema: {}\n"),
      '"other" is in the query (pets.yaml:11) and in the header (pets.yaml:13), but',
    ],
    [
      "path and body",
      clash(body("application/json", "{ properties: { id: {} } } # here").replace(OK, "")),
      '"id" is in the path (pets.yaml:10) and in the body (pets.yaml:16), but',
    ],
    [
      "query and a component of the body",
      `${clash(body("application/json", PET).replace(OK, ""))}components:
  schemas:
    Pet:
      properties:
        other: {} # here
`,
      '"other" is in the query (pets.yaml:11) and in the body (pets.yaml:23), but',
    ],
  ])("%s", (_name, rest, message) => {
    expect(mistake(rest)).toContain(`here: getPet: ${message}`);
  });
});

it.each([
  ["pets.get", "getPet has the x-method pets.get, too. Choose another x-method."],
  ["pet.get", "getPet has the type GetPetParams, too. Choose another x-method."],
  ...["secrets.set", "secrets.sync", "secrets.check", "logs.all", "logs.follow"]
    .concat("connectors.publish")
    .map((name) => [name, `the client has the x-method ${name}, too`]),
  ...["http.get", "constructor.get", "pets.toString"].map((name) => [name, `${name} is no name`]),
])("an x-method that is taken is refused: %s", (method, message) => {
  const second = `  /cats:\n    get:\n      operationId: getCat\n      x-method: ${method} # here\n${OK}`;
  expect(mistake(get() + second)).toContain(`here: getCat: ${message}`);
});

it("a schema with the name of an export of the package is refused", () => {
  const rest = `${get()}components:\n  schemas:\n    Client: {} # here\n`;
  expect(mistake(rest)).toBe(
    "here: the schema Client has the name of an export of the package, or of a type in it. Rename it.",
  );
});

describe("refused in a parameter is", () => {
  const ID = "name: id, in: path, required: true";
  it.each(
    rows(`
a cookie | name: c, in: cookie, schema: { type: string }
no schema | name: q, in: query, content: { application/json: {} }
several values in a path | ${ID}, schema: { type: array }
an object in a header | name: h, in: header, schema: { anyOf: [{ properties: {} }, { type: "null" }] }
a matrix | ${ID}, style: matrix, schema: { type: string }
a label | ${ID}, style: label, schema: { type: string }
an object with pipes | name: q, in: query, style: pipeDelimited, schema: { type: object }
a list in brackets | name: q, in: query, style: deepObject, schema: { type: array }
reserved characters | name: q, in: query, allowReserved: true, schema: { type: string }
a list in an object | name: q, in: query, schema: { type: object, properties: { a: { type: array } } }
a list of lists | name: q, in: query, schema: { type: array, items: { type: array } }`),
  )("%s", (_name, text = "") => {
    const found = mistake(parameter(`{ ${text} } # here`));
    expect(found).toMatch(/^here: getPet: "\w+" is written in a way .*x-no-method: <reason>/);
    // Without a method, client.http can call it.
    const http = parameter(`{ ${text} }`).replace("x-method: pets.get", "x-no-method: A test.");
    expect(generate(http).files["operations.ts"]).toContain("getPet");
  });

  it.each([
    ["a broken pattern", '{ pattern: "a{" }', 'getPet.q: "a{" is not a regular expression'],
    ["a reference that leads nowhere", '{ $ref: "#/components/No" }', "#/components/No leads no"],
  ])("%s", (_name, schema, message) => {
    const found = mistake(parameter(`{ name: q, in: query, schema: ${schema} } # here`));
    expect(found).toContain(`here: ${message}`);
  });

  it("a second style in one query", () => {
    const found = mistake(
      get(`      parameters:
        - { name: one, in: query, schema: { type: array } }
        - { in: query, explode: false, schema: { type: array }, name: two } # here
${OK}`),
    );
    expect(found).toContain('here: "one" and "two" have another style or explode');
  });
});

describe("refused in the body of a method is", () => {
  const photo = (schema: string) => `{ properties: { photo: ${schema} } }`;
  const FILE = "{ type: string, format: binary }";
  const encoding = "encoding: { photo: { contentType: a/b } }";
  it.each(
    rows(`
a list | application/json | { type: array } | # | a body become parameters, so it must be an object
a file in JSON | application/json | ${photo(`{ items: ${FILE} }`)} | # | "photo" is no part of a
a file in a form | application/x-www-form-urlencoded | ${photo(FILE)} | # | "photo" is no part of a
an object in a multipart body | multipart/form-data | ${photo("{ type: object }")} | # | "photo" is no
an encoding of its own | multipart/form-data | ${photo("{ type: string }")} | ${encoding} | "photo" is no
a style of its own | multipart/form-data | ${photo(FILE)} | encoding: { photo: { style: form } } | "photo" is no`),
  )("%s", (_name, type = "", schema = "", more, message) => {
    const lines = body(type, schema, more);
    expect(mistake(get(lines))).toMatch(/^here: getPet.*x-no-method/);
    expect(mistake(get(lines))).toContain(message);
    const http = get(lines, "x-no-method: A test.");
    expect(generate(http).files["operations.ts"]).toContain("getPet");
  });

  it("but not the type of a file, which a Blob has", () => {
    const encoding = "encoding: { photo: { contentType: image/png } }";
    expect(() => generate(get(body("multipart/form-data", photo(FILE), encoding)))).not.toThrow();
  });
});

describe("refused as a server is", () => {
  it.each(["/v1", "http://pets.example", "https://{region}.example", "https://a:b@pets.example"])(
    "%s",
    (url) => {
      const rest = get(OK, `x-method: pets.get\n      servers:\n        - url: "${url}" # here`);
      expect(mistake(rest)).toContain(`here: the server "${url}" must be a whole https address`);
    },
  );

  it("none at all", () => {
    expect(mistake(get(OK, "x-method: pets.get\n      servers: []"))).toMatch(/names no server/);
  });
});

it("a schema that extends itself is refused", () => {
  const PET = '{ allOf: [{ $ref: "#/components/schemas/Pet" }] }';
  const rest = `${get(body("application/json", PET))}components: { schemas: { Pet: ${PET} } }\n`;
  expect(mistake(rest)).toMatch(/^here: #\/components\/schemas\/Pet extends itself: fix it\.$/);
});

it("several mistakes are reported in one run, each once", () => {
  const rest = `${parameter("{ name: a, in: cookie, schema: {} }")}  /cats:
    get:
      operationId: getCat
      x-method: pets.get
      parameters: [{ name: b, in: cookie, schema: {} }, { name: c, in: query }]
${OK}`;
  const lines = mistake(rest).split("\n");
  expect(lines.map((line) => /"(.)"|pets\.get/.exec(line)?.[0])).toEqual(
    expect.arrayContaining(['"a"', '"b"', '"c"', "pets.get"]),
  );
  expect(new Set(lines).size).toBe(lines.length);
});

describe("a document that is no OpenAPI 3.1 is refused, and the message says what to do:", () => {
  const BOMB = Array.from({ length: 9 }, (_, level) => {
    const last = level === 0 ? "a" : `*a${level - 1}`;
    return `a${level}: &a${level} [${`${last}, `.repeat(9)}${last}]\n`;
  });
  const CURE = /^spec\.yaml: this is no OpenAPI 3\.1 document\. It must say `openapi: 3\.1\.0`/;
  it.each<[name: string, text: string, message: RegExp]>([
    ["a comment alone", "# Pets\n", CURE],
    ["a text", "Pets\n", CURE],
    ["Swagger 2.0", 'swagger: "2.0"\n', CURE],
    ["OpenAPI 3.0", "openapi: 3.0.3\n", CURE],
    ["broken YAML", "openapi: 3.1.0\ninfo: [\n", /^spec\.yaml:\d+: the YAML cannot be read: /],
    [
      "an alias bomb",
      `openapi: 3.1.0\n${BOMB.join("")}`,
      /^spec\.yaml: .*too many aliases\.[^\n]*$/,
    ],
  ])("%s", (_name, text, message) => {
    expect(() => readSpec(text, "spec.yaml")).toThrow(message);
  });
});

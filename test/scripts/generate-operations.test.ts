// What becomes of an operation of the spec: the table of the client, and its types.
import { describe, expect, it } from "vitest";
import { declared, generate, javascript, operation, rows } from "../support/generate.ts";

const DONE = `      responses: { "204": { description: Done. } }
`;

/** `getPet` at `/pets/{id}` with these further lines, and these components. */
const get = (lines = DONE, components = "{}", method = "get") => `paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    ${method}:
      operationId: getPet
      x-method: pets.get
      summary: Get a pet
${lines}components: ${components}
`;
const withParameters = (list: string) => `      parameters: [${list}]\n${DONE}`;

const pet = (lines?: string, components?: string) => operation(get(lines, components), "getPet");
const params = (lines?: string, components?: string) =>
  declared(get(lines, components), "GetPetParams");

it("an operation is a constant and a method", () => {
  expect(pet()).toEqual({
    operationId: "getPet",
    name: "pets.get",
    method: "GET",
    path: "/pets/{id}",
    parameters: {
      path: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
    },
  });
  expect(declared(get(), "PetsOperations")).toBe(
    "export interface PetsOperations {\n  get(params: GetPetParams, options?: CallOptions): ApiPromise<void>;\n}",
  );
  expect(params()).toContain('readonly id: operations["getPet"]');
  expect(declared(get(), "Resources")).toContain("readonly pets: PetsOperations;");
});

it("an operation without a method is in the table alone", () => {
  const rest = get().replace("x-method: pets.get", "x-no-method: A test.");
  expect(operation(rest, "getPet")).not.toHaveProperty("name");
  expect(declared(rest, "Resources")).toBe("export interface Resources {\n}");
});

it.each(["put", "post", "delete", "options", "head", "patch", "trace"])("%s is sent", (method) => {
  expect(operation(get(DONE, "{}", method), "getPet").method).toBe(method.toUpperCase());
});

it.each([
  ["secrets.create", "CreateSecretParams"],
  ["secrets.list", "ListSecretsParams"],
  ["connectors.getLogo", "GetConnectorLogoParams"],
  ["categories.get", "GetCategoryParams"],
  ["pets.listByName", "ListPetsByNameParams"],
])("the parameters of %s are %s", (method, name) => {
  expect(declared(get().replace("pets.get", method), name)).toContain(`interface ${name} {`);
});

it("a list of any length compiles: TypeScript compares no thousand constants", () => {
  const table = generate(get()).files["operations.ts"];
  expect(table).toMatch(/OPERATIONS: readonly Operation\[\] = \[\n {2}getPet as Operation,\n\];/);
});

describe("an operation is sent to the server", () => {
  it.each(
    rows(`
of the document | get: | undefined | undefined
of its own | summary: | url: https://other.example/v2/ | https://other.example/v2
of its path | get: | url: https://other.example/v2/ | https://other.example/v2
with the defaults of variables | get: | url: 'https://{r}.example', variables: { r: { default: eu } } | https://eu.example`),
  )("%s", (_name, key = "", server = "", want) => {
    const indent = key === "get:" ? "    " : "      ";
    const own = server === "undefined" ? key : `servers: [{ ${server} }]\n${indent}${key}`;
    expect(String(operation(get().replace(key, own), "getPet").server)).toBe(want);
    expect(operation(get(), "SERVER_URL")).toBe("https://pets.example");
  });
});

describe("a body arrives in the table", () => {
  const body = (type: string, more = "", required = true) => `      requestBody:
        required: ${required}
        content:
          ${type}:
            schema:
              type: object${more}
              required: [name]
              properties: { name: { type: string } }
${DONE}`;

  it.each([
    ["application/json", undefined],
    ["application/x-www-form-urlencoded", "form"],
    ["multipart/form-data", "multipart"],
  ])("of %s", (type, encoding) => {
    const schema = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
    const found = pet(body(type));
    expect(found).toMatchObject({ bodyRequired: true, body: schema });
    expect(found.encoding).toBe(encoding);
    expect(params(body(type))).toContain(`["requestBody"]>["content"]["${type}"]["name"];`);
  });

  it("of JSON before a form", () => {
    const form = "multipart/form-data: { schema: { type: object } }";
    const both = body("application/json").replace(/( +)application/, `$1${form}\n$1application`);
    expect(pet(both)).not.toHaveProperty("encoding");
  });

  it("that may be left out, with all of its members", () => {
    expect(pet(body("application/json", "", false))).not.toHaveProperty("bodyRequired");
    expect(params(body("application/json", "", false))).toMatch(/readonly name\?:\s/);
  });

  it.each(["additionalProperties: true", 'patternProperties: { "^x-": {} }'])(
    "that admits further members, and so do the parameters: %s",
    (keyword) => {
      const open = body("application/json", `\n              ${keyword}`);
      expect(pet(open)).toMatchObject({ body: { additionalProperties: true } });
      expect(params(open)).toContain("readonly [member: string]: unknown;");
    },
  );

  it("that may be null, for its members", () => {
    const text = body("application/json").replace("type: object", 'type: [object, "null"]');
    expect(params(text)).toMatch(/NonNullable<\s*NonNullable<[^;]*>\["name"\];/);
  });

  it.each(
    rows(`
format | { type: string, format: binary }
OpenAPI 3.1 | { type: string, contentMediaType: image/png }
OpenAPI 3.1, of any type | {}
OpenAPI 3.1, in a component | { $ref: "#/components/schemas/File" }`),
  )("with a file as written by %s", (_name, schema = "") => {
    const form = body("multipart/form-data").replace("{ type: string }", () => schema);
    const found = pet(form, "{ schemas: { File: { contentMediaType: image/png } } }").body;
    expect(found).toMatchObject({ properties: { name: { type: "blob" } } });
  });
});

describe("a success is", () => {
  const json = (schema: string) =>
    `{ description: A., content: { application/json: { schema: ${schema} } } }`;
  const result = (responses: string) => `      responses:\n        ${responses}\n`;
  const PET = json('{ $ref: "#/components/schemas/Pet" }');
  const at = (status: string) =>
    `operations["getPet"]["responses"][${status}]["content"]["application/json"]`;

  it.each(
    rows(`
nothing | "204": { description: Done. } | undefined | void
202 with a body | "202": ${json("{ type: boolean }")} | [{ type: "boolean" }] | ${at("202")}
\`default\`, if nothing else is | default: ${PET} | [{ type: "object" }] | Pet
2XX | 2XX: ${json("{ type: boolean }")} | [{ type: "boolean" }] | ${at('"2XX"')}
one of two | { "200": ${PET}, "204": { description: A. } } | [{ type: "object" }, null] | Pet or void`),
  )("%s", (_name, responses = "", results, type = "") => {
    const components = "{ schemas: { Pet: { type: object } } }";
    expect(pet(result(responses), components).results).toEqual(javascript(results));
    const pets = declared(get(result(responses), components), "PetsOperations").replace(
      /\s+/g,
      " ",
    );
    expect(pets).toContain(`ApiPromise<${type.replace(" or ", " | ")}>;`);
  });

  it("not an error, a range or `default`: none asks for an example or a class", () => {
    const errors = `{ "204": { description: Done. }, 4XX: { description: No. }, default: { description: No. } }`;
    expect(pet(result(errors))).not.toHaveProperty("results");
    const { files } = generate(get(result(errors)));
    expect(files["examples.ts"]).toContain("ERROR_EXAMPLES = {} as const;");
    expect(files["methods.ts"]).toContain("Documented errors: 4XX.");
  });

  it("an error by status has its examples, for the fake: the usual one, and an operation's own", () => {
    const pay = (code: number) =>
      `"402": { description: Pay., content: { application/json: { example: { code: ${code} } } } }`;
    const path = (name: string, code: number) =>
      `  /${name}: { get: { operationId: ${name}, x-no-method: None, summary: Get, responses: { ${pay(code)} } } }\n`;
    const { files } = generate(`paths:\n${path("a", 1)}${path("b", 2)}${path("c", 2)}`);
    const [, text = ""] = /ERROR_EXAMPLES = (.*) as const/s.exec(files["examples.ts"] ?? "") ?? [];
    const [usual, own] = [2, 1].map((code) => ({ headers: {}, body: { code } }));
    expect(JSON.parse(text)).toEqual({ 402: [usual, { operations: ["a"], ...own }] });
    const bare = result('"402": { description: Pay. }');
    expect(() => generate(get(bare))).toThrow(/^pets\.yaml:\d+: 402: an error .* JSON example/);
  });
});

describe("a list or an object in the query is written", () => {
  it.each(
    rows(`
as openapi-fetch does by itself | schema: { type: array } | undefined
with commas | schema: { type: array }, explode: false | { array: { style: "form", explode: false } }
with pipes | schema: { type: array }, style: pipeDelimited | { array: { style: "pipeDelimited", explode: false } }
as members | schema: { type: object } | { object: { style: "form", explode: true } }
in brackets | schema: { type: object }, style: deepObject | undefined
as its component says | schema: { $ref: "#/components/schemas/T" }, explode: false | { array: { style: "form", explode: false } }
if it may be null | schema: { anyOf: [{ type: array }, { type: "null" }] }, explode: false | { array: { style: "form", explode: false } }
if it is one of several | schema: { oneOf: [{ type: string }, { items: {} }] }, explode: false | { array: { style: "form", explode: false } }`),
  )("%s", (_name, more, want) => {
    const lines = withParameters(`{ name: tags, in: query, ${more} }`);
    const { querySerializer } = pet(lines, "{ schemas: { T: { type: array } } }");
    expect(querySerializer).toEqual(javascript(want));
  });
});

describe("parameters", () => {
  it("of the operation replace those of its path", () => {
    const own = withParameters("{ name: id, in: path, required: true, schema: { type: integer } }");
    expect(pet(own)).toMatchObject({
      parameters: { path: { properties: { id: { type: "integer" } } } },
    });
  });

  it("may be left out where none is required", () => {
    const rest = get()
      .replace("/{id}", "")
      .replace(/^ {4}parameters:.*\n/m, "");
    expect(declared(rest, "PetsOperations")).toContain("get(params?: GetPetParams,");
  });

  it("have the type of their component", () => {
    const lines = withParameters(
      '{ $ref: "#/components/parameters/T" }, { name: u, in: query, schema: { $ref: "#/components/schemas/U" } }',
    );
    const t = "T: { name: t, in: query, schema: { type: string } }";
    const found = params(lines, `{ parameters: { ${t} }, schemas: { U: { type: string } } }`);
    expect(found).toContain('readonly t?: components["parameters"]["T"] | undefined;');
    expect(found).toContain("readonly u?: U | undefined;");
  });

  it("of a header are among them", () => {
    const lines = "{ name: X-Pet, in: header, required: true, schema: { type: string } }";
    const { header } = pet(withParameters(lines)).parameters as Record<string, unknown>;
    expect(header).toMatchObject({ required: ["X-Pet"] });
    expect(params(withParameters(lines))).toContain('readonly "X-Pet":');
  });

  it.each(["Accept", "Content-Type", "authorization"])("leave out the header %s", (name) => {
    const header = withParameters(`{ name: ${name}, in: header, schema: { type: string } }`);
    expect(pet(header).parameters).toEqual(pet().parameters);
    expect(params(header)).not.toContain(name);
  });

  it("are quoted in code, whatever their name", () => {
    const odd = withParameters(`{ name: 'a"]; b', in: query, schema: { type: string } }`);
    expect(params(odd)).toContain('["query"]>["a\\"]; b"]');
  });
});

it("a merge key is resolved, and an example is not read as a number", () => {
  const query = "{ name: q, in: query, schema: { <<: *base, minLength: 1 }, example: 'int:5' }";
  const rest = `x-base: &base { type: string, maxLength: 3 }\n${get(withParameters(query))}`;
  expect(operation(rest, "getPet")).toMatchObject({
    parameters: { query: { properties: { q: { type: "string", maxLength: 3, minLength: 1 } } } },
  });
  const json = generate(rest).files["openapi.json"];
  expect(json).not.toContain("<<");
  expect(json).toContain('"example": "int:5"');
});

it("an open enum of any name is exported with its known values", () => {
  const components = "{ schemas: { Kind: { type: string, x-extensible-enum: [a] } } }";
  const { files } = generate(get(DONE, components));
  expect(files["methods.ts"]).toMatch(/^export type \{\n {2}Kind,$/m);
});

it("no line of the types is longer than 100 characters, and a comment does not end before its end", () => {
  const query = withParameters("{ name: a_name_of_its_own, in: query, schema: { type: string } }");
  const { files } = generate(get(query).replace("Get a pet", "Get */ a pet"));
  const lines = files["methods.ts"]?.split("\n") ?? [];
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect(files["operations.ts"]).toContain("/** Get *\\/ a pet */");
  expect(files["methods.ts"]).toContain("Get *\\/ a pet.");
});

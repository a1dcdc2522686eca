// What becomes of an operation of the spec: the table of the client, and its types.
import { describe, expect, it } from "vitest";
import { declared, generate, operation } from "../support/generate.ts";

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

const pet = (lines?: string, components?: string) => operation(get(lines, components), "getPet");

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
  expect(declared(get(), "Pets")).toBe(
    "export interface Pets {\n  get(params: GetPetParams, options?: CallOptions): ApiPromise<void>;\n}",
  );
  expect(declared(get(), "GetPetParams")).toContain('readonly id: operations["getPet"]');
  expect(declared(get(), "Resources")).toContain("readonly pets: Pets;");
});

it("an operation without a method is in the table alone", () => {
  const rest = get().replace("x-method: pets.get", "x-no-method: A test.");
  expect(operation(rest, "getPet")).not.toHaveProperty("name");
  expect(declared(rest, "Resources")).toBe("export interface Resources {\n}");
});

it.each(["get", "put", "post", "delete", "options", "head", "patch", "trace"])(
  "%s is a method of HTTP",
  (method) => {
    const rest = get(DONE, "{}", method);
    expect(operation(rest, "getPet")).toMatchObject({ method: method.toUpperCase() });
    expect(declared(rest, "Pets")).toContain("get(params: GetPetParams");
  },
);

describe("the type of the parameters is named", () => {
  it.each([
    ["secrets.create", "CreateSecretParams"],
    ["secrets.list", "ListSecretsParams"],
    ["connectors.getLogo", "GetConnectorLogoParams"],
    ["categories.get", "GetCategoryParams"],
    ["pets.listByName", "ListPetsByNameParams"],
  ])("%s → %s", (method, name) => {
    // The tables of the package itself are not in the way here.
    const rest = get().replace("pets.get", method);
    expect(declared(rest, name)).toContain(`export interface ${name} {`);
  });
});

describe("a body arrives in the table", () => {
  const body = (type: string, required = true) => `      requestBody:
        required: ${required}
        content:
          ${type}:
            schema:
              type: object
              required: [name]
              properties:
                name: { type: string }
                photo: { type: string${type === "multipart/form-data" ? ", format: binary" : ""} }
${DONE}`;

  it.each([
    ["application/json", undefined],
    ["application/x-www-form-urlencoded", "form"],
    ["multipart/form-data", "multipart"],
  ])("of %s", (type, encoding) => {
    const found = pet(body(type));
    expect(found.encoding).toBe(encoding);
    expect(found).toMatchObject({
      bodyRequired: true,
      body: {
        type: "object",
        required: ["name"],
        properties: {
          name: { type: "string" },
          photo: { type: encoding === "multipart" ? "blob" : "string" },
        },
      },
    });
    const params = declared(get(body(type)), "GetPetParams");
    expect(params).toContain(`["requestBody"]>["content"]["${type}"]["name"];`);
    expect(params).toMatch(/readonly photo\?:\s/);
  });

  it("JSON before a form", () => {
    const both = body("application/json").replace(
      "          application/json:",
      "          multipart/form-data: { schema: { type: object } }\n          application/json:",
    );
    expect(pet(both)).not.toHaveProperty("encoding");
  });

  it("that may be left out, with all of its members", () => {
    const rest = body("application/json", false);
    expect(pet(rest)).not.toHaveProperty("bodyRequired");
    expect(declared(get(rest), "GetPetParams")).toMatch(/readonly name\?:\s/);
  });

  it("that admits any member, and so do the parameters", () => {
    const open = body("application/json").replace(
      "              type:",
      "              additionalProperties: true\n              type:",
    );
    expect(pet(open)).toMatchObject({ body: { additionalProperties: true } });
    expect(declared(get(open), "GetPetParams")).toContain("readonly [member: string]: unknown;");
  });
});

describe("a success is", () => {
  const json = (schema: string) =>
    `{ description: A., content: { application/json: { schema: ${schema} } } }`;
  const result = (responses: string) => `      responses:\n        ${responses}\n`;

  it.each<[name: string, responses: string, results: unknown, type: string]>([
    ["nothing", '"204": { description: Done. }', undefined, "void"],
    ["202 with nothing", '"202": { description: Accepted. }', undefined, "void"],
    [
      "202 with a body",
      `"202": ${json("{ type: boolean }")}`,
      [{ type: "boolean" }],
      'operations["getPet"]["responses"][202]["content"]["application/json"]',
    ],
    [
      "a list",
      `"200": ${json("{ type: array, items: { type: integer } }")}`,
      [{ type: "array", items: { type: "integer" } }],
      'operations["getPet"]["responses"][200]["content"]["application/json"]',
    ],
    [
      "`default`, where nothing else is",
      `default: ${json('{ $ref: "#/components/schemas/Pet" }')}`,
      [{ type: "object" }],
      "Pet",
    ],
    [
      "2XX",
      `2XX: ${json("{ type: boolean }")}`,
      [{ type: "boolean" }],
      'operations["getPet"]["responses"]["2XX"]["content"]["application/json"]',
    ],
    [
      "one of two",
      `{ "200": ${json('{ $ref: "#/components/schemas/Pet" }')}, "204": { description: Done. } }`,
      [{ type: "object" }, null],
      "Pet | void",
    ],
    [
      "another kind of JSON",
      '"200": { description: A., content: { application/hal+json: { schema: { type: object } } } }',
      [{ type: "object" }],
      'operations["getPet"]["responses"][200]["content"]["application/hal+json"]',
    ],
  ])("%s", (_name, responses, results, type) => {
    const components = "{ schemas: { Pet: { type: object } } }";
    expect(pet(result(responses), components).results).toEqual(results);
    const pets = declared(get(result(responses), components), "Pets");
    expect(pets.replace(/\s+/g, " ")).toContain(`ApiPromise<${type}>;`);
  });

  it("not an error, a range or `default`: none asks for an example or a class", () => {
    const responses = `{ "204": { description: Done. }, 4XX: { description: No. }, default: { description: No. } }`;
    expect(pet(result(responses))).not.toHaveProperty("results");
    const { files } = generate(get(result(responses)));
    expect(files["examples.ts"]).toContain("ERROR_EXAMPLES = {} as const;");
    expect(files["methods.ts"]).toContain("Documented errors: 4XX.");
  });

  it("an error by status has its examples, for the fake: the usual one, and an operation's own", () => {
    const pay = (code: number) =>
      `"402": { description: Pay., content: { application/json: { example: { code: ${code} } } } }`;
    const at = (path: string, code: number) =>
      `  ${path}: { get: { operationId: get${path.slice(1)}, x-no-method: None, summary: Get, responses: { ${pay(code)} } } }\n`;
    const { files } = generate(`paths:\n${at("/a", 1)}${at("/b", 2)}${at("/c", 2)}`);
    const [, text = ""] = /ERROR_EXAMPLES = (.*) as const/s.exec(files["examples.ts"] ?? "") ?? [];
    const [usual, own] = [2, 1].map((code) => ({ headers: {}, body: { code } }));
    expect(JSON.parse(text)).toEqual({ 402: [usual, { operations: ["geta"], ...own }] });
    const bare = result('"402": { description: Pay. }');
    expect(() => generate(get(bare))).toThrow(/^pets\.yaml:\d+: 402: an error .* JSON example/);
  });
});

describe("a list or an object in the query is written", () => {
  const query = (more: string, type = "array") =>
    `      parameters: [{ name: tags, in: query, schema: { type: ${type} }${more} }]\n${DONE}`;

  it.each<[name: string, lines: string, want: unknown]>([
    ["as openapi-fetch does by itself", query(""), undefined],
    ["with commas", query(", explode: false"), { array: { style: "form", explode: false } }],
    [
      "with pipes",
      query(", style: pipeDelimited"),
      { array: { style: "pipeDelimited", explode: false } },
    ],
    ["as members", query("", "object"), { object: { style: "form", explode: true } }],
    ["in brackets", query(", style: deepObject", "object"), undefined],
  ])("%s", (_name, lines, want) => {
    expect(pet(lines).querySerializer).toEqual(want);
  });

  it("as its component says", () => {
    const lines = `      parameters: [{ name: t, in: query, explode: false, schema: { $ref: "#/components/schemas/T" } }]\n${DONE}`;
    const components = "{ schemas: { T: { type: array, items: { type: string } } } }";
    expect(pet(lines, components).querySerializer).toEqual({
      array: { style: "form", explode: false },
    });
  });
});

describe("a header parameter", () => {
  const header = (name: string) =>
    `      parameters: [{ name: ${name}, in: header, required: true, schema: { type: string } }]\n${DONE}`;

  it("is one of the parameters", () => {
    expect(pet(header("X-Pet"))).toMatchObject({
      parameters: { header: { properties: { "X-Pet": { type: "string" } }, required: ["X-Pet"] } },
    });
    expect(declared(get(header("X-Pet")), "GetPetParams")).toContain('readonly "X-Pet":');
  });

  it.each(["Accept", "Content-Type", "authorization"])("is left out where it is %s", (name) => {
    expect(pet(header(name)).parameters).toEqual(pet().parameters);
    expect(declared(get(header(name)), "GetPetParams")).not.toContain(name);
  });
});

describe("parameters", () => {
  it("of the operation replace those of its path", () => {
    const own = `      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]\n${DONE}`;
    expect(pet(own)).toMatchObject({
      parameters: { path: { properties: { id: { type: "integer" } } } },
    });
  });

  it("may be left out where none is required", () => {
    const rest = get()
      .replace("/{id}", "")
      .replace(/^ {4}parameters:.*\n/m, "");
    expect(declared(rest, "Pets")).toContain("get(params?: GetPetParams,");
  });

  it("have the type of their component", () => {
    const lines = `      parameters: [{ $ref: "#/components/parameters/T" }, { name: u, in: query, schema: { $ref: "#/components/schemas/U" } }]\n${DONE}`;
    const components =
      "{ parameters: { T: { name: t, in: query, schema: { type: string } } }, schemas: { U: { type: string } } }";
    const params = declared(get(lines, components), "GetPetParams");
    expect(params).toContain('readonly t?: components["parameters"]["T"] | undefined;');
    expect(params).toContain("readonly u?: U | undefined;");
  });
});

it("a merge key is resolved in every file", () => {
  const rest = `x-base: &base { type: string, maxLength: 3 }\n${get(
    `      parameters: [{ name: q, in: query, schema: { <<: *base, minLength: 1 } }]\n${DONE}`,
  )}`;
  expect(operation(rest, "getPet")).toMatchObject({
    parameters: { query: { properties: { q: { type: "string", maxLength: 3, minLength: 1 } } } },
  });
  expect(generate(rest).files["openapi.json"]).not.toContain("<<");
});

it("an open enum of any name is exported with its known values", () => {
  const { files } = generate(
    get(DONE, "{ schemas: { Kind: { type: string, x-extensible-enum: [a] } } }"),
  );
  expect(files["methods.ts"]).toContain("export type { components, Kind, operations, paths };");
});

it("no line of the types is longer than 100 characters, unless it is a path", () => {
  const lines = `      parameters: [{ name: a_name_of_its_own, in: query, schema: { type: string } }]\n${DONE}`;
  const text = generate(get(lines)).files["methods.ts"] ?? "";
  expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
});

it("a comment does not end before its end", () => {
  const { files } = generate(get().replace("Get a pet", "Get */ a pet"));
  expect(files["operations.ts"]).toContain("/** Get *\\/ a pet */");
  expect(files["methods.ts"]).toContain("Get *\\/ a pet.");
});

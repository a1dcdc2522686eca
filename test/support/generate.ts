// The generator in this process, on a spec of a test's own, and the spec of tomorrow.
import { readFileSync } from "node:fs";
import { render } from "../../scripts/generate/render.mjs";
import { GenerateError, readSpec } from "../../scripts/generate/spec.mjs";

const HEAD = `openapi: 3.1.0
info: { title: Pets, version: "1.0.0" }
servers: [{ url: "https://pets.example" }]
`;

/** Names that a package may have by hand. */
export const EXPORTS = ["createClient", "Client", "SetResult"];

/** What is generated from the rest of a document, in YAML, and what is said of it. */
export function generate(rest: string) {
  const { files, notes } = render(readSpec(HEAD + rest, "pets.yaml"), EXPORTS);
  return { files: files as Record<string, string>, notes };
}

/** The refusal of a spec. The line that ends with `# here` is that of its first mistake. */
export function mistake(rest: string): string {
  const line = (HEAD + rest).split("\n").findIndex((text) => text.endsWith("# here")) + 1;
  try {
    generate(rest);
  } catch (error) {
    if (!(error instanceof GenerateError)) throw error;
    const place = line === 0 ? /^pets\.yaml:\d+: / : `pets.yaml:${line}: `;
    return error.message.replace(place, "here: ");
  }
  throw new Error("It was generated.");
}

/** One constant of operations.ts, as a value. */
export function operation(rest: string, id: string): Record<string, unknown> {
  const text = generate(rest).files["operations.ts"] ?? "";
  const script = text
    .replace(/^import .*$/m, "")
    .replace(/ as const( satisfies Operation)?;/g, ";")
    .replace("OPERATIONS: readonly Operation[]", "OPERATIONS")
    .replaceAll("export const", "const");
  // What the generator wrote is JavaScript now.
  return new Function(`${script}\nreturn ${id};`)();
}

/** The declaration of one name in methods.ts, without its docstrings. */
export function declared(rest: string, name: string): string {
  const text = (generate(rest).files["methods.ts"] ?? "").replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, "");
  return (
    new RegExp(
      `^export (?:interface|type) ${name} [\\s\\S]*?^\\}|^export type ${name} .*;`,
      "m",
    ).exec(text)?.[0] ?? ""
  );
}

/** The rows of a table in a text: one a line, with `|` between the cells. */
export const rows = (text: string): string[][] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.replace(/ \|$/, "").split(" | "));

/** The value of a cell. */
export const javascript = (text = "") => new Function(`return (${text})`)();

const SPEC = new URL("../../openapi/openapi.yaml", import.meta.url);
const CONNECTOR = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}";

const ERRORS = `        "401": { $ref: "#/components/responses/Unauthorized" }
        "403": { $ref: "#/components/responses/Forbidden" }
        "404": { $ref: "#/components/responses/NotFound" }
        "429": { $ref: "#/components/responses/TooManyRequests" }
        "500": { $ref: "#/components/responses/InternalServerError" }
`;

const ref = (name: string) => `{ $ref: "#/components/${name}" }`;
const colour = ref("schemas/Colour");
const label = ref("schemas/TagLabel");
const responses = (text: string, schema: string, example: string) => `      responses:
        "200":
          description: ${text}
          content: { application/json: { schema: ${ref(`schemas/${schema}`)}, example: ${example} } }
${ERRORS}`;

// The linter must not find a "get" in the last word.
const PATH = `  ${CONNECTOR}/widget_tags:
    parameters: [${ref("parameters/TeamId")}, ${ref("parameters/ConnectorIdentifier")}]
    get:
      operationId: listConnectorTags
      x-method: tags.list
      tags: [Connectors]
      summary: List tags
      description: Lists the tags of a connector.
      parameters:
        - { name: colours, in: query, description: The colours to list., style: form, explode: true,
            schema: { type: array, maxItems: 3, items: ${colour} }, example: [red] }
        - { name: limit, in: query, description: How many tags to return at most.,
            schema: { type: integer, format: int32, minimum: 1, maximum: 50 }, example: 10 }
        - { name: X-Trace, in: header, description: Names the request.,
            schema: { type: string, maxLength: 20 }, example: trace }
${responses("The tags.", "TagList", "{ tags: [{ label: new, colour: red }] }")}
    post:
      operationId: createConnectorTag
      x-method: tags.create
      tags: [Connectors]
      summary: Create a tag
      description: Creates a tag.
      requestBody:
        required: true
        content:
          application/json:
            schema: ${ref("schemas/CreateTagRequest")}
            example: { label: new, owner: { name: A, colour: red }, aliases: [a] }
${responses("The tag.", "Tag", "{ label: new, colour: red }")}
`;

const SCHEMAS = `    Colour: { description: A colour., type: string, enum: [red, green], examples: [red] }
    Tag:
      description: A tag.
      type: object
      required: [label]
      properties: { label: ${label}, colour: ${colour} }
    TagLabel:
      { description: The text of a tag., type: string, minLength: 1, maxLength: 30, examples: [new] }
    TagList:
      description: The tags of a connector.
      type: object
      required: [tags]
      properties:
        tags: { description: The tags., type: array, maxItems: 50, items: ${ref("schemas/Tag")} }
    CreateTagRequest:
      description: A new tag.
      type: object
      required: [label, owner]
      properties:
        label: ${label}
        owner:
          description: Whose tag it is.
          type: object
          required: [name, colour]
          properties:
            name: { description: The owner's name., type: string, maxLength: 40, examples: [A] }
            colour: ${colour}
        aliases:
          { description: Other words for it., type: array, minItems: 1, maxItems: 3, items: ${label} }
`;

const RESPONSE = `    PaymentRequired:
      description: The team has to pay first.
      headers:
        X-RateLimit-Limit: ${ref("headers/RateLimitLimit")}
        X-RateLimit-Remaining: ${ref("headers/RateLimitRemaining")}
        Access-Control-Allow-Origin: ${ref("headers/AccessControlAllowOrigin")}
      content:
        application/json:
          schema: { $ref: "#/components/schemas/ErrorEnvelope" }
          example:
            meta: { request_id: BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN }
            error: { code: PAYMENT_REQUIRED, message: The team has to pay first. }

`;

const NOTE = `        note: { description: A note on the secret., type: string, maxLength: 50, examples: [a note] }
`;

/** A spec with two more operations, a 402 on every operation and one more optional member. */
export function grownSpec(): string {
  const text = readFileSync(SPEC, "utf8");
  // It has grown like that already.
  if (text.includes("x-method: tags.list")) return text;
  const steps: [from: RegExp, to: string][] = [
    [/^components:\n/m, `${PATH}components:\n`],
    [/^ {2}schemas:\n/m, `  schemas:\n${SCHEMAS}`],
    [/( {4}CreateSecretRequest:\n(?: {6}.*\n)*? {6}properties:\n)/, `$1${NOTE}`],
  ];
  if (!text.includes('"402":')) {
    const line = '"402": { $ref: "#/components/responses/PaymentRequired" }\n';
    steps.push([/^( +)("401": .*\n)/gm, `$1$2$1${line}`]);
    steps.push([/^ {2}responses:\n/m, `  responses:\n${RESPONSE}`]);
  }
  return steps.reduce((found, [from, to]) => {
    const grown = found.replace(from, to);
    if (grown === found) throw new Error(`The spec has nothing like ${from}.`);
    return grown;
  }, text);
}

const PATH_ID = "{ name: id, in: path, required: true, schema: { type: string } }";
const json = (schema: string) =>
  `{ required: true, content: { application/json: { schema: ${schema} } } }`;
const pet = '{ $ref: "#/components/schemas/Pet" }';
const choice = '{ $ref: "#/components/schemas/Choice" }';
const answers = (schema: string) =>
  `{ "200": { description: A., content: { application/json: { schema: ${schema} } } } }`;

/** What is hard to type and to send; the linter would ask for descriptions and examples. */
export const PETS = {
  paths: `
  /pets/{id}:
    servers: [{ url: "https://{region}.pets.example/", variables: { region: { default: eu } } }]
    parameters: [${PATH_ID}]
    post: { operationId: createPet, x-method: pets.create, requestBody: ${json(pet)}, responses: ${answers(pet)} }
    patch:
      operationId: choosePet
      x-method: pets.choose
      parameters: [{ name: 'we"ird', in: query, schema: { type: string } }]
      requestBody: ${json(`{ anyOf: [${choice}, { type: "null" }] }`)}
      responses: ${answers(choice)}
    put:
      operationId: clearPet
      x-method: pets.clear
      parameters: [{ name: tags, in: query, explode: false, schema: { type: [array, "null"], items: { type: string } } }]
      requestBody:
        content:
          application/json:
            schema: { type: [object, "null"], additionalProperties: false, properties: { a: { type: string } }, patternProperties: { ^x: {} } }
      responses: { "204": { description: Done. } }
components:
`,
  schemas: `  schemas:
    Pet: { type: object, required: [made, word, name], properties: { made: { type: string, readOnly: true }, word: { type: string, writeOnly: true }, name: { type: string }, owner: { $ref: "#/components/schemas/Owner" } } }
    Owner: { type: object, required: [made, name], properties: { made: { type: string, readOnly: true }, name: { type: string } } }
    Choice: { type: object, properties: { a: { type: string }, b: { type: string } }, anyOf: [{ required: [a] }, { required: [b] }] }
`,
};

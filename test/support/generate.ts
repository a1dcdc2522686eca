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
    .replace(/ as (const|Operation)( satisfies Operation)?(?=[;,])/g, "")
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

const ref = (section: string, name: string) => `{ $ref: "#/components/${section}/${name}" }`;
const json = (schema: string, example = "") =>
  `content: { application/json: { schema: ${schema}${example && `, example: ${example}`} } }`;
const answers = (schema: string, example = "") =>
  `"200": { description: A., ${json(schema, example)} }`;
const ERRORS = Object.entries({
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  429: "TooManyRequests",
  500: "InternalServerError",
}).map(([status, name]) => `"${status}": ${ref("responses", name)}`);
const TAGGED = "tags: [Connectors], description: Of the tags of a connector.";

// The linter must not find a "get" in the last word.
const PATH = `  ${CONNECTOR}/widget_tags:
    parameters: [${ref("parameters", "TeamId")}, ${ref("parameters", "ConnectorIdentifier")}]
    get:
      { operationId: listConnectorTags, x-method: tags.list, summary: List tags, ${TAGGED},
        parameters: [
          { name: colours, in: query, description: The colours., example: [red], schema: { type: array, maxItems: 3, items: ${ref("schemas", "Colour")} } },
          { name: limit, in: query, description: At most., example: 10, schema: { type: integer, format: int32, minimum: 1, maximum: 50 } },
          { name: X-Trace, in: header, description: Names the request., example: trace, schema: { type: string, maxLength: 20 } }],
        responses: { ${answers(ref("schemas", "TagList"), "{ tags: [{ label: new, colour: red }] }")}, ${ERRORS} } }
    post:
      { operationId: createConnectorTag, x-method: tags.create, summary: Create a tag, ${TAGGED},
        requestBody: { required: true, ${json(ref("schemas", "CreateTagRequest"), "{ label: new, owner: { name: A, colour: red }, aliases: [a] }")} },
        responses: { ${answers(ref("schemas", "Tag"), "{ label: new, colour: red }")}, ${ERRORS} } }

`;
const LABEL = ref("schemas", "TagLabel");
const COLOUR = ref("schemas", "Colour");
const SCHEMAS = `    Colour: { description: A colour., type: string, enum: [red, green], examples: [red] }
    Tag: { description: A tag., type: object, required: [label], properties: { label: ${LABEL}, colour: ${COLOUR} } }
    TagLabel: { description: The text of a tag., type: string, minLength: 1, maxLength: 30, examples: [new] }
    TagList:
      { description: The tags., type: object, required: [tags],
        properties: { tags: { description: The tags., type: array, maxItems: 50, items: ${ref("schemas", "Tag")} } } }
    CreateTagRequest:
      { description: A new tag., type: object, required: [label, owner], properties: {
          label: ${LABEL},
          owner: { description: Whose tag it is., type: object, required: [name, colour], properties: {
            name: { description: A name., type: string, maxLength: 40, examples: [A] }, colour: ${COLOUR} } },
          aliases: { description: Other words., type: array, minItems: 1, maxItems: 3, items: ${LABEL} } } }

`;
const NOTE = "{ description: A note., type: string, maxLength: 50, examples: [a note] }";

/** A spec with two more operations, and one more optional member. */
export function grownSpec(): string {
  const text = readFileSync(SPEC, "utf8");
  // It has grown like that already.
  if (text.includes("x-method: tags.list")) return text;
  const steps: [from: RegExp, to: string][] = [
    [/^components:\n/m, `${PATH}components:\n`],
    [/^ {2}schemas:\n/m, `  schemas:\n${SCHEMAS}`],
    [/( {4}CreateSecretRequest:\n(?: {6}.*\n)*? {6}properties:\n)/, `$1        note: ${NOTE}\n`],
  ];
  return steps.reduce((found, [from, to]) => {
    const grown = found.replace(from, to);
    if (grown === found) throw new Error(`The spec has nothing like ${from}.`);
    return grown;
  }, text);
}

const PATH_ID = "{ name: id, in: path, required: true, schema: { type: string } }";
const pet = ref("schemas", "Pet");
const choice = ref("schemas", "Choice");

/** What is hard to type and to send; the linter would ask for descriptions and examples. */
export const PETS = {
  paths: `
  /pets/{id}:
    servers: [{ url: "https://{region}.pets.example/", variables: { region: { default: eu } } }]
    parameters: [${PATH_ID}]
    post: { operationId: createPet, x-method: pets.create, requestBody: { required: true, ${json(pet)} }, responses: { ${answers(pet)} } }
    patch:
      operationId: choosePet
      x-method: pets.choose
      parameters: [{ name: 'we"ird', in: query, schema: { type: string } }]
      requestBody: { required: true, ${json(`{ anyOf: [${choice}, { type: "null" }] }`)} }
      responses: { ${answers(choice)} }
    put:
      operationId: clearPet
      x-method: pets.clear
      parameters: [{ name: tags, in: query, explode: false, schema: { type: [array, "null"], items: { type: string } } }]
      requestBody:
        ${json('{ type: [object, "null"], additionalProperties: false, properties: { a: { type: string } }, patternProperties: { ^x: {} } }')}
      responses: { "204": { description: Done. } }
components:
`,
  schemas: `  schemas:
    Pet: { type: object, required: [made, word, name], properties: { made: { type: string, readOnly: true }, word: { type: string, writeOnly: true }, name: { type: string }, owner: { $ref: "#/components/schemas/Owner" } } }
    Owner: { type: object, required: [made, name], properties: { made: { type: string, readOnly: true }, name: { type: string } } }
    Choice: { type: object, properties: { a: { type: string }, b: { type: string } }, anyOf: [{ required: [a] }, { required: [b] }] }
`,
};

// The generator in this process, on a spec of a test's own, and what makes the spec hard to type.
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

const ref = (name: string) => `{ $ref: "#/components/schemas/${name}" }`;
const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;
const answers = (schema: string) => `{ "200": { description: A., ${json(schema)} } }`;
const takes = (schema: string) => `{ required: true, ${json(schema)} }`;
const PATH_ID = "{ name: id, in: path, required: true, schema: { type: string } }";

/** Operations that are hard to type and to send, for the spec itself. */
export const PETS = {
  paths: `
  /pets:
    get:
      operationId: listPets
      x-method: pets.list
      parameters:
        - { name: colours, in: query, schema: { type: array, maxItems: 3, items: ${ref("Colour")} } }
        - { name: limit, in: query, schema: { type: integer, format: int32, minimum: 1, maximum: 50 } }
        - { name: X-Trace, in: header, schema: { type: string, maxLength: 20 } }
      responses: ${answers(`{ type: array, items: ${ref("Pet")} }`)}
  /pets/{id}:
    servers: [{ url: "https://{region}.pets.example/", variables: { region: { default: eu } } }]
    parameters: [${PATH_ID}]
    post: { operationId: createPet, x-method: pets.create, requestBody: ${takes(ref("Pet"))}, responses: ${answers(ref("Pet"))} }
    patch:
      operationId: choosePet
      x-method: pets.choose
      parameters: [{ name: 'we"ird', in: query, schema: { type: string } }]
      requestBody: ${takes(`{ anyOf: [${ref("Choice")}, { type: "null" }] }`)}
      responses: ${answers(ref("Choice"))}
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
    Colour: { type: string, enum: [red, green] }
    Pet: { type: object, required: [made, word, name], properties: { made: { type: string, readOnly: true }, word: { type: string, writeOnly: true }, name: { type: string, maxLength: 9 }, owner: ${ref("Owner")} } }
    Owner: { type: object, required: [made, name], properties: { made: { type: string, readOnly: true }, name: { type: string }, colours: { type: array, maxItems: 1, items: ${ref("Colour")} } } }
    Choice: { type: object, properties: { a: { type: string }, b: { type: string } }, anyOf: [{ required: [a] }, { required: [b] }] }
`,
};

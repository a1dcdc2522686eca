// What `generate` refuses of commands, with file and line, and the names that it makes.
import { expect, it, test } from "vitest";
import { COMMON } from "../../scripts/generate/commands.mjs";
import { PROGRAM_FLAGS } from "../../src/cli/parse.ts";
import { generate, mistake } from "../support/generate.ts";

const operation = (id: string, name: string, more = "") => `
  /${id}:
    get:
      operationId: ${id}
      x-method: ${name}
${more}      responses: { "204": { description: None } }`;

it.each<[name: string, paths: string, words: string]>([
  [
    "a command by hand",
    operation("a", "secrets.push # here"),
    "the command line has the command secrets push, too",
  ],
  ["the resource help", operation("a", "help.me # here"), "help.me is no name for a method"],
  [
    "a command twice",
    operation("a", "x.getURL") + operation("b", "x.getUrl # here"),
    "a has the command x get-url, too",
  ],
])("refuses %s", (_, paths, words) => {
  expect(mistake(`paths:${paths}`)).toMatch(/^here: .*Choose another x-method/);
  expect(mistake(`paths:${paths}`)).toContain(words);
});

it("refuses two values in one body", () => {
  const member = "{ type: string, writeOnly: true }";
  const body = `      requestBody: # here
        content: { application/json: { schema: { type: object, properties: { a: ${member}, b: ${member} } } } }
`;
  const refusal = mistake(`paths:${operation("a", "x.run", body)}`);
  expect(refusal).toMatch(/^here: a: "a" and "b" are both writeOnly/);
});

it("x-no-command leaves the method", () => {
  const { files } = generate(
    `paths:${operation("a", "x.run", "      x-no-command: It is dull\n")}`,
  );
  expect(files["commands.ts"]).not.toContain('"run"');
  expect(files["methods.ts"]).toContain("run(");
});

test.each([
  ["{ type: integer }", '"scalar"'],
  ["{ type: array, items: { type: string } }", '["scalar"]'],
  ["{ type: object, properties: { a: {} }, additionalProperties: true }", '"any"'],
  ["{ oneOf: [{ type: string }, { type: object }] }", '"any"'],
])("of a result %s, %s is printed", (schema, want) => {
  const content = `content: { application/json: { schema: ${schema} } }`;
  const paths = operation("a", "x.run").replace("description: None", `description: A., ${content}`);
  expect(generate(`paths:${paths}`).files["commands.ts"]).toContain(`result: ${want},`);
});

it("a member of a body that is only read has no flag", () => {
  const schema = "{ type: object, properties: { made: { readOnly: true }, name: {} } }";
  const body = `      requestBody: { content: { application/json: { schema: ${schema} } } }\n`;
  const { files } = generate(`paths:${operation("a", "x.run", body)}`);
  expect(files["commands.ts"]?.match(/(?<=member: ").*(?=")/g)).toEqual(["name"]);
});

test.each([
  ["getURL", "get-url"],
  ["runSteps", "run-steps"],
  ["list2Go", "list2-go"],
])("%s is the verb %s", (verb, want) => {
  expect(generate(`paths:${operation("a", `x.${verb}`)}`).files["commands.ts"]).toContain(
    `verb: "${want}"`,
  );
});

it("knows the flags of every command, which no parameter may have", () => {
  const names = PROGRAM_FLAGS.map(({ name }) => name);
  expect([...COMMON, "team-id", "connector-identifier"].sort()).toEqual([...names, "color"].sort());
});

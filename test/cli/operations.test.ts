// New operations of the spec are commands by `generate` alone: generated, built and run.
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { render } from "../../scripts/generate/render.mjs";
import { readSpec } from "../../scripts/generate/spec.mjs";
import type { FakeApi } from "../../src/testing/index.ts";
import { environment, KEY, type Program, type RunOptions, runHere, VALUE } from "../support/cli.ts";

const ROOT = new URL("../../", import.meta.url);
const SPEC = readFileSync(new URL("openapi/openapi.yaml", ROOT), "utf8")
  .replace(
    "\ncomponents:\n",
    `
  /v1/teams/{team_id}/pipelines:
    parameters: [{ $ref: "#/components/parameters/TeamId" }]
    get:
      operationId: listPipelines
      x-method: pipelines.list
      summary: List pipelines
      description: |
        Lists **all** of them, see [the page](https://example.com/page).

        | a | table |
        | --- | --- |

        **Scope of an API key:** \`cb_pipelines_read\`.
      parameters:
        - { name: state, in: query, description: The state, schema: { type: string, enum: [on, off] } }
        - { name: order, in: query, schema: { enum: [newest_first_of_all, oldest_first_of_all], type: string } }
        - { name: tagNames, in: query, schema: { type: array, items: { type: string, maxLength: 5 } } }
        - { name: timeout, in: query, schema: { type: integer, minimum: 1 } }
        - { name: team-id, in: query, schema: { type: string } }
      responses:
        "200": { description: All., content: { application/json: {
          schema: { type: object, required: [total, pipelines], properties: { total: { type: integer }, pipelines: { type: array, items: { $ref: "#/components/schemas/Pipeline" } } } },
          example: { total: 1, pipelines: [{ name: a, id: 9, more: 1, owner: { x: 1 } }], more: 1 } } } }
    post:
      operationId: runPipelineSteps
      x-method: pipelines.runSteps
      summary: Run steps
      description: "Scope: \`cb_pipelines_write\`."
      requestBody: { required: true, content: { application/json: {
        schema: { type: object, required: [kind, steps, isDry, password], properties: {
          kind: { type: string, enum: [full, delta] },
          steps: { type: array, items: { type: integer, minimum: 0 } },
          isDry: { type: boolean, default: true },
          offset: { type: integer, format: int64 },
          options: { type: object, required: [name], properties: { name: { type: string, maxLength: 3 } } },
          login: { type: object, properties: { pin: { type: string, writeOnly: true } } },
          password: { type: string, writeOnly: true, minLength: 3 } } },
        example: { kind: full, steps: [1, 2], isDry: false, password: abc } } } }
      responses:
        "201": { description: The pipeline., content: { application/json: {
          schema: { $ref: "#/components/schemas/Pipeline" },
          example: { id: 9, name: a, owner: { name: o, more: 1 }, password: abc, setup: { b: 1, a: 2 } } } } }
  /v1/teams/{team_id}/pipelines/{pipeline_id}/steps/{step_id}:
    delete:
      operationId: deletePipelineStep
      x-method: pipelines.deleteStep
      summary: Delete a step
      description: "Scope: \`cb_pipelines_write\`."
      parameters:
        - { $ref: "#/components/parameters/TeamId" }
        - { name: pipeline_id, in: path, required: true, schema: { type: integer } }
        - { name: step_id, in: path, required: true, schema: { type: string }, example: s1 }
      responses: { "204": { description: Done. } }
components:
`,
  )
  .replace(
    "\n  schemas:\n",
    `
  schemas:
    Pipeline: { type: object, properties: {
      id: { type: integer, format: int64 }, name: { type: string },
      owner: { type: object, properties: { name: { type: string } } },
      password: { type: string, writeOnly: true }, setup: { type: object } } }
`,
  );

const folder = mkdtempSync(join(tmpdir(), "operations-"));
let fake: FakeApi;
let server: Awaited<ReturnType<FakeApi["listen"]>>;
let createFakeApi: (options: object) => FakeApi;
let program: Program;

beforeAll(async () => {
  for (const name of ["src", "package.json"]) {
    cpSync(new URL(name, ROOT), join(folder, name), { recursive: true });
  }
  symlinkSync(new URL("node_modules", ROOT), join(folder, "node_modules"), "junction");
  cpSync(new URL("generated", ROOT), join(folder, "generated"), { recursive: true });
  const { files } = render(readSpec(SPEC), []);
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, "generated", name), text);
  await build({
    absWorkingDir: folder,
    entryPoints: {
      cli: "src/cli/index.ts",
      program: "src/cli/program.ts",
      report: "src/cli/output/report.ts",
      testing: "src/testing/index.ts",
    },
    ...{ bundle: true, splitting: true, format: "esm", platform: "node", outdir: "dist" },
    ...{ external: ["node:*"], logLevel: "error" },
  });
  const load = (name: string) => import(pathToFileURL(join(folder, `dist/${name}.js`)).href);
  ({ createFakeApi } = await load("testing"));
  program = { ...(await load("program")), ...(await load("report")) };
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  fake = createFakeApi({
    connectors: [{ team_id: 936506, connector_identifier: "T3S70" }],
    token: KEY,
  });
  server = await fake.listen();
  return () => server.close();
});

const run = (args: string, options: RunOptions = {}) =>
  runHere(server.url, `pipelines ${args}`, { ...options, program });

test("a command is run as a process", async () => {
  const args = [join(folder, "dist/cli.js"), "pipelines", "list", "--state", "on"];
  const env = environment(server.url);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });
  expect([JSON.parse(stdout), stderr]).toMatchObject([
    { total: 1, pipelines: [{ name: "a" }] },
    "",
  ]);
});

test.each<[args: string, ...patterns: RegExp[]]>([
  // Of the resource, from no tag.
  [
    "--help",
    /The operations on pipelines\./,
    /\n {2}list +List pipelines\.\n/,
    /\n {2}delete-step <step_id> +Delete a step\.\n/,
  ],
  // Markdown as plain text, flags by their types.
  [
    "list --help",
    /\n\nLists all of them, see the page\.\n\nScopes needed: cb_pipelines_read\./,
    /\n {2}--state <on\|off> +The state\.\n/,
    /\n {2}--order <text> .*One of newest_first_of_all, *\s+oldest_first_of_all\./,
    /\n {2}--tag-names <text> .*Given once for each item\. Each: at most 5/,
    /\n {2}--param-timeout <integer> .*An integer from 1\./,
    /\n {2}--param-team-id <text> /,
    /Common flags: --team-id --base-url/,
  ],
  // What is required, the form that is not the default, no flag for the value.
  [
    "run-steps --help",
    /\n {2}--no-is-dry .*\(required\)/,
    /\n {2}--options <json\|file> /,
    /\n {2}--login <file> /,
    /\n {2}--from-env <variable> /,
    /^(?!.*--password)/s,
    /\n {2}\$ connector-builder pipelines run-steps \\\n {6}--kind full \\\n {6}--steps 1 \\\n {6}--steps 2 \\\n {6}--no-is-dry\n$/,
  ],
])("help: %s", async (args, ...patterns) => {
  const { stdout } = await run(args);
  for (const pattern of patterns) expect(stdout).toMatch(pattern);
});

const SECRET = { stdin: `${VALUE}\n` };
const STEPS = "run-steps --kind full --steps 1 --no-is-dry";

describe("requests", () => {
  const last = () => fake.requests.at(-1);

  test("a query by its types: an enum, a list, a name that a common flag has", async () => {
    const args = "--state on --tag-names a --tag-names b --param-timeout 5 --param-team-id 7";
    const { code, stdout, stderr } = await run(`list ${args} --timeout 9000`);
    expect([code, stderr]).toEqual([0, ""]);
    expect(last()?.path).toBe(
      "/v1/teams/936506/pipelines?state=on&tagNames=a&tagNames=b&timeout=5&team-id=7",
    );
    // The documented members alone, in the order of the spec.
    expect(stdout.replaceAll(/\s/g, "")).toBe(
      '{"total":1,"pipelines":[{"id":9,"name":"a","owner":{}}]}',
    );
    const table = await run("list -o table");
    expect(table.stdout).toBe("ID  NAME\n9   a\n");
  });

  test("a body by its types, and a value from standard input", async () => {
    const options = `--options {"name":"x"} --offset 9223372036854775807`;
    const { code, stdout, stderr } = await run(`${STEPS} --steps 2 ${options}`, SECRET);
    expect([code, stderr]).toEqual([0, "✓ pipelines run-steps\n"]);
    expect(last()?.body).toEqual({
      ...{ kind: "full", steps: [1, 2], isDry: false, offset: 9223372036854775807n },
      ...{ options: { name: "x" }, password: VALUE },
    });
    const setup = '"setup":{"b":1,"a":2}';
    expect(stdout.replaceAll(/\s/g, "")).toBe(`{"id":9,"name":"a","owner":{"name":"o"},${setup}}`);
  });

  test("a value from a variable, a secret object from standard input, and a result for people", async () => {
    const options = { stdin: '{"pin":"1234"}', env: { PASSWORD: VALUE } };
    const { stdout } = await run(`${STEPS} --login - --from-env PASSWORD -o table`, options);
    expect(last()?.body).toMatchObject({ login: { pin: "1234" }, password: VALUE });
    const lines = ["id          9", "name        a", "owner.name  o"];
    expect(stdout).toBe(`${lines.join("\n")}\nsetup       2 members, see --output json\n`);
  });

  test("a DELETE with two parameters of its own asks first", async () => {
    const args = "delete-step s/1 --pipeline-id -5";
    const refused = await run(args);
    expect([refused.code, fake.requests]).toEqual([64, []]);
    expect(refused.stderr).toContain("--yes");
    const { code, stdout, stderr } = await run(`${args} --yes`);
    expect([code, stdout, stderr]).toEqual([0, "", "✓ pipelines delete-step s/1\n"]);
    expect(last()?.path).toBe("/v1/teams/936506/pipelines/-5/steps/s%2F1");
  });

  test("one that may have been applied says so, and where to look", async () => {
    fake.failNext({ drop: "after" });
    const { code, stderr } = await run(`${STEPS} --max-retries 0`, SECRET);
    expect(code).toBe(69);
    const words = "`pipelines run-steps` may have been applied: check with `pipelines list`";
    expect(stderr).toContain(words);
  });

  test("the scopes of the command, if they are missing", async () => {
    fake.failNext({ status: 403 });
    expect((await run("list")).stderr).toContain("Scopes needed: cb_pipelines_read.");
  });
});

test.each<[args: string, ...words: string[]]>([
  ["run-steps --kind full", "--steps, --no-is-dry are missing."],
  ["list --state x", "--state must be one of on, off."],
  ["list --tag-names abcdef", "--tag-names[0] must be at most 5"],
  ["list --param-timeout 0", "--param-timeout must be at least 1."],
  ["list --param-timeout 1e3", "--param-timeout must be an integer."],
  [`${STEPS} --steps x`, "--steps must be an integer."],
  [`${STEPS} --options {"name":"long"}`, "--options.name must be at most 3"],
  [`${STEPS} --options [0.12345678901234567890]`, "line 1, column 2"],
  [`${STEPS} --options {"name":${VALUE}}`, "--options, line 1, column 9"],
  [`${STEPS} --options ${VALUE}`, "The file of --options cannot be read"],
  // A secret among the arguments.
  [`${STEPS} --login {"pin":"${VALUE}"}`, "--login", "replacing it"],
  // Standard input twice.
  [`${STEPS} --options - --login -`, "--options and --login"],
  [`${STEPS} --options -`, "--options and the value of"],
  [`${STEPS} --options - --from-file -`, "--options and --from-file"],
  // An argument alone chooses what is deleted.
  ["delete-step --pipeline-id 1 --step-id s", "no such"],
  [STEPS, "The value of password must be at least 3"],
])("refuses pipelines %s", async (args, ...words) => {
  const { code, stdout, stderr } = await run(args, { stdin: "ab" });
  expect([code, stdout, fake.requests]).toEqual([64, "", []]);
  for (const word of words) expect(stderr).toContain(word);
});

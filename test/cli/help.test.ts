// --help and --version: complete, narrow, and quick.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { titleOf } from "../../src/cli/command.ts";
import { helpPage } from "../../src/cli/help.ts";
import { flagsOf, parse, termOf } from "../../src/cli/parse.ts";
import { COMMANDS } from "../../src/cli/program.ts";
import { CLI } from "../support/cli.ts";

const directory = mkdtempSync(join(tmpdir(), "help-"));
afterAll(() => rmSync(directory, { recursive: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { PATH: process.env.PATH, SUPERMETRICS_API_KEY: "key" },
  });

/** A page, as `help` prints it. */
function page(...args: string[]): string {
  const parsed = parse(["help", ...args], COMMANDS);
  if (!("help" in parsed)) throw new Error("No help.");
  return helpPage(parsed, COMMANDS);
}

const titles = COMMANDS.map(titleOf);
const resources = [...new Set(COMMANDS.map(({ resource }) => resource))];
const pages = [[], ...resources.map((name) => [name]), ...titles.map((title) => title.split(" "))];

it("no line of any page is wider than 80 columns", () => {
  const lines = pages.flatMap((args) => page(...args).split("\n"));
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

it.each(COMMANDS.map((command) => [titleOf(command), command] as const))(
  "the page of %s has its flags, scopes and an example, and no flag for a value",
  (title, command) => {
    const text = page(...title.split(" "));
    expect(text).toMatch(new RegExp(`^Usage: connector-builder ${title} .*\\[flags\\]\\n`));
    for (const flag of flagsOf(command)) expect(text).toContain(termOf(flag));
    expect(text).toContain("Scopes needed: cb_");
    expect(text).toContain(`\n  $ connector-builder ${title}`);
    expect(text).not.toMatch(/--(?:value|secret|password|token|api-key|key)\b/);
    // What all commands share is explained on the page of the program.
    expect(text).not.toContain("time limit of an attempt");
  },
);

it("the page of a resource has a line for each command", () => {
  const text = page("connectors");
  expect(text).toContain("\n\nThe connectors of a team.");
  expect(text).toMatch(/\n {2}get \[connector_identifier\] +Get a connector\.\n/);
  expect(text).toMatch(/\n {2}delete <connector_identifier> +Delete a connector\.\n/);
});

it("the page of the program has the verbs of each resource, and what all commands share", () => {
  const text = page();
  const connectors = ["list", "get", "create", "update", "delete", "get-logo", "upload-logo"];
  const secrets = ["list", "create", "set", "update", "delete", "push", "check"];
  const flags = ["-o, --output", "-v, --verbose", "-q, --quiet", "--no-color", "--yes"];
  const ids = ["TEAM_ID", "CONNECTOR_IDENTIFIER", "BASE_URL", "API_KEY", "BEARER_TOKEN"];
  const variables = [...ids.map((name) => `SUPERMETRICS_${name}`), "NO_COLOR", "GITHUB_ACTIONS"];
  const codes = [0, 1, 2, 64, 65, 69, 129, 130, 143].map(String);
  const lines = [...flags, "-V, --version", ...variables, ".team-id", ".ds-id", ...codes];
  expect(lines.filter((line) => !text.includes(`\n  ${line} `))).toEqual([]);
  expect(text).toMatch(new RegExp(`\n {2}connectors +${connectors.join(" \\| ")}\n`));
  expect(text).toMatch(new RegExp(`\n {2}secrets +${secrets.join(" \\| ")}\n`));
});

describe("as a process", () => {
  const trace = join(directory, "trace.mjs");
  const hooks = join(directory, "hooks.mjs");
  writeFileSync(
    hooks,
    `import { writeSync } from "node:fs";
export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  writeSync(2, "LOADED " + resolved.url + "\\n");
  return resolved;
}`,
  );
  writeFileSync(
    trace,
    `import { register } from "node:module"; register(${JSON.stringify(`file://${hooks}`)});`,
  );
  /** What is loaded, but for Node's own modules. */
  const traced = (...args: string[]) => {
    const { status, stdout, stderr } = run("--import", `file://${trace}`, CLI, ...args);
    const loaded = stderr.matchAll(/LOADED .*\/([\w.-]+\.js)$/gm);
    return { status, stdout, stderr, files: [...new Set(Array.from(loaded, ([, file]) => file))] };
  };

  it.each<[args: string[], status: number, stdout: string | RegExp]>([
    [["-V"], 0, `${packageJson.version}\n`],
    [["secrets", "push", "-h"], 0, page("secrets", "push")],
    [["connectors", "--help"], 0, /^Usage: connector-builder connectors <verb>/],
    [["no-such-resource"], 64, ""],
    [["secrets", "push"], 64, ""],
  ])("%j does not load the client", (args, status, stdout) => {
    const ran = traced(...args);
    expect(ran.status).toBe(status);
    expect(ran.files).toEqual(["cli.js", "package.js", "program.js", "json.js", "check.js"]);
    if (typeof stdout === "string") expect(ran.stdout).toBe(stdout);
    else expect(ran.stdout).toMatch(stdout);
  });

  it("a command loads it", () => {
    const args = "secrets list --max-retries=0 --team-id 1 --connector-identifier c --base-url";
    const { files } = traced(...args.split(" "), "http://127.0.0.1:2");
    expect(files).toContain("index.js");
  });

  it.each([[[]], [["secrets"]]])("without a verb (%j), the page is on standard error", (args) => {
    const { status, stdout, stderr } = run(CLI, ...args);
    expect([status, stdout]).toEqual([64, ""]);
    expect(stderr).toMatch(/^Usage: connector-builder /);
  });

  it("an older Node: which one is needed, and nothing of a bug", () => {
    const old = `Object.defineProperty(process.versions, "node", { value: "18.20.4" });`;
    const faked = ["--import", `data:text/javascript,${encodeURIComponent(old)}`];
    const { status, stdout, stderr } = run(...faked, CLI, "secrets", "set", "name");
    expect([status, stdout]).toEqual([1, ""]);
    const message = "connector-builder needs Node 20.19 or later; this is Node 18.20.4.";
    expect(stderr).toBe(`error: ${message}\n`);
  });
});

// --help and --version: complete, narrow, and quick.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CLI } from "../support/cli.ts";
import { hasTerminal, openTerminal } from "../support/terminal.ts";

const directory = mkdtempSync(join(tmpdir(), "help-"));
afterAll(() => rmSync(directory, { recursive: true }));

const ENVIRONMENT = {
  PATH: process.env.PATH,
  SUPERMETRICS_API_KEY: "key",
  SUPERMETRICS_BASE_URL: "http://127.0.0.1:2",
};
const run = (...args: string[]) =>
  spawnSync(process.execPath, args, { encoding: "utf8", env: ENVIRONMENT });
const COMMANDS = ["list", "create", "set", "update", "delete", "push", "check"];
const VARIABLES = [
  "SUPERMETRICS_API_KEY",
  "SUPERMETRICS_BEARER_TOKEN",
  "SUPERMETRICS_TEAM_ID",
  "SUPERMETRICS_CONNECTOR_IDENTIFIER",
  "SUPERMETRICS_BASE_URL",
  "NO_COLOR",
];
const FLAGS = [
  "--team-id",
  "--connector-identifier",
  "--base-url",
  "--timeout",
  "--max-retries",
  "--output",
  "--verbose",
  "--yes",
  "--help",
];
const OWN_FLAGS: Record<string, string[]> = {
  create: ["--from-env", "--from-file", "--verbatim"],
  set: ["--from-env", "--from-file", "--verbatim"],
  update: ["--name", "--from-env", "--from-file", "--verbatim"],
  delete: ["--name"],
  push: ["--dry-run", "--prune"],
};

describe.each([[], ...COMMANDS.map((name) => [name])])("help of %s", (command = "") => {
  const args = command ? [command] : [];
  const { status, stdout, stderr } = run(CLI, ...args, "--help");

  it("goes to standard output, and the exit code is 0", () => {
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Usage: connector-secrets/);
  });

  it("fits 80 columns", () => {
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("names every flag and an example", () => {
    const flags = [...FLAGS, ...(OWN_FLAGS[command] ?? [])];
    for (const word of flags) expect(stdout).toContain(word);
    expect(stdout).toMatch(/\n {2}\$ connector-secrets /);
    if (command) expect(stdout).toContain(`$ connector-secrets ${command}`);
  });

  it("has no flag for a value or a credential", () => {
    expect(stdout).not.toMatch(/--(?:value|secret|password|token|api-key|key)\b/);
  });
});

it("the help of the program names every command, environment variable and exit code", () => {
  const { stdout } = run(CLI, "-h");
  for (const name of VARIABLES) expect(stdout).toContain(name);
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
  for (const code of ["0", "1", "64", "65", "69", "129", "130", "143"]) {
    expect(stdout).toMatch(new RegExp(`\\b${code}\\b`));
  }
});

it("the help of the program shows the commands before the flags of every command", () => {
  const { stdout } = run(CLI, "--help");
  expect(stdout.indexOf("\n  push <file>")).toBeGreaterThan(0);
  expect(stdout.indexOf("\n  push <file>")).toBeLessThan(stdout.indexOf("--team-id <id>"));
});

it("what all commands share is explained on one page alone", () => {
  const pages = COMMANDS.map((name) => run(CLI, name, "--help").stdout.split("\n"));
  const [first = [], ...others] = pages.map((lines) => lines.filter((line) => line.trim() !== ""));
  const shared = first.filter((line) => others.every((page) => page.includes(line)));
  expect(shared.length).toBeLessThan(8);
});

it("`help` prints the help of a command, or of the program", () => {
  const push = run(CLI, "help", "push");
  expect([push.status, push.stdout]).toEqual([0, run(CLI, "push", "--help").stdout]);
  const program = run(CLI, "help");
  expect([program.status, program.stdout]).toEqual([0, run(CLI, "--help").stdout]);
  const unknown = run(CLI, "help", "pusch");
  expect([unknown.status, unknown.stdout]).toEqual([64, ""]);
  expect(unknown.stderr).toContain("no such command");
});

it.skipIf(!hasTerminal)("at a terminal of 60 columns, no line is wider", async () => {
  for (const command of ["", ...COMMANDS]) {
    const args = [command, "--help"].filter(Boolean);
    const terminal = openTerminal("http://127.0.0.1:2", args, { columns: 60 });
    expect(await terminal.ended).toBe(0);
    expect(
      terminal
        .shown()
        .split("\r\n")
        .filter((line) => line.length > 60),
    ).toEqual([]);
  }
});

it("--version prints the version of package.json", () => {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(text) as { version: string };
  const { status, stdout } = run(CLI, "--version");
  expect([status, stdout]).toEqual([0, `${version}\n`]);
});

describe("what is loaded", () => {
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
  const loaded = (...args: string[]) =>
    run("--import", `file://${trace}`, CLI, ...args)
      .stderr.split("\n")
      .filter((line) => line.startsWith("LOADED "))
      .join("\n");
  const client = /dist\/index\.js|openapi-fetch/;

  it.each([["--version"], ["--help"], ["push", "--help"], ["no-such-command"]])(
    "not the client for %s %s",
    (...args) => {
      const urls = loaded(...args.filter(Boolean));
      expect(urls).toContain("commander");
      expect(urls).not.toMatch(client);
    },
  );

  it("the client for a command", () => {
    const urls = loaded("list", "--team-id", "1", "--connector-identifier", "c", "--max-retries=0");
    expect(urls).toMatch(client);
  });
});

it("an older Node is told which one is needed, and nothing of a bug", () => {
  const old = `Object.defineProperty(process.versions, "node", { value: "18.20.4" });`;
  const faked = ["--import", `data:text/javascript,${encodeURIComponent(old)}`];
  const { status, stdout, stderr } = run(...faked, CLI, "set", "name");
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(
    "error: connector-secrets needs Node 20.19 or later; this is Node 18.20.4.\n",
  );
});

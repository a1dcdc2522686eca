// What a script says of an option that it does not have.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SCRIPTS = fileURLToPath(new URL("../../scripts/", import.meta.url));

/** Run by the others, and by nobody from the command line. */
const PARTS = ["arguments.mjs", "prism.mjs", "run-tool.mjs"];

const options: Record<string, string> = {
  "bench.mjs": "Options: --quick",
  "build.mjs": "It takes no options.",
  "check.mjs": "It takes no options.",
  "demo.mjs": "It takes no options.",
  "dev.mjs": "Options: --port <value>, --docs-port <value>",
  "docs.mjs": "Options: --build, --port <value>",
  "generate.mjs": "Options: --check, --spec <value>, --out <value>",
  "mock.mjs": "Options: --port <value>",
  "runtimes.mjs": "Options: --only <value>",
  "smoke.mjs": "It takes no options.",
  "spec-diff.mjs": "Options: --shared, --spec <value>, --changelog <value>",
};

function run(name: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPTS + name, ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("every script is in the table", () => {
  const scripts = readdirSync(SCRIPTS)
    .filter((name) => name.endsWith(".mjs"))
    .sort();
  expect(scripts.filter((name) => !PARTS.includes(name))).toEqual(Object.keys(options));
});

test.each(Object.entries(options))("%s tells a misspelt option: %s", (name, known) => {
  const { status, stdout, stderr } = run(name, "--misspelt");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  const lines = stderr.trimEnd().split("\n");
  expect(lines).toEqual([expect.stringMatching(/^Unknown option '--misspelt'/), known]);
});

test("runtimes.mjs --only names the runtimes when it is given another", () => {
  const { status, stdout, stderr } = run("runtimes.mjs", "--only", "nod,chromium");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(
    /^--only nod: there is no such runtime\. There are: node .*, chromium, .*\n$/,
  );
});

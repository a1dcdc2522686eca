// What a script says about an option that it does not have.
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";

const SCRIPTS = fileURLToPath(new URL("../../scripts/", import.meta.url));

const options: Record<string, string> = {
  "bench/index.mjs": "Options: --quick",
  "build.mjs": "It takes no options.",
  "check.mjs": "Options: --write",
  "compat/index.mjs": "Options: --only <value>",
  "demo.mjs": "It takes no options.",
  "dev.mjs": "Options: --port <value>, --docs-port <value>",
  "docs/index.mjs": "Options: --build, --port <value>",
  "fake.mjs": "Options: --port <value>, --token <value>, --lose",
  "generate/index.mjs": "Options: --check, --spec <value>, --out <value>",
  "mock.mjs": "Options: --port <value>",
  "pictures.mjs": "It takes no options.",
  "release.mjs": "Options: --readme",
  "smoke/index.mjs": "Options: --connectors",
  "spec-diff/index.mjs": "Options: --shared, --spec <value>, --changelog <value>",
};

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

const run = (name: string, ...args: string[]) =>
  new Promise<Ran>((resolve) => {
    execFile(process.execPath, [SCRIPTS + name, ...args], (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });

// Side by side: each spends most of its time on loading what it would need.
let ran: Record<string, Ran>;
beforeAll(async () => {
  const entries = Object.keys(options).map(async (name) => [name, await run(name, "--misspelt")]);
  ran = Object.fromEntries(await Promise.all(entries));
}, 120_000);

test("every script is in the table, in one of two shapes", () => {
  const scripts = readdirSync(SCRIPTS, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return entry.name.endsWith(".mjs") ? entry.name : [];
    expect(existsSync(join(SCRIPTS, `${entry.name}.mjs`))).toBe(false);
    const index = `${entry.name}/index.mjs`;
    return existsSync(join(SCRIPTS, index)) ? index : [];
  });
  expect(scripts.sort()).toEqual(Object.keys(options));
});

test.each(Object.entries(options))("%s tells a misspelt option: %s", (name, known) => {
  const { code, stdout, stderr } = ran[name] as Ran;
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  const lines = stderr.trimEnd().split("\n");
  expect(lines).toEqual([expect.stringMatching(/^Unknown option '--misspelt'/), known]);
});

test("--help prints the comment at the top of a script", async () => {
  const { code, stdout } = await run("docs/index.mjs", "--help");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^npm run docs +builds docs\/ .*\n.*\nnpm run docs -- --build .*\nOptions: .*\n$/,
  );
});

test.each([
  ["mock.mjs", "--port", "http"],
  ["fake.mjs", "--port", "65536"],
])("%s %s %s: it says what a port is", async (name, option, value) => {
  const { code, stderr } = await run(name, option, value);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "--port takes a number from 0 to 65535; 0 picks a free one.\n",
  });
});

test("compat --only lists the cases if there is no such one", async () => {
  const { code, stdout, stderr } = await run("compat/index.mjs", "--only", "nodd,chromium");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^--only nodd: no such case\. There are: node .*, chromium, .*\n$/);
});

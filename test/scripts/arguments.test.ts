// How scripts are run, and what they say about options.
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SCRIPTS = join(ROOT, "scripts");
const names = readdirSync(SCRIPTS, { withFileTypes: true }).flatMap((entry) => {
  if (!entry.isDirectory()) return entry.name.endsWith(".mjs") ? entry.name : [];
  const index = `${entry.name}/index.mjs`;
  return existsSync(join(SCRIPTS, index)) ? index : [];
});
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

const run = (name: string, ...args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [join(SCRIPTS, name), ...args], (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });

test("there are at most twelve npm scripts", () => {
  expect(Object.keys(scripts).length).toBeLessThanOrEqual(12);
});

test.each(names)("%s begins with how to run it, which --help prints", (name) => {
  const text = readFileSync(join(SCRIPTS, name), "utf8");
  const [, npm, node] = /^\/\/ (?:npm run ([\w:]*\w)|node scripts\/([\w./-]+))/.exec(text) ?? [];
  if (npm) expect(scripts[npm]).toContain(`node scripts/${name}`);
  else expect(node).toBe(name);
  expect(text).toContain("readArguments(");
});

test("--help prints that, and the options", async () => {
  const { code, stdout } = await run("mock.mjs", "--help");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^npm run mock +runs .*\nnpm run mock -- --port .*\nOptions: --port <value>\n$/,
  );
});

test.each([
  ["build.mjs", ["--misspelt"], /^Unknown option '--misspelt'.*\nIt takes no options\.\n$/],
  ["docs/index.mjs", ["--misspelt"], /^Unknown option .*\nOptions: --build, --port <value>\n$/],
  [
    "mock.mjs",
    ["--port", "65536"],
    /^--port takes a number from 0 to 65535; 0 picks a free one\.\n$/,
  ],
  [
    "compat/index.mjs",
    ["--only", "nodd"],
    /^--only nodd: no such case\. There are: node .*, chromium/,
  ],
])("%s %j: it says what there is", async (name, args, want) => {
  const { code, stdout, stderr } = await run(name, ...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(want);
});

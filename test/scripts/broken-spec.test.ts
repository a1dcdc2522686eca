// What the scripts do with a spec that cannot be used.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { refreshPage } from "../../scripts/docs/build.mjs";
import { SPEC } from "../../scripts/support/script.mjs";
import { copyProject } from "../support/project.ts";

const STACK = /^\s+at .+:\d+:\d+\)?$/m;
const TIMEOUT = { timeout: 300_000 };
const SLOW = { timeout: 120_000 };

const indent = (text: string) => text.replace("\n  title:", "\n   title:");
const dangle = (text: string) =>
  text.replace(/components\/schemas\/\w+/, "components/schemas/Lost");

describe("a mistake is shown with its place, and changes nothing", TIMEOUT, () => {
  test("npm run mock ends with 1", async () => {
    const { editSpec, start } = copyProject();
    editSpec(indent);
    const run = start("mock.mjs", "--port", "0");
    expect(await run.end).toBe(1);
    expect(run.output).toMatch(/bad indentation of a mapping entry/);
    expect(run.output).toMatch(/openapi\/openapi\.yaml breaks a rule: fix it\.\n$/);
    expect(run.output).not.toMatch(STACK);
  });

  test("the page stays as it is, and each mistake is named", async () => {
    const folder = await mkdtemp(join(tmpdir(), "page-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, "openapi-broken.yaml");
    const text = dangle(await readFile(SPEC, "utf8"))
      .replace("maxLength:", "maxLenght:")
      .replace(/count: \d+/, "count: one")
      .replace(/( {10}application\/json:\n {12}schema: .*\n) {12}examples?:\n(?: {14}.*\n)+/, "$1");
    await writeFile(path, text);
    const { message } = await refreshPage(join(folder, "docs"), path).then(
      () => new Error("It was built."),
      (error: Error) => error,
    );
    const problems = [
      /Can't resolve \$ref/,
      /`maxLenght` is not expected/,
      /must be integer|type/,
      /Should have any of example, examples/,
    ];
    for (const problem of problems) expect(message).toMatch(problem);
    expect(message).toMatch(/openapi-broken\.yaml:\d+:\d+/);
    expect(await readdir(folder)).toEqual(["openapi-broken.yaml"]);
  });
});

test(
  "npm run dev survives every mistake, and replaces nothing until all is well",
  TIMEOUT,
  async () => {
    const { editSpec, start } = copyProject();
    // Sound for the linter and the generator, but the page cannot be built: its samples call a method.
    editSpec((text) => text.replace("x-method: secrets.create", "x-method: secrets.make"));
    const run = start("dev.mjs", "--port", "0", "--docs-port", "0");
    await expect.poll(() => run.output, SLOW).toMatch(/watching openapi\/openapi\.yaml and src\//);
    expect(run.output).toMatch(/^mock http:\S+ {3}page http/m);

    // Sound for the linter, but not for the generator: two operations share a method.
    editSpec((text) => text.replace(/(x-method: \w+)\.list\b/g, "$1.get"));
    await expect.poll(() => run.output, SLOW).toMatch(/^openapi\/openapi\.yaml:\d+: .*x-method/m);
    await expect.poll(() => run.output, SLOW).toContain("✗ the mock and the page stay");
    expect(run.output).not.toContain("✓");

    editSpec((text) => text.replace("maxLength: 10000", "maxLength: 5000"));
    await expect.poll(() => run.output, SLOW).toMatch(/✓ fresh: mock http:\S+ {3}page http/);
    expect(run.output).toMatch(/BREAKING for callers: SecretValue maxLength: 10000 → 5000 /);
    run.child.kill("SIGINT");
    expect(await run.end).toBe(process.platform === "win32" ? null : 0);
  },
);

// What the scripts say of a spec that cannot be used.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { isMap, parseDocument, visit } from "yaml";
import { refreshPage } from "../../scripts/docs/build.mjs";
import { SPEC } from "../../scripts/support/script.mjs";
import { copyProject } from "../support/project.ts";

const STACK = /^\s+at .+:\d+:\d+\)?$/m;
const TIMEOUT = { timeout: 120_000 };
const SLOW = { timeout: 60_000 };

type Mistake = [name: string, edit: (text: string) => string, message: RegExp];

const BAD_INDENT: Mistake = [
  "a bad indent",
  (text) => text.replace("\n  title:", "\n   title:"),
  /bad indentation of a mapping entry|the YAML cannot be read/,
];
const DANGLING: Mistake = [
  "a dangling $ref",
  (text) => text.replace(/components\/schemas\/\w+/, "components/schemas/Lost"),
  /Can't resolve \$ref/,
];

describe.each([BAD_INDENT, DANGLING])("with %s in the spec", TIMEOUT, (_name, edit, message) => {
  test("npm run mock says where, and ends with 1", async () => {
    const { editSpec, start } = copyProject();
    editSpec(edit);
    const run = start("mock.mjs", "--port", "0");
    expect(await run.end).toBe(1);
    expect(run.output).toMatch(message);
    expect(run.output).toMatch(/openapi\/openapi\.yaml breaks a rule: fix it\.\n$/);
    expect(run.output).not.toMatch(STACK);
  });

  test("npm run check says to fix it, and not to generate from it", async () => {
    const { editSpec, start } = copyProject();
    editSpec(edit);
    const run = start("check.mjs");
    expect(await run.end).toBe(1);
    expect(run.output).toMatch(message);
    expect(run.output).toMatch(/openapi\/openapi\.yaml(:\d+: | breaks a rule: fix it\.)/);
    expect(run.output).not.toMatch(/npm run generate|nothing was written/);
  });
});

describe("npm run dev", TIMEOUT, () => {
  test("says where the mistake is, and starts the mock when it is fixed", async () => {
    const { editSpec, fixSpec, start } = copyProject();
    const [, indent, aboutIndent] = BAD_INDENT;
    const [, dangle, aboutDangling] = DANGLING;
    editSpec(indent);
    const run = start("dev.mjs", "--port", "0", "--docs-port", "0");
    await expect.poll(() => run.output, SLOW).toContain("fix the spec and save it");
    expect(run.output).toMatch(aboutIndent);

    editSpec(dangle);
    await expect.poll(() => run.output, SLOW).toContain("✗ the mock and the page stay");
    expect(run.output).toMatch(aboutDangling);

    // Sound for the linter, but not for the generator: two operations share a method.
    editSpec((text) => text.replace(/(x-method: \w+)\.list\b/g, "$1.get"));
    await expect.poll(() => run.output, SLOW).toMatch(/^openapi\/openapi\.yaml:\d+: .*x-method/m);
    expect(run.output.match(/✗ the mock and the page stay/g)).toHaveLength(2);
    expect(run.output).not.toMatch(STACK);

    fixSpec();
    await expect.poll(() => run.output, SLOW).toMatch(/✓ fresh: mock http:\S+ {3}page http/);

    // From here on there is a version to compare with.
    editSpec((text) => text.replace("maxLength: 10000", "maxLength: 5000"));
    await expect
      .poll(() => run.output, SLOW)
      .toMatch(/BREAKING for callers: request body\.\w+ maxLength: 10000 → 5000/);
    run.child.kill("SIGINT");
    expect(await run.end).toBe(process.platform === "win32" ? null : 0);
  });
});

describe("the page stays as it is", TIMEOUT, () => {
  const mistakes: Mistake[] = [
    BAD_INDENT,
    DANGLING,
    [
      "an unknown keyword",
      (text) => text.replace("maxLength:", "maxLenght:"),
      /`maxLenght` is not expected/,
    ],
    ["an answer without an example", withoutExample, /Should have any of example, examples/],
    [
      "an example that breaks its schema",
      (text) => text.replace(/count: \d+/, "count: one"),
      /must be integer|type/,
    ],
  ];

  test.each(mistakes)("with %s, which is named by file and line", async (_name, edit, message) => {
    const folder = await mkdtemp(join(tmpdir(), "page-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const spec = join(folder, "openapi-broken.yaml");
    const text = await readFile(SPEC, "utf8");
    const edited = edit(text);
    expect(edited).not.toBe(text);
    await writeFile(spec, edited);
    const told = await refreshPage(join(folder, "docs"), spec).then(
      () => "nothing",
      (error: Error) => error.message,
    );
    expect(told).toMatch(message);
    expect(told).toMatch(/openapi-broken\.yaml(:|" \()\d+/);
    expect(await readdir(folder)).toEqual(["openapi-broken.yaml"]);
  });
});

/** Takes the examples away from the first answer that has some. */
function withoutExample(text: string) {
  const document = parseDocument(text);
  let done = false;
  visit(document, {
    Pair(_key, { key, value }) {
      if (done || String(key) !== "application/json" || !isMap(value)) return;
      done = value.delete("examples") || value.delete("example");
    },
  });
  return String(document);
}

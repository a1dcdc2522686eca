// `scripts/spec-diff`: its exit code is what CI goes by.
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runScript } from "../../scripts/support/run.mjs";
import { ROOT } from "../../scripts/support/script.mjs";

const BREAKING = "# Changelog\n\n## Unreleased\n\n### Breaking\n\n";
const spec = (maxLength: number) => ({
  openapi: "3.1.0",
  info: { title: "An API", version: "1.0.0" },
  paths: {
    "/secrets": {
      post: {
        operationId: "createSecret",
        requestBody: { content: { "application/json": { schema: { type: "string", maxLength } } } },
        responses: { 204: { description: "Done." } },
      },
    },
  },
});

const hasHistory = existsSync(join(ROOT, ".git"));

let folder: string;
const path = (name: string) => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spec-diff-"));
  await writeFile(path("old.json"), JSON.stringify(spec(10_000)));
  await writeFile(path("new.yaml"), JSON.stringify(spec(5000), undefined, 2));
});
afterEach(() => rm(folder, { recursive: true }));

const diff = (other: string, changelog: string) =>
  writeFile(path("CHANGELOG.md"), changelog).then(() => {
    const files = ["--spec", path("new.yaml"), "--changelog", path("CHANGELOG.md")];
    return runScript("scripts/spec-diff/index.mjs", [other, ...files]);
  });

describe("spec-diff", { timeout: 30_000 }, () => {
  test("fails on a breaking difference that the changelog leaves out", async () => {
    const { ok, output } = await diff(path("old.json"), "# Changelog\n\n## Unreleased\n");
    expect(ok).toBe(false);
    expect(output).toContain("BREAKING for callers: request body maxLength: 10000 → 5000");
    expect(output).toMatch(/new\.yaml:\d+$/m);
    expect(output).toContain('Name createSecret under "### Breaking"');
  });

  test("passes when the changelog owns up to it, and reads JSON as it reads YAML", async () => {
    const { ok, output } = await diff(path("old.json"), `${BREAKING}- createSecret\n`);
    expect(ok).toBe(true);
    expect(output.match(/ → /g)).toHaveLength(1);
  });

  test.skipIf(!hasHistory)(
    `compares with the contract of a commit${hasHistory ? "" : " (skipped: no git history)"}`,
    async () => {
      const { output } = await diff("HEAD", "# Changelog\n");
      expect(output).toMatch(/^removed {2}\w+ \/v1\/teams\//m);
      expect(output).toMatch(/HEAD:openapi\/openapi\.yaml:\d+$/m);
    },
  );

  test("says by file and line why a document cannot be read", async () => {
    await writeFile(path("new.yaml"), "openapi: 3.1.0\n  info: {}\n");
    const { ok, output } = await diff(path("old.json"), BREAKING);
    expect(ok).toBe(false);
    expect(output).toContain(`${path("new.yaml")}:1: the YAML cannot be read: `);
  });

  test("says what it takes when there is no such file or commit", async () => {
    const { ok, output } = await diff("no-such-thing", BREAKING);
    expect(ok).toBe(false);
    expect(output).toBe('"no-such-thing" is neither a file nor a commit that has the contract.');
  });
});

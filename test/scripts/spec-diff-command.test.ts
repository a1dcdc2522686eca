// `npm run spec:diff`: its exit code is what CI goes by.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runScript } from "../../scripts/run-tool.mjs";

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const BREAKING = "# Changelog\n\n## Unreleased\n\n### Breaking\n\n";

let folder: string;
let edited: string;
let changelog: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spec-diff-"));
  edited = join(folder, "edited.yaml");
  changelog = join(folder, "CHANGELOG.md");
  const text = await readFile(path("openapi/openapi.yaml"), "utf8");
  await writeFile(edited, text.replace("maxLength: 10000", "maxLength: 5000"));
});
afterEach(() => rm(folder, { recursive: true }));

const diff = (other: string) =>
  runScript(path("scripts/spec-diff.mjs"), [other, "--spec", edited, "--changelog", changelog]);

describe("npm run spec:diff", { timeout: 30_000 }, () => {
  test("fails on a breaking difference that the changelog leaves out", async () => {
    await writeFile(changelog, "# Changelog\n\n## Unreleased\n");
    const { ok, output } = await diff(path("openapi/openapi.yaml"));
    expect(ok).toBe(false);
    expect(output).toContain(
      "BREAKING for callers: request body.secret_value maxLength: 10000 → 5000",
    );
    expect(output).toContain("Name createConnectorSecret, updateConnectorSecret");
  });

  test("passes when the changelog owns up to it", async () => {
    await writeFile(changelog, `${BREAKING}- createConnectorSecret and updateConnectorSecret\n`);
    expect(await diff(path("openapi/openapi.yaml"))).toMatchObject({ ok: true });
  });

  test("reads the generated JSON as it reads the YAML", async () => {
    await writeFile(changelog, `${BREAKING}- createConnectorSecret and updateConnectorSecret\n`);
    const { output } = await diff(path("generated/openapi.json"));
    expect(output.match(/ → /g)).toHaveLength(2);
  });

  test("says by file and line why a document cannot be read", async () => {
    await writeFile(edited, "openapi: 3.1.0\n  info: {}\n");
    const { ok, output } = await diff(path("openapi/openapi.yaml"));
    expect(ok).toBe(false);
    expect(output).toContain(`${edited}:1: the YAML cannot be read: `);
  });

  test("says what it takes when there is no such file or commit", async () => {
    await writeFile(changelog, BREAKING);
    const { ok, output } = await diff("no-such-thing");
    expect(ok).toBe(false);
    expect(output).toBe('"no-such-thing" is neither a file nor a commit that has the contract.');
  });
});

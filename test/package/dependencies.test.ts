// Nothing is unused, and what CONTRIBUTING.md says of the two dependencies that are no longer
// maintained.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runScript } from "../../scripts/support/run.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const guide = read("CONTRIBUTING.md");
const { dependencies, devDependencies } = JSON.parse(read("package.json"));

const sources = ["src", "scripts", "test", "generated"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => /\.(ts|mjs|js)$/.test(path)),
);

test.each([
  ["openapi-typescript", devDependencies],
  ["openapi-fetch", dependencies],
])("%s is pinned to one version, and only the named files import it", (name, versions) => {
  expect(versions[name]).toMatch(/^\d+\.\d+\.\d+$/);
  const statement = new RegExp(`(from|import)\\s*\\(?\\s*["']${name}["']`);
  const importers = sources.filter((path) => statement.test(read(path)));
  expect(importers.length).toBeGreaterThan(0);
  expect(importers.filter((path) => !guide.includes(`\`${path}\``))).toEqual([]);
});

test("no file, export or dependency is unused", { timeout: 120_000 }, async () => {
  const knip = join(ROOT, "node_modules/knip/bin/knip.js");
  const { ok, output } = await runScript(knip, ["--no-progress"]);
  expect({ ok, output }).toEqual({ ok: true, output: "" });
});

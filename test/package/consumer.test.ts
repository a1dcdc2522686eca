// The packed package in a project of someone else.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { beforeAll, describe, expect, test } from "vitest";
import { STRICT_PROJECT } from "../../scripts/compat/cases.mjs";
import { createProject, pack } from "../../scripts/support/project.mjs";
import { countInstantiations } from "../support/instantiations.ts";

const run = promisify(execFile);
const inTree = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const MODULES = [
  ["nodenext"],
  // It does not read `exports`.
  ["esnext", "--moduleResolution", "node10"],
];

let tarball: string;
let folder: string;
beforeAll(async () => {
  const packed = await pack();
  const project = await createProject(
    packed.tarball,
    { "@types/node": "20.19.43" },
    STRICT_PROJECT,
  );
  ({ tarball } = packed);
  ({ folder } = project);
  return async () => {
    await packed.remove();
    await project.remove();
  };
}, 120_000);

test.each(MODULES)(
  "type-checks in a strict project, skipLibCheck off (all compilers: test:compat): %s %s %s",
  { timeout: 120_000 },
  async (...module) => {
    const compiler = inTree("node_modules/typescript/bin/tsc");
    const args = [compiler, "-p", ".", "--lib", "es2022", "--module", ...module];
    // What the compiler complains about is its output.
    const result = run(process.execPath, args, { cwd: folder });
    expect(await result.catch(({ stdout }) => ({ stdout }))).toMatchObject({ stdout: "" });
  },
);

describe("is packed well", () => {
  test("it brings two packages, both for types", async () => {
    const lock = await readFile(join(folder, "package-lock.json"), "utf8");
    const { packages }: { packages: Record<string, unknown> } = JSON.parse(lock);
    const own = ["", "supermetrics-connector-builder", "@types/node", "undici-types"];
    const brought = Object.keys(packages)
      .map((path) => path.replace("node_modules/", ""))
      .filter((name) => !own.includes(name));
    expect(brought).toEqual(["openapi-fetch", "openapi-typescript-helpers"]);
  });

  test("publint finds nothing, not even a suggestion", { timeout: 60_000 }, async () => {
    const { buffer, byteOffset, byteLength } = await readFile(tarball);
    const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    const pack = { tarball: bytes };
    const { messages } = await publint({ pack, level: "suggestion", strict: true });
    expect(messages).toEqual([]);
  });

  test("every entry resolves to its types", { timeout: 120_000 }, async () => {
    const attw = inTree("node_modules/@arethetypeswrong/cli/dist/index.js");
    // No compiler imports YAML. A problem is an exit code, so this would reject.
    const options = ["--profile", "esm-only", "--exclude-entrypoints", "openapi.yaml"];
    const { stdout } = await run(process.execPath, [attw, tarball, ...options]);
    expect(stdout).toContain("supermetrics-connector-builder/testing");
  });
});

describe("a consumer's file costs the compiler few instantiations", () => {
  const connector = '{ team_id: 1, connector_identifier: "T3S70" }';
  const placeholder = '{ team_id: 1, connector_identifier: "T3S70", secret_placeholder: "sec" }';
  const calls = [
    `list(${connector})`,
    `list(${connector}).withResponse()`,
    `create({ ...${connector}, secret_name: "a", secret_value: "b" })`,
    `update({ ...${placeholder}, secret_value: "b" })`,
    `delete(${placeholder})`,
    `set({ ...${connector}, secret_name: "a", secret_value: "b" })`,
    `sync({ ...${connector}, secrets: { a: "b" } })`,
  ];
  const count = (some: readonly string[]) => {
    const lines = [
      'import { createClient } from "supermetrics-connector-builder";',
      'const { secrets } = createClient({ apiKey: "key" });',
      ...some.map((call, index) => `export const x${index} = await secrets.${call};`),
    ];
    return countInstantiations(folder, lines.join("\n"));
  };

  test("at most 40 for three, and no more for a hundred than for one of each", () => {
    expect(count(calls.slice(0, 3))).toBeLessThanOrEqual(40);
    const many = Array.from({ length: 15 }, () => calls).flat();
    expect(count(many)).toBeLessThanOrEqual(count(calls));
  }, 240_000);
});

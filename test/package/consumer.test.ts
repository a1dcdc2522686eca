// The packed package in a project of someone else.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { STRICT_PROJECT } from "../../scripts/compat/cases.mjs";
import { createProject, pack } from "../../scripts/support/project.mjs";

const run = promisify(execFile);
const inTree = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

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

// It does not read `exports`. (test:compat tries other resolutions, with every compiler.)
test("type-checks in a strict project, skipLibCheck off: moduleResolution node10", async () => {
  const compiler = inTree("node_modules/typescript/bin/tsc");
  const module = ["--module", "esnext", "--moduleResolution", "node10"];
  // What the compiler complains about is its output.
  const result = run(process.execPath, [compiler, "-p", ".", "--lib", "es2022", ...module], {
    cwd: folder,
  });
  expect(await result.catch(({ stdout }) => ({ stdout }))).toMatchObject({ stdout: "" });
});

describe("is packed well", () => {
  test("installs two packages, both for types", async () => {
    const lock = await readFile(join(folder, "package-lock.json"), "utf8");
    const { packages }: { packages: Record<string, unknown> } = JSON.parse(lock);
    const own = ["", "supermetrics-connector-builder", "@types/node", "undici-types"];
    const installed = Object.keys(packages)
      .map((path) => path.replace("node_modules/", ""))
      .filter((name) => !own.includes(name));
    expect(installed).toEqual(["openapi-fetch", "openapi-typescript-helpers"]);
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
    return countInstantiations(lines.join("\n"));
  };

  test("at most 40 for three, and no more for a hundred than for one of each", () => {
    expect(count(calls.slice(0, 3))).toBeLessThanOrEqual(40);
    const many = Array.from({ length: 15 }, () => calls).flat();
    expect(count(many)).toBeLessThanOrEqual(count(calls));
  }, 240_000);
});

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noEmit: true,
  types: ["node"],
};
/** Parsed once for all programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** How many types the compiler instantiates to check this one file, which may have no errors. */
function countInstantiations(text: string): number {
  const name = join(folder, "measured.ts");
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists } = host;
  host.getCurrentDirectory = () => folder;
  host.fileExists = (path) => path === name || fileExists(path);
  host.getSourceFile = (path, version) => {
    if (path === name) return ts.createSourceFile(path, text, version);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, version));
    return parsed.get(path);
  };
  const program = ts.createProgram([name], OPTIONS, host);
  const errors = program.getSemanticDiagnostics(program.getSourceFile(name));
  if (errors.length > 0) throw new Error(ts.formatDiagnostics(errors, host));
  return program.getInstantiationCount();
}

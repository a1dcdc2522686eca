// What Redocly does to the spec: it lints, and puts several files into one.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../support/run.mjs";
import { GenerateError } from "./spec.mjs";

/**
 * Lints by the rules of redocly.yaml, and shows Redocly's own report, with file, line and the lines
 * around it, if there is a problem.
 * @param {string} [spec] path of the document, from the root of the project
 */
export async function lintSpec(spec = "openapi/openapi.yaml") {
  const { ok, output } = await runTool("@redocly/cli", "redocly", [
    "lint",
    spec,
    "--format=codeframe",
  ]);
  if (ok) return;
  // Before it stands what Redocly says of its own future, and in it the advice to hide problems.
  const problems = output
    .replace(/^[\s\S]*?(?=^validating )/m, "")
    .replace(/^.*run `redocly lint --generate-ignore-file`.*\n?/m, "");
  throw new GenerateError(`${problems}\n\n${spec} breaks a rule: fix it.`);
}

/** Where a reference leads to another file. */
const ELSEWHERE = /\$ref["']?:\s*["']?[^#"'\s]/;

/**
 * The document with the files that it refers to; nothing if there are none.
 * @param {string} path @param {string} text
 */
export async function bundle(path, text) {
  if (!ELSEWHERE.test(text)) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "bundle-"));
  try {
    const output = join(folder, "openapi.yaml");
    const result = await runTool("@redocly/cli", "redocly", ["bundle", path, "--output", output]);
    if (!result.ok) throw new GenerateError(result.output);
    return await readFile(output, "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}

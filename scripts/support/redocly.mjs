// Lints the spec, with Redocly.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { isScalar, LineCounter, parseDocument, visit } from "yaml";
import { runTool } from "./run.mjs";
import { ROOT, ScriptError } from "./script.mjs";

/**
 * Lints by the rules of redocly.yaml. The error is Redocly's own report, with file, line and the
 * lines around it.
 * @param {string} [spec] path of the document, from the root of the project
 */
export async function lintSpec(spec = "openapi/openapi.yaml") {
  await refuseOtherFiles(spec);
  const args = ["lint", spec, "--format=codeframe"];
  const { ok, output } = await runTool("@redocly/cli", "redocly", args);
  if (ok) return;
  // Strip Redocly's update notices, and its advice to hide problems.
  const problems = output
    .replace(/^[\s\S]*?(?=^validating )/m, "")
    .replace(/^.*run `redocly lint --generate-ignore-file`.*\n?/m, "");
  throw new ScriptError(`${problems}\n\n${spec} breaks a rule: fix it.`);
}

/**
 * The contract is one file, which is published. Redocly would read any file or address that a
 * reference names, and print lines of it.
 * @param {string} spec
 */
async function refuseOtherFiles(spec) {
  const text = await readFile(resolve(ROOT, spec), "utf8").catch(() => "");
  const lineCounter = new LineCounter();
  /** @type {string[]} */
  const mistakes = [];
  visit(parseDocument(text, { lineCounter }), {
    Pair(_key, { key, value }) {
      if (!isScalar(key) || key.value !== "$ref" || !isScalar(value)) return;
      if (String(value.value).startsWith("#")) return;
      const { line } = lineCounter.linePos(value.range?.[0] ?? 0);
      mistakes.push(`${spec}:${line}: $ref must name a place in the spec itself, such as #/…`);
    },
  });
  if (mistakes.length > 0) throw new ScriptError(mistakes.join("\n"));
}

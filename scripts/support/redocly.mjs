// What Redocly does to the spec: it lints it, and bundles several files into one.
import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { isScalar, LineCounter, parseDocument, visit } from "yaml";
import { runTool } from "./run.mjs";
import { ROOT, ScriptError } from "./script.mjs";

/**
 * Lints by the rules of redocly.yaml. The error is Redocly's own report, with file, line and the
 * lines around it.
 * @param {string} [spec] path of the document, from the root of the project
 */
export async function lintSpec(spec = "openapi/openapi.yaml") {
  await checkReferences(spec);
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
 * Redocly would read any file or address that a reference names, and print lines of it in its
 * report.
 * @param {string} spec path of the document, from the root of the project
 */
async function checkReferences(spec) {
  const first = await realpath(resolve(ROOT, spec)).catch(() => undefined);
  if (!first) return;
  const root = dirname(first);
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {string[]} */
  const mistakes = [];
  /** @param {string} file its path @param {string} name as messages show it */
  async function visitFile(file, name) {
    if (seen.has(file)) return;
    seen.add(file);
    const lineCounter = new LineCounter();
    const document = parseDocument(await readFile(file, "utf8"), { lineCounter });
    /** @type {string[]} */
    const others = [];
    visit(document, {
      Pair(_key, { key, value }) {
        if (!isScalar(key) || key.value !== "$ref" || !isScalar(value)) return;
        const [path = ""] = decode(String(value.value)).split("#");
        if (path === "") return;
        const target = resolve(dirname(file), path);
        const { line } = lineCounter.linePos(value.range?.[0] ?? 0);
        const isAddress = /^([a-z][a-z0-9+.-]+:|\/\/)/i.test(path);
        if (isAddress || !target.startsWith(root + sep)) {
          mistakes.push(`${name}:${line}: $ref must name a file inside the spec's own folder.`);
        } else others.push(target);
      },
    });
    for (const other of others) {
      // Redocly reports a file that is missing.
      const target = await realpath(other).catch(() => undefined);
      if (target === undefined) continue;
      if (target.startsWith(root + sep)) await visitFile(target, target.slice(root.length + 1));
      else mistakes.push(`${name}: $ref must name a file inside the spec's own folder.`);
    }
  }
  await visitFile(first, spec);
  if (mistakes.length > 0) throw new ScriptError(mistakes.join("\n"));
}

/** @param {string} text that may hold a percent sign of its own */
const decode = (text) => (/%(?![0-9a-f]{2})/i.test(text) ? text : decodeURIComponent(text));

/** Matches a reference to another file. */
const ELSEWHERE = /\$ref["']?:\s*["']?[^#"'\s]/;

/**
 * The document and the files that it refers to, as one; undefined if there are none.
 * @param {string} path @param {string} text
 */
export async function bundle(path, text) {
  if (!ELSEWHERE.test(text)) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "bundle-"));
  try {
    const output = join(folder, "openapi.yaml");
    const result = await runTool("@redocly/cli", "redocly", ["bundle", path, "--output", output]);
    if (!result.ok) throw new ScriptError(result.output);
    return await readFile(output, "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}

// node scripts/spec-diff/index.mjs                          the contract against that of the last commit
// node scripts/spec-diff/index.mjs v1.0.0                against that of a tag, branch or commit
// node scripts/spec-diff/index.mjs their.yaml --shared   against another document, where both have an operation
//
// Exits with 1 if a difference breaks someone and CHANGELOG.md does not say so.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT, readArguments, run, ScriptError, SPEC } from "../support/script.mjs";
import { compareSpecs } from "./compare.mjs";
import { breakingIn, nameOf, newerThan, renderDifferences, unmentioned } from "./report.mjs";

await run(async () => {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: {
      shared: { type: "boolean", default: false },
      spec: { type: "string" },
      changelog: { type: "string" },
    },
  });
  const other = await loadOther(positionals[0] ?? "HEAD");
  const current = await readFile(values.spec ?? SPEC, "utf8");
  const differences = compareSpecs(other.text, current, {
    shared: values.shared,
    names: [other.name, values.spec ?? "openapi/openapi.yaml"],
  });
  console.log(renderDifferences(differences));
  const changelog = await readFile(values.changelog ?? join(ROOT, "CHANGELOG.md"), "utf8");
  const silent = unmentioned(breakingIn(differences), newerThan(changelog, other.version));
  if (silent.length > 0) {
    const names = silent.map(nameOf).join(", ");
    throw new ScriptError(
      `\nCHANGELOG.md does not mention what breaks. Name ${names} under "### Breaking".`,
    );
  }
});

/** A file, or what a commit had. @param {string} name a path or a git reference */
async function loadOther(name) {
  if (existsSync(name)) return { name, text: await readFile(name, "utf8"), version: undefined };
  const path = "openapi/openapi.yaml";
  const show = async (/** @type {string} */ file) =>
    (await promisify(execFile)("git", ["show", `${name}:${file}`], { cwd: ROOT })).stdout;
  try {
    const { version } = JSON.parse(await show("package.json"));
    return { name: `${name}:${path}`, text: await show(path), version };
  } catch {
    throw new ScriptError(`"${name}" is neither a file nor a commit that has the contract.`);
  }
}

// The other version of the contract: a file, or what a commit had.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { GenerateError, readSpec } from "../generate/spec.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

/**
 * @param {string} name a path or a git reference
 * @returns {Promise<{ spec: import("../generate/spec.mjs").Node, version?: string }>}
 */
export async function loadOther(name) {
  // JSON is YAML, too.
  if (existsSync(name)) return { spec: readSpec(await readFile(name, "utf8"), name) };
  const show = async (/** @type {string} */ path) => {
    const { stdout } = await run("git", ["show", `${name}:${path}`], { cwd: ROOT });
    return stdout;
  };
  try {
    const { version } = JSON.parse(await show("package.json"));
    return { spec: readSpec(await show("openapi/openapi.yaml")), version };
  } catch {
    throw new GenerateError(`"${name}" is neither a file nor a commit that has the contract.`);
  }
}

// Runs tools and scripts in a Node of their own: without a shell, the same way on every system.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT } from "./script.mjs";

const require = createRequire(import.meta.url);

/** @typedef {{ ok: boolean, stdout: string, output: string }} Finished output: both streams */

/**
 * A command of an installed package.
 * @param {string} name of the package @param {string} command @param {string[]} args
 * @returns {Promise<Finished>}
 */
export function runTool(name, command, args) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest);
  return runScript(join(dirname(manifest), typeof bin === "string" ? bin : bin[command]), args);
}

/**
 * @param {string} script its path, from the root of the project @param {string[]} [args]
 * @param {string[]} [flags] for Node
 * @returns {Promise<Finished>}
 */
export async function runScript(script, args = [], flags = []) {
  const child = spawn(process.execPath, [...flags, script, ...args], {
    cwd: ROOT,
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => (output += text));
  const [code] = await once(child, "close");
  return { ok: code === 0, stdout, output: output.trim() };
}

/** The generator, in the one place that knows where it is. @param {string[]} [args] */
export const generate = (args) => runScript("scripts/generate/index.mjs", args);

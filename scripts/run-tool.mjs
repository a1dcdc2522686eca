// Runs the command of an installed package: in this Node, without a shell, alike on every system.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const require = createRequire(import.meta.url);

/**
 * @param {string} name of the package
 * @param {string} command one of its commands
 * @param {string[]} args
 * @returns {Promise<{ ok: boolean, output: string }>} with what it wrote, to either stream
 */
export async function runTool(name, command, args) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest);
  return runScript(join(dirname(manifest), typeof bin === "string" ? bin : bin[command]), args);
}

/**
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function runScript(script, args) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  }
  const [code] = await once(child, "close");
  return { ok: code === 0, output: output.trim() };
}

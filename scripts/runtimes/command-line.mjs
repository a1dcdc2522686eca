// Node, Bun and Deno: a process of its own, that prints the results.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { installed } from "./installed.mjs";
import { BUN, DENO } from "./versions.mjs";

const run = promisify(execFile);
const ENTRY = fileURLToPath(new URL("./entry.mjs", import.meta.url));

/**
 * @typedef {Omit<import("./acceptance.mjs").Setup, "library" | "testing">} PlainSetup what can be
 *   handed to another process
 * @typedef {(setup: PlainSetup) => Promise<import("./acceptance.mjs").Result[]>} Runner
 */

/** @param {string} version @returns {Runner} */
export const runNode = (version) => async (setup) => {
  const folder = await installed({ node: version });
  return results(join(folder, "node_modules", "node", "bin", "node"), [], setup);
};

/** @type {Runner} */
export async function runBun(setup) {
  const folder = await installed(BUN);
  return results(join(folder, "node_modules", ".bin", "bun"), ["run"], setup);
}

/** @type {Runner} */
export async function runDeno(setup) {
  const folder = await installed(DENO);
  const flags = ["run", "--no-lock", "--quiet", "--allow-net", "--allow-env", "--allow-read"];
  return results(join(folder, "node_modules", ".bin", "deno"), flags, setup);
}

/** @param {string} command @param {string[]} flags @param {PlainSetup} setup */
async function results(command, flags, setup) {
  const { stdout } = await run(command, [...flags, ENTRY, JSON.stringify(setup)], {
    timeout: 120_000,
    env: { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" },
  });
  return JSON.parse(stdout);
}

// Runs tools and scripts in a Node of their own: without a shell, the same way on every system.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT } from "./script.mjs";

const require = createRequire(import.meta.url);

/**
 * A command of an installed package.
 * @param {string} name of the package @param {string} command @param {string[]} args
 */
export function runTool(name, command, args) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest);
  return runScript(join(dirname(manifest), typeof bin === "string" ? bin : bin[command]), args);
}

/**
 * @param {string} script its path, from the root of the project @param {string[]} [args]
 * @returns {Promise<{ ok: boolean, stdout: string, output: string }>} `output`: of both streams
 */
export async function runScript(script, args = []) {
  const child = spawn(process.execPath, [script, ...args], {
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

/** Checks the types of everything. */
export async function checkTypes() {
  const finished = await runTool("typescript", "tsc", ["--noEmit", "--pretty", "false"]);
  return { ...finished, output: summarizeTypeErrors(finished.output) };
}

/**
 * The first twenty type errors of `src/`, where most of the others come from; if it has none, of
 * everything. The rest is counted by folder.
 * @param {string} output of tsc
 */
export function summarizeTypeErrors(output) {
  const errors = output.split(/\n(?=\S)/);
  const inSource = errors.filter((error) => error.startsWith("src/"));
  const first = (inSource.length > 0 ? inSource : errors).slice(0, 20);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const error of errors.filter((each) => !first.includes(each))) {
    const [folder = ""] = /^[^/(]+\/?/.exec(error) ?? [];
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  if (counts.size === 0) return first.join("\n");
  const others = [...counts].map(([folder, count]) => `${count} in ${folder}`).join(", ");
  return [...first, `And ${others}: npx tsc --noEmit shows them.`].join("\n");
}

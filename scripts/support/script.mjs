// What every script needs: where the project is, how to read options, and how to end with a sentence.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const SPEC = fileURLToPath(new URL("../../openapi/openapi.yaml", import.meta.url));

/** A mistake of the person at the keyboard: shown as a sentence, without a stack. */
export class ScriptError extends Error {}

/**
 * Runs a script. If it cannot go on, it prints why and exits with 1.
 * @param {() => unknown} main
 */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    const { code, port } = /** @type {{ code?: string, port?: number }} */ (error);
    if (code === "EADDRINUSE") {
      console.error(`Port ${port} is taken. Choose another with --port, or 0 for a free one.`);
    } else if (error instanceof ScriptError) {
      console.error(error.message);
    } else throw error;
    process.exitCode = 1;
  }
}

/**
 * Reads the command line. `--help` prints the comment at the top of the script; a misspelt option
 * is refused with a list of those that exist.
 * @template {import("node:util").ParseArgsConfig} [Config={}]
 * @param {Config} config
 * @returns {ReturnType<typeof parseArgs<Config>>}
 */
export function readArguments(config = /** @type {Config} */ ({})) {
  const options = Object.entries(config.options ?? {}).map(([name, { type }]) =>
    type === "string" ? `--${name} <value>` : `--${name}`,
  );
  const known = options.length > 0 ? `Options: ${options.join(", ")}` : "It takes no options.";
  if (process.argv.slice(2).some((each) => each === "--help" || each === "-h")) {
    const text = readFileSync(process.argv[1] ?? "", "utf8");
    const [comment = ""] = /^(\/\/ .*\n)+/.exec(text) ?? [];
    console.log(`${comment.replaceAll(/^\/\/ /gm, "")}${known}`);
    process.exit();
  }
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ScriptError(`${error.message}\n${known}`);
  }
}

/** @param {string} text of a --port option */
export function readPort(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new ScriptError("--port takes a number from 0 to 65535; 0 picks a free one.");
}

// The options of a script. A misspelt one is told in a sentence, beside those that there are.
import { parseArgs } from "node:util";

/**
 * @template {import("node:util").ParseArgsConfig} Config
 * @param {Config} config
 * @returns {ReturnType<typeof parseArgs<Config>>}
 */
export function readArguments(config) {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return fail(`${error.message}\n${describe(config)}`);
  }
}

/** Ends the script, for what it was given is no use. @param {string} message @returns {never} */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

/** @param {import("node:util").ParseArgsConfig} config */
function describe({ options = {} }) {
  const known = Object.entries(options).map(([name, { type }]) =>
    type === "string" ? `--${name} <value>` : `--${name}`,
  );
  return known.length > 0 ? `Options: ${known.join(", ")}` : "It takes no options.";
}

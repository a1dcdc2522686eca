// npm run smoke   walks list → create → update → delete against the real API
//
// Needs SUPERMETRICS_API_KEY, SUPERMETRICS_TEAM_ID and SUPERMETRICS_CONNECTOR_IDENTIFIER. It makes
// one secret under a name of its own, and leaves nothing behind. What it prints holds neither a
// credential nor a value, and belongs in openapi/REALITY.md.
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { readArguments } from "./arguments.mjs";
import { renderReport } from "./smoke/report.mjs";
import { readSettings } from "./smoke/settings.mjs";
import { cleanUp, describe, newName, StepError, walk } from "./smoke/walk.mjs";

readArguments({});
const settings = readSettings(process.env);
if ("missing" in settings) {
  console.log(`Nothing was tried: set ${settings.missing.join(", ")} to run against the real API.`);
} else {
  await run(settings);
}

/** @param {Exclude<typeof settings, { missing: string[] }>} settings */
async function run({ options, connector }) {
  /** @type {typeof import("../src/index.ts")} */
  const package_ = await import(new URL("../dist/index.js", import.meta.url).href);
  const client = package_.createClient(options);
  const secret_name = newName();
  /** @type {import("./smoke/walk.mjs").Step[]} */
  const steps = [];
  const interrupt = new AbortController();
  // Once: a second Ctrl-C ends the process at once.
  process.once("SIGINT", () => interrupt.abort());
  try {
    await walk(package_, client, connector, secret_name, interrupt.signal, (step) => {
      steps.push(step);
      console.error(`${step.ok ? "✓" : "✗"} ${step.call}: ${step.answer}`);
    });
  } catch (error) {
    if (!(error instanceof StepError) && !interrupt.signal.aborted) throw error;
    process.exitCode = interrupt.signal.aborted ? 130 : 1;
  } finally {
    const cleaned = await tryToCleanUp(client, connector, secret_name);
    if (steps.some(({ ok }) => !ok)) process.exitCode ||= 1;
    console.log(`\n${renderReport({ steps, cleaned, ...(await versions()) })}`);
  }
}

/**
 * @param {import("../src/index.ts").Client} client
 * @param {import("./smoke/settings.mjs").Connector} connector @param {string} secret_name
 */
async function tryToCleanUp(client, connector, secret_name) {
  try {
    const removed = await cleanUp(client, connector, secret_name);
    return removed > 0 ? `Yes, of ${removed} left over.` : "Yes, nothing was left over.";
  } catch (error) {
    process.exitCode ||= 1;
    return `NO (${describe(error)}). Delete the secrets named ${secret_name} by hand.`;
  }
}

async function versions() {
  const read = async (/** @type {string} */ path) =>
    parse(await readFile(new URL(path, import.meta.url), "utf8"));
  return {
    version: (await read("../package.json")).version,
    contract: (await read("../openapi/openapi.yaml")).info.version,
  };
}

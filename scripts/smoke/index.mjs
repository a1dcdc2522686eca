// npm run smoke   walks list → create → update → delete against the real API
//
// Needs SUPERMETRICS_API_KEY, SUPERMETRICS_TEAM_ID and SUPERMETRICS_CONNECTOR_IDENTIFIER. It makes
// one secret under a name of its own, and leaves nothing behind. What it prints holds neither a
// credential nor a value, and belongs in openapi/REALITY.md.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as library from "supermetrics-connector-builder";
import { parse } from "yaml";
import { ROOT, readArguments, run, ScriptError } from "../support/script.mjs";
import { renderReport } from "./report.mjs";
import { cleanUp, describe, newName, StepError, walk } from "./walk.mjs";

const NEEDED = [
  "SUPERMETRICS_API_KEY",
  "SUPERMETRICS_TEAM_ID",
  "SUPERMETRICS_CONNECTOR_IDENTIFIER",
];

await run(async () => {
  readArguments();
  const missing = NEEDED.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    console.log(`Nothing was tried: set ${missing.join(", ")} to run against the real API.`);
    return;
  }
  const [apiKey = "", team = "", connector_identifier = ""] = NEEDED.map(
    (name) => process.env[name],
  );
  if (!/^\d+$/.test(team)) throw new ScriptError("SUPERMETRICS_TEAM_ID must be a whole number.");
  const baseUrl = process.env.SUPERMETRICS_BASE_URL || undefined;
  // Each answer has to be seen as it comes, so nothing is repeated.
  const client = library.createClient({ apiKey, baseUrl, maxRetries: 0 });
  await tryOut(client, { team_id: BigInt(team), connector_identifier });
});

/** @param {library.Client} client @param {import("./walk.mjs").Connector} connector */
async function tryOut(client, connector) {
  const secret_name = newName();
  /** @type {import("./walk.mjs").Step[]} */
  const steps = [];
  const interrupt = new AbortController();
  // Once: a second Ctrl-C ends the process at once.
  process.once("SIGINT", () => interrupt.abort());
  try {
    await walk(client, connector, secret_name, interrupt.signal, (step) => {
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
 * @param {library.Client} client @param {import("./walk.mjs").Connector} connector
 * @param {string} secret_name
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
    parse(await readFile(join(ROOT, path), "utf8"));
  return {
    version: (await read("package.json")).version,
    contract: (await read("openapi/openapi.yaml")).info.version,
  };
}

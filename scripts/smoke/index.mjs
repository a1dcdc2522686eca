// node scripts/smoke/index.mjs [--connectors]   asks the real API what the contract leaves open
//
// It reads, and makes one throw-away secret; with --connectors, also two connectors. It leaves
// nothing behind. Run `npm run build` first. It needs a credential, a team and a connector, in the
// variables of the command line. What it prints holds no value, name, configuration or credential,
// and belongs in openapi/api-observations.md.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ConfigurationError, createClient, NotFoundError } from "supermetrics-connector-builder";
import { readSpec } from "../generate/spec.mjs";
import { ROOT, readArguments, run, ScriptError, SPEC } from "../support/script.mjs";
import { askAboutConnectors, askAboutSecrets, askWhatIsThere } from "./questions.mjs";
import { createReport, describe } from "./report.mjs";

/** CI systems set a variable to nothing if what it should hold is missing. @param {string} name */
const variable = (name) => process.env[`SUPERMETRICS_${name}`]?.trim() || undefined;

await run(async () => {
  const { values } = readArguments({
    options: { connectors: { type: "boolean", default: false } },
  });
  const [apiKey, bearerToken] = [variable("API_KEY"), variable("BEARER_TOKEN")];
  const team = variable("TEAM_ID");
  const connector_identifier = variable("CONNECTOR_IDENTIFIER");
  if (!(apiKey ?? bearerToken) || !team || !connector_identifier) {
    return console.log(
      "Skipped: to run against the real API, set SUPERMETRICS_API_KEY or SUPERMETRICS_BEARER_TOKEN, SUPERMETRICS_TEAM_ID and SUPERMETRICS_CONNECTOR_IDENTIFIER.",
    );
  }
  if (!/^\d+$/.test(team)) throw new ScriptError("SUPERMETRICS_TEAM_ID must be digits.");
  const existing = { team_id: BigInt(team), connector_identifier };
  try {
    const client = createClient({ apiKey, bearerToken, baseUrl: variable("BASE_URL") });
    await askAll(client, existing, values.connectors);
  } catch (error) {
    throw error instanceof ConfigurationError ? new ScriptError(error.message) : error;
  }
});

/**
 * @param {import("supermetrics-connector-builder").Client} client
 * @param {import("./questions.mjs").Connector} existing @param {boolean} withConnectors
 */
async function askAll(client, existing, withConnectors) {
  const spec = readSpec(await readFile(SPEC, "utf8"));
  const { version } = JSON.parse(await readFile(`${ROOT}package.json`, "utf8"));
  // The first Ctrl-C ends the calls, so that the run can clean up; the second ends the process.
  const interrupt = new AbortController();
  for (const [name, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
    process.once(name, () => {
      process.exitCode = code;
      interrupt.abort();
    });
  }
  const { signal } = interrupt;
  const report = createReport(spec, client, signal);
  // Nobody else's name begins like this.
  const name = `smoke_test_${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  /** @type {import("./questions.mjs").Run} */
  const state = { ...report, existing, name, made: [] };
  try {
    await askWhatIsThere(state);
    await askAboutSecrets(state);
    if (withConnectors) await askAboutConnectors(state);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    const cleaned = await cleanUp(client, state);
    if (!report.isAsDocumented()) process.exitCode ||= 1;
    const date = new Date().toISOString().slice(0, 10);
    console.log(`
## ${date}: contract ${spec.info.version}, package ${version}

${report.render()}

Cleaned up? ${cleaned}`);
  }
}

/**
 * By name, since the response that had the id may be lost.
 * @param {import("supermetrics-connector-builder").Client} client
 * @param {import("./questions.mjs").Run} run
 */
async function cleanUp({ secrets, connectors }, { existing, name, others, made }) {
  const { team_id } = existing;
  let count = 0;
  /** @type {string[]} */
  const failures = [];
  const note = (/** @type {unknown} */ error) => {
    if (!(error instanceof NotFoundError)) failures.push(describe(error));
  };
  const list = await secrets.list(existing).catch(note);
  for (const { secret_name, secret_placeholder } of list?.secrets ?? []) {
    if (secret_name !== name) continue;
    count++;
    await secrets.delete({ ...existing, secret_placeholder }).catch(note);
  }
  const all = others && (await connectors.list({ team_id }).catch(note));
  for (const { name: title, connector_identifier = "" } of all?.connectors ?? []) {
    // Whatever a response says, the connectors that were there before stay.
    const isOurs = title === name || made.includes(connector_identifier);
    if (!isOurs || others?.includes(connector_identifier)) continue;
    count++;
    await connectors.delete({ team_id, connector_identifier }).catch(note);
  }
  if (failures.length === 0) return `Yes, ${count || "nothing"} was left over.`;
  process.exitCode ||= 1;
  return `NO (${failures.join(", ")}). Delete what is named ${name} by hand.`;
}

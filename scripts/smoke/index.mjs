// node scripts/smoke/index.mjs [--connectors]   asks the real API what the contract leaves open
//
// It reads, and makes one throw-away secret; with --connectors, also two connectors. It leaves
// nothing behind. Run `npm run build` first. It needs a credential, a team and a connector, in the
// variables of the command line. What it prints holds no value, name, configuration or credential,
// and belongs in openapi/REALITY.md.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ConfigurationError, createClient } from "supermetrics-connector-builder";
import { readSpec } from "../generate/spec.mjs";
import { ROOT, readArguments, run, ScriptError, SPEC } from "../support/script.mjs";
import { QUESTIONS } from "./questions.mjs";
import { createReport, describe } from "./report.mjs";

/** CI systems set a variable to nothing if what it should hold is missing. @param {string} name */
const variable = (name) => process.env[`SUPERMETRICS_${name}`]?.trim() || undefined;

await run(async () => {
  const { values } = readArguments({ options: { connectors: { type: "boolean" } } });
  const apiKey = variable("API_KEY");
  const bearerToken = variable("BEARER_TOKEN");
  const team = variable("TEAM_ID");
  const connector_identifier = variable("CONNECTOR_IDENTIFIER");
  if (!(apiKey ?? bearerToken) || !team || !connector_identifier) {
    return console.log(
      "Skipped: to run against the real API, set SUPERMETRICS_API_KEY or SUPERMETRICS_BEARER_TOKEN, SUPERMETRICS_TEAM_ID and SUPERMETRICS_CONNECTOR_IDENTIFIER.",
    );
  }
  if (!/^\d+$/.test(team)) throw new ScriptError("SUPERMETRICS_TEAM_ID must be digits.");
  const given = { team_id: BigInt(team), connector_identifier };
  try {
    const client = createClient({ apiKey, bearerToken, baseUrl: variable("BASE_URL") });
    await askAll(client, given, values.connectors === true);
  } catch (error) {
    throw error instanceof ConfigurationError ? new ScriptError(error.message) : error;
  }
});

/**
 * @param {import("supermetrics-connector-builder").Client} client
 * @param {import("./questions.mjs").Connector} given @param {boolean} withConnectors
 */
async function askAll(client, given, withConnectors) {
  const spec = readSpec(await readFile(SPEC, "utf8"));
  const { version } = JSON.parse(await readFile(`${ROOT}package.json`, "utf8"));
  const signal = onInterrupt();
  const { call, learn, render, isGood } = createReport(spec, client, signal);
  // Nobody else's name begins like this.
  const name = `smoke_test_${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  /** @type {import("./questions.mjs").Run} */
  const walk = { client, given, call, signal, name, cleanUps: [], known: {} };
  try {
    for (const { question, needs, ask } of QUESTIONS) {
      // The connector is made by the first question that needs the others.
      if ((needs && !walk.known[needs]) || (needs === "others" && !withConnectors)) continue;
      const answer = await ask(walk);
      if (question && answer) learn(question, answer);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    const cleaned = await cleanUp(walk);
    if (!isGood()) process.exitCode ||= 1;
    const title = `contract ${spec.info.version}, package ${version}`;
    console.log(`\n${render(title)}\n\nCleaned up? ${cleaned}`);
  }
}

/** The first Ctrl-C ends the calls, so that the run can clean up; the second ends the process. */
function onInterrupt() {
  const interrupt = new AbortController();
  for (const [name, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
    process.once(name, () => {
      process.exitCode = code;
      interrupt.abort();
    });
  }
  return interrupt.signal;
}

/** Goes on after a failure. @param {import("./questions.mjs").Run} walk */
async function cleanUp({ cleanUps, name }) {
  let count = 0;
  const failures = [];
  for (const deleteRest of cleanUps.reverse()) {
    try {
      count += await deleteRest();
    } catch (error) {
      failures.push(describe(error));
    }
  }
  if (failures.length === 0) return `Yes, ${count || "nothing"} was left over.`;
  process.exitCode ||= 1;
  return `NO (${failures.join(", ")}). Delete what is named ${name} by hand.`;
}

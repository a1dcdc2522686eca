// npm run smoke                  tries the real API: reads, and the life of one throw-away secret
// npm run smoke -- --connectors  also creates two connectors, and deletes them
//
// Needs a credential, a team and a connector, in the variables of the command line. It leaves
// nothing behind. What it prints holds no value, name, configuration or credential, and belongs in
// openapi/REALITY.md.
import { readFile } from "node:fs/promises";
import { ConfigurationError, createClient } from "supermetrics-connector-builder";
import { readSpec } from "../generate/spec.mjs";
import { ROOT, readArguments, run, ScriptError, SPEC } from "../support/script.mjs";
import { tryConnectors } from "./connectors.mjs";
import { createRecord, describe } from "./record.mjs";
import { newName, read, trySecret } from "./walk.mjs";

/** CI systems set a variable to nothing where what it should hold is missing. @param {string} name */
const variable = (name) => process.env[`SUPERMETRICS_${name}`]?.trim() || undefined;

await run(async () => {
  const { values } = readArguments({ options: { connectors: { type: "boolean" } } });
  const apiKey = variable("API_KEY");
  const bearerToken = variable("BEARER_TOKEN");
  const team = variable("TEAM_ID");
  const connector_identifier = variable("CONNECTOR_IDENTIFIER");
  if (!(apiKey ?? bearerToken) || !team || !connector_identifier) {
    console.log(
      "Nothing was tried: to run against the real API, set SUPERMETRICS_API_KEY or SUPERMETRICS_BEARER_TOKEN, SUPERMETRICS_TEAM_ID and SUPERMETRICS_CONNECTOR_IDENTIFIER.",
    );
    return;
  }
  if (!/^\d+$/.test(team)) throw new ScriptError("SUPERMETRICS_TEAM_ID must be digits.");
  const connector = { team_id: BigInt(team), connector_identifier };
  await tryOut(connect({ apiKey, bearerToken }), connector, values.connectors === true);
});

/** @param {{ apiKey: string | undefined, bearerToken: string | undefined }} credential */
function connect(credential) {
  try {
    return createClient({ ...credential, baseUrl: variable("BASE_URL") });
  } catch (error) {
    if (error instanceof ConfigurationError) throw new ScriptError(error.message);
    throw error;
  }
}

/**
 * @param {import("./walk.mjs").Run["client"]} client @param {import("./walk.mjs").Connector} connector
 * @param {boolean} withConnectors
 */
async function tryOut(client, connector, withConnectors) {
  const spec = readSpec(await readFile(SPEC, "utf8"));
  const { version } = JSON.parse(await readFile(`${ROOT}package.json`, "utf8"));
  const { signal } = onInterrupt();
  const record = createRecord(spec, signal);
  // Each answer has to be seen as it comes, so nothing is repeated but the clean-up.
  const options = { signal, maxRetries: 0 };
  /** @type {import("./walk.mjs").Run} */
  const walk = { client, record, options, name: newName(), cleanUps: [] };
  try {
    const others = await read(walk, connector);
    await trySecret(walk, connector);
    if (withConnectors && others) await tryConnectors(walk, connector.team_id, others);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    const cleaned = await cleanUp(walk);
    if (record.rows.some(({ ok }) => !ok)) process.exitCode ||= 1;
    console.log(`\n${record.render({ contract: spec.info.version, version, cleaned })}`);
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
  return interrupt;
}

/** Goes on after a failure. @param {import("./walk.mjs").Run} run */
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

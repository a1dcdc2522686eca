// A thousand calls over a network that loses requests and responses: each verdict against what is
// stored in the end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "supermetrics-connector-builder";

const { control } = JSON.parse(process.env.COMPAT ?? "{}");
const CALLS = 1000;
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));
const team_id = 936506;
const SECRET = { secret_name: "new", secret_value: "a value" };

/**
 * Each call has a connector of its own, which holds one secret, and changes something.
 * @typedef {{ team_id: number, connector_identifier: string }} Connector
 * @type {((client: import("supermetrics-connector-builder").Client, connector: Connector, secret_placeholder: string) => Promise<unknown>)[]}
 */
const OPERATIONS = [
  ({ secrets }, connector) => secrets.create({ ...connector, ...SECRET }),
  ({ secrets }, connector, secret_placeholder) =>
    secrets.update({ ...connector, secret_placeholder, secret_value: "a value" }),
  ({ secrets }, connector, secret_placeholder) =>
    secrets.delete({ ...connector, secret_placeholder }),
  ({ secrets }, connector) => secrets.set({ ...connector, ...SECRET }),
  ({ secrets }, connector) => secrets.sync({ ...connector, secrets: { new: "a value" } }),
  ({ connectors }, { connector_identifier }) =>
    connectors.create({ team_id, title: `by ${connector_identifier}` }),
];

/** Nearly half of the requests fail, most of them once they are applied. */
function drawFaults() {
  let state = seed;
  return Array.from({ length: 5 * CALLS }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const chance = state / 2 ** 32;
    if (chance < 0.4) return { drop: chance < 0.3 ? "after" : "before" };
    return chance < 0.45 ? { status: 503 } : {};
  });
}

/** A sync reports its one item, whose status is no outcome. @param {any} error */
function verdictOf({ outcome, result }) {
  if (!result) return outcome;
  return result.items[0].status === "unknown" ? "unknown" : "not_applied";
}

const stored = async () => (await (await fetch(`${control}/seen`)).json()).stored;

test(`no verdict is false, and nothing is stored twice (SEED=${seed})`, async () => {
  const body = JSON.stringify({ count: CALLS, faults: drawFaults() });
  const { url } = await (await fetch(`${control}/fake`, { method: "POST", body })).json();
  const client = createClient({ apiKey: "a-key", baseUrl: url, maxRetryDelay: 1 });
  const before = await stored();
  const verdicts = [];
  for (const [index, [{ secret_placeholder }]] of before.entries()) {
    const connector = { team_id, connector_identifier: `C${index}` };
    const done = OPERATIONS[index % OPERATIONS.length]?.(client, connector, secret_placeholder);
    verdicts.push(await done?.then(() => "applied", verdictOf));
  }
  const { connectors } = await client.connectors.list({ team_id }, { maxRetries: 50 });
  const names = connectors.flatMap(({ name }) => name ?? []);
  assert.deepEqual(names, [...new Set(names)]);
  const after = await stored();
  const wrong = verdicts.flatMap((verdict, index) => {
    const isChanged = JSON.stringify(before[index]) !== JSON.stringify(after[index]);
    const want = isChanged || names.includes(`by C${index}`) ? "applied" : "not_applied";
    return ["unknown", want].includes(verdict) ? [] : `call ${index}: ${verdict}, was ${want}`;
  });
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} of ${CALLS} verdicts are false`);
  // Else the server was too kind to show anything.
  assert.ok(verdicts.includes("unknown"));
});

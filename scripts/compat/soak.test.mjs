// A thousand calls over a network that loses requests and responses: each verdict against what is
// stored in the end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "supermetrics-connector-builder";

const { control } = JSON.parse(process.env.COMPAT ?? "{}");
const CALLS = 1000;
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));
const team_id = 936506;
const secret_value = "a value";

/**
 * Each works on a connector of its own, which holds a secret named `old`: what is called, and what
 * shows that it was applied, in the secrets of that connector or in the names of all connectors.
 * @type {[
 *   call: (client: import("supermetrics-connector-builder").Client, connector: { team_id: number, connector_identifier: string }, secret_placeholder: string) => Promise<unknown>,
 *   isApplied: (secrets: Map<string, string>, names: string[], connector_identifier: string) => boolean,
 * ][]}
 */
const OPERATIONS = [
  [
    ({ secrets }, connector) => secrets.create({ ...connector, secret_name: "new", secret_value }),
    (secrets) => secrets.has("new"),
  ],
  [
    ({ secrets }, connector, secret_placeholder) =>
      secrets.update({ ...connector, secret_placeholder, secret_value }),
    (secrets) => secrets.get("old") === secret_value,
  ],
  [
    ({ secrets }, connector, secret_placeholder) =>
      secrets.delete({ ...connector, secret_placeholder }),
    (secrets) => !secrets.has("old"),
  ],
  [
    ({ secrets }, connector) => secrets.set({ ...connector, secret_name: "new", secret_value }),
    (secrets) => secrets.has("new"),
  ],
  [
    ({ secrets }, connector) => secrets.sync({ ...connector, secrets: { new: secret_value } }),
    (secrets) => secrets.has("new"),
  ],
  [
    ({ connectors }, { connector_identifier }) =>
      connectors.create({ team_id, title: `made by ${connector_identifier}` }),
    (_, names, connector_identifier) => names.includes(`made by ${connector_identifier}`),
  ],
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

/** A sync reports its one item. @param {any} error */
function verdictOf({ outcome, result }) {
  const status = result?.items[0].status;
  return status ? (status === "unknown" ? "unknown" : "not_applied") : outcome;
}

const stored = async () => (await (await fetch(`${control}/seen`)).json()).stored;

test(`no verdict is false, and nothing is stored twice (SEED=${seed})`, async () => {
  const body = JSON.stringify({ count: CALLS, faults: drawFaults() });
  const { url } = await (await fetch(`${control}/fake`, { method: "POST", body })).json();
  const client = createClient({ apiKey: "a-key", baseUrl: url, maxRetryDelay: 1 });
  const verdicts = [];
  for (const [index, [{ secret_placeholder }]] of (await stored()).entries()) {
    const connector = { team_id, connector_identifier: `C${index}` };
    const call = OPERATIONS[index % OPERATIONS.length]?.[0];
    const done = call?.(client, connector, secret_placeholder);
    verdicts.push(await done?.then(() => "applied").catch(verdictOf));
  }
  const { connectors } = await client.connectors.list({ team_id }, { maxRetries: 50 });
  const names = connectors.flatMap(({ name }) => name ?? []);
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  assert.deepEqual(twice, []);
  const left = await stored();
  const wrong = verdicts.flatMap((verdict, index) => {
    const secrets = new Map(
      left[index].map((/** @type {any} */ each) => [each.secret_name, each.secret_value]),
    );
    const isApplied = OPERATIONS[index % OPERATIONS.length]?.[1](secrets, names, `C${index}`);
    const want = isApplied ? "applied" : "not_applied";
    return verdict === "unknown" || verdict === want
      ? []
      : `call ${index}: ${verdict}, was ${want}`;
  });
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} of ${CALLS} verdicts are false`);
  // Else the server was too kind to show anything.
  assert.ok(verdicts.includes("unknown"));
});

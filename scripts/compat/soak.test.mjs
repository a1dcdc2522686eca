// A thousand calls over a network that loses requests and responses: each verdict against what the
// server did.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "supermetrics-connector-builder";

const { control } = JSON.parse(process.env.COMPAT ?? "{}");
const CALLS = 1000;
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));
const team_id = 936506;

/** @param {string} path @param {object} [body] */
async function ask(path, body) {
  const init = body && { method: "POST", body: JSON.stringify(body) };
  return (await fetch(`${control}${path}`, init)).json();
}

/**
 * @typedef {import("supermetrics-connector-builder").Client} Client
 * @typedef {import("supermetrics-connector-builder").CallOptions} Options
 */
/**
 * Each works on a connector of its own, which holds a secret named `old`.
 * @type {Record<string, (client: Client, connector: { team_id: number, connector_identifier: string }, secret_placeholder: string, options: Options) => Promise<unknown>>}
 */
const OPERATIONS = {
  "connectors.create": ({ connectors }, { connector_identifier: title }, _, options) =>
    connectors.create({ team_id, title }, options),
  "secrets.create": ({ secrets }, connector, _, options) =>
    secrets.create({ ...connector, secret_name: "new", secret_value: "a value" }, options),
  "secrets.update": ({ secrets }, connector, secret_placeholder, options) =>
    secrets.update({ ...connector, secret_placeholder, secret_value: "a value" }, options),
  "secrets.delete": ({ secrets }, connector, secret_placeholder, options) =>
    secrets.delete({ ...connector, secret_placeholder }, options),
  "secrets.set": ({ secrets }, connector, _, options) =>
    secrets.set({ ...connector, secret_name: "new", secret_value: "a value" }, options),
  "secrets.sync": ({ secrets }, connector, _, options) =>
    secrets.sync({ ...connector, secrets: { new: "a value" } }, options),
};

/** A sync reports its one item. @param {any} error */
function verdictOf({ outcome, result }) {
  const status = result?.items[0].status;
  return status ? (status === "unknown" ? "unknown" : "not_applied") : outcome;
}

test(`no verdict is false, and nothing is stored twice (SEED=${seed})`, async () => {
  const { url, placeholders } = await ask("/fake", { connectors: CALLS, seed });
  const client = createClient({ apiKey: "a-key", baseUrl: url, maxRetryDelay: 1 });
  const names = Object.keys(OPERATIONS);
  const verdicts = [];
  for (let index = 0; index < CALLS; index++) {
    const name = names[index % names.length] ?? "";
    const connector = { team_id, connector_identifier: `C${index}` };
    const options = { headers: { "x-call": String(index) } };
    const call = OPERATIONS[name]?.(client, connector, placeholders[index], options);
    const outcome = await call?.then(() => "applied").catch(verdictOf);
    verdicts.push({ name, outcome });
  }
  const { requests } = await ask("/seen");
  /** @type {Record<string, string[]>} */
  const applied = {};
  for (const { call, method, isApplied } of requests) {
    if (isApplied) applied[call] = [...(applied[call] ?? []), method];
  }
  const wrong = verdicts.flatMap(({ name, outcome }, index) => {
    const writes = applied[index] ?? [];
    const creates = writes.filter((method) => method === "POST").length;
    const isFalse =
      (outcome === "not_applied" && writes.length > 0) ||
      (outcome === "applied" && writes.length === 0) ||
      !["applied", "not_applied", "unknown"].includes(outcome);
    return isFalse || creates > 1 ? [`${name}: ${outcome}, applied: ${writes.join(", ")}`] : [];
  });
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} of ${CALLS} verdicts are false`);
  // Else the server was too kind to show anything.
  assert.ok(verdicts.some(({ outcome }) => outcome === "unknown"));
});

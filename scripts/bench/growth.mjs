// Cost as work grows: a sync of more and more secrets, and a thousand connectors. The API is in
// this process, so the time is the client's and the fake API's.
//   node --expose-gc scripts/bench/growth.mjs '{"connectors": 1000}'
import { createClient } from "supermetrics-connector-builder";
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { median, settle } from "./statistics.mjs";

const IN_FLIGHT = 20;
const RUNS = 15;
const { connectors } = JSON.parse(process.argv[2] ?? "{}");

/** @param {number} count */
const record = (count) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`name_${index}`, `value ${index}`]),
  );

/** @param {number} index */
const connector = (index) => ({ team_id: 1, connector_identifier: `C${index}` });

/**
 * Syncs so many secrets into so many connectors through one client.
 * @param {number} count @param {number} secretCount
 */
async function measure(count, secretCount) {
  const all = Array.from({ length: count }, (_, index) => connector(index));
  const values = record(secretCount);
  // Stored already, so that each answer to a write is equally long.
  const api = createFakeApi({ connectors: all.map((each) => ({ ...each, secrets: values })) });
  let requests = 0;
  /** @type {typeof globalThis.fetch} */
  const fetch = (url, init) => {
    requests++;
    // The fake API remembers each; the memory that is measured is the client's.
    api.requests.length = 0;
    return api.fetch(url, init);
  };
  const { secrets } = createClient({ apiKey: "key", fetch });
  const queue = all.values();
  const started = performance.now();
  async function lane() {
    for (const each of queue) await secrets.sync({ ...each, secrets: values });
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  const milliseconds = performance.now() - started;
  const expected = count * (secretCount + 1);
  if (requests !== expected) throw new Error(`${requests} requests instead of ${expected}`);
  return milliseconds;
}

/**
 * The median time of some runs, and what each leaves in the heap.
 * @param {number} connectors @param {number} secrets
 */
async function typical(connectors, secrets) {
  /** @type {number[]} */
  const times = [];
  let before = 0;
  for (let run = 0; run <= RUNS; run++) {
    const milliseconds = await measure(connectors, secrets);
    await settle();
    // The first compiles.
    if (run === 0) before = process.memoryUsage().heapUsed;
    else times.push(milliseconds);
  }
  const kept = (process.memoryUsage().heapUsed - before) / 1024 / RUNS;
  const requests = connectors * (secrets + 1);
  return { connectors, secrets, requests, milliseconds: median(times), kept };
}

await measure(50, 20);
const rows = [];
for (const count of [1, 10, 100]) rows.push(await typical(1, count));
rows.push(await typical(connectors, 3));
process.stdout.write(JSON.stringify(rows));

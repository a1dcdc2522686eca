// Cost as the work grows: a sync of 10 secrets and of 100. The API is in this process.
//   node --expose-gc growth.mjs   → whether time is linear and memory flat; else it ends with 1
import { createClient } from "supermetrics-connector-builder";
import { createFakeApi } from "supermetrics-connector-builder/testing";

const RUNS = 15;
const CONNECTOR = { team_id: 1, connector_identifier: "C" };

/** Microseconds a request, and the kilobytes that a run leaves behind. @param {number} count */
async function measure(count) {
  const names = Array.from({ length: count }, (_, index) => `name_${index}`);
  const secrets = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
  /** @type {number[]} */
  const times = [];
  let before = 0;
  for (let run = 0; run <= RUNS; run++) {
    // Stored already, so that each write is an update.
    const { fetch, requests } = createFakeApi({ connectors: [{ ...CONNECTOR, secrets }] });
    const client = createClient({ apiKey: "key", fetch });
    const started = performance.now();
    await client.secrets.sync({ ...CONNECTOR, secrets });
    times.push(((performance.now() - started) * 1000) / requests.length);
    await new Promise((resolve) => setTimeout(resolve, 20));
    globalThis.gc?.();
    // The first run compiles.
    if (run === 0) before = process.memoryUsage().heapUsed;
  }
  const kept = (process.memoryUsage().heapUsed - before) / 1024 / RUNS;
  return { time: times.sort((a, b) => a - b)[RUNS >> 1] ?? 0, kept };
}

/** @param {number} value @param {number} target @param {string} text */
function judge(value, target, text) {
  if (value > target) process.exitCode = 1;
  console.log(`${value > target ? "MISSED" : "met   "}  ${text}, target ≤ ${target}`);
}

await measure(20);
const [ten, hundred] = [await measure(10), await measure(100)];
const growth = hundred.time / ten.time;
judge(growth, 1.25, `a request in a sync of 100 costs ${growth.toFixed(2)} of one in 10`);
// The runtime's own code comes to 90.
const kept = Math.max(0, ten.kept, hundred.kept);
judge(kept, 200, `a sync keeps ${kept.toFixed()} kB of heap`);

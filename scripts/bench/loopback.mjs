// Latency one by one and throughput at 50 in flight, over loopback, against another process.
//   node --expose-gc scripts/bench/loopback.mjs '{"peers": …, "only": […], "rounds": …}'
import { fork } from "node:child_process";
import { once } from "node:events";
import { quantile, settle, shuffled } from "./statistics.mjs";
import { makeCalls } from "./subjects.mjs";

const IN_FLIGHT = 50;
const { peers, only, rounds, warmUp, slice } = JSON.parse(process.argv[2] ?? "{}");

const server = fork(new URL("./server.mjs", import.meta.url), { execArgv: [] });
const [port] = await once(server, "message");
const calls = await makeCalls({ baseUrl: `http://127.0.0.1:${port}`, peers }, only);

/**
 * Calls with so many in flight for so long.
 * @param {() => Promise<unknown>} call @param {number} lanes @param {number} milliseconds
 */
async function load(call, lanes, milliseconds) {
  /** @type {number[]} */
  const latencies = [];
  const started = performance.now();
  const cpu = process.cpuUsage();
  const end = started + milliseconds;
  async function lane() {
    for (let before = performance.now(); before < end; ) {
      await call();
      const after = performance.now();
      latencies.push(after - before);
      before = after;
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: latencies.length / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpu: (user + system) / latencies.length,
  };
}

// undici's numbers settle after 8 to 10 seconds of load, a client's own once it is compiled; in
// turns, so that all are as warm.
for (const until = performance.now() + warmUp; performance.now() < until; ) {
  for (const [, call] of calls) {
    await load(call, IN_FLIGHT, 150);
    await load(call, 1, 50);
  }
}

/** @type {Record<string, Record<string, number[]>>} */
const samples = {};
/** @param {string} name @param {string} measure @param {number} value */
function record(name, measure, value) {
  samples[name] ??= {};
  samples[name][measure] ??= [];
  samples[name][measure].push(value);
}

for (let round = 0; round < rounds; round++) {
  for (const [name, call] of shuffled(calls)) {
    await settle({ type: "minor" });
    const single = await load(call, 1, slice);
    record(name, "latency", single.p50);
    record(name, "latency p99", single.p99);
    await settle({ type: "minor" });
    const many = await load(call, IN_FLIGHT, slice);
    record(name, "throughput", many.perSecond);
    record(name, "p99 at 50", many.p99);
    record(name, "cpu at 50", many.cpu);
  }
}
process.stdout.write(JSON.stringify(samples));
server.disconnect();
process.exit();

// What a call costs beside the network: with a fetch that answers in this process.
//   node scripts/bench/own-cost.mjs '{"peers": …, "only": […], "slice": …}'
import { Bench } from "tinybench";
import { STATUS, TEXT } from "./request.mjs";
import { shuffled } from "./statistics.mjs";
import { makeCalls } from "./subjects.mjs";

const { peers, only, slice, rounds } = JSON.parse(process.argv[2] ?? "{}");
const headers = { "content-type": "application/json" };
const fetch = async () => new Response(TEXT, { status: STATUS, headers });
const calls = await makeCalls({ baseUrl: "http://127.0.0.1:1", fetch, peers }, only);

/** @type {Record<string, { "own cost": number[] }>} */
const samples = {};
for (let round = -1; round < rounds; round++) {
  for (const [name, call] of shuffled(calls)) {
    const bench = new Bench({ time: slice, warmupTime: round < 0 ? 1000 : 50 });
    bench.add(name, async () => void (await call()));
    const [task] = await bench.run();
    const result = task?.result;
    if (result?.state !== "completed") throw new Error(`${name} did not complete`);
    if (round < 0) continue;
    samples[name] ??= { "own cost": [] };
    samples[name]["own cost"].push(result.latency.p50 * 1000);
  }
}
process.stdout.write(JSON.stringify(samples));

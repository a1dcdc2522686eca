// Heap per call, over loopback: how much is allocated while no garbage is collected.
//   node --expose-gc --max-semi-space-size=512 scripts/bench/heap.mjs '{"peers": …, "only": […]}'
import { fork } from "node:child_process";
import { once } from "node:events";
import { settle, shuffled } from "./statistics.mjs";
import { makeCalls } from "./subjects.mjs";

const CALLS = 300;
const { peers, only, rounds } = JSON.parse(process.argv[2] ?? "{}");

const server = fork(new URL("./server.mjs", import.meta.url), { execArgv: [] });
const [port] = await once(server, "message");
const calls = await makeCalls({ baseUrl: `http://127.0.0.1:${port}`, peers }, only);

/** @type {Record<string, { heap: number[] }>} */
const samples = {};
for (let round = -2; round < rounds; round++) {
  for (const [name, call] of shuffled(calls)) {
    await settle();
    const before = process.memoryUsage().heapUsed;
    for (let number = 0; number < CALLS; number++) await call();
    const used = process.memoryUsage().heapUsed - before;
    // The first two rounds compile and optimize.
    if (round < 0) continue;
    samples[name] ??= { heap: [] };
    samples[name].heap.push(used / CALLS);
  }
}
process.stdout.write(JSON.stringify(samples));
server.disconnect();
process.exit();

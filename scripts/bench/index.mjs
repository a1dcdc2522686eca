// node scripts/bench/index.mjs           the client beside its peers, for the guide on speed and size
// node scripts/bench/index.mjs --quick   a short run
//
// Run `npm run build` first.
//
// Each client runs in a process of its own, since several in one heap warm each other, and they
// take turns: a ratio is that of two slices of the same round.
import { fork } from "node:child_process";
import { once } from "node:events";
import { cpus } from "node:os";
import { installed } from "../support/project.mjs";
import { readArguments, run } from "../support/script.mjs";
import { CLIENTS, PEERS } from "./clients.mjs";

/** @typedef {Record<string, number[]>} Values measure → a value a round */

const RAW = "fetch";
const LIMITED = "fetch, time limit";
const NAMES = Object.keys(CLIENTS);

/** @type {[measure: string, unit: string, base: string, target: number, moreIsBetter?: true][]} */
const MEASURES = [
  ["own cost", "µs", RAW, 1.75],
  ["one by one", "ms", LIMITED, 1.15],
  ["throughput at 50", "/s", LIMITED, 0.95, true],
  ["CPU at 50", "µs", LIMITED, 1.05],
];

await run(async () => {
  const { values } = readArguments({ options: { quick: { type: "boolean", default: false } } });
  const samples = await (values.quick ? compare(5, 200, 1_000) : compare(15, 500, 8_000));
  /** In the same rounds: quartiles and median. @param {string} name @param {string} base @param {string} measure */
  function ratio(name, base, measure) {
    const bases = samples[base]?.[measure] ?? [];
    const all = samples[name]?.[measure]?.map((value, round) => value / (bases[round] ?? 0)) ?? [];
    return [0.25, 0.5, 0.75].map((share) => quantile(all, share).toFixed(2));
  }
  const rows = NAMES.map((name) => {
    const cells = MEASURES.map(([measure, unit]) => {
      const value = quantile(samples[name]?.[measure] ?? [], 0.5);
      const [low, median, high] = ratio(name, RAW, measure);
      const amount = `${value.toLocaleString("en", { maximumSignificantDigits: 3 })} ${unit}`;
      return name === RAW ? amount : `${amount} · **${median}** (${low}–${high})`;
    });
    return `| ${name} | ${cells.join(" | ")} |`;
  });
  console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}. Ratios to raw fetch in the same run: median (middle half).

| client | ${MEASURES.map(([measure]) => measure).join(" | ")} |
| --- |${" ---: |".repeat(MEASURES.length)}
${rows.join("\n")}
`);
  for (const [measure, , base, target, moreIsBetter] of MEASURES) {
    const [, median = ""] = ratio("this client", base, measure);
    const isMet = moreIsBetter ? Number(median) >= target : Number(median) <= target;
    const want = `target ${moreIsBetter ? "≥" : "≤"} ${target}`;
    console.log(`${isMet ? "met   " : "MISSED"}  ${measure}: ${median} of ${base}, ${want}`);
  }
});

/**
 * @param {number} rounds @param {number} slice milliseconds @param {number} warmUp milliseconds
 * @returns {Promise<Record<string, Values>>} by client
 */
async function compare(rounds, slice, warmUp) {
  const folder = await installed(PEERS);
  const { child: server, message: baseUrl } = await start({});
  const clients = await Promise.all(
    NAMES.map(async (name) => {
      const apart = await start({ name, folder });
      const wired = await start({ name, folder, baseUrl });
      const values = Object.fromEntries(MEASURES.map(([measure]) => [measure, []]));
      return { name, apart, wired, values: /** @type {Values} */ (values) };
    }),
  );
  for (const { name, apart, wired } of clients) {
    console.error(`warming up ${name}…`);
    await measure(apart, 1, warmUp / 4);
    // undici's numbers settle after 8 seconds of load.
    await measure(wired, 50, warmUp);
    await measure(wired, 1, warmUp / 4);
  }
  for (let round = 0; round < rounds; round++) {
    console.error(`round ${round + 1} of ${rounds}…`);
    for (const { apart, values } of shuffled(clients)) {
      values["own cost"]?.push((await measure(apart, 1, slice)).p50 * 1000);
    }
    for (const { wired, values } of shuffled(clients)) {
      values["one by one"]?.push((await measure(wired, 1, slice)).p50);
    }
    for (const { wired, values } of shuffled(clients)) {
      const { throughput, cpu } = await measure(wired, 50, slice);
      values["throughput at 50"]?.push(throughput);
      values["CPU at 50"]?.push(cpu);
    }
  }
  for (const { child } of clients.flatMap(({ apart, wired }) => [apart, wired])) child.disconnect();
  server.disconnect();
  return Object.fromEntries(clients.map(({ name, values }) => [name, values]));
}

/** So that what one client leaves behind falls on all alike. @template T @param {readonly T[]} values */
function shuffled(values) {
  const order = values.map((value) => /** @type {const} */ ([Math.random(), value]));
  return order.sort(([one], [other]) => one - other).map(([, value]) => value);
}

/** A process, and what it sends when it is ready. @param {object} input */
async function start(input) {
  const path = new URL("process.mjs", import.meta.url);
  const child = fork(path, [JSON.stringify(input)], { execArgv: ["--expose-gc"] });
  const [message] = await once(child, "message");
  return { child, message };
}

/**
 * @param {Awaited<ReturnType<typeof start>>} process
 * @param {number} lanes calls in flight @param {number} milliseconds
 */
async function measure({ child }, lanes, milliseconds) {
  child.send([lanes, milliseconds]);
  const [measured] = await once(child, "message");
  return measured;
}

/** @param {readonly number[]} values @param {number} share from 0 to 1 */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}

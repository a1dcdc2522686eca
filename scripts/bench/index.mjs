// node scripts/bench/index.mjs           the client beside its peers; writes the results and the chart
// node scripts/bench/index.mjs --quick   a short run that writes nothing
//
// Run `npm run build` first.
//
// Each client runs in a process of its own, since several in one heap warm each other, and they
// take turns: a ratio is that of two slices of the same round.
import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installed } from "../support/installed.mjs";
import { runScript } from "../support/run.mjs";
import { ROOT, readArguments, run } from "../support/script.mjs";
import { drawChart } from "./chart.mjs";
import { CLIENTS, PEERS } from "./clients.mjs";

/** @typedef {Record<string, Record<string, number[]>>} Samples client → measure → a value a round */
/** @typedef {import("node:child_process").ChildProcess} Process */

const US = "this client";
const RAW = "fetch";
const LIMITED = "fetch, time limit";
const NAMES = Object.keys(CLIENTS);

/** @type {Record<string, { unit: string, base: string, target: number, moreIsBetter?: boolean }>} */
const MEASURES = {
  "own cost": { unit: "µs", base: RAW, target: 1.75 },
  p50: { unit: "ms", base: LIMITED, target: 1.15 },
  "throughput at 50": { unit: "/s", base: LIMITED, target: 0.95, moreIsBetter: true },
  "CPU at 50": { unit: "µs", base: LIMITED, target: 1.05 },
};

await run(async () => {
  const { values } = readArguments({ options: { quick: { type: "boolean", default: false } } });
  const samples = values.quick ? await compare(5, 200, 1_000) : await compare(15, 500, 8_000);
  const environment = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}`;
  console.log(`${environment}. Ratios to raw fetch in the same run: median (middle half).

${table(samples)}

${Object.keys(MEASURES)
  .map((measure) => judge(samples, measure))
  .join("\n")}`);

  const growth = await runScript(local("growth.mjs"), [], ["--expose-gc"]);
  console.log(growth.output);
  // Exact enough to fail on: the rest depends on the machine and its load.
  if (!growth.ok || growth.output.includes("MISSED")) process.exitCode = 1;

  if (values.quick) return;
  await writeFile(local("results.json"), JSON.stringify({ environment, samples }));
  const bars = NAMES.map((name) => {
    return { name, ratio: ratio(samples, name, RAW, "throughput at 50").median };
  });
  await writeFile(join(ROOT, ".github/bench.svg"), drawChart(bars, US));
});

/**
 * @param {number} rounds @param {number} milliseconds of a slice @param {number} warmUp
 * @returns {Promise<Samples>}
 */
async function compare(rounds, milliseconds, warmUp) {
  const folder = await installed(PEERS);
  const server = start({});
  const [port] = await once(server, "message");
  const baseUrl = `http://127.0.0.1:${port}`;
  const [apart, wired] = await Promise.all(
    [{ folder }, { folder, baseUrl }].map((input) =>
      Promise.all(NAMES.map((name) => ready(start({ name, ...input })))),
    ),
  );
  const samples = Object.fromEntries(NAMES.map((name) => [name, emptySamples()]));
  /** @type {[processes: Process[] | undefined, lanes: number, read: (slice: any) => Record<string, number>][]} */
  const steps = [
    [apart, 1, ({ p50 }) => ({ "own cost": p50 * 1000 })],
    [wired, 1, ({ p50 }) => ({ p50 })],
    [wired, 50, ({ throughput, cpu }) => ({ "throughput at 50": throughput, "CPU at 50": cpu })],
  ];
  try {
    for (const [index, name] of NAMES.entries()) {
      console.error(`warming up ${name}…`);
      await ask(apart?.[index], 1, warmUp / 4);
      // undici's numbers settle after 8 seconds of load.
      await ask(wired?.[index], 50, warmUp);
      await ask(wired?.[index], 1, warmUp / 4);
    }
    for (let round = 0; round < rounds; round++) {
      console.error(`round ${round + 1} of ${rounds}…`);
      for (const [processes, lanes, read] of steps) {
        for (const name of shuffled(NAMES)) {
          const slice = await ask(processes?.[NAMES.indexOf(name)], lanes, milliseconds);
          for (const [measure, value] of Object.entries(read(slice)))
            samples[name]?.[measure]?.push(value);
        }
      }
    }
  } finally {
    for (const child of [server, ...(apart ?? []), ...(wired ?? [])]) child.disconnect();
  }
  return samples;
}

/** @returns {Record<string, number[]>} */
const emptySamples = () =>
  Object.fromEntries(Object.keys(MEASURES).map((measure) => [measure, []]));

/** @param {object} input */
const start = (input) =>
  fork(local("process.mjs"), [JSON.stringify(input)], { execArgv: ["--expose-gc"] });

/** @param {Process} child */
async function ready(child) {
  await once(child, "message");
  return child;
}

/** @param {Process | undefined} child @param {number} lanes @param {number} milliseconds */
async function ask(child, lanes, milliseconds) {
  if (!child) throw new TypeError("no process");
  child.send({ lanes, milliseconds });
  const [slice] = await once(child, "message");
  return slice;
}

/** @param {Samples} samples */
function table(samples) {
  const rows = NAMES.map((name) => [
    name,
    ...Object.entries(MEASURES).map(([measure, { unit }]) => {
      const median = quantile(samples[name]?.[measure] ?? [], 0.5);
      const amount = `${median.toLocaleString("en", { maximumSignificantDigits: 3 })} ${unit}`;
      if (name === RAW) return amount;
      const { median: middle, low, high } = ratio(samples, name, RAW, measure);
      return `${amount} · **${middle.toFixed(2)}** (${low.toFixed(2)}–${high.toFixed(2)})`;
    }),
  ]);
  const head = ["client", ...Object.keys(MEASURES)];
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** @param {Samples} samples @param {string} measure */
function judge(samples, measure) {
  const { base = RAW, target = 0, moreIsBetter } = MEASURES[measure] ?? {};
  const { median } = ratio(samples, US, base, measure);
  const isMet = moreIsBetter ? median >= target : median <= target;
  const sign = moreIsBetter ? "≥" : "≤";
  return `${isMet ? "met   " : "MISSED"}  ${measure}: ${median.toFixed(2)} of ${base}, target ${sign} ${target}`;
}

/** @param {Samples} samples @param {string} name @param {string} base @param {string} measure */
function ratio(samples, name, base, measure) {
  const bases = samples[base]?.[measure] ?? [];
  const ratios = (samples[name]?.[measure] ?? []).map((value, round) => {
    return value / (bases[round] ?? Number.NaN);
  });
  const [median = 0, low = 0, high = 0] = [0.5, 0.25, 0.75].map((share) => quantile(ratios, share));
  return { median, low, high };
}

/** @param {readonly number[]} values @param {number} share from 0 to 1 */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}

/** So that what one client leaves behind falls on all alike. @param {readonly string[]} values */
function shuffled(values) {
  const rest = [...values];
  return values.map(() => rest.splice(Math.random() * rest.length, 1)[0] ?? "");
}

/** @param {string} path */
const local = (path) => fileURLToPath(new URL(path, import.meta.url));

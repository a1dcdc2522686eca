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

const US = "this client";
const RAW = "fetch";
const LIMITED = "fetch, time limit";

/** @type {[measure: string, base: string, target: number, moreIsBetter?: true][]} */
const TARGETS = [
  ["own cost", RAW, 1.75],
  ["p50", LIMITED, 1.15],
  ["throughput at 50", LIMITED, 0.95, true],
  ["CPU at 50", LIMITED, 1.05],
];
const UNITS = { "own cost": "µs", p50: "ms", "throughput at 50": "/s", "CPU at 50": "µs" };

await run(async () => {
  const { values } = readArguments({ options: { quick: { type: "boolean", default: false } } });
  const samples = await compare(
    values.quick
      ? { rounds: 5, slice: 200, warmUp: 1_000 }
      : { rounds: 15, slice: 500, warmUp: 8_000 },
  );
  const environment = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}`;
  console.log(`${environment}. Ratios to raw fetch in the same run: median (middle half).

${table(samples)}

${TARGETS.map((target) => judge(samples, ...target)).join("\n")}`);

  const growth = await runScript(local("growth.mjs"), [], ["--expose-gc"]);
  console.log(growth.output);
  // Exact enough to fail on: the rest depends on the machine and its load.
  if (!growth.ok || growth.output.includes("MISSED")) process.exitCode = 1;

  if (values.quick) return;
  await writeFile(local("results.json"), JSON.stringify({ environment, samples }));
  const bars = Object.keys(samples).map((name) => {
    return { name, ratio: ratio(samples, name, RAW, "throughput at 50").median };
  });
  await writeFile(join(ROOT, ".github/bench.svg"), drawChart(bars, US));
});

/** @param {{ rounds: number, slice: number, warmUp: number }} plan @returns {Promise<Samples>} */
async function compare({ rounds, slice, warmUp }) {
  const folder = await installed(PEERS);
  const server = start({});
  const [port] = await once(server, "message");
  const names = Object.keys(CLIENTS);
  const apart = await Promise.all(names.map((name) => ready(start({ name, folder }))));
  const baseUrl = `http://127.0.0.1:${port}`;
  const wired = await Promise.all(names.map((name) => ready(start({ name, folder, baseUrl }))));
  /** @type {Samples} */
  const samples = Object.fromEntries(names.map((name) => [name, {}]));
  try {
    for (const [index, name] of names.entries()) {
      console.error(`warming up ${name}…`);
      await ask(apart[index], { lanes: 1, milliseconds: warmUp / 4 });
      // undici's numbers settle after 8 seconds of load.
      await ask(wired[index], { lanes: 50, milliseconds: warmUp });
      await ask(wired[index], { lanes: 1, milliseconds: warmUp / 4 });
    }
    const steps = [
      {
        processes: apart,
        lanes: 1,
        read: (/** @type {any} */ own) => ({ "own cost": own.p50 * 1000 }),
      },
      { processes: wired, lanes: 1, read: (/** @type {any} */ { p50 }) => ({ p50 }) },
      {
        processes: wired,
        lanes: 50,
        read: (/** @type {any} */ { throughput, cpu }) => ({
          "throughput at 50": throughput,
          "CPU at 50": cpu,
        }),
      },
    ];
    for (let round = 0; round < rounds; round++) {
      console.error(`round ${round + 1} of ${rounds}…`);
      for (const { processes, lanes, read } of steps) {
        for (const name of shuffled(names)) {
          const measured = await ask(processes[names.indexOf(name)], {
            lanes,
            milliseconds: slice,
          });
          for (const [measure, value] of Object.entries(read(measured))) {
            const values = samples[name] ?? {};
            values[measure] = [...(values[measure] ?? []), value];
          }
        }
      }
    }
  } finally {
    for (const child of [server, ...apart, ...wired]) child.disconnect();
  }
  return samples;
}

/** @param {object} input */
function start(input) {
  return fork(local("process.mjs"), [JSON.stringify(input)], { execArgv: ["--expose-gc"] });
}

/** @param {import("node:child_process").ChildProcess} child */
async function ready(child) {
  await once(child, "message");
  return child;
}

/**
 * @param {import("node:child_process").ChildProcess | undefined} child
 * @param {import("./process.mjs").Slice} slice
 */
async function ask(child, slice) {
  if (!child) throw new TypeError("no process");
  child.send(slice);
  const [measured] = await once(child, "message");
  return measured;
}

/** @param {Samples} samples */
function table(samples) {
  const measures = Object.entries(UNITS);
  const rows = Object.entries(samples).map(([name, values]) => [
    name,
    ...measures.map(([measure, unit]) => {
      const amount = `${quantile(values[measure] ?? [], 0.5).toLocaleString("en", { maximumSignificantDigits: 3 })} ${unit}`;
      if (name === RAW) return amount;
      const { median, low, high } = ratio(samples, name, RAW, measure);
      return `${amount} · **${median.toFixed(2)}** (${low.toFixed(2)}–${high.toFixed(2)})`;
    }),
  ]);
  const head = ["client", ...Object.keys(UNITS)];
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * @param {Samples} samples @param {string} measure @param {string} base @param {number} target
 * @param {boolean} [moreIsBetter]
 */
function judge(samples, measure, base, target, moreIsBetter = false) {
  const { median } = ratio(samples, US, base, measure);
  const isMet = moreIsBetter ? median >= target : median <= target;
  const sign = moreIsBetter ? "≥" : "≤";
  return `${isMet ? "met   " : "MISSED"}  ${measure}: ${median.toFixed(2)} of ${base}, target ${sign} ${target}`;
}

/** @param {Samples} samples @param {string} name @param {string} base @param {string} measure */
function ratio(samples, name, base, measure) {
  const own = samples[name]?.[measure] ?? [];
  const ratios = own.map(
    (value, round) => value / (samples[base]?.[measure]?.[round] ?? Number.NaN),
  );
  return {
    median: quantile(ratios, 0.5),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
  };
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
function local(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}

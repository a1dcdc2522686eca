// npm run bench               the client beside its peers; writes the results and the chart
// npm run bench -- --quick    a short run, that writes nothing
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readArguments } from "./arguments.mjs";
import { drawChart } from "./bench/chart.mjs";
import { measureCold } from "./bench/cold.mjs";
import { measureGeneration } from "./bench/generation.mjs";
import { preparePeers } from "./bench/peers.mjs";
import { comparisonTable, generationTable, growthTable } from "./bench/report.mjs";
import { SUBJECTS } from "./bench/subjects.mjs";
import { judge, judgeGrowth } from "./bench/targets.mjs";

const run = promisify(execFile);
const { values } = readArguments({ options: { quick: { type: "boolean", default: false } } });
const plan = values.quick
  ? { rounds: 3, slice: 150, warmUp: 2_000, connectors: 100 }
  : { rounds: 15, slice: 500, warmUp: 40_000, connectors: 1_000 };

/** Runs a measurement in a process of its own. @param {string} script @param {object} input @param {string[]} [flags] */
async function measure(script, input, flags = ["--expose-gc"]) {
  const path = fileURLToPath(new URL(`./bench/${script}.mjs`, import.meta.url));
  const { stdout } = await run(process.execPath, [...flags, path, JSON.stringify(input)], {
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout);
}

const { folder, module: peers } = await preparePeers();
const input = { peers, ...plan };
console.error("own cost…");
const ownCost = await measure("own-cost", { ...input, slice: plan.slice / 2 });
console.error("over loopback…");
const loopback = await measure("loopback", input);
console.error("heap…");
// So large a young generation that nothing is collected while it is measured.
const young = ["--expose-gc", "--min-semi-space-size=256", "--max-semi-space-size=512"];
const heap = await measure("heap", input, young);
console.error("import…");
const cold = measureCold(folder, plan.rounds);
console.error("generation and growth…");
const generation = await measureGeneration(folder, values.quick ? 1 : 5);
const growth = await measure("growth", input);

/** @type {import("./bench/report.mjs").Samples} */
const samples = Object.fromEntries(
  Object.keys(SUBJECTS).map((name) => [
    name,
    { ...ownCost[name], ...loopback[name], ...heap[name], ...cold[name] },
  ]),
);
const environment = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}`;

console.log(`${environment}. Ratios to raw fetch in the same run: median (middle half).

${comparisonTable(samples)}

${growthTable(growth)}

${generationTable(generation)}

${judge(samples)}`);

// Exact enough to fail on: the rest depends on the machine and its moods.
const faults = judgeGrowth(growth);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exitCode = 1;
}

if (!values.quick) {
  const results = { environment, samples, growth, generation };
  await writeFile(new URL("./bench/results.json", import.meta.url), JSON.stringify(results));
  await writeFile(new URL("../.github/bench.svg", import.meta.url), drawChart(samples));
}

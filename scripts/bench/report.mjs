// The tables for the README, in Markdown.
import { ratios, summary } from "./statistics.mjs";

/** @typedef {Record<string, Record<string, number[]>>} Samples subject → measure → values */

/**
 * @typedef {object} Growth a run of syncs
 * @property {number} connectors @property {number} secrets each
 * @property {number} requests @property {number} milliseconds
 * @property {number} kept kilobytes of heap that are left of it
 */

/** @type {[measure: string, title: string, unit: string, scale: number][]} */
const COLUMNS = [
  ["own cost", "own cost", "µs", 1],
  ["latency", "one by one", "ms", 1],
  ["throughput", "throughput at 50", "/s", 1],
  ["p99 at 50", "p99 at 50", "ms", 1],
  ["cpu at 50", "CPU at 50", "µs", 1],
  ["heap", "heap", "kB", 1 / 1000],
];

/** Value, ratio to raw fetch in the same run, and the middle half of that ratio. @param {Samples} samples */
export function comparisonTable(samples) {
  const head = ["client", ...COLUMNS.map(([, title]) => title), "import"];
  const rows = Object.entries(samples).map(([name, measures]) => {
    const cells = COLUMNS.map(([measure, , unit, scale]) => {
      const values = measures[measure] ?? [];
      const base = samples.fetch?.[measure] ?? [];
      const amount = `${short(summary(values).median * scale)} ${unit}`;
      if (name === "fetch") return amount;
      const { median, low, high } = ratios(values, base);
      return `${amount} · **${median.toFixed(2)}** (${low.toFixed(2)}–${high.toFixed(2)})`;
    });
    const cold = measures.cold ? `${summary(measures.cold).median.toFixed(1)} ms` : "";
    return [name, ...cells, cold];
  });
  return table(head, rows);
}

/** @param {Growth[]} growth */
export function growthTable(growth) {
  const head = ["connectors", "secrets each", "requests", "time", "a request", "heap kept"];
  return table(
    head,
    growth.map(({ connectors, secrets, requests, milliseconds, kept }) => [
      String(connectors),
      String(secrets),
      String(requests),
      `${short(milliseconds)} ms`,
      `${short((milliseconds / requests) * 1000)} µs`,
      `${short(Math.max(0, kept))} kB`,
    ]),
  );
}

/** @param {Record<string, number[]>} generation */
export function generationTable(generation) {
  return table(
    ["spec → code", "time"],
    Object.entries(generation).map(([name, values]) => [
      name,
      `${summary(values).median.toFixed(2)} s`,
    ]),
  );
}

/** @param {string[]} head @param {string[][]} rows */
function table(head, rows) {
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Three digits. @param {number} value */
const short = (value) => (value >= 100 ? Math.round(value).toString() : value.toPrecision(3));

// What this client wants to reach, as ratios to raw fetch in the same run. An import is compared with
// that of openapi-fetch: milliseconds are those of a machine.
import { ratios } from "./statistics.mjs";

/** @typedef {import("./report.mjs").Samples} Samples */

const US = "this client";
/** They have retries, a time limit and hooks, as this client has. */
const FULL_FEATURED = ["hey-api", "ky", "axios"];

/** @type {[measure: string, target: number, isMoreBetter?: boolean][]} */
const TARGETS = [
  ["own cost", 1.75],
  ["latency", 1.08],
  ["throughput", 1, true],
  ["cpu at 50", 1],
  ["heap", 1.6],
  ["cold", 0.15],
];

/** One line for each target: what was measured, whether it is met, who is ahead. @param {Samples} samples */
export function judge(samples) {
  return TARGETS.map(([measure, target, isMoreBetter = false]) => {
    /** @param {string} name */
    const measured = (name) => {
      const values = samples[name]?.[measure] ?? [];
      const base = measure === "cold" ? "openapi-fetch" : "fetch";
      return ratios(values, samples[base]?.[measure] ?? []).median;
    };
    const own = measured(US);
    /** @param {number} other */
    const isBetter = (other) => (isMoreBetter ? other > own : other < own);
    const isMet = own === target || !isBetter(target);
    const ahead = FULL_FEATURED.filter((name) => isBetter(measured(name)));
    return (
      `${isMet ? "met   " : "MISSED"}  ${measure}: ${own.toFixed(2)}, ` +
      `target ${isMoreBetter ? "≥" : "≤"} ${target}` +
      (ahead.length > 0 ? `; ahead of us: ${ahead.join(", ")}` : "")
    );
  }).join("\n");
}

/** How much dearer a request may be in a sync of 100 secrets than in one of 10. */
const LINEAR = 1.25;
/**
 * Kilobytes that a run may leave behind, whatever its size. The runtime's own code comes to 90; of
 * 4,000 requests, 200 are 50 bytes each.
 */
const FLAT = 200;

/** What is not linear in time, or not flat in memory. @param {import("./report.mjs").Growth[]} growth */
export function judgeGrowth(growth) {
  /** @param {number} count */
  const each = (count) => {
    const { milliseconds, requests } = growth.find(({ secrets }) => secrets === count) ?? {};
    return (milliseconds ?? Number.NaN) / (requests ?? Number.NaN);
  };
  const dearer = each(100) / each(10);
  const faults = growth
    .filter(({ kept }) => kept > FLAT)
    .map(({ connectors, secrets, kept }) => {
      return `MISSED  memory: ${connectors} × ${secrets} secrets keep ${kept.toFixed()} kB`;
    });
  if (!(dearer <= LINEAR))
    faults.push(`MISSED  growth: a request of 100 costs ${dearer} of one of 10`);
  return faults;
}

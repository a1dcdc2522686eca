/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/** @param {readonly number[]} values @param {number} share from 0 to 1 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/**
 * The median with its spread: the middle half of the values.
 * @param {readonly number[]} values
 */
export function summary(values) {
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

/**
 * Ratios of values that were measured side by side.
 * @param {readonly number[]} values @param {readonly number[]} baseline
 */
export function ratios(values, baseline) {
  return summary(values.map((value, index) => value / (baseline[index] ?? Number.NaN)));
}

/**
 * In another order each time, so that what one subject leaves behind falls on all alike.
 * @template T
 * @param {readonly T[]} values
 */
export function shuffled(values) {
  const rest = [...values];
  return values.map(() => /** @type {T} */ (rest.splice(Math.random() * rest.length, 1)[0]));
}

/**
 * Collects the garbage, and lets the finalizers run that follow from it. Where time is measured, the
 * young objects alone: a full collection drops optimized code, as seldom happens in a server.
 * @param {{ type?: "minor" }} [kind]
 */
export async function settle(kind = {}) {
  globalThis.gc?.(kind);
  await new Promise((resolve) => setTimeout(resolve, 20));
}

// What the acceptance needs of node:test and node:assert, for runtimes that have neither.

/** @type {[name: string, body: () => unknown][]} */
const tests = [];

/** @param {string} name @param {() => unknown} body */
export const test = (name, body) => tests.push([name, body]);

/** Runs them in order. @returns {Promise<string[]>} a line for each that failed, and their number */
export async function run() {
  const lines = [];
  for (const [name, body] of tests) {
    try {
      await body();
    } catch (error) {
      lines.push(`${name}: ${error}`);
    }
  }
  return [...lines, `pass ${tests.length - lines.length}`];
}

/** @param {unknown} value */
const textOf = (value) =>
  JSON.stringify(value, (_, each) => (each === undefined ? "undefined" : each));

const assert = {
  /** @param {unknown} value @param {string} message */
  ok(value, message) {
    if (!value) throw new Error(message);
  },
  /** @param {unknown} got @param {unknown} want */
  equal: (got, want) => assert.ok(Object.is(got, want), `got ${textOf(got)}, want ${textOf(want)}`),
  /** @param {unknown} got @param {unknown} want */
  deepEqual: (got, want) => assert.equal(textOf(got), textOf(want)),
  /** @param {Promise<unknown>} promise @param {Record<string, unknown>} want */
  async rejects(promise, want) {
    const error = await promise.then(
      () => ({}),
      (reason) => reason,
    );
    for (const [name, value] of Object.entries(want)) assert.equal(error[name], value);
  },
};
export default assert;

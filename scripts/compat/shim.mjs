// What the acceptance needs of node:test and node:assert, for runtimes that have neither.

/** @type {[name: string, run: () => unknown][]} */
const tests = [];

/** @param {string} name @param {() => unknown} body */
export const test = (name, body) => tests.push([name, body]);

/** @returns {Promise<{ name: string, error?: string }[]>} */
export async function run() {
  const results = [];
  for (const [name, body] of tests) {
    try {
      await body();
      results.push({ name });
    } catch (error) {
      results.push({ name, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return results;
}

/** @param {unknown} value */
const textOf = (value) =>
  JSON.stringify(value, (_, each) => (each === undefined ? "undefined" : each));

const assert = {
  /** @param {unknown} got @param {unknown} want @param {string} [message] */
  equal(got, want, message = `got ${textOf(got)}, want ${textOf(want)}`) {
    if (!Object.is(got, want)) throw new Error(message);
  },
  /** @param {unknown} got @param {unknown} want */
  deepEqual: (got, want) => assert.equal(textOf(got), textOf(want)),
  /** @param {unknown} value @param {string} message */
  ok: (value, message) => assert.equal(Boolean(value), true, message),
};
export default assert;

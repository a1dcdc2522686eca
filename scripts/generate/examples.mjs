// generated/examples.ts: the documented responses, for the fake API of `./testing`.
import { writeJson } from "../../src/json.mjs";
import { exampleOf, jsonOf, successesOf } from "./operations.mjs";
import { mistakeAt, operationsOf, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */

/** @param {Node} spec @returns {string} */
export function renderExamples(spec) {
  /** @type {Map<string, Map<string, string[]>>} for each status, its responses as text, and their operations */
  const errors = new Map();
  /** @type {Record<string, { status: number, body?: unknown }>} */
  const successes = {};
  for (const { operation } of operationsOf(spec)) {
    const { operationId, responses = {} } = operation;
    for (const [status, node] of Object.entries(responses)) {
      if (!/^[45]\d\d$/.test(status)) continue;
      const text = writeJson(errorOf(spec, status, resolve(spec, node)));
      const texts = errors.get(status) ?? new Map();
      errors.set(status, texts.set(text, [...(texts.get(text) ?? []), operationId]));
    }
    const [[status, json = {}] = ["200"]] = successesOf(spec, operation);
    // `2XX` and `default` name no status.
    successes[operationId] = { status: Number(status) || 200, body: exampleOf(spec, json) };
  }
  const examples = [...errors].sort().map(([status, texts]) => {
    const byUse = [...texts].sort(([, one], [, other]) => other.length - one.length);
    return [
      status,
      byUse.map(([text, operations], index) => {
        return { ...(index > 0 && { operations }), ...JSON.parse(text) };
      }),
    ];
  });
  return [
    "/** The documented success of each operation. */",
    `export const SUCCESSES = ${writeJson(successes, 2)} as const;\n`,
    "/** The documented examples of each error status: the usual one, then those of some operations. */",
    `export const ERROR_EXAMPLES = ${writeJson(Object.fromEntries(examples), 2)} as const;\n`,
  ].join("\n");
}

/** @param {Node} spec @param {string} status @param {Node} response */
function errorOf(spec, status, response) {
  const headers = Object.entries(response.headers ?? {}).map(([name, node]) => {
    const header = resolve(spec, node);
    return [name, String(header.example ?? resolve(spec, header.schema).example)];
  });
  const body = exampleOf(spec, jsonOf(spec, response) ?? {});
  if (body === undefined) {
    const what = `${status}: an error response without a JSON example. Give it one.`;
    throw mistakeAt(response, "description", what);
  }
  return { headers: Object.fromEntries(headers), body };
}

// generated/examples.ts: the documented answers, for the fake API of `./testing`.
import { successOf } from "./contract.mjs";
import { mistakeAt, operationsOf, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */

/** @param {Node} spec @returns {string} */
export function renderExamples(spec) {
  /** @type {Map<string, Node>} */
  const errors = new Map();
  for (const { operation } of operationsOf(spec)) {
    for (const [status, node] of Object.entries(operation.responses)) {
      if (!status.startsWith("2")) errors.set(status, resolve(spec, node));
    }
  }
  const successes = operationsOf(spec).map(({ operation }) => {
    const [status] = successOf(operation);
    return [operation.operationId, Number(status)];
  });
  const answers = [...errors].sort().map(([status, response]) => {
    const headers = Object.entries(response.headers ?? {}).map(([name, node]) => {
      const header = resolve(spec, node);
      return [name, String(header.example ?? resolve(spec, header.schema).example)];
    });
    return [status, { headers: Object.fromEntries(headers), body: exampleOf(spec, response) }];
  });
  return [
    "// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.\n",
    "/** The documented success of each operation. */",
    `export const SUCCESS = ${JSON.stringify(Object.fromEntries(successes), null, 2)} as const;\n`,
    "/** The documented example of each error answer, by status. */",
    `export const ERROR_EXAMPLES = ${JSON.stringify(Object.fromEntries(answers), null, 2)} as const;\n`,
  ].join("\n");
}

/** @param {Node} spec @param {Node} response */
function exampleOf(spec, response) {
  const media = response.content?.["application/json"];
  if (!media)
    throw mistakeAt(response, "description", "an error answer without JSON: give it some.");
  const named = Object.values(media.examples ?? {})[0];
  return media.example ?? resolve(spec, named).value;
}

// The generated files of a spec, as text: nothing is read or written here.
import { writeJson } from "../../src/json.mjs";
import { renderCommands } from "./commands.mjs";
import { splitDirections } from "./fold.mjs";
import { renderMethods } from "./methods.mjs";
import { exampleOf, jsonOf, renderOperations, successesOf } from "./operations.mjs";
import { mapAll, mistakeAt, operationsOf, resolve } from "./spec.mjs";
import { renderTypes } from "./types.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {import("./schema.mjs").Note} Note */

/**
 * @param {Node} document @param {readonly string[]} exports the names that the package exports by hand
 * @returns {{ files: Record<string, string>, notes: Note[], types: () => Promise<string> }} the
 *   files, with what is left to the server; `types` makes schema.d.ts, which takes its time
 */
export function render(document, exports) {
  const spec = splitDirections(document);
  /** @type {Note[]} */
  const notes = [];
  const renderers = Object.entries({
    "methods.ts": () => renderMethods(spec, exports),
    "commands.ts": () => renderCommands(spec),
    "operations.ts": () => renderOperations(spec, notes),
    "examples.ts": () => renderExamples(spec),
  });
  const texts = mapAll(renderers, ([name, write]) => [name, `${BANNER}\n${write()}`]);
  return {
    files: {
      ...Object.fromEntries(texts),
      "openapi.json": `${writeJson(document, 2)}\n`,
      "notes.md": renderNotes(notes),
    },
    notes,
    types: async () => `${BANNER}\n${await renderTypes(spec)}`,
  };
}

const BANNER = "// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.\n";

/** Without places: those change with every line above. @param {Note[]} notes */
function renderNotes(notes) {
  const lines = [...new Set(notes.map(({ text }) => `- ${text}\n`))].sort();
  return [
    "# What the client leaves to the server\n\n",
    "Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.\n\n",
    "The client checks every other keyword of a request before it leaves.\n\n",
    lines.join("") || "Nothing.\n",
  ].join("");
}

/** The names that a module exports by hand. @param {string} text of the module */
export function exportsOf(text) {
  const lists = text.matchAll(/export (?:type )?\{([^}]*)\}/g);
  return [...lists].flatMap(([, list = ""]) => list.match(/\w+(?=\s*(,|$))/g) ?? []);
}

/** examples.ts: the documented responses, for the fake API of `./testing`. @param {Node} spec */
function renderExamples(spec) {
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
    const responses = byUse.map(([text, operations], index) => {
      return { ...(index > 0 && { operations }), ...JSON.parse(text) };
    });
    return [status, responses];
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

// The generated files of a spec, as text: nothing is read or written here.

import { writeJson } from "../../src/json.mjs";
import { renderCommands } from "./commands.mjs";
import { renderExamples } from "./examples.mjs";
import { splitDirections } from "./fold.mjs";
import { renderMethods } from "./methods.mjs";
import { renderOperations } from "./operations.mjs";
import { mapAll } from "./spec.mjs";
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

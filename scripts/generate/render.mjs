// The generated files of a spec, as text: nothing is read or written here.
import { renderExamples } from "./examples.mjs";
import { renderJson } from "./json.mjs";
import { renderMethods } from "./methods.mjs";
import { methodsOf } from "./names.mjs";
import { renderOperations } from "./operations.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {import("./schema.mjs").Note} Note */

/**
 * All but schema.d.ts, for which openapi-typescript takes its time.
 * @param {Node} spec @param {readonly string[]} exports the names that the package exports by hand
 * @returns {{ files: Record<string, string>, notes: Note[] }} with what is left to the server
 */
export function render(spec, exports) {
  const methods = methodsOf(spec, exports);
  const { text, notes } = renderOperations(spec);
  const files = {
    "operations.ts": text,
    "methods.ts": renderMethods(spec, methods),
    "examples.ts": renderExamples(spec),
    "openapi.json": renderJson(spec),
    "notes.md": renderNotes(notes),
  };
  return { files, notes };
}

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

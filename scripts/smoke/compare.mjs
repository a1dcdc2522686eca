// How an answer differs from the contract: in names of members and in counts, never in a value.
import { merged, nullableOf } from "../generate/fold.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {{ path: string, what: string, times: number, within: string }} Difference */

/** @type {Record<string, RegExp>} */
const FORMATS = {
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i,
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
};

/** @param {Node} spec @param {Node} schema @param {unknown} answer @returns {string[]} */
export function compare(spec, schema, answer) {
  /** @type {Map<string, number>} how often each part was there to look at */
  const looks = new Map();
  /** @type {Map<string, Difference>} */
  const differences = new Map();
  /** @param {string} path @param {string} what @param {string} within */
  const note = (path, what, within) => {
    const key = `${path} ${what}`;
    const times = (differences.get(key)?.times ?? 0) + 1;
    differences.set(key, { path, what, times, within });
  };

  /** @param {Node} node @param {unknown} value @param {string} path */
  function look(node, value, path) {
    looks.set(path, (looks.get(path) ?? 0) + 1);
    const nullable = nullableOf(node);
    const { type, format, items, properties } = merged(spec, nullable ?? node);
    const types = [type ?? [], nullable ? "null" : []].flat();
    const found = typeOf(value);
    if (types.length > 0 && !types.includes(found)) {
      if (found !== "integer" || !types.includes("number")) note(path, `is ${found}`, path);
    } else if (Array.isArray(value)) {
      for (const item of value) look(items ?? {}, item, `${path}[]`);
    } else if (typeof value === "string" && FORMATS[format]?.test(value) === false) {
      note(path, `is not a ${format}`, path);
    } else if (value === Object(value) && properties) {
      // An object without documented members, such as a configuration, is not opened.
      const members = new Map(Object.entries(/** @type {object} */ (value)));
      const prefix = path && `${path}.`;
      for (const [name, member] of Object.entries(properties)) {
        if (members.has(name)) look(member, members.get(name), `${prefix}${name}`);
        else note(`${prefix}${name}`, "is missing", path);
        members.delete(name);
      }
      for (const name of members.keys()) {
        const shown = /^\w{1,40}$/.test(name) ? name : "(an odd name)";
        note(`${prefix}${shown}`, "is not documented", path);
      }
    }
  }

  look(schema, answer, "");
  return [...differences.values()].map(({ path, what, times, within }) => {
    return `\`${path || "the answer"}\` ${what} (${times} of ${looks.get(within)})`;
  });
}

/** The JSON Schema type. @param {unknown} value */
function typeOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

// Every encoding in which a value may be echoed, and the search for a value in whatever a caller can
// reach.
import { inspect } from "node:util";

const json = (text: string) => JSON.stringify(text).slice(1, -1);
const slashes = (text: string) => json(text).replaceAll("/", "\\/");
const form = (text: string) => new URLSearchParams({ v: text }).toString().slice(2);
const uri = encodeURIComponent;

/** As PHP and others write it: every unit as \uXXXX. */
export const escaped = (text: string) =>
  text.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
export const percent = (text: string) =>
  Buffer.from(text)
    .toString("hex")
    .replace(/../g, (byte) => `%${byte}`);
export const entities = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? "&apos;",
  );
export const numbered = (text: string, write: (code: number) => string) =>
  Array.from(text, (character) => `&#${write(character.codePointAt(0) ?? 0)};`).join("");

export const ENCODINGS: readonly (readonly [name: string, encode: (value: string) => string])[] = [
  ["verbatim", (value) => value],
  ["JSON", json],
  ["JSON with \\/", slashes],
  ["\\u", escaped],
  ["\\u in capitals", (value) => escaped(value).replace(/[a-f]/g, (x) => x.toUpperCase())],
  ["\\u beyond ASCII", (value) => json(value).replace(/[^ -~]/g, escaped)],
  ["percent", uri],
  ["percent, leniently", encodeURI],
  ["percent in small letters", (value) => uri(value).replace(/%../g, (x) => x.toLowerCase())],
  [
    "percent in either case",
    (value) => uri(value).replace(/%../g, (x, at) => (at % 2 ? x : x.toLowerCase())),
  ],
  ["percent, every byte", percent],
  ["percent, every byte, in capitals", (value) => percent(value).toUpperCase()],
  ["form", form],
  ["JSON, percent", (value) => uri(json(value))],
  ["JSON with \\/, percent, leniently", (value) => encodeURI(slashes(value))],
  ["\\u, percent", (value) => uri(escaped(value))],
  ["JSON twice", (value) => json(json(value))],
  ["percent twice", (value) => uri(uri(value))],
  ["form twice", (value) => form(form(value))],
  ["percent, JSON", (value) => json(uri(value))],
  ["entities", entities],
  ["entities and no-break spaces", (value) => entities(value).replaceAll(" ", "&nbsp;")],
  ["decimal entities", (value) => numbered(value, String)],
  ["long decimal entities", (value) => numbered(value, (code) => `${code}`.padStart(7, "0"))],
  ["hexadecimal entities", (value) => numbered(value, (code) => `x${code.toString(16)}`)],
  [
    "the same in capitals",
    (value) => numbered(value, (code) => `X${code.toString(16).toUpperCase()}`),
  ],
  ["JSON, entities", (value) => entities(json(value))],
  ["entities, JSON", (value) => json(entities(value))],
  ["JSON twice, percent twice", (value) => uri(uri(json(json(value))))],
];

/** Every string that can be reached from the value: members hidden or not, keys, descriptions. */
export function reachableStrings(root: unknown): string[] {
  const strings: string[] = [];
  const seen = new Set<unknown>();
  const queue = [root];
  for (let value = queue.pop(); queue.length > 0 || value !== undefined; value = queue.pop()) {
    if (typeof value === "string") strings.push(value);
    if (typeof value === "symbol") strings.push(String(value));
    if ((typeof value !== "object" && typeof value !== "function") || value === null) continue;
    if (seen.has(value)) continue;
    seen.add(value);
    if (value instanceof Map) queue.push(...value.keys(), ...value.values());
    if (value instanceof Set) queue.push(...value);
    for (const key of Reflect.ownKeys(value)) {
      queue.push(key, (value as Record<string | symbol, unknown>)[key]);
    }
  }
  const printed = [
    inspect(root, { showHidden: true, depth: 10, getters: true, maxStringLength: null }),
    JSON.stringify(root),
    String(root),
    root instanceof Error ? `${root.stack}` : "",
  ];
  return [...strings, printed.join("\n")];
}

/** As an inspection quotes it. */
const quoted = (value: string) => inspect(value).slice(1, -1);

/** The encoding in which one of the values is found in one of the strings. */
export function findLeak(strings: readonly string[], values: readonly string[]) {
  const text = strings.join("\n\n");
  const encodings = [...ENCODINGS, ["inspected", quoted] as const];
  for (const value of values) {
    const leak = encodings.find(([, encode]) => text.includes(encode(value)));
    if (leak) return leak[0];
  }
  return undefined;
}

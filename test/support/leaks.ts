// Finds a sensitive value in whatever a caller can get hold of.
import { inspect } from "node:util";

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
  return [...strings, printed(root)];
}

/** Every way in which a program is likely to print the value. */
function printed(value: unknown): string {
  return [
    inspect(value, { showHidden: true, depth: 10, getters: true, maxStringLength: null }),
    JSON.stringify(value),
    String(value),
    value instanceof Error ? `${value.stack}` : "",
  ].join("\n");
}

const escaped = (text: string) =>
  text.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const percent = (text: string) =>
  Buffer.from(text)
    .toString("hex")
    .replace(/../g, (byte) => `%${byte}`);

/** How a server may write a value that it echoes. */
export const ECHOES: Readonly<Record<string, (value: string) => string>> = {
  raw: (value) => value,
  json: (value) => JSON.stringify(value).slice(1, -1),
  slashes: (value) => JSON.stringify(value).slice(1, -1).replaceAll("/", "\\/"),
  escaped,
  ESCAPED: (value) => escaped(value).replace(/[a-f]/g, (digit) => digit.toUpperCase()),
  twice: (value) => JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1),
  entities: (value) => value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
  percent: encodeURIComponent,
  lenient: encodeURI,
  form: (value) => new URLSearchParams({ v: value }).toString().slice(2),
  allPercent: percent,
  ALLPERCENT: (value) => percent(value).toUpperCase(),
  someCase: (value) =>
    encodeURIComponent(value).replace(/%../g, (byte, at) => (at % 2 ? byte : byte.toLowerCase())),
};

/** As an inspection quotes it. */
const quoted = (value: string) => inspect(value).slice(1, -1);

/** The encoding in which one of the values is found in one of the strings. */
export function findLeak(
  strings: readonly string[],
  values: readonly string[],
): string | undefined {
  const text = strings.join("\n\n");
  const small = text.toLowerCase();
  for (const value of values) {
    for (const [name, echo] of Object.entries({ ...ECHOES, quoted })) {
      const form = echo(value);
      const isFree = name.toLowerCase() === "escaped" || name.toLowerCase() === "allpercent";
      if (isFree ? small.includes(form.toLowerCase()) : text.includes(form)) return name;
    }
  }
  return undefined;
}

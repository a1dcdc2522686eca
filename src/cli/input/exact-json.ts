// Reads JSON so that every number arrives as it is written, or refuses it by line and column.
// `JSON.parse` rounds numbers, keeps the last of two members of the same name, and quotes the text in its
// errors, which may hold a secret.
import { UsageError } from "../command-error.ts";
import { type ReadOptions, readInput } from "./read.ts";

/**
 * Reads a JSON object exactly.
 * @param path of a file; `-` is standard input
 */
export async function readJsonObject(
  path: string,
  options: ReadOptions,
): Promise<Record<string, unknown>> {
  const { bytes, source } = await readInput(path, options);
  const value = readExactJson(bytes, source);
  if (isObject(value)) return value;
  throw new UsageError(`${source} is not a JSON object.`, "Nothing was sent.");
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** As deep as the client reads and sends. */
const DEEPEST = 500;

/**
 * @param source how a message names it, such as "The file config.json"
 * @returns the value: integers beyond 2^53-1 are bigints
 * @throws {UsageError} with the place, without the text
 */
export function readExactJson(bytes: Uint8Array, source: string): unknown {
  const { text, invalid } = decode(bytes);
  const refuse = (problem: string, at: number): never => {
    throw new UsageError(`${source}, ${placeOf(text, at)}: ${problem}.`, "Nothing was sent.");
  };
  if (invalid !== undefined) return refuse("this is not UTF-8", invalid);
  return parse(text, refuse);
}

function parse(text: string, refuse: (problem: string, at: number) => never): unknown {
  let position = 0;
  const value = readValue(0);
  if (peek() !== "") refuse("there is more text after the value", position);
  return value;

  /** The next character that is no white space, or nothing at the end. */
  function peek(): string {
    for (;;) {
      const character = text.charAt(position);
      if (character !== " " && character !== "\n" && character !== "\r" && character !== "\t") {
        return character;
      }
      position++;
    }
  }

  function readValue(depth: number): unknown {
    const character = peek();
    if (character === '"') return readString();
    if (character === "{" || character === "[") {
      if (depth === DEEPEST) refuse(`more than ${DEEPEST} levels`, position);
      return character === "{" ? readObject(depth + 1) : readList(depth + 1);
    }
    if (character === "-" || isDigit(position)) return readNumber();
    for (const [word, value] of LITERALS) {
      if (!text.startsWith(word, position)) continue;
      position += word.length;
      return value;
    }
    return refuse("expected a value", position);
  }

  function readObject(depth: number): object {
    const object: Record<string, unknown> = {};
    position++;
    if (peek() === "}") position++;
    else {
      do {
        if (peek() !== '"') refuse("expected a name in double quotes", position);
        const start = position;
        const name = readString();
        if (Object.hasOwn(object, name)) refuse("the object already has this name", start);
        if (peek() !== ":") refuse("expected a colon", position);
        position++;
        define(object, name, readValue(depth));
      } while (continues("}", "the object"));
    }
    return object;
  }

  function readList(depth: number): unknown[] {
    const list: unknown[] = [];
    position++;
    if (peek() === "]") position++;
    else {
      do list.push(readValue(depth));
      while (continues("]", "the list"));
    }
    return list;
  }

  /** Passes a comma, or the end of an object or list. */
  function continues(end: string, subject: string): boolean {
    const character = peek();
    if (character !== "," && character !== end) {
      refuse(`expected a comma or the end of ${subject}`, position);
    }
    position++;
    return character === ",";
  }

  function readString(): string {
    const start = position;
    let isPlain = true;
    for (position++; ; position++) {
      const unit = text.charCodeAt(position);
      if (unit === 0x22) break;
      if (unit === 0x5c) {
        isPlain = false;
        readEscape();
      } else if (Number.isNaN(unit)) refuse("the string does not end", start);
      else if (unit < 0x20) refuse("a control character in a string needs an escape", position);
    }
    position++;
    return isPlain
      ? text.slice(start + 1, position - 1)
      : (JSON.parse(text.slice(start, position)) as string);
  }

  /** Stops at the last character of an escape, or of a pair of surrogates. */
  function readEscape(): void {
    const start = position;
    const unit = unitAt(start);
    if (unit === undefined) {
      if (!'"\\/bfnrt'.includes(text.charAt(start + 1) || " ")) refuse("invalid escape", start);
      position += 1;
      return;
    }
    position += 5;
    if (unit < 0xd800 || unit > 0xdfff) return;
    // The text itself is UTF-8, so that the other half can only be an escape too.
    const low = unitAt(start + 6);
    if (unit > 0xdbff || low === undefined || low < 0xdc00 || low > 0xdfff) {
      refuse("lone surrogate", start);
    }
    position += 6;
  }

  /** The code unit that `\uXXXX` at a position stands for. */
  function unitAt(at: number): number | undefined {
    const [, digits] = /^\\u([0-9a-f]{4})$/i.exec(text.slice(at, at + 6)) ?? [];
    return digits === undefined ? undefined : Number.parseInt(digits, 16);
  }

  function isDigit(at: number): boolean {
    const unit = text.charCodeAt(at);
    return unit >= 0x30 && unit <= 0x39;
  }

  function skipDigits(): void {
    if (!isDigit(position)) refuse("expected a digit", position);
    while (isDigit(position)) position++;
  }

  function readNumber(): number | bigint {
    const start = position;
    if (text[position] === "-") position++;
    if (text[position] === "0" && isDigit(position + 1)) refuse("leading zero", position);
    skipDigits();
    if (text[position] === ".") {
      position++;
      skipDigits();
    }
    if (text[position] === "e" || text[position] === "E") {
      position++;
      if (text[position] === "+" || text[position] === "-") position++;
      skipDigits();
    }
    const number = toNumber(text.slice(start, position));
    return typeof number === "string" ? refuse(number, start) : number;
  }
}

const LITERALS = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;

/** The number that a token of JSON stands for, or what is wrong with it. */
function toNumber(token: string): number | bigint | string {
  const double = Number(token);
  if (!Number.isFinite(double)) return "the number is too large for a double";
  const { digits, power } = scientific(token);
  if (digits === "") return 0;
  if (power >= 0) {
    if (Number.isSafeInteger(double)) return double;
    const sign = token.startsWith("-") ? "-" : "";
    return BigInt(sign + digits + "0".repeat(power));
  }
  const kept = scientific(String(double));
  return kept.digits === digits && kept.power === power
    ? double
    : "the decimal has more digits than a double keeps: shorten it, or make it a string";
}

/** A number as its significant digits, without zeros around them, times a power of ten. */
function scientific(token: string): { digits: string; power: number } {
  const [mantissa = "", exponent = "0"] = token.split(/e/i);
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const all = whole + fraction;
  let first = 0;
  while (all[first] === "0") first++;
  let end = all.length;
  while (end > first && all[end - 1] === "0") end--;
  return {
    digits: all.slice(first, end),
    power: Number(exponent) - fraction.length + all.length - end,
  };
}

/** A plain assignment would lose a member named `__proto__`. */
function define(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== "__proto__") object[name] = value;
  else Object.defineProperty(object, name, { value, ...PLAIN });
}

const PLAIN = { enumerable: true, configurable: true, writable: true };

/** Without a byte order mark, and where it stops being UTF-8. */
function decode(bytes: Uint8Array): { text: string; invalid?: number } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder("utf-8").decode(bytes);
    return { text, invalid: firstReplaced(text, bytes) };
  }
}

/** Where a decoded text no longer has the bytes that it was decoded from. */
function firstReplaced(text: string, bytes: Uint8Array): number {
  const encoded = Buffer.from(text);
  // The byte order mark is not in the text.
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let length = 0;
  while (encoded[length] === bytes[mark + length]) length++;
  const valid = bytes.subarray(0, mark + length);
  // `stream` leaves out a character that is cut off.
  return new TextDecoder().decode(valid, { stream: true }).length;
}

/** Columns are counted in code points, as editors do. */
function placeOf(text: string, position: number): string {
  let line = 1;
  let start = 0;
  for (
    let end = text.indexOf("\n");
    end !== -1 && end < position;
    end = text.indexOf("\n", start)
  ) {
    line++;
    start = end + 1;
  }
  let column = 1;
  for (let at = start; at < position; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) column++;
  return `line ${line}, column ${column}`;
}

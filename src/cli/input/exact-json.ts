// Reads JSON so that every number arrives as it is written, or refuses it by line and column.
// `JSON.parse` rounds numbers, keeps the last of two members of the same name, and quotes the text in its
// errors, which may hold a secret.
import { UsageError } from "../command-error.ts";
import { type ReadOptions, readInput } from "./read.ts";

/**
 * Reads a JSON object exactly.
 *
 * @param path of a file; `-` is standard input
 */
export async function readJsonObject(
  path: string,
  options: ReadOptions,
): Promise<Record<string, unknown>> {
  const { bytes, source } = await readInput(path, options);
  const value = readExactJson(bytes, source);
  if (isObject(value)) return value;
  throw new UsageError(`${source} is not a JSON object.`, NOTHING_SENT);
}

const NOTHING_SENT = "Nothing was sent.";
/** As many levels as the client reads and sends. */
const DEEPEST = 500;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param source how a message names it, such as "The file config.json"
 * @returns the value: integers beyond 2^53-1 are bigints
 * @throws {UsageError} with the place, without the text
 */
export function readExactJson(bytes: Uint8Array, source: string): unknown {
  const text = decode(bytes);
  if (text === undefined) throw new UsageError(`${source} is not UTF-8.`, NOTHING_SENT);
  return parse(text, (problem, at) => {
    throw new UsageError(`${source}, ${placeOf(text, at)}: ${problem}.`, NOTHING_SENT);
  });
}

/** Without a byte order mark. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Columns are counted in code points, as editors do. */
function placeOf(text: string, position: number): string {
  let [line, start] = [1, 0];
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

function parse(text: string, refuse: (problem: string, at: number) => never): unknown {
  let position = 0;
  const value = readValue(0);
  if (peek() !== "") refuse("there is more text after the value", position);
  return value;

  /** The next character that is no white space, or nothing at the end. */
  function peek(): string {
    for (;;) {
      const character = text.charAt(position);
      if (character === "" || !" \n\r\t".includes(character)) return character;
      position++;
    }
  }

  function readValue(depth: number): unknown {
    const character = peek();
    if (character === '"') return readString();
    if (character === "-" || isDigit(position)) return readNumber();
    if (character === "{" || character === "[") {
      if (depth === DEEPEST) refuse(`more than ${DEEPEST} levels`, position);
      position++;
      return character === "{" ? readObject(depth + 1) : readList(depth + 1);
    }
    for (const [word, value] of LITERALS) {
      if (!text.startsWith(word, position)) continue;
      position += word.length;
      return value;
    }
    return refuse("expected a value", position);
  }

  function readObject(depth: number): object {
    const object: Record<string, unknown> = {};
    if (skips("}")) return object;
    do {
      if (peek() !== '"') refuse("expected a name in double quotes", position);
      const start = position;
      const name = readString();
      if (Object.hasOwn(object, name)) refuse("the object already has this name", start);
      if (!skips(":")) refuse("expected a colon", position);
      // A plain assignment would lose a member of this name.
      if (name === "__proto__") Object.defineProperty(object, name, MEMBER);
      object[name] = readValue(depth);
    } while (skips(","));
    if (!skips("}")) refuse("expected a comma or the end of the object", position);
    return object;
  }

  function readList(depth: number): unknown[] {
    const list: unknown[] = [];
    if (skips("]")) return list;
    do list.push(readValue(depth));
    while (skips(","));
    if (!skips("]")) refuse("expected a comma or the end of the list", position);
    return list;
  }

  /** Passes a character, if it is the next one. */
  function skips(character: string): boolean {
    if (peek() !== character) return false;
    position++;
    return true;
  }

  function readString(): string {
    const start = position;
    do {
      position = text.indexOf('"', position + 1);
      if (position < 0) refuse("the string does not end", start);
    } while (isEscaped(position));
    position++;
    const string = unquote(text.slice(start, position));
    if (string === undefined) {
      return refuse("the string has a line break, a control character or an invalid escape", start);
    }
    return /\p{Surrogate}/u.test(string)
      ? refuse("the string has a lone surrogate", start)
      : string;
  }

  /** Whether an odd number of backslashes stands before a character. */
  function isEscaped(at: number): boolean {
    let start = at;
    while (text[start - 1] === "\\") start--;
    return (at - start) % 2 === 1;
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

const MEMBER = { enumerable: true, configurable: true, writable: true };

function unquote(json: string): string | undefined {
  try {
    return JSON.parse(json) as string;
  } catch {
    return undefined;
  }
}

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

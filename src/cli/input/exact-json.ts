// Reads JSON so that every number arrives as it is written, or refuses it by line and column.
// `JSON.parse` rounds numbers, keeps the last of two members of the same name, and quotes the text in its
// errors, which may hold a secret.
import { DEEPEST, endOfString, toNumber } from "../../json.mjs";
import { NOTHING_CHANGED, UsageError } from "../command-error.ts";
import { decodeUtf8, type ReadOptions, readInput } from "./read.ts";

/** @param path of a file; `-` is standard input */
export async function readJsonObject(
  path: string,
  options: ReadOptions,
): Promise<Record<string, unknown>> {
  const { bytes, source } = await readInput(path, options);
  const value = readExactJson(bytes, source);
  if (isObject(value)) return value;
  throw new UsageError(`${source} is not a JSON object.`, NOTHING_CHANGED);
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Integers beyond 2^53-1 are bigints.
 *
 * @throws {UsageError} with the place, without the text
 */
export function readExactJson(bytes: Uint8Array, source: string): unknown {
  return parseExactly(decodeUtf8(bytes, source), (problem, line, column) => {
    throw new UsageError(`${source}, line ${line}, column ${column}: ${problem}.`, NOTHING_CHANGED);
  });
}

/**
 * @param refuse throws. Columns are counted in code points, as editors do
 * @param onMember is called for each member of an object, with the line of its value
 */
export function parseExactly(
  text: string,
  refuse: (problem: string, line: number, column: number) => never,
  onMember: (name: string, value: unknown, line: number) => void = () => {},
): unknown {
  let position = text.startsWith("\uFEFF") ? 1 : 0;
  let lineStart = position;
  let line = 1;
  const value = readValue(0);
  if (peek() !== "") refuseAt(position, "there is more text after the value");
  return value;

  function refuseAt(at: number, problem: string): never {
    return refuse(problem, line, [...text.slice(lineStart, at)].length + 1);
  }

  /** The next character that is no white space; "" at the end. */
  function peek(): string {
    for (;;) {
      const character = text.charAt(position);
      if (character === "" || !" \n\r\t".includes(character)) return character;
      position++;
      if (character === "\n") {
        line++;
        lineStart = position;
      }
    }
  }

  /** Passes a character, if it is the next one. */
  function skips(character: string): boolean {
    if (peek() !== character) return false;
    position++;
    return true;
  }

  function readValue(depth: number): unknown {
    const character = peek();
    if (character === '"') return readString();
    if (character === "{" || character === "[") {
      if (depth === DEEPEST) refuseAt(position, `more than ${DEEPEST} levels`);
      position++;
      return character === "{" ? readObject(depth + 1) : readList(depth + 1);
    }
    TOKEN.lastIndex = position;
    const [token] = TOKEN.exec(text) ?? refuseAt(position, "expected a value");
    const value = LITERALS.has(token) ? LITERALS.get(token) : readNumber(token);
    position += token.length;
    return value;
  }

  function readObject(depth: number): object {
    const members = new Map<string, unknown>();
    if (skips("}")) return {};
    do {
      if (peek() !== '"') refuseAt(position, "expected a name in double quotes");
      const start = position;
      const name = readString();
      if (members.has(name)) refuseAt(start, "the object already has this name");
      if (!skips(":")) refuseAt(position, "expected a colon");
      peek();
      const ownLine = line;
      const value = readValue(depth);
      members.set(name, value);
      onMember(name, value, ownLine);
    } while (skips(","));
    if (!skips("}")) refuseAt(position, "expected a comma or the end of the object");
    // Defines also what an assignment would not: `__proto__`.
    return Object.fromEntries(members);
  }

  function readList(depth: number): unknown[] {
    const list: unknown[] = [];
    if (skips("]")) return list;
    do list.push(readValue(depth));
    while (skips(","));
    if (!skips("]")) refuseAt(position, "expected a comma or the end of the list");
    return list;
  }

  function readString(): string {
    const start = position;
    position = endOfString(text, start);
    if (position === 0) refuseAt(start, "the string does not end");
    const string = unquote(text.slice(start, position));
    if (string === undefined) {
      const flaws = "a line break, a control character or an invalid escape";
      return refuseAt(start, `the string has ${flaws}`);
    }
    return /\p{Surrogate}/u.test(string)
      ? refuseAt(start, "the string has a lone surrogate")
      : string;
  }

  function readNumber(token: string): number | bigint {
    if (!JSON_NUMBER.test(token)) refuseAt(position, "the number is malformed");
    if (!Number.isFinite(Number(token))) {
      refuseAt(position, "the number is too large for a double");
    }
    const number = toNumber(token);
    if (typeof number === "number" && digitsOf(String(number)) !== digitsOf(token)) {
      const cure = "shorten it, or make it a string";
      refuseAt(position, `the decimal has more digits than a double keeps: ${cure}`);
    }
    // Zero has no sign.
    return number || 0;
  }
}

/** What may be a number, or a literal. */
const TOKEN = /-?\d[\d.eE+-]*|true|false|null/y;
const LITERALS = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);
export const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function unquote(json: string): string | undefined {
  try {
    return JSON.parse(json) as string;
  } catch {
    return undefined;
  }
}

/** The same for each notation of a number: its significant digits, and a power of ten. */
function digitsOf(literal: string): string {
  const [mantissa = "", exponent = ""] = literal.split(/e/i);
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  // A regular expression would look at each of many zeros again and again.
  const digits = (whole + fraction).replaceAll("0", " ").trimEnd();
  const power = Number(exponent) + whole.length - digits.length;
  return digits === "" ? "0" : `${digits.trimStart()} ${power}`;
}

// JSON with exact integers, for the client, the fake API and the generator: JSON.parse rounds an
// integer beyond 2^53-1, and JSON.stringify refuses a bigint.
//
// Not TypeScript: `npm run generate` runs it on Node 20. Neither JSON.rawJSON nor the `source` of a
// reviver: Node 20 and some browsers lack them.

/**
 * The levels of objects and lists that a caller's value may have: far from the depth at which a
 * recursion overflows the stack.
 */
export const DEEPEST = 500;

/** Those of a body: in a list of connectors, a configuration is four levels deep. */
const DEEPEST_BODY = DEEPEST + 4;

/** A number that JSON.parse may round: 16 digits before the point, or an exponent. */
const LONG_NUMBER = /(?:^|[[:,\s])-?(?:\d{16}|\d[\d.]*[eE])/;

/**
 * Like JSON.parse, with a bigint for each integer beyond 2^53-1, in any notation.
 *
 * `undefined` if the text is not JSON, has too many levels or a number beyond the range of a double.
 * (Not an error, because that of JSON.parse quotes the text.)
 *
 * @param {string} text
 * @returns {unknown}
 */
export function parseJson(text) {
  try {
    const value = JSON.parse(text);
    // Each level takes two characters.
    if (text.length > 2 * DEEPEST_BODY && isDeeper(value, DEEPEST_BODY)) return undefined;
    return LONG_NUMBER.test(text) ? readExactly(text) : value;
  } catch {
    return undefined;
  }
}

/** @param {unknown} value @param {number} levels @returns {boolean} */
export function isDeeper(value, levels) {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

/**
 * Marks the integers that a double cannot hold, and takes the marks off what is parsed.
 *
 * @param {string} text which JSON.parse has read: its syntax is right
 * @returns {unknown}
 */
function readExactly(text) {
  const mark = newMark();
  const token = /"|-?\d[\d.eE+-]*/g;
  let marked = "";
  let done = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '"') {
      token.lastIndex = endOfString(text, match.index);
      continue;
    }
    const number = toNumber(match[0]);
    if (typeof number !== "bigint") continue;
    marked += `${text.slice(done, match.index)}"${mark}${number}"`;
    done = token.lastIndex;
  }
  return JSON.parse(marked + text.slice(done), (_, member) =>
    typeof member === "string" && member.startsWith(mark)
      ? BigInt(member.slice(mark.length))
      : member,
  );
}

/**
 * Where a string ends, or 0 if it does not. Searches instead of matching: a regular expression overflows
 * the stack on a string of megabytes.
 *
 * @param {string} text @param {number} at its first quote
 */
export function endOfString(text, at) {
  for (let end = at; ; ) {
    end = text.indexOf('"', end + 1);
    let start = end;
    while (text[start - 1] === "\\") start--;
    if ((end - start) % 2 === 0) return end + 1;
  }
}

/** A string that no text contains: it cannot be guessed. */
const newMark = () => `${Math.random()}:`;

/**
 * @param {string} literal of JSON
 * @throws {RangeError} if it is beyond the range of a double
 */
export function toNumber(literal) {
  const number = Number(literal);
  if (!Number.isFinite(number)) throw new RangeError();
  // No fraction is left at this size, but the text may have one.
  if (!Number.isInteger(number) || Number.isSafeInteger(number)) return number;
  const [mantissa = "", exponent = 0] = literal.split(/e/i);
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (/[1-9]/.test(digits.slice(point))) return number;
  return BigInt(digits.slice(0, point).padEnd(point, "0"));
}

/**
 * Like JSON.stringify, with the digits of each bigint.
 *
 * @param {unknown} value @param {number} [indent]
 * @returns {string}
 */
export function writeJson(value, indent = 0) {
  try {
    // JSON.stringify throws for a bigint, unless a program has added a toJSON.
    if (!("toJSON" in BigInt.prototype)) return JSON.stringify(value, null, indent);
  } catch {}
  const mark = newMark();
  const marked = JSON.stringify(
    value,
    /** @this {any} @param {string} name */
    function (name, member) {
      const original = this[name];
      return typeof original === "bigint" ? mark + original : member;
    },
    indent,
  );
  return marked.replace(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
}

/**
 * Whether two values are the same JSON: the order of members does not count, numbers compare by value.
 *
 * @param {unknown} one @param {unknown} other
 * @returns {boolean}
 */
export function isEqualJson(one, other) {
  if (one === other) return true;
  // biome-ignore lint/suspicious/noDoubleEquals: 1n is not 1, but equals it
  if (isNumeric(one) && isNumeric(other)) return one == other;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other))
    return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isEqualJson(one[name], other[name]))
  );
}

/** @param {unknown} value */
export const isNumeric = (value) => typeof value === "number" || typeof value === "bigint";

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null;

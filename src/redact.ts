// Text from outside (a server's words, an injected fetch's error) leaves the package through here.

/** Shorter values cannot be told from ordinary text. */
const SHORTEST = 4;
/** The longest text that a documented error holds (`error.description`). */
const LONGEST = 2048;

export type Clean = (text: string) => string;

/**
 * Makes the function that replaces every value of `sensitive` by `[redacted]`, and then shortens.
 * A value is found as it is, JSON-escaped and percent-encoded, each character in any of these ways.
 *
 * @param sensitive read when text has to be cleaned, so that a later token is known too
 */
export function createClean(sensitive: () => Iterable<string>): Clean {
  return (text) => {
    const values = [...new Set(sensitive())]
      .filter((value) => value.length >= SHORTEST)
      // The longer first: one value may begin another.
      .sort((a, b) => b.length - a.length);
    const cleaned =
      values.length > 0
        ? text.replace(new RegExp(values.map(encodedForms).join("|"), "g"), "[redacted]")
        : text;
    return cleaned.slice(0, LONGEST);
  };
}

/**
 * The strings of a request's body that may be secret: all but the names, which are the caller's
 * own and have to stay legible.
 */
export function stringsOf(body: unknown): string[] {
  if (typeof body === "string") return [body];
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) =>
    key === "secret_name" ? [] : stringsOf(value),
  );
}

/**
 * A pattern of the ways in which a server is likely to echo the value. Within one encoding no
 * character has two forms that begin alike, so that matching takes linear time.
 */
function encodedForms(value: string): string {
  const characters = Array.from(value);
  return [
    escapePattern(value),
    characters.map(jsonForms).join(""),
    characters.map(percentForms).join(""),
  ].join("|");
}

function jsonForms(character: string): string {
  const units = character.split("").map((unit) => unit.charCodeAt(0));
  const forms = [
    escapePattern(JSON.stringify(character).slice(1, -1)),
    units.map((unit) => `\\\\u${hexPattern(unit, 4)}`).join(""),
  ];
  // Some encoders (PHP's) escape the slash.
  if (character === "/") forms.push("\\\\/");
  return `(?:${forms.join("|")})`;
}

function percentForms(character: string): string {
  const bytes = [...new TextEncoder().encode(character)];
  const forms = [bytes.map((byte) => `%${hexPattern(byte, 2)}`).join("")];
  // Encoders differ in what they leave as it is, and forms write a space as "+".
  if (character !== "%") forms.push(escapePattern(character));
  if (character === " ") forms.push("\\+");
  return `(?:${forms.join("|")})`;
}

const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** A number in hexadecimal, its letters in either case. */
const hexPattern = (number: number, digits: number) =>
  number
    .toString(16)
    .padStart(digits, "0")
    .replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

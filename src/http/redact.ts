// Text from outside (a server's words, an injected fetch's error) leaves the package through here.

/** Shorter values cannot be told from ordinary text. */
const SHORTEST = 4;
/** The longest text that a documented error holds (`error.description`). */
const LONGEST = 2048;

/** So many characters tell a longer value: servers cut what they echo. */
const TELLING = 16;
/** Comparisons spent on one text. A hostile one is shortened where they run out. */
const WORK = 1_000_000;

export type Clean = (text: string) => string;

/**
 * Makes the function that replaces every value of `sensitive` by `[redacted]`, and then shortens.
 * A value is found as it is, JSON-escaped and percent-encoded, also where only its beginning is
 * there.
 *
 * @param sensitive read when text has to be cleaned, so that a later token is known too
 */
export function createClean(sensitive: () => Iterable<string>): Clean {
  // A value is prepared once, however many texts of a sync are cleaned of it.
  const known = new Map<string, readonly Trace[]>();
  function tracesOf(value: string): readonly Trace[] {
    let traces = known.get(value);
    if (!traces) {
      const characters = Array.from(value);
      traces = ENCODINGS.map((encode) => ({ characters, encode, forms: [] }));
      known.set(value, traces);
    }
    return traces;
  }
  return (text) => {
    const traces = [...new Set(sensitive())]
      .filter((value) => value.length >= SHORTEST)
      .flatMap(tracesOf);
    let cleaned = "";
    let hidden = 0;
    let work = WORK;
    for (let at = 0; at < text.length && cleaned.length < LONGEST && work > 0; at++) {
      let end = hidden;
      for (const trace of traces) {
        const found = follow(trace, text, at);
        work -= found.steps;
        end = Math.max(end, found.end);
      }
      if (at >= hidden) cleaned += end > at ? "[redacted]" : text[at];
      hidden = end;
    }
    return cleaned;
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

/** The ways in which a server is likely to write a character of a value that it echoes. */
type Encode = (character: string) => string[];

const ENCODINGS: readonly Encode[] = [
  (character) => [character],
  jsonForms,
  percentForms,
  percentJsonForms,
];

interface Trace {
  readonly characters: readonly string[];
  readonly encode: Encode;
  /** Of the characters so far asked for. */
  readonly forms: string[][];
}

/** Follows a value through the text from `at`, where it also ends if it is not there. */
function follow(
  { characters, encode, forms }: Trace,
  text: string,
  at: number,
): { end: number; steps: number } {
  let end = at;
  let steps = 0;
  for (const character of characters) {
    // Most often the first look tells: every form begins with one of these.
    const next = text[end] ?? "";
    if (next !== character[0] && !ESCAPES.includes(next)) break;
    forms[steps] ??= encode(character);
    const form = forms[steps]?.find((each) => isAt(each, text, end));
    if (form === undefined) break;
    end += form.length;
    steps++;
  }
  const told = steps >= Math.min(characters.length, TELLING);
  return { end: told ? end : at, steps: steps + 1 };
}

const ESCAPES = ["\\", "%", "+"];

/** Only the escapes with hexadecimal digits are longer than two units; their case is free. */
function isAt(form: string, text: string, at: number): boolean {
  const found = text.slice(at, at + form.length);
  return found === form || (form.length > 2 && found.toLowerCase() === form);
}

function jsonForms(character: string): string[] {
  const units = character.split("").map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`);
  const forms = [JSON.stringify(character).slice(1, -1), units.join("")];
  // Some encoders (PHP's) escape the slash.
  if (character === "/") forms.push("\\/");
  return forms;
}

function percentForms(character: string): string[] {
  const bytes = [...new TextEncoder().encode(character)];
  const forms = [bytes.map((byte) => `%${hex(byte, 2)}`).join("")];
  // Encoders differ in what they leave as it is, and forms write a space as "+".
  if (character !== "%") forms.push(character);
  if (character === " ") forms.push("+");
  return forms;
}

/** Of a body that is echoed as a whole in a URL. */
function percentJsonForms(character: string): string[] {
  return jsonForms(character).flatMap((form) =>
    form === character
      ? percentForms(form)
      : // Some encoders leave a slash as it is, also behind its backslash.
        [encodeURIComponent, encodeURI].map((encode) => encode(form).toLowerCase()),
  );
}

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, "0");

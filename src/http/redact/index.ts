// Redacts external text: a server's messages, an injected fetch's errors.
import { decoded, ESCAPES, FORM, type Form, findValue, SPACE, undo } from "./escapes.ts";
import { createWindows, WINDOW } from "./windows.ts";

/** Shorter values cannot be distinguished from ordinary text. */
const SHORTEST = 4;
/** The longest text that a documented error holds (`error.description`). */
const LONGEST = 2048;
/** The rest of a longer text is dropped unread. */
const READ = 16_384;
/** Where a text was cut, this much of its end may hold a piece too short to be found. */
const EDGE = 512;
export type Clean = (text: string) => string;

/**
 * Makes the function that replaces every value of `sensitive` by `[redacted]`, and then shortens.
 * A value is found verbatim, JSON-escaped, percent-encoded and in HTML entities, in full or in part.
 * `sensitive` is read at each cleaning, so that it includes a later token.
 */
export function createClean(sensitive: () => Iterable<string>): Clean {
  // Most calls have nothing to clean.
  let known: Known | undefined;
  return (given) => {
    known ??= { values: new Set(), short: new Set(), long: createWindows() };
    learn(known, sensitive());
    const { short, long } = known;
    const { text, forms } = readable(given);
    const hidden = new Uint8Array(text.length);
    const hide = ({ starts, ends }: Form, from: number, to: number) =>
      hidden.fill(1, starts[from], ends[to - 1]);
    for (const form of forms) {
      for (const value of short) {
        let at = findValue(form.text, value, 0);
        while (at >= 0) {
          hide(form, at, at + value.length);
          at = findValue(form.text, value, at + 1);
        }
      }
      for (const each of [form, ...undo(SPACE, form, new Set([form.text]))]) {
        long.find(each.text, (end) => hide(each, end - WINDOW, end));
      }
    }

    const end = text.length - (text === given ? 0 : EDGE);
    let cleaned = "";
    for (let at = 0, next = 0; at < end && cleaned.length < LONGEST; at = next) {
      next = hidden.indexOf(hidden[at] ? 0 : 1, at);
      if (next < 0 || next > end) next = end;
      const most = at + LONGEST - cleaned.length;
      cleaned += hidden[at] ? "[redacted]" : text.slice(at, Math.min(next, most));
    }
    return cleaned;
  };
}

/** A word so long that its middle stays the same when white space is removed. */
const WORD = /(\S{15})\S+(\S{15})/g;

const strip = (text: string) => text.replace(SPACE, "");

/** The values, and in which forms they are searched for. */
interface Known {
  readonly values: Set<string>;
  readonly short: Set<string>;
  readonly long: ReturnType<typeof createWindows>;
}

function learn({ values, short, long }: Known, sensitive: Iterable<string>): void {
  const fresh = [...new Set(sensitive)].filter((value) => !values.has(value));
  const parts: string[] = [];
  for (const value of fresh) {
    values.add(value);
    if (value.length < SHORTEST) continue;
    for (const text of formsOf(value)) {
      if (text.length >= WINDOW) parts.push(text, strip(text.replace(WORD, "$1\uffff$2")));
      else if (text.length >= SHORTEST) {
        // The text around it may be mistaken for a part of its escapes: also search for these.
        const json = JSON.stringify(text).slice(1, -1);
        for (const each of [text, json, json.replaceAll("/", "\\/")]) short.add(each);
      }
    }
  }
  long.add(parts);
}

/** The value with its own escapes undone. */
function formsOf(value: string): string[] {
  const pieces = [value];
  if (strip(value).length < WINDOW) {
    // Matched only in full, so allow for what servers do to white space.
    pieces.push(value.trim(), value.replace(/\r\n/g, "\n"), value.replace(/[\r\n]/g, ""));
  }
  return pieces.flatMap((piece) => decoded(piece, ESCAPES).forms.map(({ text }) => text));
}

/** As much of the text, in all its forms, as can be searched with bounded work. */
function readable(given: string): { text: string; forms: readonly Form[] } {
  let all: { text: string; forms: readonly Form[] } = { text: "", forms: [] };
  for (let length = 1024; length <= READ; length *= 2) {
    const text = given.slice(0, length);
    const { forms, complete } = decoded(text, [...ESCAPES, FORM]);
    if (complete) all = { text, forms };
    if (!complete || text === given) break;
  }
  return all;
}

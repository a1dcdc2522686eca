// Text from outside (a server's words, an injected fetch's error) leaves the package through here.
import { decoded, ESCAPES, FORM, type Form, SPACE, undo } from "./escapes.ts";
import { createWindows, TELLING } from "./windows.ts";

/** Shorter values cannot be told from ordinary text. */
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
 * A value is found as it is, JSON-escaped, percent-encoded and in HTML entities, whole or in part.
 *
 * @param sensitive read when text has to be cleaned, so that a later token is known too
 */
export function createClean(sensitive: () => Iterable<string>): Clean {
  const known = new Set<string>();
  const short = new Set<string>();
  const long = createWindows();

  /** Remembers what is short, and gives what is long. */
  function learn(value: string): string[] {
    const pieces = [value];
    if (strip(value).length < TELLING) {
      // Only the whole gives it away, so allow for what servers do to white space.
      pieces.push(value.trim(), value.replace(/\r\n/g, "\n"), value.replace(/[\r\n]/g, ""));
    }
    const texts = pieces.flatMap((piece) => decoded(piece, ESCAPES).forms.map(({ text }) => text));
    for (const text of texts) {
      if (text.length < SHORTEST || text.length >= TELLING) continue;
      // The text around it may be mistaken for a part of its escapes: also search for these.
      const json = JSON.stringify(text).slice(1, -1);
      for (const each of [text, json, json.replaceAll("/", "\\/")]) short.add(each);
    }
    const parts = texts.filter((text) => text.length >= TELLING);
    return [...parts, ...parts.map((text) => strip(text.replace(WORD, "$1\uffff$2")))];
  }

  return (given) => {
    const fresh = [...new Set(sensitive())].filter((value) => !known.has(value));
    for (const value of fresh) known.add(value);
    long.add(fresh.filter((value) => value.length >= SHORTEST).flatMap(learn));

    const { text, forms } = readable(given);
    const hidden = new Uint8Array(text.length);
    const hide = ({ starts, ends }: Form, from: number, to: number) =>
      hidden.fill(1, starts[from], ends[to - 1]);
    for (const form of forms) {
      for (const value of short) {
        let at = form.text.indexOf(value);
        while (at >= 0) {
          hide(form, at, at + value.length);
          at = form.text.indexOf(value, at + 1);
        }
      }
      for (const each of [form, ...undo(SPACE, form, new Set([form.text]))]) {
        long.find(each.text, (end) => hide(each, end - TELLING, end));
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

// Text from outside (a server's words, an injected fetch's error) leaves the package through here.

/** Shorter values cannot be told from ordinary text. */
const SHORTEST = 4;
/** This many characters give a longer value away, wherever they stand in it. */
const TELLING = 16;
/** The longest text that a documented error holds (`error.description`). */
const LONGEST = 2048;
/** The rest of a longer text is dropped unread. */
const READ = 16_384;
/** Where a text was cut, this much of its end may hold a piece too short to be found. */
const EDGE = 512;
/** Characters to decode and search for one text, so that a hostile one cannot block the program. */
const WORK = 65_536;

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
  const long = createIndex();

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

/** Text with escapes undone, and where each of its characters starts and ends in the source. */
interface Form {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** One character of UTF-8: `decodeURIComponent` throws for anything else, which is slow. */
const PERCENT = [
  "%[0-7]X",
  "%(?:c[2-9a-f]|dX)Y",
  "%e(?:0%[ab]X|d%[89]X|[1-9a-cef]Y)Y",
  "%f(?:0%[9ab]X|[1-3]Y|4%8X)YY",
]
  .join("|")
  .replaceAll("Y", "%[89ab]X")
  .replaceAll("X", "[\\da-f]");
const ESCAPES = [
  /\\(?:u[\da-fA-F]{4}|["\\/bfnrt])/g,
  // The same where a stray backslash stands before it.
  /(?:\\\\)+(?:u[\da-fA-F]{4}|["/bfnrt])?|\\(?:u[\da-fA-F]{4}|["/bfnrt])/g,
  new RegExp(PERCENT, "gi"),
  /&(?:#x[\da-f]{1,8}|#\d{1,8}|amp|lt|gt|quot|apos|nbsp);/gi,
];
const STRAY = /^(?:\\\\)+[^\\]/;
/** In a form, a plus sign is a space; elsewhere it is one. */
const FORM = new RegExp(`${PERCENT}|\\+`, "gi");
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

const SPACE = /\s+/g;
/** A word so long that its middle stays the same when white space is removed. */
const WORD = /(\S{15})\S+(\S{15})/g;

const strip = (text: string) => text.replace(SPACE, "");
/** Servers write the end of a line as a space, and HTML a space as one that does not break. */
const plain = (text: string) => text.replace(/[\r\n\xa0]/g, " ");

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

/** All that comes of undoing escapes again and again, in every order. */
function decoded(source: string, escapes: readonly RegExp[]) {
  const starts = new Int32Array(source.length);
  const ends = new Int32Array(source.length);
  for (let at = 0; at < source.length; at++) {
    starts[at] = at;
    ends[at] = at + 1;
  }
  const forms: Form[] = [{ text: plain(source), starts, ends }];
  const seen = new Set(forms.map(({ text }) => text));
  let work = WORK;
  for (const form of forms) {
    work -= form.text.length;
    if (work < 0) break;
    for (const kind of escapes) forms.push(...undo(kind, form, seen));
  }
  return { forms, complete: work >= 0 };
}

/** The form without the escapes of one kind, unless its text was seen before. */
function undo(kind: RegExp, form: Form, seen: Set<string>): Form[] {
  const text = plain(form.text.replace(kind, decode));
  if (seen.has(text)) return [];
  seen.add(text);
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  let read = 0;
  let written = 0;
  function keep(to: number) {
    starts.set(form.starts.subarray(read, to), written);
    ends.set(form.ends.subarray(read, to), written);
    written += to - read;
    read = to;
  }
  for (const { 0: match, index } of form.text.matchAll(kind)) {
    keep(index);
    read += match.length;
    const end = written + decode(match).length;
    starts.fill(form.starts[index] ?? 0, written, end);
    ends.fill(form.ends[read - 1] ?? 0, written, end);
    written = end;
  }
  keep(form.text.length);
  return [{ text, starts, ends }];
}

function decode(match: string): string {
  if (match[0] === "\\") return JSON.parse(`"${STRAY.test(match) ? "\\" : ""}${match}"`);
  if (match[0] === "%") return decodeURIComponent(match);
  if (match[0] !== "&") return match === "+" ? " " : "";
  const name = match.slice(1, -1).toLowerCase();
  if (name[0] !== "#") return NAMED[name] ?? " ";
  const code = Number(name.slice(1).replace("x", "0x"));
  return code > 0x10ffff ? match : String.fromCodePoint(code);
}

/** Finds where sixteen characters of one of the values stand in a row. */
function createIndex() {
  let values = "";
  /** Where such sixteen end in `values`: in the slot of their hash, or in the next free one. */
  let slots = new Int32Array(2);

  function slotOf(hash: number, text: string, end: number): number {
    let slot = Math.imul(hash, 0x9e3779b1) >>> Math.clz32(slots.length - 1);
    for (let there = slots[slot]; there; there = slots[slot]) {
      let same = 0;
      while (same < TELLING && values.charCodeAt(there - same) === text.charCodeAt(end - same)) {
        same++;
      }
      if (same === TELLING) break;
      slot = (slot + 1) % slots.length;
    }
    return slot;
  }

  return {
    add(more: readonly string[]) {
      let from = values.length;
      // No text holds what stands between two values.
      for (const value of more) values += `\uffff${value}`;
      if (slots.length < values.length * 2) {
        slots = new Int32Array(2 ** Math.ceil(Math.log2(values.length * 2)));
        from = 0;
      }
      for (let end = from, hash = 0; end < values.length; end++) {
        hash = roll(hash, values, from, end);
        if (end >= from + TELLING) slots[slotOf(hash, values, end)] = end;
      }
    },
    find(text: string, found: (end: number) => void) {
      for (let end = 0, hash = 0; end < text.length; end++) {
        hash = roll(hash, text, 0, end);
        if (end >= TELLING - 1 && slots[slotOf(hash, text, end)]) found(end + 1);
      }
    },
  };
}

/** The hash of the sixteen characters up to `end`, from that of the sixteen one before. */
function roll(hash: number, text: string, from: number, end: number): number {
  const last = end - TELLING < from ? 0 : text.charCodeAt(end - TELLING);
  // 0x345b8241 is 0x1000193 to the power of TELLING.
  return (Math.imul(hash, 0x1000193) + text.charCodeAt(end) - Math.imul(last, 0x345b8241)) | 0;
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

// The ways in which servers write a value that they echo, and how to undo them.

/** Characters to decode and search for one text, so that a hostile one cannot block the program. */
const WORK = 65_536;

/** Text with escapes undone, and where each of its characters starts and ends in the source. */
export interface Form {
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
export const ESCAPES = [
  /\\(?:u[\da-fA-F]{4}|["\\/bfnrt])/g,
  // The same after a stray backslash.
  /(?:\\\\)+(?:u[\da-fA-F]{4}|["/bfnrt])?|\\(?:u[\da-fA-F]{4}|["/bfnrt])/g,
  new RegExp(PERCENT, "gi"),
  /&(?:(?:#x[\da-f]{1,8}|#\d{1,8}|amp|lt|gt|quot|nbsp);?|[a-z][a-z\d]{1,31};)/gi,
];
const STRAY = /^(?:\\\\)+[^\\]/;
/** In a form, a plus sign is a space; elsewhere it is one. */
export const FORM = new RegExp(`${PERCENT}|\\+`, "gi");
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};
/** In place of an HTML entity that is not decoded: one of 2,231 names, or a number of Windows-1252. */
const UNKNOWN = 0xfffe;

/** The code to compare a character by: all that may have an entity are equal. Ideographs have none. */
export function blur(code: number): number {
  const lower = code | 32;
  const isPlain = (code > 47 && code < 58) || (lower > 96 && lower < 123);
  return isPlain || code >= 0x3000 ? code : UNKNOWN;
}

/** Whether a character of a text may be that of a value. */
export const isSame = (inText: number, inValue: number) =>
  inText === inValue || (inText === UNKNOWN && blur(inValue) === UNKNOWN);

/** Where the text has the value, from there on. */
export function findValue(text: string, value: string, from: number): number {
  if (!text.includes(String.fromCharCode(UNKNOWN))) return text.indexOf(value, from);
  for (let at = from; at <= text.length - value.length; at++) {
    let length = 0;
    while (isSame(text.charCodeAt(at + length), value.charCodeAt(length))) length++;
    if (length >= value.length) return at;
  }
  return -1;
}

export const SPACE = /\s+/g;

/** Servers write the end of a line as a space, and HTML a space as one that does not break. */
const plain = (text: string) => text.replace(/[\r\n\xa0]/g, " ");

/** Every form of the text that undoing escapes repeatedly, in any order, leads to. */
export function decoded(source: string, escapes: readonly RegExp[]) {
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
export function undo(kind: RegExp, form: Form, seen: Set<string>): Form[] {
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
  const name = match.slice(1).replace(";", "").toLowerCase();
  if (name[0] !== "#") return NAMED[name] ?? String.fromCharCode(UNKNOWN);
  const code = Number(name.slice(1).replace("x", "0x"));
  if (code >= 128 && code < 160) return String.fromCharCode(UNKNOWN);
  return code > 0x10ffff ? match : String.fromCodePoint(code);
}

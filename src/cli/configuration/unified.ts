// A unified diff of two JSON values. It follows their structure: a diff of lines takes minutes on many
// different ones, and would match the brackets of one object with those of another.
import { escapeJson, type Look, paint } from "../output/look.ts";
import { entriesOf, isContainer, type Pair } from "./match.ts";

export interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** JSON as `pull` writes it: two spaces deep, bigints with their digits. */
export const textOf = (value: unknown) => `${linesOf(value, "", "", "").join("\n")}\n`;

/**
 * @param head what stands before it on its first line
 * @param tail what follows it on its last line: a comma, or nothing
 */
function linesOf(
  value: unknown,
  head: string,
  tail: string,
  indent: string,
  lines: string[] = [],
): string[] {
  if (!isContainer(value)) {
    const text = typeof value === "bigint" ? String(value) : JSON.stringify(value);
    lines.push(head + text + tail);
    return lines;
  }
  const [open = "", close = ""] = bracketsOf(value);
  const parts: (readonly [string | undefined, unknown])[] = Array.isArray(value)
    ? value.map((item) => [undefined, item])
    : entriesOf(value);
  if (parts.length === 0) {
    lines.push(head + open + close + tail);
    return lines;
  }
  lines.push(head + open);
  const inner = `${indent}  `;
  for (const [index, [name, part]] of parts.entries()) {
    linesOf(part, headOf(name, inner), index < parts.length - 1 ? "," : "", inner, lines);
  }
  lines.push(indent + close + tail);
  return lines;
}

const bracketsOf = (value: object) => (Array.isArray(value) ? "[]" : "{}");

const headOf = (name: string | undefined, indent: string) =>
  name === undefined ? indent : `${indent}${JSON.stringify(name)}: `;

/** The lines of both values. Members have the order of the new one. */
export function diffLines(root: Pair): Line[] {
  const lines: Line[] = [];
  // Held back, so that all that is removed in one place comes before what is added there.
  let added: Line[] = [];
  const flush = () => {
    for (const line of added) lines.push(line);
    added = [];
  };
  const keep = (text: string) => {
    flush();
    lines.push({ sign: " ", text });
  };
  const remove = (text: string) => lines.push({ sign: "-", text });
  const add = (text: string) => added.push({ sign: "+", text });

  /** What follows a value on either side. */
  type Tails = readonly [before: string, after: string];
  const compareEnd = (text: string, [one, other]: Tails) => {
    if (one === other) keep(text + one);
    else {
      remove(text + one);
      add(text + other);
    }
  };

  function walk({ before, after, isEqual, parts, name }: Pair, tails: Tails, indent: string): void {
    const head = headOf(name, indent);
    const lastBefore = parts?.findLastIndex((part) => part.before !== undefined) ?? -1;
    const lastAfter = parts?.findLastIndex((part) => part.after !== undefined) ?? -1;
    if (isEqual) {
      const same = linesOf(after, head, "", indent);
      const end = same.pop() ?? "";
      same.forEach(keep);
      compareEnd(end, tails);
    } else if (parts && isContainer(after) && lastBefore >= 0 && lastAfter >= 0) {
      const [open = "", close = ""] = bracketsOf(after);
      keep(head + open);
      for (const [index, part] of parts.entries()) {
        const commas = [index < lastBefore ? "," : "", index < lastAfter ? "," : ""] as const;
        walk(part, commas, `${indent}  `);
      }
      compareEnd(indent + close, tails);
    } else {
      // A scalar, another type, or an empty object or list, which is a single line.
      if (before !== undefined) linesOf(before, head, tails[0], indent).forEach(remove);
      if (after !== undefined) linesOf(after, head, tails[1], indent).forEach(add);
    }
  }
  walk(root, ["", ""], "");
  flush();
  return lines;
}

/** What stands in the first two lines. */
export interface Names {
  readonly before: string;
  readonly after: string;
}

/** Lines around a change, as `diff -u` shows them. */
const CONTEXT = 3;

export function drawUnified(lines: readonly Line[], { before, after }: Names, look: Look): string {
  const drawn = [paint(`--- ${before}`, "bold", look), paint(`+++ ${after}`, "bold", look)];
  // How many lines of either side came before.
  const passed = { "-": 0, "+": 0 };
  let position = 0;
  for (const { start, end } of hunksOf(lines)) {
    count(lines.slice(position, start), passed);
    const hunk = lines.slice(start, end);
    const own = count(hunk, { "-": 0, "+": 0 });
    // By convention, an empty range names the line before it.
    const rangeOf = (side: "-" | "+") =>
      `${side}${passed[side] + Math.min(own[side], 1)},${own[side]}`;
    drawn.push(paint(`@@ ${rangeOf("-")} ${rangeOf("+")} @@`, "cyan", look));
    for (const { sign, text } of hunk) {
      const line = sign + escapeJson(text);
      drawn.push(sign === " " ? line : paint(line, sign === "-" ? "red" : "green", look));
    }
    count(hunk, passed);
    position = end;
  }
  return `${drawn.join("\n")}\n`;
}

/** Adds the lines that either side has. */
function count<Counts extends Record<"-" | "+", number>>(lines: readonly Line[], counts: Counts) {
  for (const { sign } of lines) {
    if (sign !== "+") counts["-"]++;
    if (sign !== "-") counts["+"]++;
  }
  return counts;
}

/** Changes with the lines around them; those that would touch are one. */
function hunksOf(lines: readonly Line[]): { start: number; end: number }[] {
  const hunks: { start: number; end: number }[] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === " ") continue;
    const last = hunks.at(-1);
    const end = Math.min(index + 1 + CONTEXT, lines.length);
    if (last && index - CONTEXT <= last.end) last.end = end;
    else hunks.push({ start: Math.max(index - CONTEXT, 0), end });
  }
  return hunks;
}

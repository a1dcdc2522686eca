// A unified diff of two JSON values. It follows their structure: a diff of lines takes minutes on many
// different ones, and would match the brackets of one object with those of another.
import { writeJson } from "../../json.mjs";
import { escapeJson, type Look, paint } from "../output/look.ts";
import type { Pair } from "./match.ts";

export interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** As `pull` writes it: two spaces deep, bigints with their digits. */
export const textOf = (value: unknown) => `${writeJson(value, 2)}\n`;

/** What follows a value on either side: a comma, or nothing. */
type Tails = readonly [before: string, after: string];

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
  const compareEnd = (text: string, [one, other]: Tails) => {
    if (one === other) keep(text + one);
    else {
      remove(text + one);
      add(text + other);
    }
  };

  function walk({ before, after, isEqual, parts, name }: Pair, tails: Tails, indent: string): void {
    const head = name === undefined ? indent : `${indent}${JSON.stringify(name)}: `;
    const linesOf = (value: unknown, tail: string) =>
      `${head}${writeJson(value, 2).replaceAll("\n", `\n${indent}`)}${tail}`.split("\n");
    const lastBefore = parts?.findLastIndex((part) => part.before !== undefined) ?? -1;
    const lastAfter = parts?.findLastIndex((part) => part.after !== undefined) ?? -1;
    if (isEqual) {
      const same = linesOf(after, "");
      const end = same.pop() ?? "";
      same.forEach(keep);
      compareEnd(end, tails);
    } else if (parts && lastBefore >= 0 && lastAfter >= 0) {
      const [open, close] = Array.isArray(after) ? "[]" : "{}";
      keep(`${head}${open}`);
      for (const [index, part] of parts.entries()) {
        const commas = [index < lastBefore ? "," : "", index < lastAfter ? "," : ""] as const;
        walk(part, commas, `${indent}  `);
      }
      compareEnd(`${indent}${close}`, tails);
    } else {
      // A scalar, another type, or an empty object or list, which is a single line.
      if (before !== undefined) linesOf(before, tails[0]).forEach(remove);
      if (after !== undefined) linesOf(after, tails[1]).forEach(add);
    }
  }
  walk(root, ["", ""], "");
  flush();
  return lines;
}

export interface Names {
  readonly before: string;
  readonly after: string;
}

/** Lines around a change, as `diff -u` shows them. */
const CONTEXT = 3;

export function drawUnified(lines: readonly Line[], { before, after }: Names, look: Look): string {
  const drawn = [paint(`--- ${before}`, "bold", look), paint(`+++ ${after}`, "bold", look)];
  const countOf = (part: readonly Line[], other: "-" | "+") =>
    part.filter(({ sign }) => sign !== other).length;
  let [position, removed, added] = [0, 0, 0];
  for (const { start, end } of hunksOf(lines)) {
    const passed = lines.slice(position, start);
    const hunk = lines.slice(start, end);
    position = start;
    removed += countOf(passed, "+");
    added += countOf(passed, "-");
    // By convention, an empty range names the line before it.
    const rangeOf = (before: number, count: number) => `${before + Math.min(count, 1)},${count}`;
    const ranges = `-${rangeOf(removed, countOf(hunk, "+"))} +${rangeOf(added, countOf(hunk, "-"))}`;
    drawn.push(paint(`@@ ${ranges} @@`, "cyan", look));
    for (const { sign, text } of hunk) {
      const line = sign + escapeJson(text);
      drawn.push(sign === " " ? line : paint(line, sign === "-" ? "red" : "green", look));
    }
  }
  return `${drawn.join("\n")}\n`;
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

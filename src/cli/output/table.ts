import { escapeText, type Look, paint } from "./look.ts";

const GAP = "  ";

/** In a narrow window, each row becomes a block of lines: nothing is cut off, people copy from here. */
export function formatTable(names: readonly string[], rows: readonly object[], look: Look): string {
  const cells = rows.map((row) =>
    names.map((name) => escapeText(textOf(Reflect.get(row, name)), look)),
  );
  const heads = names.map((name) => name.toUpperCase());
  const widths = names.map((_, column) =>
    Math.max(...[heads, ...cells].map((line) => widthOf(line[column] ?? ""))),
  );
  const total = widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);
  if (look.columns !== undefined && total > look.columns) {
    const blocks = cells.map((row) => row.map((text, column): Line => [names[column] ?? "", text]));
    return blocks.map((lines) => formatLines(lines, look)).join("\n");
  }
  const line = (texts: readonly string[]) => {
    const padded = texts.map((text, column) => pad(text, widths[column] ?? 0));
    return padded.join(GAP).trimEnd();
  };
  return [paint(line(heads), "bold", look), ...cells.map(line)].map((text) => `${text}\n`).join("");
}

export const textOf = (value: unknown) =>
  value === null || value === undefined ? "" : String(value);

export type Line = readonly [name: string, text: string];

/** A line for each value, behind its name. */
export function formatLines(lines: readonly Line[], look: Look): string {
  const width = Math.max(...lines.map(([name]) => widthOf(escapeText(name, look))));
  const texts = lines.map(([name, text]) => {
    const head = paint(pad(escapeText(name, look), width), "bold", look);
    return `${head}${GAP}${escapeText(text, look)}`.trimEnd();
  });
  return texts.map((text) => `${text}\n`).join("");
}

const pad = (text: string, width: number) => text + " ".repeat(Math.max(0, width - widthOf(text)));

/** The scripts and signs that take two columns (Unicode Standard Annex 11, roughly). */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/** How many columns of a terminal a text takes. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

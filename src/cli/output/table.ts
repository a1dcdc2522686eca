import { escapeText } from "./escape.ts";
import { paint } from "./style.ts";
import type { Look } from "./terminal.ts";
import { widthOf } from "./width.ts";

export type Row = Readonly<Record<string, string>>;

const GAP = "  ";

/**
 * A table with a column for each of `names`. Where the window is too narrow for it, each row
 * becomes a block of lines: nothing is ever cut off, placeholders are copied from here.
 */
export function formatTable(names: readonly string[], rows: readonly Row[], look: Look): string {
  const cells = rows.map((row) => names.map((name) => escapeText(row[name] ?? "", look)));
  const heads = names.map((name) => name.toUpperCase());
  const widths = names.map((_, column) =>
    Math.max(...[heads, ...cells].map((line) => widthOf(line[column] ?? ""))),
  );
  const total = widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);
  if (look.columns !== undefined && total > look.columns) return blocks(heads, cells, look);

  const line = (texts: readonly string[]) =>
    texts
      .map((text, column) => pad(text, widths[column] ?? 0))
      .join(GAP)
      .trimEnd();
  return [paint(line(heads), "bold", look), ...cells.map(line)].map((text) => `${text}\n`).join("");
}

function blocks(heads: readonly string[], cells: readonly string[][], look: Look): string {
  const rows = cells.map((row) =>
    row
      .map((text, column) => `${paint(heads[column] ?? "", "bold", look)}\n${GAP}${text}\n`)
      .join(""),
  );
  return rows.join("\n");
}

const pad = (text: string, width: number) => text + " ".repeat(width - widthOf(text));

// What a command says: data on standard output, all else on standard error.
import { escapeText, toJson } from "./escape.ts";
import { type Mark, mark, paint } from "./style.ts";
import { formatTable, type Row } from "./table.ts";
import { type Look, lookOf } from "./terminal.ts";

export type OutputFormat = "table" | "json";

export interface Report {
  /** How to show what goes to standard error. */
  readonly look: Look;
  /** Data. A table on a terminal, JSON elsewhere, or as `--output` says. */
  data(value: unknown, columns: readonly string[], rows: readonly Row[]): void;
  /** As `data`, but not on a terminal that did not ask: words have told it already. */
  writtenData(value: unknown, columns: readonly string[], rows: readonly Row[]): void;
  /** A line that is safe as it is: text from elsewhere goes through `safe`. */
  line(text: string): void;
  marked(name: Mark, text: string): void;
  dim(text: string): void;
  safe(text: string): string;
}

export function createReport(output: OutputFormat | undefined): Report {
  const { stdout, stderr, env } = process;
  const look = lookOf(stderr, env);
  const format = output ?? (stdout.isTTY ? "table" : "json");
  const line = (text: string) => {
    stderr.write(`${text}\n`);
  };
  const data: Report["data"] = (value, columns, rows) => {
    const text =
      format === "json" ? `${toJson(value)}\n` : formatTable(columns, rows, lookOf(stdout, env));
    stdout.write(text);
  };
  return {
    look,
    data,
    writtenData(value, columns, rows) {
      if (output !== undefined || !stdout.isTTY) data(value, columns, rows);
    },
    line,
    marked: (name, text) => line(`${mark(name, look)} ${text}`),
    dim: (text) => line(paint(text, "dim", look)),
    safe: (text) => escapeText(text, look),
  };
}

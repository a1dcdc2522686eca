// What a command says: data on standard output, all else on standard error.
import { type CommandError, EXIT } from "../command-error.ts";
import { escapeText, type Look, lookOf, type Mark, mark, paint, toJson, wrap } from "./look.ts";
import { formatTable, type Row } from "./table.ts";

export type OutputFormat = "table" | "json";

/** Draws data for people. */
type Draw = (look: Look) => string;

export interface Report {
  /** How to show what goes to standard error. */
  readonly look: Look;
  /** `--output`, once it is known. */
  format: OutputFormat | undefined;
  /** Data: drawn on a terminal, JSON elsewhere, or as `--output` says. */
  data(value: unknown, draw: Draw): void;
  /** As `data`, but not on a terminal that did not ask for it: words have told it already. */
  writtenData(value: unknown, draw: Draw): void;
  /** A line that is safe as it is: text from elsewhere goes through `safe`. */
  line(text: string): void;
  marked(name: Mark, text: string): void;
  dim(text: string): void;
  failure(error: CommandError): void;
  safe(text: string): string;
  /**
   * Says on the last line of a live terminal what is going on, until the next word or `idle`: at
   * once, or after some silence.
   */
  busy(text: () => string, options?: { atOnce?: boolean }): void;
  idle(): void;
}

/** Milliseconds of silence after which people wonder whether anything happens. */
const PATIENCE = 400;
const FRAME = 100;
const SPINNER = { plain: [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"], ascii: [..."|/-\\"] };
const CLEAR_LINE = "\r\x1b[K";

export function createReport(): Report {
  const { stdout, stderr, env } = process;
  const look = lookOf(stderr, env);
  const frames = look.ascii ? SPINNER.ascii : SPINNER.plain;
  let timer: NodeJS.Timeout | undefined;
  let isDrawn = false;

  const clear = () => {
    if (isDrawn) stderr.write(CLEAR_LINE);
    isDrawn = false;
  };
  const idle = () => {
    clearTimeout(timer);
    clear();
  };
  const busy: Report["busy"] = (text, { atOnce = false } = {}) => {
    idle();
    if (!look.live) return;
    let frame = 0;
    const draw = () => {
      const sign = paint(frames[frame++ % frames.length] ?? "", "cyan", look);
      // One line, or it could not be drawn over.
      const words = text().slice(0, (look.columns ?? 80) - 3);
      stderr.write(`${CLEAR_LINE}${sign} ${words}`);
      isDrawn = true;
      timer = setTimeout(draw, FRAME).unref();
    };
    if (atOnce) draw();
    else timer = setTimeout(draw, PATIENCE).unref();
  };
  const line = (text: string) => {
    clear();
    stderr.write(`${text}\n`);
  };
  const safe = (text: string) => escapeText(text, look);

  const report: Report = {
    look,
    format: undefined,
    data(value, draw) {
      idle();
      const format = report.format ?? (stdout.isTTY ? "table" : "json");
      stdout.write(format === "json" ? `${toJson(value)}\n` : draw(lookOf(stdout, env)));
    },
    writtenData(value, draw) {
      if (report.format !== undefined || !stdout.isTTY) report.data(value, draw);
    },
    line,
    marked: (name, text) => line(`${mark(name, look)} ${text}`),
    dim: (text) => line(paint(text, "dim", look)),
    failure({ exitCode, message, hints }) {
      idle();
      if (exitCode === EXIT.done) return;
      line(wrap(`error: ${safe(message)}`, look.columns).replace("error:", redError));
      for (const hint of hints) line(wrap(safe(hint), look.columns, "  "));
    },
    safe,
    busy,
    idle,
  };
  const redError = paint("error:", "red", look);
  return report;
}

export const table =
  (columns: readonly string[], rows: readonly Row[]): Draw =>
  (look) =>
    formatTable(columns, rows, look);

// What a command says: data on standard output, all else on standard error.
import type { CommandError } from "../command-error.ts";
import { escapeJson, escapeText, type Look, lookOf, type Mark, mark, paint, wrap } from "./look.ts";
import { formatTable, type Row } from "./table.ts";

export type OutputFormat = "table" | "json";

/** Draws data for people. */
type Draw = (look: Look) => string;

export interface Report {
  /** How to show what goes to standard error. */
  readonly look: Look;
  /** `--output`, once it is known. */
  format: OutputFormat | undefined;
  /** The client's own, which keeps the digits of a bigint: loaded with it. */
  writeJson: (value: unknown, indent?: number) => string;
  /** `--quiet`: only questions, warnings and errors are shown. */
  quiet: boolean;
  /**
   * Data: drawn on a terminal, JSON elsewhere (or as `piped` says), or as `--output` says. Resolves
   * with whether it could be written.
   */
  data(
    value: unknown,
    draw: Draw,
    options?: { piped?: OutputFormat; indent?: number },
  ): Promise<boolean>;
  /** As `data`, but not on a terminal that did not ask for it: the log lines already say it. */
  writtenData(value: unknown, draw: Draw): void;
  /** Text for standard output, safe as it is. Resolves with whether it could be written. */
  print(text: string): Promise<boolean>;
  /** A line of a question, or of what it is about. Untrusted text goes through `safe`. */
  line(text: string): void;
  /** A line on the progress, as `dim` and `marked` are; only `done` can be left out there. */
  note(text: string): void;
  marked(name: Mark, text: string): void;
  dim(text: string): void;
  warn(text: string): void;
  /** `--verbose`: shown even if quiet. */
  log(text: string): void;
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

export function createReport(isColourless = false): Report {
  const { stdout, stderr } = process;
  const env = isColourless ? { ...process.env, NO_COLOR: "1" } : process.env;
  const look = lookOf(stderr, env);
  const isAction = Boolean(env.GITHUB_ACTIONS);
  // There, a line that begins like this is a command, from whomever it comes.
  const inert = (text: string) =>
    isAction ? text.replaceAll(/^(\s*):(?=:)/gm, "$1\\u{3a}") : text;
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
    if (!look.live || report.quiet) return;
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
    stderr.write(`${inert(text)}\n`);
  };
  const note = (text: string) => report.quiet || line(text);
  const safe = (text: string) => escapeText(text, look);

  const report: Report = {
    look,
    format: undefined,
    writeJson: (value) => JSON.stringify(value),
    quiet: false,
    data(value, draw, { piped = "json", indent = 2 } = {}) {
      const format = report.format ?? (stdout.isTTY ? "table" : piped);
      return report.print(
        format === "json"
          ? `${escapeJson(report.writeJson(value, indent))}\n`
          : draw(lookOf(stdout, env)),
      );
    },
    print(text) {
      idle();
      return new Promise((resolve) => stdout.write(inert(text), (error) => resolve(!error)));
    },
    writtenData(value, draw) {
      if (report.format !== undefined || !stdout.isTTY) report.data(value, draw);
    },
    line,
    note,
    marked: (name, text) => (name === "done" ? note : line)(`${mark(name, look)} ${text}`),
    dim: (text) => note(paint(text, "dim", look)),
    warn: (text) => line(`${paint("warning:", "yellow", look)} ${text}`),
    log: (text) => line(paint(text, "dim", look)),
    failure({ message, hints }) {
      idle();
      // https://docs.github.com/actions/reference/workflow-commands-for-github-actions
      if (isAction) stderr.write(`::error::${annotation([message, ...hints])}\n`);
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

/** Percent-encoded, as the runner of GitHub wants it. */
const annotation = (lines: readonly string[]) =>
  lines.map((text) => escapeText(text, { ascii: false }).replaceAll("%", "%25")).join("%0A");

export const table =
  (columns: readonly string[], rows: readonly Row[]): Draw =>
  (look) =>
    formatTable(columns, rows, look);

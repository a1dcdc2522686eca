// What a command says: data on standard output, all else on standard error.
import { writeJson } from "../../json.mjs";
import type { CommandError } from "../command-error.ts";
import type { Flags } from "../flags.ts";
import { escapeJson, escapeText, type Look, lookOf, type Mark, mark, paint, wrap } from "./look.ts";

export type Report = ReturnType<typeof createReport>;

/** Draws data for people. */
type Draw = (look: Look) => string;

/** Milliseconds of silence after which people wonder whether anything happens. */
const PATIENCE = 400;
const FRAME = 100;
const SPINNER = { plain: [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"], ascii: [..."|/-\\"] };
const CLEAR_LINE = "\r\x1b[K";

export function createReport(isColourless = false) {
  const { stdout, stderr } = process;
  const env = isColourless ? { ...process.env, NO_COLOR: "1" } : process.env;
  const look = lookOf(stderr, env);
  const isAction = Boolean(env.GITHUB_ACTIONS);
  // There, a line that begins like this is a command, from whomever it comes.
  const inert = (text: string) =>
    isAction ? text.replaceAll(/^(\s*):(?=:)/gm, "$1\\u{3a}") : text;
  const frames = look.ascii ? SPINNER.ascii : SPINNER.plain;
  let format: Flags["output"];
  let isQuiet = false;
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
  const line = (text: string) => {
    clear();
    stderr.write(`${inert(text)}\n`);
  };
  const note = (text: string) => {
    if (!isQuiet) line(text);
  };
  const safe = (text: string) => escapeText(text, look);
  const print = (text: string): Promise<boolean> => {
    idle();
    return new Promise((resolve) => stdout.write(inert(text), (error) => resolve(!error)));
  };
  const data = (
    value: unknown,
    draw: Draw,
    { piped = "json", indent = 2 }: { piped?: "table" | "json"; indent?: number } = {},
  ) => {
    const isJson = (format ?? (stdout.isTTY ? "table" : piped)) === "json";
    return print(isJson ? `${escapeJson(writeJson(value, indent))}\n` : draw(lookOf(stdout, env)));
  };
  return {
    look,
    obey({ output, quiet }: Flags): void {
      format = output;
      isQuiet = quiet === true;
    },
    /** Drawn on a terminal, else JSON or as `piped` says. Resolves with whether it was written. */
    data,
    /** As `data`, but not on a terminal that did not ask for it: the log lines already say it. */
    writtenData(value: unknown, draw: Draw): void {
      if (format !== undefined || !stdout.isTTY) data(value, draw);
    },
    /** Text for standard output, safe as it is. */
    print,
    /** Shown even if quiet. Untrusted text goes through `safe`. */
    line,
    /** A line on the progress, as `dim` and what is marked as done. */
    note,
    marked: (name: Mark, text: string) =>
      (name === "done" ? note : line)(`${mark(name, look)} ${text}`),
    dim: (text: string) => note(paint(text, "dim", look)),
    warn: (text: string) => line(`${paint("warning:", "yellow", look)} ${text}`),
    log: (text: string) => line(paint(text, "dim", look)),
    failure({ message, hints }: CommandError): void {
      idle();
      // https://docs.github.com/actions/reference/workflow-commands-for-github-actions
      if (isAction) stderr.write(`::error::${annotation([message, ...hints])}\n`);
      const text = wrap(`error: ${safe(message)}`, look.columns);
      line(text.replace("error:", paint("error:", "red", look)));
      for (const hint of hints) line(wrap(safe(hint), look.columns, "  "));
    },
    safe,
    /** Shows a spinner on a live terminal, until the next line or `idle`. */
    busy(text: () => string, { isImmediate = false } = {}): void {
      idle();
      if (!look.live || isQuiet) return;
      let frame = 0;
      const draw = () => {
        const sign = paint(frames[frame++ % frames.length] ?? "", "cyan", look);
        // One line, or it could not be drawn over.
        const words = text().slice(0, (look.columns ?? 80) - 3);
        stderr.write(`${CLEAR_LINE}${sign} ${words}`);
        isDrawn = true;
        timer = setTimeout(draw, FRAME).unref();
      };
      if (isImmediate) draw();
      else timer = setTimeout(draw, PATIENCE).unref();
    },
    idle,
  };
}

/** Percent-encoded, as the runner of GitHub wants it. */
const annotation = (lines: readonly string[]) =>
  lines.map((text) => escapeText(text, { ascii: false }).replaceAll("%", "%25")).join("%0A");

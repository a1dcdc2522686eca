// Asks at the terminal: for a value that is not shown, and for a yes. Keys come as raw bytes, so
// that a paste arrives whole: line by line, it would lose its tabs and end at its first newline.
import type { Context } from "../command.ts";
import { CommandError, EXIT, Interrupted, NOTHING_CHANGED, UsageError } from "../command-error.ts";
import { type Look, paint, plural } from "../output/look.ts";
import { TypedText } from "./typed-text.ts";

type Need = Pick<Context, "flags" | "report" | "signal">;

/** Whether somebody can be asked: they see standard error and answer on standard input. */
export function isTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Milliseconds: whatever arrives this soon after Enter is the rest of a paste, not another key. */
const SETTLING = 100;
const SEVERAL_LINES =
  "It has several lines, and this terminal does not mark a paste. Use --from-file, or pipe it.";
/** Ctrl-C, Ctrl-D and Escape. */
const CANCEL = ["\x03", "\x04", "\x1b"];
const NOT_UTF8 = "It is not UTF-8. Use --from-file, or pipe it.";

/** @param judge turns what was typed into the value; a flaw is the end of a sentence */
export async function promptValue(
  { report, signal }: Need,
  name: string,
  judge: (text: string) => { value: string; flaw: string | undefined },
): Promise<string> {
  const { look } = report;
  const { stderr } = process;
  // The same for every length, to say nothing about the value.
  const mask = look.ascii ? "********" : "••••••••";
  const text = new TypedText();
  const value = await readKeys<string>(signal, (resolve, cancel) => {
    let settling: NodeJS.Timeout | undefined;
    const show = () => stderr.write(`\r\x1b[K> ${text.value === "" ? "" : mask}`);
    const submit = () => {
      settling = undefined;
      const { value, flaw } = judge(text.value);
      const problem = text.problem ?? (flaw && `It ${flaw}`);
      if (problem === undefined) return resolve(value);
      text.clear();
      stderr.write("\n");
      report.line(paint(problem, "yellow", look));
      show();
    };
    // The rest must not reach the shell: keep reading until there is silence.
    const refuseRest = (rest: string) => {
      if (rest === "") return;
      if (rest.includes("\x03")) cancel();
      text.problem = SEVERAL_LINES;
      settling?.refresh();
    };
    report.line(`${sign(look)} Value of ${report.safe(name)} (hidden; paste, then Enter)`);
    show();
    return (chunk) => {
      // Bytes that are not UTF-8 decode to this. Continue, to see the end of the paste, or Ctrl-C.
      if (chunk.includes("\uFFFD")) text.problem = NOT_UTF8;
      if (settling) return refuseRest(chunk);
      const ended = text.feed(chunk);
      show();
      if (ended?.end === "cancel") cancel();
      if (ended?.end !== "submit") return;
      settling = setTimeout(submit, SETTLING);
      // A newline may be a pair.
      refuseRest(ended.rest.replace(/^\n/, ""));
    };
  });
  report.dim(`${plural([...value].length, "character")} read.`);
  return value;
}

/** Confirms what cannot be undone: asks on a terminal, and requires `--yes` elsewhere. */
export async function confirmDestructive(context: Need, question: string): Promise<void> {
  if (context.flags.yes) return;
  if (isTerminal()) return ask(context, question);
  throw new UsageError(
    "This cannot be undone, and there is no terminal to ask for confirmation.",
    `${NOTHING_CHANGED} Add --yes to go ahead.`,
  );
}

/** Asks; resolves with a yes alone. */
export async function ask({ report, signal }: Need, question: string): Promise<void> {
  const isYes = await readKeys<boolean>(signal, (resolve, cancel) => {
    process.stderr.write(`${sign(report.look)} ${question} [y/N] `);
    return (keys) => {
      if (CANCEL.includes(keys)) cancel();
      if (!/^[yn\r\n]/i.test(keys)) return;
      const yes = /^y/i.test(keys);
      process.stderr.write(yes ? "yes" : "no");
      resolve(yes);
    };
  });
  if (!isYes) throw new CommandError(EXIT.failed, "Not confirmed.", [NOTHING_CHANGED]);
}

const sign = (look: Look) => paint("?", "cyan", look);

/**
 * Hands each chunk of keys to a reader until it resolves or cancels, and leaves the terminal as it was.
 * The reader asks its question when it starts: by then, the terminal no longer shows what is typed.
 */
async function readKeys<T>(
  signal: AbortSignal,
  start: (resolve: (value: T) => void, cancel: () => void) => (keys: string) => void,
): Promise<T> {
  const { stdin, stderr } = process;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let cleanUp = () => {};
  try {
    return await new Promise<T>((resolve, reject) => {
      const onCancel = () => reject(signal.aborted ? signal.reason : new Interrupted());
      // Not even Ctrl-D ends raw input. If it ends or fails, the terminal was closed.
      const onGone = () => reject(new Interrupted("SIGHUP"));
      const onData = (bytes: Uint8Array) => read(decoder.decode(bytes, { stream: true }));
      cleanUp = () => {
        signal.removeEventListener("abort", onCancel);
        stdin.off("data", onData).off("end", onGone).pause();
        stdin.setRawMode(false);
        stdin.off("error", onGone);
      };
      stdin.on("error", onGone).setRawMode(true);
      // Marks the beginning and the end of a paste.
      stderr.write("\x1b[?2004h");
      const read = start(resolve, onCancel);
      stdin.on("data", onData).on("end", onGone);
      signal.addEventListener("abort", onCancel);
      if (signal.aborted) onCancel();
    });
  } finally {
    cleanUp();
    stderr.write("\x1b[?2004l\n");
  }
}

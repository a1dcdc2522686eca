// Standard input that is no terminal: a pipe, a file, /dev/null.
import type { Readable } from "node:stream";
import { UsageError } from "../failures.ts";
import type { Report } from "../output/report.ts";
import { LONGEST_INPUT, tooLong } from "./read-bytes.ts";

/** After this long, somebody may wonder. Milliseconds. */
const SILENCE_NOTED = 2_000;
/**
 * A job that inherits a pipe nobody writes to would hang until its own limit. A person, who may
 * have to unlock what writes, can press Ctrl-C.
 */
const SILENCE_ENDURED = 10_000;

export interface ReadOptions {
  readonly report: Pick<Report, "dim">;
  readonly signal: AbortSignal;
  /** Whether somebody sees standard error. */
  readonly attended?: boolean;
}

/**
 * All of it, to its end. What is cut short is never taken for the whole.
 *
 * @throws {UsageError} for what cannot be read, is silent for too long, or too long
 */
export function readStdin(
  stdin: Readable,
  { report, signal, attended = process.stderr.isTTY === true }: ReadOptions,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const note = setTimeout(() => {
      report.dim("Waiting for the end of standard input ...");
    }, SILENCE_NOTED);
    const silence = setTimeout(() => {
      if (attended) return;
      finish(
        new UsageError(
          `Nothing came on standard input for ${SILENCE_ENDURED / 1000} s, and it did not end.`,
          "Nothing was stored. Pipe the value, or use --from-env or --from-file.",
        ),
      );
    }, SILENCE_ENDURED);

    const finish = (error?: unknown) => {
      clearTimeout(note);
      clearTimeout(silence);
      signal.removeEventListener("abort", onAbort);
      stdin.off("data", onData).off("end", onEnd);
      // It would keep the process alive, and a late error must not end it.
      stdin.destroy();
      if (error === undefined) resolve(Buffer.concat(chunks));
      else reject(error);
    };
    const onData = (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.length;
      silence.refresh();
      if (length > LONGEST_INPUT) finish(tooLong("Standard input"));
    };
    const onEnd = () => finish();
    const onAbort = () => finish(signal.reason);

    signal.addEventListener("abort", onAbort);
    stdin.on("data", onData).on("end", onEnd);
    stdin.on("error", (error: NodeJS.ErrnoException) => {
      finish(new UsageError(`Standard input cannot be read (${error.code}).`));
    });
    if (signal.aborted) onAbort();
  });
}

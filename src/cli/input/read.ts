// Reads text from a file or from standard input: all of it, or an error. What is cut short is never
// taken for the whole.
import { closeSync, constants, createReadStream, openSync } from "node:fs";
import { stat } from "node:fs/promises";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { isatty } from "node:tty";
import { NOTHING_CHANGED, UsageError } from "../command-error.ts";
import type { Report } from "../output/report.ts";

/** In MiB: as much as the client reads of a response. */
const LONGEST = 64;
/** After this long, people wonder. Milliseconds. */
const SILENCE_NOTED = 2_000;
/**
 * A job that inherits a pipe which nobody writes to would hang until its own limit. An interactive
 * user can press Ctrl-C.
 */
const SILENCE_ENDURED = 10_000;

export interface ReadOptions {
  readonly report: Pick<Report, "dim">;
  readonly signal: AbortSignal;
}

export interface Input {
  readonly bytes: Uint8Array;
  /** How a message names it, such as "The file config.json". */
  readonly source: string;
}

/** @param subject what to call a path that does not exist: it may be a value, typed in its place */
export async function readInput(
  path: string,
  options: ReadOptions,
  subject = "The file",
): Promise<Input> {
  let source = path === "-" ? "Standard input" : subject;
  try {
    if (path === "-") {
      if (process.stdin.isTTY) throw isTerminal(source);
      return { bytes: await readStream(process.stdin, source, options), source };
    }
    const isPipe = (await stat(path)).isFIFO();
    source = `The file ${path}`;
    // To wait in `open` for somebody who writes would hold a thread, and the end of the process.
    const fd = openSync(path, constants.O_RDONLY | (isPipe ? constants.O_NONBLOCK : 0));
    if (isatty(fd)) {
      closeSync(fd);
      throw isTerminal(source);
    }
    const stream = isPipe ? new Socket({ fd }) : createReadStream(path, { fd });
    return { bytes: await readStream(stream, source, options), source };
  } catch (error) {
    options.signal.throwIfAborted();
    throw unreadable(source, error, " Check the path.");
  }
}

export async function readText(...input: Parameters<typeof readInput>): Promise<string> {
  const { bytes, source } = await readInput(...input);
  return decodeUtf8(bytes, source);
}

/** A terminal shows what is typed, and does not let Ctrl-C end a read. */
const isTerminal = (source: string) =>
  new UsageError(
    `${source} is a terminal.`,
    `${NOTHING_CHANGED} Pipe the input, or pass the path of a file.`,
  );

/** @throws {UsageError} for what cannot be read, is silent for too long, or too long */
export function readStream(
  stream: Readable,
  source: string,
  { report, signal }: ReadOptions,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const note = setTimeout(() => {
      report.dim(`Waiting for the end of ${source.replace(/^[TS]/, (c) => c.toLowerCase())} ...`);
    }, SILENCE_NOTED);
    const silence = setTimeout(() => {
      if (process.stderr.isTTY) return;
      finish(
        new UsageError(
          `${source} sent no data for ${SILENCE_ENDURED / 1000} s.`,
          `${NOTHING_CHANGED} Pipe the value, or use --from-env or --from-file.`,
        ),
      );
    }, SILENCE_ENDURED);

    const finish = (error?: unknown) => {
      clearTimeout(note);
      clearTimeout(silence);
      signal.removeEventListener("abort", onAbort);
      stream.off("data", onData).off("end", onEnd);
      // It would keep the process alive, and a late error must not end it.
      stream.destroy();
      if (error === undefined) resolve(Buffer.concat(chunks));
      else reject(error);
    };
    const onData = (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.length;
      silence.refresh();
      if (length > LONGEST * 1024 * 1024) {
        finish(new UsageError(`${source} is longer than ${LONGEST} MiB.`, NOTHING_CHANGED));
      }
    };
    const onEnd = () => finish();
    const onAbort = () => finish(signal.reason);

    signal.addEventListener("abort", onAbort);
    stream.on("data", onData).on("end", onEnd);
    stream.on("error", (error) => finish(unreadable(source, error)));
    if (signal.aborted) onAbort();
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission is denied",
  EEXIST: "there is a file of this name",
  EISDIR: "it is a directory",
  ENOENT: "there is no such file or folder",
  ENOSPC: "the disk is full",
  EPERM: "permission is denied",
  EROFS: "the disk is read-only",
};

/** Why a file cannot be read or written. */
export function reasonOf(error: unknown): string {
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  return REASONS[code] ? `${code}, ${REASONS[code]}` : code;
}

function unreadable(source: string, error: unknown, advice = ""): unknown {
  if (error instanceof UsageError) return error;
  return new UsageError(`${source} cannot be read (${reasonOf(error)}).`, NOTHING_CHANGED + advice);
}

/** Exactly: bytes that are not UTF-8 would be stored as something else. A byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const isUtf16 = bytes.includes(0) || /^(255,254|254,255)$/.test(String(bytes.subarray(0, 2)));
    throw new UsageError(
      `${source} is not UTF-8${isUtf16 ? ": it is UTF-16" : ""}.`,
      `${NOTHING_CHANGED} Save it as UTF-8, without a byte order mark.`,
    );
  }
}

// Reads text from a file or from standard input: all of it, or an error. What is cut short is never
// taken for the whole.
import { closeSync, constants, createReadStream, openSync } from "node:fs";
import { stat } from "node:fs/promises";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { isatty } from "node:tty";
import { UsageError } from "../command-error.ts";
import type { Report } from "../output/report.ts";

/** In MiB: many times what the secrets of a connector can hold. */
const LONGEST_SECRETS = 8;
/** In MiB, of JSON and of other files: as much as the client reads of a response. */
const LONGEST_INPUT = 64;
/** After this long, people wonder. Milliseconds. */
const SILENCE_NOTED = 2_000;
/**
 * A job that inherits a pipe which nobody writes to would hang until its own limit. An interactive
 * user can press Ctrl-C.
 */
const SILENCE_ENDURED = 10_000;
const NOTHING_STORED = "Nothing was stored.";

export interface ReadOptions {
  readonly report: Pick<Report, "dim">;
  readonly signal: AbortSignal;
  /** Whether somebody sees standard error. */
  readonly attended?: boolean;
  /** The longest input that is read, in MiB. */
  readonly limit?: number;
}

export async function readFile(
  path: string,
  options: ReadOptions,
  subject?: string,
): Promise<string> {
  const { bytes, source } = await readFileBytes(path, options, subject);
  return decode(bytes, source);
}

export async function readStdin(options: ReadOptions): Promise<string> {
  const { bytes, source } = await readStdinBytes(options);
  return decode(bytes, source);
}

/** Bytes, and how a message names where they are from. */
export interface Input {
  readonly bytes: Uint8Array;
  readonly source: string;
}

/**
 * The bytes of a file, or of standard input for a `-`.
 *
 * @param subject what to call a file that does not exist
 */
export function readInput(path: string, options: ReadOptions, subject?: string): Promise<Input> {
  const limited = { ...options, limit: LONGEST_INPUT };
  return path === "-" ? readStdinBytes(limited) : readFileBytes(path, limited, subject);
}

/** @param path may be a value that was given in its place: it is shown only if it exists */
async function readFileBytes(
  path: string,
  options: ReadOptions,
  subject = "The file",
): Promise<Input> {
  let shown = subject;
  try {
    const status = await stat(path);
    shown = `The file ${path}`;
    // To wait in `open` for somebody who writes would hold a thread, and the end of the process.
    const stream = status.isFIFO()
      ? new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK) })
      : createReadStream(path, { fd: openFile(path, shown) });
    return { bytes: await readStream(stream, shown, options), source: shown };
  } catch (error) {
    options.signal.throwIfAborted();
    throw unreadable(shown, error, " Check the path.");
  }
}

async function readStdinBytes(options: ReadOptions): Promise<Input> {
  const { stdin } = process;
  if (stdin.isTTY) {
    throw new UsageError("Standard input is a terminal.", "Pipe a file into it, or give a path.");
  }
  const source = "Standard input";
  return { bytes: await readStream(stdin, source, options), source };
}

/** A terminal shows what is typed, and does not let Ctrl-C end a read. */
function openFile(path: string, subject: string): number {
  const file = openSync(path, "r");
  if (!isatty(file)) return file;
  closeSync(file);
  throw new UsageError(
    `${subject} is a terminal.`,
    `${NOTHING_STORED} Pipe the input, or give the path of a file.`,
  );
}

/** @throws {UsageError} for what cannot be read, is silent for too long, or too long */
export function readStream(
  stream: Readable,
  subject: string,
  {
    report,
    signal,
    attended = process.stderr.isTTY === true,
    limit = LONGEST_SECRETS,
  }: ReadOptions,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const note = setTimeout(() => {
      report.dim(`Waiting for the end of ${subject.replace(/^[TS]/, (c) => c.toLowerCase())} ...`);
    }, SILENCE_NOTED);
    const silence = setTimeout(() => {
      if (attended) return;
      const limit = `${SILENCE_ENDURED / 1000} s`;
      finish(
        new UsageError(
          `${subject} sent no data for ${limit}.`,
          `${NOTHING_STORED} Pipe the value, or use --from-env or --from-file.`,
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
      if (length > limit * 1024 * 1024) {
        finish(new UsageError(`${subject} is longer than ${limit} MiB.`, NOTHING_STORED));
      }
    };
    const onEnd = () => finish();
    const onAbort = () => finish(signal.reason);

    signal.addEventListener("abort", onAbort);
    stream.on("data", onData).on("end", onEnd);
    stream.on("error", (error) => finish(unreadable(subject, error)));
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

function unreadable(subject: string, error: unknown, advice = ""): unknown {
  if (error instanceof UsageError) return error;
  return new UsageError(`${subject} cannot be read (${reasonOf(error)}).`, NOTHING_STORED + advice);
}

/** Exactly: bytes that are not UTF-8 would be stored as something else. */
function decode(bytes: Uint8Array, subject: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const isUtf16 = bytes.includes(0) || /^(255,254|254,255)$/.test(String(bytes.subarray(0, 2)));
    throw new UsageError(
      `${subject} is not UTF-8${isUtf16 ? ": it is UTF-16" : ""}.`,
      `${NOTHING_STORED} Save it as UTF-8, without a byte order mark.`,
    );
  }
}

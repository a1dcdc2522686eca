import { constants, createReadStream, openSync } from "node:fs";
import { stat } from "node:fs/promises";
import { Socket } from "node:net";
import { UsageError } from "../failures.ts";

/** Many times what a connector can hold. */
export const LONGEST_INPUT = 8 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "permission is denied",
};

export function tooLong(subject: string): UsageError {
  return new UsageError(`${subject} is longer than 8 MiB.`, "Nothing was stored.");
}

/**
 * @param subject how the file is called in an error. Its path is not: it may be a value that was
 *   given in its place
 */
export async function readBytes(
  path: string,
  subject: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  try {
    // A pipe that nobody opens for writing would not even notice the abort.
    return await Promise.race([readStream(path, subject), rejectOnAbort(signal)]);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UsageError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    const why = REASONS[code] ? `${code}, ${REASONS[code]}` : code;
    throw new UsageError(
      `${subject} cannot be read (${why}).`,
      "Nothing was stored. Check the path.",
    );
  }
}

async function readStream(path: string, subject: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of await open(path)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_INPUT) throw tooLong(subject);
  }
  return Buffer.concat(chunks);
}

/** To wait for the writer of a pipe in a file's way would hold a thread, and the end of the process. */
async function open(path: string): Promise<AsyncIterable<Buffer>> {
  if (!(await stat(path)).isFIFO()) return createReadStream(path);
  return new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK) });
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

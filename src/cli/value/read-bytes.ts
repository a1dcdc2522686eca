import { createReadStream } from "node:fs";
import { UsageError } from "../failures.ts";

/** Many times what a connector can hold. */
export const LONGEST_INPUT = 8 * 1024 * 1024;

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
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    const stream = createReadStream(path, { signal }) as AsyncIterable<Buffer>;
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > LONGEST_INPUT) throw tooLong(subject);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UsageError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new UsageError(`${subject} cannot be read (${code}).`, "Nothing was stored.");
  }
  return Buffer.concat(chunks);
}

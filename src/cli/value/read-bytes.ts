import { open } from "node:fs/promises";
import { UsageError } from "../failures.ts";

/** Many times what a connector can hold. */
export const LONGEST_INPUT = 8 * 1024 * 1024;

export function tooLong(subject: string): UsageError {
  return new UsageError(`${subject} is longer than 8 MiB.`, "Nothing was stored.");
}

/**
 * @param subject how the file is called in an error. Its path is not: it may be a value given in
 *   its place
 */
export async function readBytes(path: string, subject: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const bytes: Buffer[] = [];
      let length = 0;
      for await (const chunk of file.createReadStream({
        autoClose: false,
      }) as AsyncIterable<Buffer>) {
        bytes.push(chunk);
        length += chunk.length;
        if (length > LONGEST_INPUT) throw tooLong(subject);
      }
      return Buffer.concat(bytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new UsageError(`${subject} cannot be read (${code}).`, "Nothing was stored.");
  }
}

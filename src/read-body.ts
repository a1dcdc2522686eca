import type { Deadline } from "./deadline.ts";

/** Far beyond any documented body; an endless one must not fill the memory. */
const LONGEST_BODY = 1024 * 1024;
const DECODER = new TextDecoder();

export interface Body {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** False where the body was cut, broken, too long or too slow: `bytes` are its beginning. */
  readonly complete: boolean;
}

/** Reads to the end of the body, of the deadline or of the cap, whichever comes first. */
export async function readBody(response: Response, deadline: Deadline): Promise<Body> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  if (!response.body) return { bytes: concat(chunks, length), complete: true };
  let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  try {
    reader = response.body.getReader();
    for (;;) {
      const { done, value } = await deadline.race(reader.read());
      if (done) return { bytes: concat(chunks, length), complete: true };
      // The negation also ends at what is no chunk of bytes, as an injected fetch may give it.
      if (!(length + value.byteLength <= LONGEST_BODY)) break;
      chunks.push(value);
      length += value.byteLength;
    }
  } catch {
    // Cut, out of time, or read by another already; the caller sees which.
  }
  discard({ body: reader });
  return { bytes: concat(chunks, length), complete: false };
}

/** Gives the socket back to the pool. A body that cannot be cancelled is no one's concern. */
export async function discard(from: {
  readonly body: Pick<ReadableStream, "cancel"> | null | undefined;
}): Promise<void> {
  try {
    await from.body?.cancel();
  } catch {}
}

export function textOf({ bytes }: Pick<Body, "bytes">): string {
  return DECODER.decode(bytes);
}

function concat(chunks: Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const [first] = chunks;
  if (first?.length === length) return first;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

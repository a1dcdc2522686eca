/** Far beyond any documented body; an endless one must not fill the memory. */
const LONGEST_BODY = 1024 * 1024;
const DECODER = new TextDecoder();

/** What has been read of a response. */
export interface Body {
  readonly chunks: Uint8Array<ArrayBuffer>[];
  /** False where the body was cut, broken, too long or too slow: `chunks` are its beginning. */
  complete: boolean;
  /** Of a body that is being read. */
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
}

/** Reads to the end of the body or to the cap, whichever comes first. */
export async function readBody(response: Response, body: Body): Promise<void> {
  try {
    const reader = response.body?.getReader();
    body.reader = reader;
    for (let length = 0; reader; ) {
      const { done, value } = await reader.read();
      if (done) break;
      // An injected fetch may give what is no chunk of bytes.
      if (!ArrayBuffer.isView(value)) throw value;
      length += value.byteLength;
      if (length > LONGEST_BODY) throw length;
      body.chunks.push(value);
    }
    body.complete = true;
  } catch {
    // Cut, too long, or read by another already.
    discard(body.reader);
  }
}

/** Gives the socket back to the pool. A body that cannot be cancelled is no one's concern. */
export async function discard(
  body: Pick<ReadableStream, "cancel"> | null | undefined,
): Promise<void> {
  try {
    await body?.cancel();
  } catch {}
}

export function bytesOf({ chunks }: Body): Uint8Array<ArrayBuffer> {
  const first = chunks[0];
  if (first && chunks.length === 1) return first;
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

export const textOf = (body: Body) => DECODER.decode(bytesOf(body));

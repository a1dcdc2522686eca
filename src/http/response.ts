// A response with what was read of it.
import type { ErrorCode } from "../../generated/schema.d.ts";
import type { RateLimit } from "../errors/api.ts";
import type { FetchResponse } from "../options.ts";
import { isRecord } from "../shape.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** Far beyond any documented body: an endless one must not fill the memory. */
const LONGEST_SUCCESS = 64 * 1024 * 1024;
const LONGEST_ERROR = 1024 * 1024;

/** The ways to read a body. node-fetch has a Node stream, React Native no stream at all. */
interface Readable extends FetchResponse {
  readonly redirected?: boolean;
  readonly body?: (Partial<ReadableStream> & { destroy?: () => void }) | null;
  arrayBuffer?: () => Promise<ArrayBuffer>;
  text?: () => Promise<string>;
}

/** Made when it is needed: some test environments lack it. */
let decoder: TextDecoder | undefined;

/** What the client reads of a response. It stands in for a `Response` inside openapi-fetch. */
export class ReadResponse {
  readonly kind = "response";
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  /** Neither a success nor an error: a 3xx, hidden or followed against our word. */
  readonly isRedirect: boolean;
  /** A success, as its status says. */
  readonly ok: boolean;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** False where the body was cut, broken, too long or too slow: what is read is its beginning. */
  isComplete = false;
  readonly #source: Readable;
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  #reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;

  /** Each member is read once: a runtime's getters are slow. */
  constructor(source: FetchResponse) {
    this.#source = source;
    this.status = source.status;
    this.headers = source.headers;
    const { status } = this;
    const isFollowed = this.#source.redirected === true;
    this.isRedirect = status < 200 || (status >= 300 && status < 400) || isFollowed;
    this.ok = status < 300 && !this.isRedirect;
    this.retryAfter = this.ok
      ? undefined
      : parseRetryAfter(this.headers.get("retry-after"), Date.now());
  }

  /** The response as `fetch` gave it. Its body has been read. */
  get source(): Response {
    return this.#source as Response;
  }

  /** Reads to the end of the body or to the cap, whichever comes first. */
  async read(): Promise<void> {
    const longest = this.ok ? LONGEST_SUCCESS : LONGEST_ERROR;
    try {
      const { body } = this.#source;
      if (body && typeof body.getReader === "function") await this.#readStream(longest);
      else this.#add(await this.#readWhole(), longest);
      this.isComplete = true;
    } catch {
      // Cut, too long, or read by another already.
      this.discard();
    }
  }

  async #readStream(longest: number): Promise<void> {
    const reader = (this.#source.body as ReadableStream).getReader();
    this.#reader = reader;
    for (let length = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) return;
      length = this.#add(value, longest, length);
    }
  }

  async #readWhole(): Promise<Uint8Array<ArrayBuffer>> {
    const source = this.#source;
    if (typeof source.arrayBuffer === "function") return new Uint8Array(await source.arrayBuffer());
    // A body without any way to read it is an empty one: a platform's 204.
    return new TextEncoder().encode((await source.text?.()) ?? "");
  }

  #add(chunk: Uint8Array<ArrayBuffer>, longest: number, length = 0): number {
    // An injected fetch may give chunks that are not bytes.
    if (!ArrayBuffer.isView(chunk)) throw chunk;
    if (length + chunk.byteLength > longest) throw length;
    this.#chunks.push(chunk);
    return length + chunk.byteLength;
  }

  /** Gives the socket back to the pool. Whether that works does not matter to the call. */
  async discard(): Promise<void> {
    try {
      const { body } = this.#source;
      if (this.#reader) await this.#reader.cancel();
      else if (typeof body?.cancel === "function") await body.cancel();
      else body?.destroy?.();
    } catch {}
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const chunks = this.#chunks;
    if (chunks[0] && chunks.length === 1) return chunks[0];
    const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
    let offset = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, offset);
      offset += chunk.byteLength;
    }
    return bytes;
  }

  text(): string {
    decoder ??= new TextDecoder();
    return decoder.decode(this.bytes());
  }
}

/** Whether an injected `fetch` gave something that can be read as a response. */
export function isResponse(value: unknown): value is FetchResponse {
  const { status, headers, body, arrayBuffer, text } = (value ?? {}) as Partial<Readable>;
  return (
    Number.isInteger(status) &&
    typeof headers?.get === "function" &&
    [body?.getReader, arrayBuffer, text].some((read) => typeof read === "function")
  );
}

/** The members of the documented error body that are there and are strings. */
export interface ErrorBody {
  readonly code: ErrorCode | undefined;
  readonly message: string | undefined;
  readonly description: string | undefined;
  readonly requestId: string | undefined;
}

export function readErrorBody(body: unknown): ErrorBody {
  const { meta, error } = member(body);
  const { code, message, description } = member(error);
  return {
    code: string(code),
    message: string(message),
    description: string(description),
    requestId: string(member(meta).request_id),
  };
}

/** `undefined` for a text that is not JSON: a gateway's page, an empty or a cut body. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function readRateLimit(headers: FetchResponse["headers"]): RateLimit {
  return {
    limit: count(headers.get("x-ratelimit-limit")),
    remaining: count(headers.get("x-ratelimit-remaining")),
  };
}

const member = (value: unknown) => (isRecord(value) ? value : {});
const string = (value: unknown) => (typeof value === "string" && value ? value : undefined);
const count = (value: string | null) => (value && /^[0-9]{1,15}$/.test(value) ? +value : undefined);

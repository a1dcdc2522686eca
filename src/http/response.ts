// A response and the part of its body read so far.
import { ConfigurationError, type RateLimit } from "../errors.ts";
import { parseJson } from "../json.mjs";
import type { FetchResponse } from "../options.ts";
import { isRecord } from "../schema/shape.ts";
import { parseDate, parseRetryAfter } from "./retry.ts";

/** Far beyond any documented body: an endless one must not fill the memory. */
const LONGEST_SUCCESS = 64 * 1024 * 1024;
const LONGEST_ERROR = 1024 * 1024;

/** The reason of an attempt that timed out. */
export const EXPIRED = Symbol("expired");
/** The reason if a body is unreadable although the connection is not lost. */
const UNREADABLE = Symbol("unreadable");

/** The ways to read a body. node-fetch has a Node stream, React Native no stream at all. */
interface Readable extends FetchResponse {
  readonly redirected?: boolean;
  readonly body?: (Partial<ReadableStream> & { destroy?: () => void }) | null;
  arrayBuffer?: () => Promise<ArrayBuffer>;
  text?: () => Promise<string>;
}

/** A response, as the client reads it. */
export class ReadResponse {
  readonly kind = "response";
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  /** Neither a success nor an error: a 3xx, hidden by the runtime, or followed in spite of our option. */
  readonly isRedirect: boolean;
  /** A success by its status. */
  readonly ok: boolean;
  /** Seconds. */
  readonly retryAfter: number | undefined = undefined;
  /** Set if the body was cut off. */
  cut: { readonly cause: unknown } | undefined;
  /** False if the body was cut off, unreadable, too long or too slow: the beginning was read. */
  isComplete = false;
  readonly #source: Readable;
  /** The body read so far: bytes, or one text. */
  readonly #chunks: (Uint8Array<ArrayBuffer> | string)[] = [];
  #reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  #text: string | undefined;
  #parsed: { readonly json: unknown } | undefined;

  /** Each member is read once: a runtime's getters are slow. */
  constructor(source: FetchResponse) {
    this.#source = source;
    const { status, headers } = source;
    this.status = status;
    this.headers = headers;
    const isFollowed = this.#source.redirected === true;
    this.isRedirect = status < 200 || (status >= 300 && status < 400) || isFollowed;
    this.ok = status < 300 && !this.isRedirect;
    if (this.ok) return;
    // A date is measured against the server's clock, which may differ from ours.
    const now = parseDate(this.header("date")) ?? Date.now();
    this.retryAfter = parseRetryAfter(this.header("retry-after"), now);
  }

  /** A header without the white space around it, which some runtimes keep (RFC 9110 §5.5). */
  header(name: string): string | null {
    const value: unknown = readHeader(this.headers, name);
    return typeof value === "string" ? value.trim() : null;
  }

  /** The response that `fetch` returned. Its body has been read. */
  get source(): Response {
    return this.#source as Response;
  }

  /** Reads to the end of the body or to the cap, whichever comes first. */
  async read(deadline: number): Promise<void> {
    const longest = this.ok ? LONGEST_SUCCESS : LONGEST_ERROR;
    const source = this.#source;
    try {
      if (typeof source.body?.getReader === "function") {
        this.#reader = source.body.getReader() as ReadableStreamDefaultReader;
        for (let length = 0, reads = 1; ; reads++) {
          const { done, value } = await this.#reader.read();
          if (done) break;
          // A stream that never waits lets no timer fire.
          if (reads % 1024 === 0 && performance.now() > deadline) throw EXPIRED;
          // The chunks of an injected fetch may not be bytes.
          if (!ArrayBuffer.isView(value)) throw UNREADABLE;
          length = this.#add(value, value.byteLength + length, longest);
        }
      } else if (typeof source.text === "function") {
        // Before the bytes: React Native has no TextDecoder, and an arrayBuffer() that throws.
        const text: unknown = await source.text();
        if (typeof text !== "string") throw notAResponse();
        this.#add(text, text.length, longest);
      } else if (source.arrayBuffer) {
        const bytes = new Uint8Array(await source.arrayBuffer());
        this.#add(bytes, bytes.byteLength, longest);
      }
      this.isComplete = true;
    } catch (cause) {
      this.discard();
      // Megabytes that no one will parse.
      if (this.ok) this.#chunks.length = 0;
      if (cause === EXPIRED || cause instanceof ConfigurationError) throw cause;
      if (cause !== UNREADABLE) this.cut = { cause };
    }
  }

  #add(chunk: Uint8Array<ArrayBuffer> | string, length: number, longest: number): number {
    if (length > longest) throw UNREADABLE;
    this.#chunks.push(chunk);
    return length;
  }

  /** Returns the socket to the pool. The call does not depend on its success. */
  async discard(): Promise<void> {
    try {
      const { body } = this.#source;
      if (this.#reader) await this.#reader.cancel();
      else if (typeof body?.cancel === "function") await body.cancel();
      else body?.destroy?.();
    } catch {}
  }

  /** The body, undecoded. */
  blob(): Blob {
    return new Blob(this.#chunks);
  }

  /** The body, decoded once. */
  get text(): string {
    this.#text ??= decode(this.#chunks);
    return this.#text;
  }

  /** The body, parsed once; `undefined` if it is not JSON: a gateway's page, an empty or a cut body. */
  get json(): unknown {
    this.#parsed ??= { json: parseJson(this.text) };
    return this.#parsed.json;
  }

  /** The members of the documented error body that are there and are strings. */
  get error() {
    const { meta, error } = member(this.json);
    const { code, message, description } = member(error);
    return {
      code: string(code),
      message: string(message),
      description: string(description),
      requestId: string(member(meta).request_id),
    };
  }
}

/** Created on first use: some test environments lack it. */
let decoder: TextDecoder | undefined;

function decode(chunks: readonly (Uint8Array | string)[]): string {
  const [first = ""] = chunks;
  if (typeof first === "string") return first;
  decoder ??= new TextDecoder();
  // Most bodies come in one piece, which is faster to decode.
  if (chunks.length === 1) return decoder.decode(first);
  let text = "";
  for (const chunk of chunks) text += decoder.decode(chunk as Uint8Array, { stream: true });
  return text + decoder.decode();
}

/** Whether an injected `fetch` returned something that can be read as a response. */
export function isResponse(value: unknown): value is FetchResponse {
  const { status, headers, body, arrayBuffer, text } = (value ?? {}) as Partial<Readable>;
  return (
    Number.isInteger(status) &&
    typeof headers?.get === "function" &&
    readHeader(headers, "date") !== false &&
    [body?.getReader, arrayBuffer, text].some((read) => typeof read === "function")
  );
}

export const notAResponse = () =>
  new ConfigurationError("fetch returned something that is not a Response.", { option: "fetch" });

/** `false` if it throws. */
function readHeader(headers: FetchResponse["headers"], name: string): unknown {
  try {
    return headers.get(name);
  } catch {
    return false;
  }
}

export function readRateLimit(response: ReadResponse): RateLimit {
  return {
    limit: count(response.header("x-ratelimit-limit")),
    remaining: count(response.header("x-ratelimit-remaining")),
  };
}

const member = (value: unknown) => (isRecord(value) ? value : {});
const string = (value: unknown) => (typeof value === "string" && value ? value : undefined);
const count = (value: string | null) => (value && /^[0-9]{1,15}$/.test(value) ? +value : undefined);

// What a caller can choose, for a client and for a call.
import type { HeadersOption } from "./headers.ts";
import type { Logger } from "./log.ts";

/** Options of `createClient`. Exactly one of `apiKey`, `bearerToken` and `tokenProvider`. */
export interface ClientOptions {
  /** An API key, made in the Supermetrics Hub. Sent as `Authorization: Bearer <key>`. */
  readonly apiKey?: string | undefined;
  /** A bearer token. Sent as `Authorization: Bearer <token>`. */
  readonly bearerToken?: string | undefined;
  /**
   * Asked for a token once per call. After a 401 it is asked once more and the request is
   * repeated once; calls that need that refresh at the same time share it.
   */
  readonly tokenProvider?: (() => string | Promise<string>) | undefined;
  /** Default: the spec's server. `https:` only; `http:` for a loopback host. May hold a path. */
  readonly baseUrl?: string | undefined;
  /**
   * Time of one attempt in milliseconds, from the request (and the token provider) until the body
   * is read: an integer from 1 to 2147483647. Default: 30 000. Node itself gives up waiting for an
   * answer after 300 000: the connection is lost then.
   */
  readonly timeout?: number | undefined;
  /** How often a request is repeated after its first attempt: an integer from 0. Default: 2. */
  readonly maxRetries?: number | undefined;
  /**
   * The longest wait between two attempts in milliseconds: an integer from 0 to 2147483647.
   * Default: 60 000. A `Retry-After` beyond it fails the call at once.
   */
  readonly maxRetryDelay?: number | undefined;
  /**
   * A replacement for `globalThis.fetch`. Its signal aborts when the time is over, and also when the
   * answer is read: then nothing of the request is needed any more.
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Extra headers on every request. `authorization` is refused, and what frames the request:
   * `connection`, `content-length`, `expect`, `keep-alive`, `transfer-encoding`, `upgrade`.
   */
  readonly headers?: HeadersOption | undefined;
  /** Called once per attempt. What it throws is ignored. */
  readonly logger?: Logger | undefined;
}

/** Options of a single call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's own `reason`. */
  readonly signal?: AbortSignal | undefined;
  /** As in `createClient`, for this call. */
  readonly timeout?: number | undefined;
  /** As in `createClient`, for this call. */
  readonly maxRetries?: number | undefined;
  /** Extra headers, over those of the client. The same are refused. */
  readonly headers?: HeadersOption | undefined;
  /** Another credential for this call alone. */
  readonly token?: string | undefined;
}

// What a caller can choose, for a client and for a call.

/** Options of `createClient`. Exactly one of `apiKey`, `bearerToken` and `tokenProvider`. */
export interface ClientOptions {
  /** An API key, made in the Supermetrics Hub. Sent as `Authorization: Bearer <key>`. */
  readonly apiKey?: string | undefined;
  /** A bearer token. Sent as `Authorization: Bearer <token>`. */
  readonly bearerToken?: string | undefined;
  /**
   * Called for a token once per call. After a 401 it is called once more and the request is
   * retried once; calls that need that refresh at the same time share it.
   */
  readonly tokenProvider?: (() => string | Promise<string>) | undefined;
  /** Default: the spec's server. `https:` only; `http:` for a loopback host. May hold a path. */
  readonly baseUrl?: string | undefined;
  /**
   * Timeout of one attempt in milliseconds, from the request (and the token provider) until the body
   * is read: an integer from 1 to 2147483647. Default: 30 000. Node itself closes the
   * connection after 300 000 without a response.
   */
  readonly timeout?: number | undefined;
  /** How often a request is retried after its first attempt: an integer from 0. Default: 2. */
  readonly maxRetries?: number | undefined;
  /**
   * The longest wait between two attempts in milliseconds: an integer from 0 to 2147483647.
   * Default: 60 000. A `Retry-After` beyond it fails the call immediately.
   */
  readonly maxRetryDelay?: number | undefined;
  /**
   * A replacement for `globalThis.fetch`: undici's, node-fetch, cross-fetch, a stub. Its signal
   * aborts on timeout, and (needed by undici) after the response has been read.
   *
   * An error counts as "never sent" only in the shapes in which a runtime's own fetch throws it: do
   * not forward one of a second fetch, made after yours has sent the request.
   */
  readonly fetch?: Fetch | undefined;
  /**
   * Extra headers on every request. `authorization` is refused, and so are those that frame the
   * request: `connection`, `content-length`, `expect`, `keep-alive`, `transfer-encoding`, `upgrade`.
   */
  readonly headers?: HeadersOption | undefined;
  /** Called once per attempt. Whatever it throws is ignored. */
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
  /** Extra headers, over those of the client. The same ones are refused. */
  readonly headers?: HeadersOption | undefined;
  /** Another credential for this call alone. */
  readonly token?: string | undefined;
}

/** Extra request headers: a record, pairs, or a `Headers`. */
export type HeadersOption =
  | Readonly<Record<string, string>>
  | Iterable<readonly [name: string, value: string]>;

/** What the client calls `fetch` with. */
export interface FetchInit {
  /** The HTTP method. */
  method: string;
  /** Every header, the credential among them. */
  headers: Record<string, string>;
  /** A string, or bytes (`Uint8Array`) for a multipart body. */
  // Every implementation of fetch has its own type for it; they are not assignable to each other.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any;
  /** A redirect is not followed: the secret would go to another server. */
  redirect: "manual";
  /** Aborts on timeout, or when the caller aborts. */
  signal: AbortSignal;
  /** For a GET, if the runtime supports it. */
  cache?: "no-store";
  /** For a write, in Bun: otherwise it resends a lost PUT or DELETE by itself. */
  keepalive?: false;
}

/** What the client needs of a response; its body is read as a stream, as bytes or as text. */
export interface FetchResponse {
  /** The HTTP status. */
  readonly status: number;
  /** The headers. */
  readonly headers: {
    /** The value of a header, by its name in any case. */
    get(name: string): string | null;
  };
}

/** A `fetch`: the platform's, or any with the same call signature. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** One attempt, for a logger: never a body, never a credential. */
export interface AttemptEvent {
  /** The `operationId` of the spec; for `client.http`, the method and the path's template. */
  operation: string;
  /** The HTTP method. */
  method: string;
  /** The URL of the request. */
  url: string;
  /** Counted from 1. */
  attempt: number;
  /** Absent if no response came. */
  status?: number;
  /** Milliseconds. */
  duration: number;
  /** The response's request id, if it has one. */
  requestId?: string;
  /** Milliseconds until the next attempt; absent if there is none. */
  retryIn?: number;
}

/** Called with one event per attempt, when the attempt is over. */
export type Logger = (event: AttemptEvent) => void;

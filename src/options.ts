import { ConfigurationError } from "./errors/local.ts";
import { type HeaderEntries, type HeadersOption, readHeaders } from "./headers.ts";
import type { Logger } from "./logger.ts";

/** How long a timer can wait: beyond it, runtimes fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

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
   * is read: an integer from 1 to 2147483647. Default: 30 000.
   */
  readonly timeout?: number | undefined;
  /** How often a request is repeated after its first attempt: an integer from 0. Default: 2. */
  readonly maxRetries?: number | undefined;
  /**
   * The longest wait between two attempts in milliseconds: an integer from 0 to 2147483647.
   * Default: 60 000. A `Retry-After` beyond it fails the call at once.
   */
  readonly maxRetryDelay?: number | undefined;
  /** A replacement for `globalThis.fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Extra headers on every request. `authorization` is refused. */
  readonly headers?: HeadersOption | undefined;
  /** Called once per attempt. Its throwing changes nothing. */
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
  /** Extra headers, over those of the client. `authorization` is refused. */
  readonly headers?: HeadersOption | undefined;
  /** Another credential for this call alone. */
  readonly token?: string | undefined;
}

/** The limits of a call, checked. */
export interface Limits {
  readonly timeout: number;
  readonly maxRetries: number;
  readonly maxRetryDelay: number;
}

/** What a call of its own can change, checked. */
export interface CallSettings extends Limits {
  readonly signal: AbortSignal | undefined;
  readonly headers: HeaderEntries;
  readonly token: string | undefined;
}

export function readLimits(options: ClientOptions): Limits {
  return {
    timeout: integer(options, "timeout", 1, LONGEST_TIMER) ?? 30_000,
    maxRetries: integer(options, "maxRetries", 0) ?? 2,
    maxRetryDelay: integer(options, "maxRetryDelay", 0, LONGEST_TIMER) ?? 60_000,
  };
}

/** Copies the options of a call over the client's. */
export function readCallOptions(options: CallOptions = {}, client: Limits): CallSettings {
  requireObject(options);
  const { signal, token } = options;
  // Not instanceof: test environments and polyfills bring a class of their own.
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function") {
    throw new ConfigurationError("signal must be an AbortSignal.");
  }
  return {
    timeout: integer(options, "timeout", 1, LONGEST_TIMER) ?? client.timeout,
    maxRetries: integer(options, "maxRetries", 0) ?? client.maxRetries,
    maxRetryDelay: client.maxRetryDelay,
    signal,
    headers: readHeaders(options.headers),
    token,
  };
}

/** A copy for a task of several calls, so that later changes of the object change nothing. */
export function copyCallOptions(options: CallOptions = {}): CallOptions {
  requireObject(options);
  return { ...options, headers: readHeaders(options.headers) };
}

function requireObject(options: CallOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new ConfigurationError("The options of a call must be an object.");
  }
}

/** A function, or the option's absence. */
export function optionalFunction<T>(name: string, value: T): T {
  if (value !== undefined && typeof value !== "function") {
    throw new ConfigurationError(`${name} must be a function.`);
  }
  return value;
}

function integer<Name extends string>(
  options: { readonly [key in Name]?: number | undefined },
  name: Name,
  minimum: number,
  maximum = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
  throw new ConfigurationError(`${name} must be an integer from ${minimum} to ${maximum}.`);
}

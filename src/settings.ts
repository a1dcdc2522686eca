// Options, checked and copied: those of a client, and over them those of a call.
import { SERVER_URL } from "../generated/contract.ts";
import { readBaseUrl } from "./base-url.ts";
import { askedOnce, type Credential, createCredential, fixedCredential } from "./credential.ts";
import { ConfigurationError } from "./errors/local.ts";
import { type HeaderRecord, readHeaders } from "./headers.ts";
import type { Logger } from "./log.ts";
import type { CallOptions, ClientOptions } from "./options.ts";

/** What holds for a call; a client's are those of a call without options. */
export interface Settings {
  readonly timeout: number;
  readonly maxRetries: number;
  readonly maxRetryDelay: number;
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly headers: HeaderRecord;
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly logger: Logger | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How long a timer can wait: beyond it, runtimes fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** @throws {ConfigurationError} for options that cannot work */
export function readClientOptions(options: ClientOptions): Settings {
  requireObject(options);
  const {
    apiKey,
    bearerToken,
    tokenProvider,
    baseUrl = SERVER_URL,
    timeout,
    maxRetries,
    maxRetryDelay,
    fetch,
    headers,
    logger,
    ...unknown
  } = options;
  refuse("createClient", unknown);
  requireFunction("fetch", fetch);
  requireFunction("logger", logger);
  return {
    timeout: integer("timeout", timeout, 30_000, 1),
    maxRetries: integer("maxRetries", maxRetries, 2, 0, Number.MAX_SAFE_INTEGER),
    maxRetryDelay: integer("maxRetryDelay", maxRetryDelay, 60_000, 0),
    baseUrl: readBaseUrl(baseUrl),
    credential: createCredential({ apiKey, bearerToken, tokenProvider }),
    headers: readHeaders(headers),
    fetch,
    logger,
  };
}

/** @throws {ConfigurationError} for options that cannot work */
export function readCallOptions(options: CallOptions | undefined, client: Settings): Settings {
  if (options === undefined) return client;
  requireObject(options);
  const { signal, timeout, maxRetries, headers, token, ...unknown } = options;
  refuse("A call", unknown);
  // Not instanceof: test environments and polyfills bring a class of their own.
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function") {
    throw new ConfigurationError("signal must be an AbortSignal.");
  }
  return {
    ...client,
    timeout: integer("timeout", timeout, client.timeout, 1),
    maxRetries: integer("maxRetries", maxRetries, client.maxRetries, 0, Number.MAX_SAFE_INTEGER),
    headers: { ...client.headers, ...readHeaders(headers) },
    credential: token === undefined ? client.credential : fixedCredential("token", token),
    signal,
  };
}

/** Those of a call that is several requests. */
export function readSeriesOptions(options: CallOptions | undefined, client: Settings): Settings {
  const settings = readCallOptions(options, client);
  return { ...settings, credential: askedOnce(settings.credential) };
}

function requireObject(options: object): void {
  if (typeof options !== "object" || options === null) {
    throw new ConfigurationError("The options must be an object.");
  }
}

/** A misspelt `baseUrl` would send secrets to another server, and a misplaced `dryRun` would write. */
function refuse(subject: string, unknown: object): void {
  const names = Object.keys(unknown);
  if (names.length > 0)
    throw new ConfigurationError(`${subject} has no option ${names.join(", ")}.`);
}

function requireFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") {
    throw new ConfigurationError(`${name} must be a function.`);
  }
}

function integer(
  name: string,
  value: number | undefined,
  fallback: number,
  minimum: number,
  maximum = LONGEST_TIMER,
): number {
  if (value === undefined) return fallback;
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
  throw new ConfigurationError(`${name} must be an integer from ${minimum} to ${maximum}.`);
}

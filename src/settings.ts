// Options, checked and copied: those of a client, and over them those of a call.
import { SERVER_URL } from "../generated/operations.ts";
import {
  type Credential,
  cachedCredential,
  createCredential,
  fixedCredential,
} from "./credential.ts";
import { ConfigurationError } from "./errors.ts";
import type { CallOptions, ClientOptions, Fetch, HeadersOption, Logger } from "./options.ts";

/** What holds for a call; a client's are those of a call without options. */
export interface CallSettings {
  readonly timeout: number;
  readonly maxRetries: number;
  readonly maxRetryDelay: number;
  readonly baseUrl: string;
  readonly credential: Credential;
  /** Extra headers by their lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: Fetch | undefined;
  readonly logger: Logger | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How long a timer can wait: beyond it, runtimes fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** @throws {ConfigurationError} for options that cannot work */
export function readClientOptions(options: ClientOptions): CallSettings {
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
    baseUrl: readBaseUrl(baseUrl, fetch),
    credential: createCredential({ apiKey, bearerToken, tokenProvider }),
    headers: readHeaders(headers),
    fetch,
    logger,
  };
}

/**
 * @param operation for the error
 * @throws {ConfigurationError} for options that cannot work
 */
export function readCallOptions(
  options: CallOptions | undefined,
  client: CallSettings,
  operation: string,
): CallSettings {
  if (options === undefined) return client;
  try {
    requireObject(options);
    const { signal, timeout, maxRetries, headers, token, ...unknown } = options;
    refuse("A call", unknown);
    requireSignal(signal);
    return {
      ...client,
      timeout: integer("timeout", timeout, client.timeout, 1),
      maxRetries: integer("maxRetries", maxRetries, client.maxRetries, 0, Number.MAX_SAFE_INTEGER),
      headers: { ...client.headers, ...readHeaders(headers) },
      credential: token === undefined ? client.credential : fixedCredential("token", token),
      signal,
    };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const { message, option } = error;
    throw new ConfigurationError(message, { operation, ...(option !== undefined && { option }) });
  }
}

/** The settings of a call that makes several requests. */
export function readCompositeOptions(
  options: CallOptions | undefined,
  client: CallSettings,
  operation: string,
): CallSettings {
  const settings = readCallOptions(options, client, operation);
  return { ...settings, credential: cachedCredential(settings.credential) };
}

function requireObject(options: object): void {
  if (typeof options !== "object" || options === null) {
    throw new ConfigurationError("The options must be an object.");
  }
}

/** A misspelt `baseUrl` would send secrets to another server, and a misplaced `dryRun` would write. */
function refuse(subject: string, unknown: object): void {
  const [option, ...others] = Object.keys(unknown);
  if (option === undefined) return;
  const names = [option, ...others].join(", ");
  throw new ConfigurationError(`${subject} has no option ${names}.`, { option });
}

function requireFunction(option: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") {
    throw new ConfigurationError(`${option} must be a function.`, { option });
  }
}

/** Not instanceof: test environments and polyfills bring a class of their own. */
function requireSignal(signal: AbortSignal | undefined): void {
  if (signal === undefined) return;
  const methods = [signal?.addEventListener, signal?.removeEventListener];
  const isSignal = methods.every((method) => typeof method === "function");
  if (isSignal && typeof signal.aborted === "boolean") return;
  throw new ConfigurationError("signal must be an AbortSignal.", { option: "signal" });
}

function integer(
  option: string,
  value: number | undefined,
  fallback: number,
  minimum: number,
  maximum = LONGEST_TIMER,
): number {
  if (value === undefined) return fallback;
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
  const message = `${option} must be an integer from ${minimum} to ${maximum}.`;
  throw new ConfigurationError(message, { option });
}

// For a URL's `href`, in which scheme and host are in lower case and the path begins with a slash.
// (The members of a URL show no trace of an empty query or fragment.)
const ALLOWED = /^(https:\/\/[^/@]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)\/[^?#]*$/;

/**
 * Checks the base URL and takes its trailing slashes off. It is not quoted in an error: it may
 * hold a password.
 */
function readBaseUrl(baseUrl: string, fetch: unknown): string {
  let message =
    "baseUrl must be an absolute https: URL (http: only for a loopback host) " +
    "without user, password, query or fragment.";
  try {
    const url = new URL(baseUrl);
    const { href } = url;
    // An empty user is dropped from the `href`.
    if (ALLOWED.test(href) && !/\/\/[^/]*@/.test(baseUrl)) {
      let end = href.length;
      while (href[end - 1] === "/") end--;
      if (fetch || !isProxied(url)) return href.slice(0, end);
      message = "baseUrl would be reached in clear text through HTTP_PROXY: name it in NO_PROXY.";
    }
  } catch {
    // Relative, or not even a string.
  }
  throw new ConfigurationError(message, { option: "baseUrl" });
}

/** Whether the runtime would send what is not encrypted, the credential too, to a proxy. */
function isProxied({ protocol, host, hostname }: URL): boolean {
  try {
    const { env, execArgv } = process;
    const asked = `${env.NODE_USE_ENV_PROXY} ${env.NODE_OPTIONS} ${execArgv}`;
    const direct = (env.no_proxy ?? env.NO_PROXY ?? "").split(/[\s,]+/);
    return (
      protocol === "http:" &&
      // Node has to be asked to.
      ("Bun" in globalThis || "Deno" in globalThis || /^1 |--use-env-proxy/.test(asked)) &&
      Boolean(env.http_proxy ?? env.HTTP_PROXY) &&
      !["*", host, hostname].some((name) => direct.includes(name))
    );
  } catch {
    // There is no process, or Deno does not let its environment be read.
    return false;
  }
}

// RFC 9110 §5.1 and §5.5. The runtime would check too, and quote what it refuses.
// The client and the runtime write those that frame the request: others would make it fail on its way.
const NAME =
  /^(?!(?:authorization|connection|content-length|expect|keep-alive|transfer-encoding|upgrade|__proto__)$)[\w!#$%&'*+.^`|~-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Copies and checks extra headers. Neither names nor values are quoted: a key may be among them. */
function readHeaders(headers: HeadersOption = {}): Record<string, string> {
  const read: Record<string, string> = {};
  try {
    for (const [name, value] of Symbol.iterator in headers ? headers : Object.entries(headers)) {
      const lowerCase = name.toLowerCase();
      if (!NAME.test(lowerCase) || typeof value !== "string" || !VALUE.test(value)) throw name;
      read[lowerCase] = value;
    }
  } catch {
    throw new ConfigurationError(
      "headers must hold names and values that HTTP allows, without authorization and those that frame the request, such as content-length.",
      { option: "headers" },
    );
  }
  return read;
}

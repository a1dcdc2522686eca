// Validates and copies the options of a client, and those of a call over them.
import { SERVER_URL } from "../generated/operations.ts";
import { type Credential, createCredential, fixedCredential } from "./credential.ts";
import { ConfigurationError } from "./errors.ts";
import type { CallContext } from "./http/request.ts";
import { readsProxyVariables } from "./http/runtime.ts";
import type { CallOptions, ClientOptions, Fetch, HeadersOption, Logger } from "./options.ts";
import type { Operation } from "./schema/operation.ts";
import { HEADER_VALUE } from "./schema/parameters.ts";

/** The resolved options of a call. Those of a client are those of a call without options. */
export interface CallSettings {
  readonly timeout: number;
  readonly maxRetries: number;
  readonly maxRetryDelay: number;
  readonly baseUrl: string;
  /** Without a `baseUrl`, each operation goes to the server that the spec names for it. */
  readonly usesServers: boolean;
  readonly credential: Credential;
  /** Extra headers by their lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: Fetch | undefined;
  readonly logger: Logger | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What the requests of a call share, if there are several. */
  readonly context?: CallContext;
}

/** How long a timer can wait: beyond it, runtimes fire immediately. */
const LONGEST_TIMER = 2 ** 31 - 1;

export function readClientOptions(options: ClientOptions): CallSettings {
  check(isObject(options), "createClient takes its options as one object.");
  const {
    apiKey,
    bearerToken,
    tokenProvider,
    baseUrl,
    timeout = 30_000,
    maxRetries = 2,
    maxRetryDelay = 60_000,
    fetch,
    headers,
    logger,
    ...unknown
  } = options;
  refuse("createClient", unknown);
  for (const [option, value] of Object.entries({ fetch, logger })) {
    const isFunction = value === undefined || typeof value === "function";
    check(isFunction, `${option} must be a function.`, option);
  }
  return {
    timeout: integer("timeout", timeout, 1),
    maxRetries: integer("maxRetries", maxRetries, 0, Number.MAX_SAFE_INTEGER),
    maxRetryDelay: integer("maxRetryDelay", maxRetryDelay, 0),
    baseUrl: readBaseUrl(baseUrl === undefined ? SERVER_URL : baseUrl, fetch),
    usesServers: baseUrl === undefined,
    credential: createCredential({ apiKey, bearerToken, tokenProvider }),
    headers: readHeaders(headers),
    fetch,
    logger,
  };
}

/** Where an operation goes, and the credential with it. */
export function serverOf(operation: Operation | undefined, settings: CallSettings): string {
  return (settings.usesServers && operation?.server) || settings.baseUrl;
}

/** Names the operation in the error for an invalid option. */
export function readCallOptions(
  options: CallOptions | undefined,
  client: CallSettings,
  operation: string,
): CallSettings {
  if (options === undefined) return client;
  try {
    const message = "A method takes its parameters as one object and its options as another.";
    check(isObject(options), message);
    const { signal, headers, token, ...others } = options;
    const { timeout = client.timeout, maxRetries = client.maxRetries, ...unknown } = others;
    refuse("a call", unknown);
    check(signal === undefined || isSignal(signal), "signal must be an AbortSignal.", "signal");
    return {
      ...client,
      timeout: integer("timeout", timeout, 1),
      maxRetries: integer("maxRetries", maxRetries, 0, Number.MAX_SAFE_INTEGER),
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

function check(isValid: boolean, message: string, option?: string): void {
  if (!isValid) throw new ConfigurationError(message, option === undefined ? {} : { option });
}

const isObject = (value: unknown) => typeof value === "object" && value !== null;

/** A misspelt `baseUrl` would send secrets to another server, and a misplaced `dryRun` would write. */
function refuse(subject: string, unknown: object): void {
  const names = Object.keys(unknown);
  check(names.length === 0, `Unknown option of ${subject}: ${names.join(", ")}.`, names[0]);
}

/** Not instanceof: test environments and polyfills have a class of their own. */
function isSignal(signal: AbortSignal): boolean {
  const methods = [signal?.addEventListener, signal?.removeEventListener];
  const hasMethods = methods.every((method) => typeof method === "function");
  return hasMethods && typeof signal.aborted === "boolean";
}

function integer(option: string, value: number, minimum: number, maximum = LONGEST_TIMER): number {
  const isValid = Number.isInteger(value) && value >= minimum && value <= maximum;
  check(isValid, `${option} must be an integer from ${minimum} to ${maximum}.`, option);
  return value;
}

// RFC 9110 §5.1. The runtime would check too, but its error quotes the value.
// The client and the runtime set those that frame the request: overriding them would break it.
const NAME =
  /^(?!(?:authorization|connection|content-length|expect|keep-alive|transfer-encoding|upgrade|__proto__)$)[\w!#$%&'*+.^`|~-]+$/;

/** Copies and checks extra headers. Neither names nor values are quoted: a key may be among them. */
function readHeaders(headers: HeadersOption = {}): Record<string, string> {
  const read: Record<string, string> = {};
  try {
    for (const [name, value] of Symbol.iterator in headers ? headers : Object.entries(headers)) {
      const lowerCase = name.toLowerCase();
      if (!NAME.test(lowerCase) || typeof value !== "string" || !HEADER_VALUE.test(value))
        throw name;
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

// For a URL's `href`, in which scheme and host are in lower case and the path begins with a slash.
// (The members of a URL show no trace of an empty query or fragment.)
const ALLOWED = /^(https:\/\/[^/@]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)\/[^?#]*$/;

/**
 * Checks the base URL and takes its trailing slashes off. It is not quoted in an error: it may
 * hold a password.
 */
export function readBaseUrl(baseUrl: string, fetch: unknown): string {
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
    const { env } = process;
    const direct = (env.no_proxy ?? env.NO_PROXY ?? "").split(/[\s,]+/);
    return (
      protocol === "http:" &&
      readsProxyVariables(process) &&
      Boolean(env.http_proxy ?? env.HTTP_PROXY) &&
      !["*", host, hostname].some((name) => direct.includes(name))
    );
  } catch {
    // There is no process, or Deno does not let its environment be read.
    return false;
  }
}

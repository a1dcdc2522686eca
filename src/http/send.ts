// Sends one request as often as the rules allow, and resolves with the last response.
import type { PendingToken } from "../credential.ts";
import { ConfigurationError } from "../errors.ts";
import type { FetchInit, FetchResponse } from "../options.ts";
import { EXPIRED, throwIfAborted, wait, within } from "./deadline.ts";
import { noResponseError, requestIdOf } from "./failure.ts";
import { startLog } from "./log.ts";
import { isFrameworkError, neverSent } from "./network-error.ts";
import type { ApiRequest } from "./request.ts";
import { isResponse, ReadResponse } from "./response.ts";
import {
  type AttemptResult,
  type NextStep,
  type NoResponse,
  nextStep,
  outcomeOf,
} from "./retry.ts";

/**
 * Rejects with a `ConnectionError` or `TimeoutError` where no response comes, the reason of the
 * caller's signal, or a `ConfigurationError` of the token provider or the injected `fetch`.
 */
export async function send(request: ApiRequest): Promise<ReadResponse> {
  const { method, settings, context } = request;
  const { credential, signal, maxRetries, maxRetryDelay } = settings;
  throwIfAborted(signal);
  let token = credential.ask();
  let canRefresh = credential.refresh !== undefined;
  for (let number = 1, retries = 0; ; number++) {
    const state = { retries, canRefresh, maxRetries, maxRetryDelay };
    const random = Math.random();
    const decide = (result: AttemptResult) => nextStep(method, result, state, random);
    let result: ReadResponse | NoResponse;
    try {
      result = await attempt(request, token, number, decide);
    } finally {
      token.abandon?.();
    }
    if (result.kind === "response" && result.ok) return result;
    if (outcomeOf(method, result) === "unknown") context.outcome = "unknown";
    const step = decide(result);
    if (step.action === "refresh") {
      canRefresh = false;
      token = credential.refresh?.(token) ?? token;
    } else if (step.action === "retry") {
      retries++;
      await wait(step.delay, signal);
    } else if (result.kind === "response") {
      return result;
    } else {
      throw noResponseError(result, request);
    }
  }
}

/**
 * One attempt: token, request, headers and body, all within one deadline. Rejects with the reason of
 * the caller's signal, or a `ConfigurationError`.
 *
 * @param decide is asked as soon as the headers are in, so that the body of a response that does
 *   not count is not read
 */
function attempt(
  request: ApiRequest,
  pending: PendingToken,
  number: number,
  decide: (result: AttemptResult) => NextStep,
): Promise<ReadResponse | NoResponse> {
  const { settings, context } = request;
  const { timeout, signal } = settings;
  const log = startLog(request, number, (response) => requestIdOf(response, context));
  let isSent = false;
  let isOver = false;
  let response: ReadResponse | undefined;

  async function exchange(controller: AbortController): Promise<ReadResponse> {
    const token = typeof pending.token === "string" ? pending.token : await pending.token;
    // Ignore whatever finishes after the deadline.
    if (isOver) throw EXPIRED;
    if (!context.secrets.includes(token)) context.secrets.push(token);
    isSent = true;
    const source: unknown = await fetchWith(token, request, controller.signal);
    if (!isResponse(source)) throw notAResponse();
    const received = new ReadResponse(source);
    if (isOver) {
      received.discard();
      throw EXPIRED;
    }
    response = received;
    if (received.isRedirect || (!received.ok && decide(received).action !== "stop")) {
      received.discard();
    } else {
      await received.read();
      if (isOver) throw EXPIRED;
      // undici lets go of a request that has a signal only when the signal aborts.
      if (received.isComplete) controller.abort(DONE);
    }
    log(received);
    return received;
  }

  function conclude(cause: unknown): ReadResponse | NoResponse {
    isOver = true;
    log(response);
    response?.discard();
    // The signals first: how a failure looks differs by runtime.
    throwIfAborted(signal);
    const isExpired = cause === EXPIRED;
    // An error is known by its status; a success counts only once its body is read.
    if (isExpired && response && !response.ok) return response;
    if (isExpired) return { kind: "timeout", sent: isSent };
    // Of the token provider or the injected fetch: it may fail after a first attempt.
    if (cause instanceof ConfigurationError) throw inContext(cause, request, isSent);
    if (isFrameworkError(cause)) throw cause;
    return { kind: "lost", sent: !neverSent(cause), cause };
  }

  return within(timeout, signal, exchange, conclude);
}

/** The abort reason of finished requests: made once, and an Error, because people print it. */
const DONE = Object.assign(new Error("The response has been read."), { name: "AbortError" });

function fetchWith(
  token: string,
  { settings, method, url, headers, body }: ApiRequest,
  signal: AbortSignal,
): Promise<FetchResponse> {
  const { fetch = globalThis.fetch } = settings;
  const init: FetchInit = {
    method,
    headers: { ...headers, authorization: `Bearer ${token}` },
    body,
    // A followed 307 would send the secret to another origin. ("error" throws on workerd.)
    redirect: "manual",
    signal,
  };
  if (method === "GET" && knowsCache()) init.cache = "no-store";
  return fetch(url, init);
}

const notAResponse = () =>
  new ConfigurationError("fetch gave something that is not a Response.", { option: "fetch" });

/** Older workerd refuses the option. `set` looks before it writes, and must not see a cached list. */
function knowsCache(): boolean {
  return "cache" in (globalThis.Request?.prototype ?? {});
}

function inContext(
  { message, option }: ConfigurationError,
  { operation, method, context }: ApiRequest,
  isSent: boolean,
): ConfigurationError {
  const result: AttemptResult = { kind: "lost", sent: isSent };
  if (outcomeOf(method, result) === "unknown") context.outcome = "unknown";
  const { outcome } = context;
  return new ConfigurationError(message, { operation, outcome, ...(option && { option }) });
}

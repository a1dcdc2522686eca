// Sends a request with retries, and resolves with the last response.
import type { PendingToken } from "../credential.ts";
import { ConfigurationError } from "../errors.ts";
import type { AttemptEvent, Fetch, FetchInit, FetchResponse } from "../options.ts";
import { onAbort, reasonOf, throwIfAborted, wait } from "./deadline.ts";
import { isEcho, noResponseError, requestIdOf } from "./failure.ts";
import { isFrameworkError, neverSent } from "./network-error.ts";
import type { ApiRequest } from "./request.ts";
import { EXPIRED, isResponse, notAResponse, ReadResponse } from "./response.ts";
import {
  isSafe,
  type NextStep,
  type NoResponse,
  nextStep,
  outcomeOf,
  type RetryState,
} from "./retry.ts";
import { sendOnce } from "./runtime.ts";

/**
 * Rejects with a `ConnectionError` or `TimeoutError` if no response comes, the reason of the
 * caller's signal, or a `ConfigurationError` of the token provider or the injected `fetch`.
 */
export async function send(request: ApiRequest): Promise<ReadResponse> {
  const { method, settings, context } = request;
  const { credential, signal, maxRetries, maxRetryDelay, logger } = settings;
  const canRefresh = credential.refresh !== undefined;
  const state = { retries: 0, canRefresh, maxRetries, maxRetryDelay };
  throwIfAborted(signal);
  // (A provider may also abort the call.)
  let pending = credential.getToken();
  for (let number = 1; ; number++) {
    const started = logger && performance.now();
    let result: AttemptEnd;
    try {
      throwIfAborted(signal);
      result = await attempt(request, pending, state);
    } finally {
      pending.release?.();
    }
    const step: NextStep =
      result.kind === "ended" ? { action: "stop" } : nextStep(method, result, state, Math.random());
    if (logger) notify(logger, eventOf(request, number, started ?? 0, result, step));
    if (result.kind === "ended") throw result.reason;
    // The logger may have aborted the call.
    throwIfAborted(signal);
    if (result.kind === "response" && step.action === "stop") return result;
    const echo = result.kind === "response" && isEcho(result, request);
    if (echo || outcomeOf(method, result) === "unknown") context.outcome = "unknown";
    if (step.action === "refresh") {
      state.canRefresh = false;
      pending = credential.refresh?.(await pending.token) ?? pending;
    } else if (step.action === "retry") {
      state.retries++;
      await wait(step.delay, signal);
    } else if (result.kind !== "response") {
      throw noResponseError(result, request);
    }
  }
}

/** How an attempt ended; `response` is one whose body came too late, or not at all. */
type AttemptEnd =
  | ReadResponse
  | ((NoResponse | Ended) & { readonly response?: ReadResponse | undefined });

/** The call is over: it rejects with this reason. */
interface Ended {
  readonly kind: "ended";
  readonly reason: unknown;
}

/**
 * One attempt: token, request, headers and body, within one timeout, with one controller. The
 * caller's signal is linked while it lasts, and never handed to `fetch`: runtimes leave listeners
 * on it. It ends on time even if `fetch` ignores its signal.
 */
function attempt(
  request: ApiRequest,
  pending: PendingToken,
  state: RetryState,
): Promise<AttemptEnd> {
  const { operation, settings, context, method } = request;
  const { timeout, signal } = settings;
  return new Promise((resolve) => {
    const controller = new AbortController();
    let isSent = false;
    let isOver = false;
    let response: ReadResponse | undefined;

    function end(result: AttemptEnd): void {
      isOver = true;
      clearTimeout(timer);
      unlink();
      resolve(result);
    }

    function fail(cause: unknown): void {
      if (isOver) return;
      // An error response counts by its status; a success only once its body is read.
      const isKnown = cause === EXPIRED && response?.ok === false && !signal?.aborted;
      end(response && isKnown ? response : { ...endOf(cause), response });
      response?.discard();
      controller.abort();
    }

    function endOf(cause: unknown): NoResponse | Ended {
      // The signals first: how a failure looks differs by runtime.
      if (signal?.aborted) return { kind: "ended", reason: reasonOf(signal) };
      if (cause === EXPIRED) return { kind: "timeout", sent: isSent };
      // Of the token provider or the injected fetch: it may fail after a first attempt.
      if (cause instanceof ConfigurationError) {
        const lost = outcomeOf(method, { kind: "lost", sent: isSent });
        if (lost === "unknown") context.outcome = lost;
        const { message, option } = cause;
        const details = { operation, outcome: context.outcome, ...(option && { option }) };
        return { kind: "ended", reason: new ConfigurationError(message, details) };
      }
      if (isFrameworkError(cause)) return { kind: "ended", reason: cause };
      return { kind: "lost", sent: !neverSent(cause), cause };
    }

    async function run(): Promise<void> {
      try {
        const { token } = pending;
        const { value } = token instanceof Promise ? await token : token;
        // Ignore whatever finishes after the timeout.
        if (isOver) return;
        if (!context.credentials.includes(value)) context.credentials.push(value);
        isSent = true;
        const source: unknown = await fetchWith(value, request, controller.signal);
        if (!isResponse(source)) throw notAResponse();
        const received = new ReadResponse(source);
        if (isOver) return void received.discard();
        response = received;
        // The body of a response that will be retried is not read.
        if (
          received.isRedirect ||
          (!received.ok && nextStep(method, received, state, 0).action !== "stop")
        ) {
          received.discard();
        } else {
          await received.read(deadline);
          if (isOver) return;
          // undici retains a request that has a signal until the signal aborts.
          if (received.isComplete) controller.abort(DONE);
        }
        const isLost = received.cut && received.ok && isSafe(method);
        end(isLost ? { kind: "lost", sent: true, ...received.cut, response } : received);
      } catch (cause) {
        fail(cause);
      }
    }

    const deadline = performance.now() + timeout;
    const timer = setTimeout(fail, timeout, EXPIRED);
    const unlink = onAbort(signal, fail);
    run();
  });
}

/** The abort reason of finished requests. An Error, because people print it. */
const DONE = Object.assign(new Error("The response has been read."), { name: "AbortError" });

function fetchWith(
  token: string,
  { settings, method, url, headers, body }: ApiRequest,
  signal: AbortSignal,
): Promise<FetchResponse> {
  // Not called as a method: workerd's fetch would refuse.
  const fetch: Fetch = settings.fetch ?? globalThis.fetch;
  const init: FetchInit = {
    method,
    headers: { ...headers, authorization: `Bearer ${token}` },
    body,
    // A followed 307 would send the secret to another origin. ("error" throws on workerd.)
    redirect: "manual",
    signal,
  };
  // `set` looks before it writes, and must not see a cached list. Older workerd refuses the option.
  const knowsCache = "cache" in (globalThis.Request?.prototype ?? {});
  if (method === "GET" && knowsCache) init.cache = "no-store";
  if (!settings.fetch) Object.assign(init, sendOnce(method, body));
  return fetch(url, init);
}

function eventOf(
  { operation, method, url, context }: ApiRequest,
  attempt: number,
  started: number,
  result: AttemptEnd,
  step: NextStep,
): AttemptEvent {
  const response = result.kind === "response" ? result : result.response;
  const requestId = response && requestIdOf(response, context);
  // The URL may contain text of the server: `logs.all` sends back a time.
  const hide = (text: string, credential: string) =>
    text.replaceAll(encodeURIComponent(credential), "[redacted]");
  return {
    operation,
    method,
    url: context.credentials.reduce(hide, url),
    attempt,
    ...(response && { status: response.status }),
    duration: performance.now() - started,
    ...(requestId !== undefined && { requestId }),
    ...(step.action !== "stop" && { retryIn: step.action === "retry" ? step.delay : 0 }),
  };
}

/** Calls a listener. Whatever it throws, now or later, is ignored. */
export function notify<T>(listener: ((event: T) => unknown) | undefined, event: T): void {
  try {
    Promise.resolve(listener?.(event)).catch(() => {});
  } catch {}
}

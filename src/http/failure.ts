// Makes the error of a call from how its last attempt ended. Every word from outside is cleaned here.
import {
  type ApiError,
  ConnectionError,
  errorClassOf,
  TimeoutError,
  UnexpectedResponseError,
} from "../errors.ts";
import { copyError, findCode, tunnelStatus } from "./network-error.ts";
import type { ApiRequest, CallContext } from "./request.ts";
import { type ReadResponse, readRateLimit } from "./response.ts";
import { isSafe, type NoResponse, outcomeOf } from "./retry.ts";
import { maySendTwice } from "./runtime.ts";

/** The error of a call without a response. */
export function noResponseError(
  { kind, sent, cause: original }: NoResponse,
  { operation, settings, context, url }: ApiRequest,
): ConnectionError | TimeoutError {
  const { outcome, clean } = context;
  if (kind === "timeout") {
    const { timeout } = settings;
    const message = `${operation}: no answer within ${timeout} ms.`;
    return new TimeoutError(message, { operation, outcome, timeout });
  }
  const cause = copyError(original, clean);
  const code = findCode(cause);
  const status = tunnelStatus(cause);
  const { host } = new URL(url);
  const what = status
    ? `the proxy refused the connection to ${host} with status ${status}`
    : sent
      ? `the connection to ${host} was lost${code ? ` (${code})` : ""}`
      : `${host} cannot be reached${code ? ` (${code})` : ""}`;
  return new ConnectionError(`${operation}: ${what}.`, { operation, outcome, code, cause });
}

const ECHO = "The runtime may have sent it twice: this may be the response to the second request.";

/**
 * Whether a refusal may be that of a second request, because the first one was applied: it is gone,
 * it is there, or that is too much. (What an injected fetch does is its own business.)
 */
export const isEcho = ({ status }: { readonly status: number }, request: ApiRequest) =>
  [404, 409, 429].includes(status) && !request.settings.fetch && maySendTwice(request);

/** The error of a 4xx or 5xx. */
export function apiError(response: ReadResponse, request: ApiRequest): ApiError {
  const { status, retryAfter } = response;
  const { operation, method, context, url } = request;
  const { clean } = context;
  const echo = isEcho(response, request);
  if (echo || outcomeOf(method, response) === "unknown") context.outcome = "unknown";
  const { code: given, message, description } = response.error;
  const code = given && clean(given);
  // Cleaned as one text: a value may end one and begin the other.
  const words = clean([message, description].filter(Boolean).join(" "));
  const what = `${operation}: ${status} ${code ?? "without the documented error body"}.`;
  const parts = [what, words, echo && ECHO].filter(Boolean);
  return new (errorClassOf(status))(parts.join(" "), {
    operation,
    status,
    code,
    description: description && clean(description),
    requestId: requestIdOf(response, context),
    rateLimit: readRateLimit(response),
    retryAfter,
    outcome: context.outcome,
    method,
    path: new URL(url).pathname,
  });
}

/** The error of a response that the contract does not describe. */
export function unexpectedError(
  response: ReadResponse,
  { operation, method, context }: ApiRequest,
): UnexpectedResponseError {
  const { status, isRedirect, isComplete } = response;
  if (!isSafe(method)) context.outcome = "unknown";
  const what = isRedirect
    ? "the server redirects, and redirects are not followed"
    : `${status} with a body that ${isComplete ? "the contract does not describe" : "broke off"}`;
  return new UnexpectedResponseError(`${operation}: ${what}.`, {
    operation,
    // 0 stands for a redirect that the runtime hides.
    status: status || undefined,
    outcome: context.outcome,
    requestId: requestIdOf(response, context),
  });
}

/** The body's id, else the header's, cleaned. */
export function requestIdOf(response: ReadResponse, { clean }: CallContext): string | undefined {
  const id = response.error.requestId ?? response.header("x-request-id");
  return id ? clean(id) : undefined;
}

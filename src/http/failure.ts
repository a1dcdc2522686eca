// Builds the error of a failed call. All external text is redacted here.
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
    const message = `${operation}: timed out after ${timeout} ms.`;
    return new TimeoutError(message, { operation, outcome, timeout });
  }
  const cause = copyError(original, clean);
  const code = findCode(cause);
  const status = tunnelStatus(cause);
  const { host } = new URL(url);
  let reason = sent ? `the connection to ${host} was lost` : `${host} cannot be reached`;
  if (code) reason += ` (${code})`;
  if (status) reason = `the proxy refused the connection to ${host} with status ${status}`;
  const details = { operation, outcome, ...(code && { code }), cause };
  return new ConnectionError(`${operation}: ${reason}.`, details);
}

const ECHO =
  "The runtime may have sent the request twice: this may be the response to the second one.";

/**
 * Whether a 404, 409 or 429 may be the response to a second request, after the first one was applied.
 * (An injected fetch is responsible for what it sends.)
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
  const { message, description } = response.error;
  const code = response.error.code && clean(response.error.code);
  // Cleaned as one text: a value may end one and begin the other.
  const words = clean([message, description].filter(Boolean).join(" "));
  const { pathname: path } = new URL(url);
  const head = `${operation}: ${status} ${code ?? "(unrecognized error body)"}.`;
  const parts = [head, words, echo && ECHO, `(${method} ${path})`].filter(Boolean);
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
    path,
  });
}

/** The error of a response that the contract does not describe. */
export function unexpectedError(
  response: ReadResponse,
  { operation, method, context }: ApiRequest,
): UnexpectedResponseError {
  const { status, isRedirect, isComplete } = response;
  if (!isSafe(method)) context.outcome = "unknown";
  let reason = `${status} with ${isComplete ? "an undocumented" : "a truncated"} body`;
  if (isRedirect) reason = "the server redirects, and redirects are not followed";
  return new UnexpectedResponseError(`${operation}: ${reason}.`, {
    operation,
    // 0 is a redirect that the runtime hides.
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

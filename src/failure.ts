// Makes the error of a call from how it ended. Every word from outside is cleaned here.
import { type Answer, errorBodyOf, requestIdOf } from "./answer.ts";
import type { Ending } from "./attempt.ts";
import { readRateLimit } from "./envelope.ts";
import type { ApiError } from "./errors/api.ts";
import { ConfigurationError } from "./errors/local.ts";
import { errorClassOf } from "./errors/status.ts";
import { ConnectionError, TimeoutError, UnexpectedResponseError } from "./errors/transport.ts";
import { copyError, findCode } from "./foreign-error.ts";
import type { Outgoing } from "./outgoing.ts";

const sentence = ({ operation }: Outgoing, what: string, words = "") =>
  `${operation}: ${what}.${words && ` ${words}`}`;

/** A token provider can also fail after an attempt that was perhaps applied. */
export function providerError(error: unknown, { task }: Outgoing): ConfigurationError {
  const { message } = error as ConfigurationError;
  return new ConfigurationError(message, { outcome: task.outcome });
}

/** The error of a call that no answer came to. */
export function unansweredError(
  ending: Exclude<Ending, Answer>,
  request: Outgoing,
): ConnectionError | TimeoutError {
  const { settings, task, url } = request;
  const { outcome, clean } = task;
  if (ending.kind === "timeout") {
    const { timeout } = settings;
    const message = sentence(request, `no answer within ${timeout} ms`);
    return new TimeoutError(message, { outcome, timeout });
  }
  const cause = copyError(ending.cause, clean);
  const code = findCode(cause);
  const { host } = new URL(url);
  const what = ending.sent ? `the connection to ${host} was lost` : `${host} cannot be reached`;
  const message = sentence(request, code ? `${what} (${code})` : what);
  return new ConnectionError(message, { outcome, ...(cause && { cause }) });
}

/** The error of a 4xx or 5xx. */
export function apiError(answer: Answer, request: Outgoing): ApiError {
  const { status, response, retryAfter } = answer;
  const { method, task, url } = request;
  const { outcome, clean } = task;
  const { code: given, message, description } = errorBodyOf(answer);
  const code = given && clean(given);
  // Cleaned as one text: a value may end one and begin the other.
  const words = clean([message, description].filter(Boolean).join(" "));
  return new (errorClassOf(status))(
    sentence(request, `${status} ${code ?? "without the documented error body"}`, words),
    {
      status,
      code,
      description: description && clean(description),
      requestId: requestIdOf(answer, task),
      rateLimit: readRateLimit(response.headers),
      retryAfter,
      outcome,
      method,
      path: new URL(url).pathname,
    },
  );
}

/** The error of a response that the contract does not describe. */
export function unexpectedError(answer: Answer, request: Outgoing): UnexpectedResponseError {
  const { status, isRedirect, body } = answer;
  const { semantics, task } = request;
  if (!semantics.safe) task.outcome = "unknown";
  const what = isRedirect
    ? "the server redirects, and redirects are not followed"
    : `${status} with a body that ${body.complete ? "the contract does not describe" : "broke off"}`;
  return new UnexpectedResponseError(sentence(request, what), {
    // 0 stands for a redirect that the runtime hides.
    status: status || undefined,
    outcome: task.outcome,
    requestId: requestIdOf(answer, task),
  });
}

// Makes the error of a call from how it ended. Every word from outside is cleaned here.
import { type Answer, type Ending, isRedirect, requestIdOf } from "./attempt.ts";
import { readErrorBody, readRateLimit } from "./envelope.ts";
import type { ApiError } from "./errors/api.ts";
import type { Outcome } from "./errors/base.ts";
import { ConfigurationError } from "./errors/local.ts";
import { errorClassOf } from "./errors/status.ts";
import { ConnectionError, TimeoutError, UnexpectedResponseError } from "./errors/transport.ts";
import { copyError, findCode } from "./foreign-error.ts";
import type { Call, OutgoingRequest } from "./outgoing.ts";
import { textOf } from "./read-body.ts";

/** Said of a write whose error leaves it open. */
const PERHAPS_APPLIED = "It may have been applied.";

/** A token provider can also fail after an attempt that was perhaps applied. */
export function providerError(error: unknown, { outcome }: Call): unknown {
  if (outcome === "not_applied" || !(error instanceof ConfigurationError)) return error;
  return new ConfigurationError(`${error.message} ${PERHAPS_APPLIED}`);
}

/** The error of a call that no answer came to. */
export function unansweredError(
  ending: Exclude<Ending, Answer>,
  { url }: OutgoingRequest,
  call: Call,
): ConnectionError | TimeoutError {
  const { outcome, clean } = call;
  if (ending.kind === "timeout") {
    const { timeout } = call.settings;
    return new TimeoutError(sentence(call, `no answer within ${timeout} ms`), { outcome, timeout });
  }
  const cause = copyError(ending.cause, clean);
  const code = findCode(cause);
  const { host } = new URL(url);
  const what = ending.sent ? `the connection to ${host} was lost` : `${host} cannot be reached`;
  return new ConnectionError(sentence(call, code ? `${what} (${code})` : what), { outcome, cause });
}

/** The error of a 4xx or 5xx. */
export function apiError(answer: Answer, call: Call): ApiError {
  const { request, status, response, retryAfter, error } = answer;
  const cleaned = (text: string | undefined) => (text === undefined ? text : call.clean(text));
  const code = cleaned(error?.code);
  const description = cleaned(error?.description);
  // Cleaned as one text: a value may end one and begin the other.
  const words = call.clean([error?.message, error?.description].filter(Boolean).join(" "));
  const ErrorClass = errorClassOf(status);
  return new ErrorClass(
    sentence(call, `${status} ${code ?? "without the documented error body"}`, words),
    {
      status,
      code,
      description,
      requestId: cleaned(requestIdOf(answer)),
      rateLimit: readRateLimit(response.headers),
      retryAfter,
      outcome: call.outcome,
      method: request.method,
      path: new URL(request.url).pathname,
    },
  );
}

/** The error of a response that the contract does not describe. */
export function unexpectedError(answer: Answer, call: Call): UnexpectedResponseError {
  const outcome: Outcome = call.semantics.safe ? call.outcome : "unknown";
  const { status, body } = answer;
  // An error envelope under a 200 has an id, too.
  if (body) answer.error ??= readErrorBody(textOf(body));
  const requestId = requestIdOf(answer);
  return new UnexpectedResponseError(sentence({ ...call, outcome }, describe(answer)), {
    // 0 stands for a redirect that the runtime hides.
    status: status || undefined,
    outcome,
    requestId: requestId && call.clean(requestId),
  });
}

function describe(answer: Answer): string {
  if (isRedirect(answer)) return "the server redirects, and redirects are not followed";
  if (!answer.body?.complete) return `${answer.status} with a body that broke off`;
  return `${answer.status} with a body that the contract does not describe`;
}

function sentence({ operation, outcome }: Call, what: string, words = ""): string {
  return [`${operation}: ${what}.`, words, outcome === "unknown" ? PERHAPS_APPLIED : ""]
    .filter(Boolean)
    .join(" ");
}

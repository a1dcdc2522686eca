// One attempt: token, request, headers, body, all within one deadline.
import type { TokenRequest } from "./credential.ts";
import { Deadline } from "./deadline.ts";
import { type ErrorBody, readErrorBody } from "./envelope.ts";
import { providerError } from "./failure.ts";
import { neverSent } from "./foreign-error.ts";
import { notify } from "./notify.ts";
import type { Call, OutgoingRequest } from "./outgoing.ts";
import { type Body, discard, readBody, textOf } from "./read-body.ts";
import type { Happening } from "./retry.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** A response with what was read of it. */
export interface Answer {
  readonly kind: "response";
  readonly request: OutgoingRequest;
  readonly response: Response;
  readonly status: number;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** Absent where it was discarded: a redirect, or a response whose request is repeated. */
  body?: Body;
  /** The body of a 4xx or 5xx, as far as it keeps to the contract. */
  error?: ErrorBody;
}

/** How an attempt ended. */
export type Ending = Answer | (Exclude<Happening, { kind: "response" }> & { cause?: unknown });

/**
 * @param plan what follows such an ending, `undefined` for nothing. It is asked as soon as the
 *   headers are in, so that the body of a response whose request is repeated is not read.
 * @throws the reason of the caller's signal; a `ConfigurationError` of the token provider
 */
export async function attempt<Next>(
  request: OutgoingRequest,
  call: Call,
  token: TokenRequest,
  number: number,
  plan: (ending: Ending) => Next | undefined,
): Promise<{ ending: Ending; next?: Next | undefined }> {
  const { timeout, signal } = call.settings;
  const deadline = new Deadline(timeout, signal);
  const started = performance.now();
  let answer: Answer | undefined;
  try {
    const ending = await open(request, call, token, deadline);
    if (ending.kind !== "response") return { ending, next: plan(ending) };
    answer = ending;
    const next = isRedirect(answer) ? undefined : plan(answer);
    if (next !== undefined || isRedirect(answer)) {
      discard(answer.response);
      return { ending, next };
    }
    answer.body = await readBody(answer.response, deadline);
    if (!answer.body.complete) {
      signal?.throwIfAborted();
      // An error is known by its status; a success is none without its body.
      if (deadline.expired && answer.response.ok) {
        const late: Ending = { kind: "timeout", sent: true };
        return { ending: late, next: plan(late) };
      }
    }
    if (answer.status >= 400) answer.error = readErrorBody(textOf(answer.body));
    return { ending };
  } finally {
    deadline.end();
    logAttempt(request, call, number, performance.now() - started, answer);
  }
}

/** A response that is neither a success nor an error: a 3xx, hidden or followed against our word. */
export function isRedirect({ status, response }: Answer): boolean {
  return status < 200 || (status >= 300 && status < 400) || response.redirected;
}

/** The body's id, else the header's. */
export function requestIdOf({ error, response }: Answer): string | undefined {
  return error?.requestId ?? response.headers.get("x-request-id") ?? undefined;
}

/** Sends the request and waits for the headers. */
async function open(
  request: OutgoingRequest,
  call: Call,
  { token }: TokenRequest,
  deadline: Deadline,
): Promise<Ending> {
  const { fetch = globalThis.fetch, settings, tokens } = call;
  let pending: Promise<Response> | undefined;
  let sent = false;
  try {
    const bearer = typeof token === "string" ? token : await deadline.race(token);
    tokens.add(bearer);
    sent = true;
    const answered = fetch(request.url, {
      method: request.method,
      headers: { ...request.headers, authorization: `Bearer ${bearer}` },
      body: request.body ?? null,
      // A followed 307 would send the secret to another origin. ("error" throws on workerd.)
      redirect: "manual",
      signal: deadline.signal,
    });
    // An injected fetch may also answer at once.
    pending = Promise.resolve(answered);
    const response = await deadline.race(pending);
    const retryAfter = parseRetryAfter(response.headers.get("retry-after"), Date.now());
    return { kind: "response", request, response, status: response.status, retryAfter };
  } catch (cause) {
    // An injected fetch may ignore the signal, and answer when no one waits any more.
    pending?.then(discard).catch(() => {});
    // The signals first: how a failure looks differs by runtime.
    settings.signal?.throwIfAborted();
    if (deadline.expired) return { kind: "timeout", sent };
    if (!sent) throw providerError(cause, call);
    return { kind: "lost", sent: !neverSent(cause), cause };
  }
}

function logAttempt(
  { method, url }: OutgoingRequest,
  { logger, operation, clean }: Call,
  attempt: number,
  duration: number,
  answer: Answer | undefined,
): void {
  if (!logger) return;
  const requestId = answer && requestIdOf(answer);
  notify(logger, {
    operation,
    method,
    url,
    attempt,
    ...(answer && { status: answer.status }),
    duration,
    ...(requestId !== undefined && { requestId: clean(requestId) }),
  });
}

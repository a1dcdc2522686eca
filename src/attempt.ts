// One attempt: token, request, headers, body, all within one deadline.
import { type Answer, isRedirect, requestIdOf } from "./answer.ts";
import type { TokenRequest } from "./credential.ts";
import { EXPIRED, within } from "./deadline.ts";
import { providerError } from "./failure.ts";
import { neverSent } from "./foreign-error.ts";
import { notify } from "./notify.ts";
import type { Outgoing } from "./outgoing.ts";
import { discard, readBody } from "./read-body.ts";
import type { Happening } from "./retry.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** How an attempt ended. */
export type Ending = Answer | (Exclude<Happening, { kind: "response" }> & { cause?: unknown });

/**
 * @param isRepeated whether the request is repeated after such an ending. It is asked as soon as
 *   the headers are in, so that the body of a response that does not count is not read.
 * @throws the reason of the caller's signal; a `ConfigurationError` of the token provider
 */
export async function attempt(
  request: Outgoing,
  asked: TokenRequest,
  number: number,
  isRepeated: (ending: Ending) => boolean,
): Promise<Ending> {
  const { timeout, signal } = request.settings;
  const started = performance.now();
  let sent = false;
  let answer: Answer | undefined;

  async function exchange(deadline: AbortSignal): Promise<Answer> {
    const token = typeof asked.token === "string" ? asked.token : await asked.token;
    // Of what goes on after the deadline, nothing may count.
    if (deadline.aborted) throw EXPIRED;
    request.task.sensitive.push(token);
    sent = true;
    const response = await send(request, token, deadline);
    if (deadline.aborted) {
      discard(response.body);
      throw EXPIRED;
    }
    answer = toAnswer(response);
    if (isRedirect(answer) || isRepeated(answer)) discard(response.body);
    else await readBody(response, answer.body);
    return answer;
  }

  try {
    return await within(timeout, signal, exchange);
  } catch (cause) {
    discard(answer?.body.reader);
    // The signals first: how a failure looks differs by runtime.
    signal?.throwIfAborted();
    const expired = cause === EXPIRED;
    // An error is known by its status; a success is none without its body.
    if (expired && answer && !answer.response.ok) return answer;
    if (!expired && !sent) throw providerError(cause, request);
    const ending: Ending = expired
      ? { kind: "timeout", sent }
      : { kind: "lost", sent: !neverSent(cause), cause };
    isRepeated(ending);
    return ending;
  } finally {
    logAttempt(request, number, performance.now() - started, answer);
  }
}

function send(
  { settings, method, url, headers, body }: Outgoing,
  token: string,
  signal: AbortSignal,
): Promise<Response> {
  const { fetch = globalThis.fetch } = settings;
  return fetch(url, {
    method,
    headers: { ...headers, authorization: `Bearer ${token}` },
    body,
    // A followed 307 would send the secret to another origin. ("error" throws on workerd.)
    redirect: "manual",
    signal,
  });
}

function toAnswer(response: Response): Answer {
  return {
    kind: "response",
    response,
    status: response.status,
    retryAfter: response.ok
      ? undefined
      : parseRetryAfter(response.headers.get("retry-after"), Date.now()),
    body: { chunks: [], complete: false },
  };
}

function logAttempt(
  { settings: { logger }, operation, method, url, task }: Outgoing,
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
    ...(requestId !== undefined && { requestId: task.clean(requestId) }),
  });
}

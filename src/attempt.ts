// One attempt: token, request, headers, body, all within one deadline.
import { type Answer, isRedirect } from "./answer.ts";
import type { TokenRequest } from "./credential.ts";
import { EXPIRED, within } from "./deadline.ts";
import { providerError } from "./failure.ts";
import { neverSent } from "./foreign-error.ts";
import { startLog } from "./log.ts";
import type { Outgoing } from "./outgoing.ts";
import { discard, readBody } from "./read-body.ts";
import type { Happening } from "./retry.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** How an attempt ended. */
export type Ending = Answer | (Exclude<Happening, { kind: "response" }> & { cause?: unknown });

/**
 * Rejects with the reason of the caller's signal, or a `ConfigurationError` of the token provider.
 *
 * @param isRepeated whether the request is repeated after such an ending. It is asked as soon as
 *   the headers are in, so that the body of a response that does not count is not read.
 */
export function attempt(
  request: Outgoing,
  asked: TokenRequest,
  number: number,
  isRepeated: (ending: Ending) => boolean,
): Promise<Ending> {
  const { settings, task } = request;
  const { timeout, signal, logger } = settings;
  const log = logger && startLog(logger, request, number);
  let sent = false;
  let answer: Answer | undefined;

  async function exchange(deadline: AbortSignal): Promise<Ending> {
    const token = typeof asked.token === "string" ? asked.token : await asked.token;
    // Of what goes on after the deadline, nothing may count.
    deadline.throwIfAborted();
    task.sensitive.push(token);
    sent = true;
    const response = await fetchWith(token, request, deadline);
    if (deadline.aborted) discard(response.body);
    deadline.throwIfAborted();
    answer = toAnswer(response);
    if (isRedirect(answer) || isRepeated(answer)) discard(response.body);
    else await readBody(response, answer.body);
    deadline.throwIfAborted();
    log?.(answer);
    return answer;
  }

  function conclude(cause: unknown): Ending {
    log?.(answer);
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
  }

  return within(timeout, signal, exchange, conclude);
}

function fetchWith(token: string, request: Outgoing, signal: AbortSignal): Promise<Response> {
  const { settings, method, url, headers, body } = request;
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
  const { status, ok, headers } = response;
  const retryAfter = ok ? undefined : parseRetryAfter(headers.get("retry-after"), Date.now());
  return { kind: "response", response, status, retryAfter, body: { chunks: [], complete: false } };
}

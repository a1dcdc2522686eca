// One attempt: token, request, headers, body, all within one deadline.
import { type Answer, toAnswer } from "./answer.ts";
import type { TokenRequest } from "./credential.ts";
import { EXPIRED, within } from "./deadline.ts";
import { providerError } from "./failure.ts";
import { neverSent } from "./foreign-error.ts";
import { startLog } from "./log.ts";
import type { Outgoing } from "./outgoing.ts";
import { discard, readBody } from "./read-body.ts";
import type { Happening } from "./retry.ts";

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
  let isOver = false;
  let answer: Answer | undefined;

  async function exchange(deadline: AbortSignal): Promise<Ending> {
    const token = typeof asked.token === "string" ? asked.token : await asked.token;
    // Of what goes on after the deadline, nothing may count.
    if (isOver) throw EXPIRED;
    task.sensitive.push(token);
    sent = true;
    const response = await fetchWith(token, request, deadline);
    if (isOver) {
      discard(response.body);
      throw EXPIRED;
    }
    answer = toAnswer(response);
    if (answer.isRedirect || isRepeated(answer)) discard(response.body);
    else await readBody(response, answer.body);
    if (isOver) throw EXPIRED;
    log?.(answer);
    return answer;
  }

  function conclude(cause: unknown): Ending {
    isOver = true;
    log?.(answer);
    discard(answer?.body.reader);
    // The signals first: how a failure looks differs by runtime.
    signal?.throwIfAborted();
    const expired = cause === EXPIRED;
    // An error is known by its status; a success is none without its body.
    if (expired && answer && !answer.ok) return answer;
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
  const { settings, method, url, body } = request;
  const { fetch = globalThis.fetch } = settings;
  // A literal: runtimes take it in several times faster than a copy of an object.
  const headers: Record<string, string> = {
    accept: "application/json",
    ...request.headers,
    authorization: `Bearer ${token}`,
  };
  if (typeof body === "string") headers["content-type"] = "application/json";
  // A followed 307 would send the secret to another origin. ("error" throws on workerd.)
  return fetch(url, { method, headers, body, redirect: "manual", signal });
}

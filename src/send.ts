// Sends one request as often as the rules allow, and gives the last answer.
import type { Answer } from "./answer.ts";
import { attempt, type Ending } from "./attempt.ts";
import type { TokenRequest } from "./credential.ts";
import { wait } from "./deadline.ts";
import { unansweredError } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { retryDelay } from "./retry.ts";
import { outcomeOf } from "./semantics.ts";

/**
 * Rejects with a `ConnectionError` or `TimeoutError` where no answer comes, the reason of the
 * caller's signal, or a `ConfigurationError` of the token provider.
 *
 * @param read makes the result of the answer to the last attempt, whatever its status
 */
export async function send<T>(request: Outgoing, read: (answer: Answer) => T): Promise<T> {
  const { semantics, settings, task } = request;
  const { credential, signal } = settings;
  signal?.throwIfAborted();
  let token = credential.ask();
  let newer: TokenRequest | undefined;
  let refreshed = false;
  let retries = 0;
  let delay: number | undefined;

  function isRepeated(ending: Ending): boolean {
    if (ending.kind === "response" && ending.ok) return false;
    const refused = ending.kind === "response" && ending.status === 401;
    newer = refused && !refreshed ? credential.refresh?.(token) : undefined;
    delay = retryDelay(semantics, ending, retries, settings, Math.random());
    return newer !== undefined || delay !== undefined;
  }

  for (let number = 1; ; number++) {
    newer = delay = undefined;
    const ending = await attempt(request, token, number, isRepeated);
    if (ending.kind === "response" && ending.ok) return read(ending);
    if (outcomeOf(semantics, ending) === "unknown") task.outcome = "unknown";
    if (newer) {
      token = newer;
      refreshed = true;
    } else if (delay !== undefined) {
      retries++;
      await wait(delay, signal);
    } else if (ending.kind === "response") return read(ending);
    else throw unansweredError(ending, request);
  }
}

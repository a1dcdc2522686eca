// Sends one request as often as the rules allow, and gives the last answer.
import { type Answer, attempt, type Ending } from "./attempt.ts";
import { delay } from "./deadline.ts";
import { unansweredError } from "./failure.ts";
import type { Call, OutgoingRequest } from "./outgoing.ts";
import { decideRetry } from "./retry.ts";
import { outcomeOf } from "./semantics.ts";

/**
 * @returns the answer to the last attempt, whatever its status
 * @throws a `ConnectionError` or `TimeoutError` where there is none
 * @throws the reason of the caller's signal; a `ConfigurationError` of the token provider
 */
export async function send(request: OutgoingRequest, call: Call): Promise<Answer> {
  const { semantics, settings, credential } = call;
  settings.signal?.throwIfAborted();
  let token = credential.ask();
  let refreshed = false;
  let retries = 0;

  function plan(ending: Ending) {
    const mayRefresh = ending.kind === "response" && ending.status === 401 && !refreshed;
    const newer = mayRefresh ? credential.refresh(token) : undefined;
    if (newer) return { newer };
    const verdict = decideRetry(semantics, ending, retries, settings, Math.random());
    return verdict.repeat ? verdict : undefined;
  }

  for (let number = 1; ; number++) {
    const { ending, next } = await attempt(request, call, token, number, plan);
    const succeeded = ending.kind === "response" && ending.response.ok;
    if (!succeeded && outcomeOf(semantics, ending) === "unknown") call.outcome = "unknown";
    if (!next) {
      if (ending.kind === "response") return ending;
      throw unansweredError(ending, request, call);
    }
    if ("newer" in next) {
      token = next.newer;
      refreshed = true;
    } else {
      retries++;
      await delay(next.delay, settings.signal);
    }
  }
}

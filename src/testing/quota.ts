// The request quota that the fake API grants.
import { type Answer, failure, withHeaders } from "./answers.ts";

/** A request quota. */
export interface Quota {
  /** Requests in a window (`X-RateLimit-Limit`). */
  readonly limit: number;
  /** What is left of them (`X-RateLimit-Remaining`). Each request takes one. */
  readonly remaining: number;
  /**
   * Seconds from the first refusal until the quota is full again (`Retry-After`). Without it, a
   * refusal has no such header, and the quota stays used up.
   */
  readonly retryAfter?: number | undefined;
}

export interface QuotaKeeper {
  readonly set: (quota: Quota) => void;
  /** Takes one request off the quota. @returns the refusal where nothing is left */
  readonly spend: () => Answer | undefined;
  /** The answer with the quota of now in place of the documented examples. */
  readonly stamp: (answer: Answer) => Answer;
}

export function createQuota(): QuotaKeeper {
  let quota: Quota | undefined;
  let remaining = 0;
  /** Milliseconds since the epoch; set by a refusal. */
  let fullAgain: number | undefined;

  function set(given: Quota): void {
    quota = { ...given };
    remaining = given.remaining;
    fullAgain = undefined;
  }

  function spend(): Answer | undefined {
    if (!quota) return undefined;
    // A timer may fire a millisecond early.
    if (fullAgain !== undefined && Date.now() + 1 >= fullAgain)
      set({ ...quota, remaining: quota.limit });
    if (remaining > 0) {
      remaining--;
      return undefined;
    }
    if (quota.retryAfter !== undefined) fullAgain ??= Date.now() + quota.retryAfter * 1000;
    const seconds = fullAgain && Math.ceil((fullAgain - Date.now()) / 1000);
    return withHeaders(failure(429), {
      "retry-after": seconds === undefined ? null : `${seconds}`,
    });
  }

  function stamp(answer: Answer): Answer {
    if (!quota || !("x-ratelimit-limit" in answer.headers)) return answer;
    return withHeaders(answer, {
      "x-ratelimit-limit": `${quota.limit}`,
      "x-ratelimit-remaining": `${remaining}`,
    });
  }

  return { set, spend, stamp };
}

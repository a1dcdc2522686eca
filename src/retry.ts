// When a request is repeated, and after how long: without a clock, a socket or a random number.
import type { Limits } from "./options.ts";
import type { Semantics } from "./semantics.ts";

/** How an attempt ended. */
export type Happening =
  | { readonly kind: "response"; readonly status: number; readonly retryAfter?: number | undefined }
  /** No response. `sent` is false only where the request is known not to have left. */
  | { readonly kind: "lost"; readonly sent: boolean }
  | { readonly kind: "timeout"; readonly sent: boolean };

export type Verdict =
  /** After `delay` milliseconds. */
  | { readonly repeat: true; readonly delay: number }
  | { readonly repeat: false; readonly because: Reason };

export type Reason = "not repeatable" | "no retries left" | "Retry-After beyond maxRetryDelay";

const TRANSIENT = [408, 429, 500, 502, 503, 504];
const FIRST_BACKOFF = 500;
const LONGEST_BACKOFF = 8_000;

/**
 * @param retries how many repeats there have been
 * @param random from 0 (inclusive) to 1 (exclusive)
 */
export function decideRetry(
  semantics: Semantics,
  happening: Happening,
  retries: number,
  limits: Pick<Limits, "maxRetries" | "maxRetryDelay">,
  random: number,
): Verdict {
  if (!isRepeatable(semantics, happening)) return { repeat: false, because: "not repeatable" };
  if (retries >= limits.maxRetries) return { repeat: false, because: "no retries left" };
  const asked = happening.kind === "response" ? (happening.retryAfter ?? 0) * 1000 : 0;
  if (asked > limits.maxRetryDelay) {
    return { repeat: false, because: "Retry-After beyond maxRetryDelay" };
  }
  // Full jitter, so that clients that failed together do not come back together.
  const ceiling = Math.min(FIRST_BACKOFF * 2 ** retries, LONGEST_BACKOFF, limits.maxRetryDelay);
  return { repeat: true, delay: Math.max(asked, random * ceiling) };
}

function isRepeatable(semantics: Semantics, happening: Happening): boolean {
  if (happening.kind === "response") {
    // The server refused a 429 before it did anything; the others may follow a stored secret.
    const repeatable = semantics.idempotent ? TRANSIENT : [429];
    return repeatable.includes(happening.status);
  }
  // A token provider that hangs is asked once per call: to wait again would change nothing.
  if (happening.kind === "timeout" && !happening.sent) return false;
  return semantics.idempotent || !happening.sent;
}

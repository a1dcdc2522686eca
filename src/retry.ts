// When a request is repeated, and after how long: without a clock, a socket or a random number.
import type { Semantics } from "./semantics.ts";

/** How an attempt ended. */
export type Happening =
  | { readonly kind: "response"; readonly status: number; readonly retryAfter?: number | undefined }
  /** No response. `sent` is false only where the request is known not to have left. */
  | { readonly kind: "lost" | "timeout"; readonly sent: boolean };

/** They may be gone when the request is repeated. */
export const TRANSIENT: readonly number[] = [408, 429, 500, 502, 503, 504];
const FIRST_BACKOFF = 500;
const LONGEST_BACKOFF = 8_000;

/**
 * @param retries how many repeats there have been
 * @param random from 0 (inclusive) to 1 (exclusive)
 * @returns the milliseconds after which the request is repeated; `undefined` where it is not
 */
export function retryDelay(
  semantics: Semantics,
  happening: Happening,
  retries: number,
  limits: { readonly maxRetries: number; readonly maxRetryDelay: number },
  random: number,
): number | undefined {
  if (!isRepeatable(semantics, happening) || retries >= limits.maxRetries) return undefined;
  const asked = happening.kind === "response" ? (happening.retryAfter ?? 0) * 1000 : 0;
  if (asked > limits.maxRetryDelay) return undefined;
  // Full jitter, so that clients that failed together do not come back together.
  const ceiling = Math.min(FIRST_BACKOFF * 2 ** retries, LONGEST_BACKOFF, limits.maxRetryDelay);
  return Math.max(asked, random * ceiling);
}

function isRepeatable({ idempotent }: Semantics, happening: Happening): boolean {
  if (happening.kind === "response") {
    // The server refused a 429 before it did anything; the others may follow a stored secret.
    return (idempotent ? TRANSIENT : [429]).includes(happening.status);
  }
  // A token provider that hangs is asked once per call: to wait again would change nothing.
  return happening.sent ? idempotent : happening.kind === "lost";
}

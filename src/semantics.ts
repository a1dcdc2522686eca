import type { Outcome } from "./errors/base.ts";
import type { Happening } from "./retry.ts";

/** What a method promises (RFC 9110 §9.2). */
export interface Semantics {
  /** It changes nothing. */
  readonly safe: boolean;
  /** To do it twice is to do it once. */
  readonly idempotent: boolean;
}

export function semanticsOf(method: string): Semantics {
  const safe = ["GET", "HEAD", "OPTIONS", "TRACE"].includes(method);
  return { safe, idempotent: safe || method === "PUT" || method === "DELETE" };
}

/** What an attempt that did not succeed left behind. */
export function outcomeOf(semantics: Semantics, happening: Happening): Outcome {
  if (semantics.safe) return "not_applied";
  if (happening.kind !== "response") return happening.sent ? "unknown" : "not_applied";
  return isRefusal(happening.status) ? "not_applied" : "unknown";
}

/** Statuses that refuse one secret of a sync and say nothing about the next. */
export const ITEM_REFUSALS: readonly number[] = [400, 409, 422];

/** The server says that it did nothing. (A 408 may come from a gateway that gave up waiting.) */
export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

import type { Outcome } from "./errors/base.ts";
import { type Clean, createClean, stringsOf } from "./redact.ts";

/** What the requests of one call share: one for most, several for `set` and `sync`. */
export interface Task {
  /** `"unknown"` once any attempt may have been applied, whatever came later. */
  outcome: Outcome;
  /** Bodies, values and tokens, each from before it is sent. */
  readonly sensitive: unknown[];
  /** Cleans text from outside of all that is sensitive. */
  readonly clean: Clean;
}

export function createTask(sensitive: unknown[]): Task {
  return {
    outcome: "not_applied",
    sensitive,
    clean: createClean(() => stringsOf(sensitive)),
  };
}

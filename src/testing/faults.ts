// Faults and a quota that a test injects into the next requests.
import type { ValidationIssue } from "../index.ts";
import { checkValue } from "../schema/check.ts";
import type { Schema } from "../schema/operation.ts";
import { HEADER_VALUE } from "../schema/parameters.ts";
import { refuse } from "./options.ts";
import { type FakeResponse, failure, type HeaderChanges, withHeaders } from "./response.ts";

/**
 * What happens to one request. Of `stall`, `drop` and `status`, the first that is set decides.
 * With none of them the request is served as usual, and `headers` and `body` change the response:
 * `{ body: "<html>" }` replaces the response to a write that was applied, and `{}` lets one request
 * pass.
 */
export interface Fault {
  /** Waits for the next request of this method, and lets others pass. */
  readonly method?: string | undefined;
  /** Responds with this status and its documented example, if there is one; applies nothing. */
  readonly status?: number | undefined;
  /** Headers to add to the response; `null` removes one. */
  readonly headers?: HeaderChanges | undefined;
  /** Replaces the response body: a string verbatim, anything else as JSON. */
  readonly body?: unknown;
  /** Loses the connection: before the request is applied, or after it. */
  readonly drop?: "before" | "after" | undefined;
  /** Never responds, and applies nothing. */
  readonly stall?: true | undefined;
}

/** A request quota. */
export interface Quota {
  /** Requests in a window (`X-RateLimit-Limit`): an integer from 1. */
  readonly limit: number;
  /** What is left of them (`X-RateLimit-Remaining`): an integer from 0. Each request takes one. */
  readonly remaining: number;
  /**
   * Seconds from the first refusal until the quota is full again (`Retry-After`): an integer from
   * 0. Without it, a refusal has no such header, and the quota stays used up.
   */
  readonly retryAfter?: number | undefined;
}

const FAULT: Schema = {
  type: "object",
  additionalProperties: false,
  properties: {
    method: { enum: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] },
    // The runtime has no Response of another status.
    status: { type: "integer", minimum: 200, maximum: 599 },
    headers: {
      type: "object",
      propertyNames: { pattern: /^[\w!#$%&'*+.^`|~-]+$/ },
      additionalProperties: { type: "string", nullable: true, pattern: HEADER_VALUE },
    },
    body: {},
    drop: { enum: ["before", "after"] },
    stall: { const: true },
  },
};

const QUOTA: Schema = {
  type: "object",
  required: ["limit", "remaining"],
  additionalProperties: false,
  properties: {
    limit: { type: "integer", minimum: 1 },
    remaining: { type: "integer", minimum: 0 },
    retryAfter: { type: "integer", minimum: 0 },
  },
};

/** An impossible fault would let a test pass, or end the process that listens. */
function check(method: string, schema: Schema, value: unknown): void {
  const issues: ValidationIssue[] = [];
  checkValue(schema, value, { issues, secrets: [] });
  if (issues[0]) refuse(method, issues[0]);
}

export function createFaults() {
  const waiting: Fault[] = [];
  return {
    add(...faults: Fault[]): void {
      for (const fault of faults) check("failNext", FAULT, fault);
      waiting.push(...faults.map((fault) => ({ ...fault })));
    },
    /** Takes the first waiting fault for the method, or returns an empty one. */
    next(method: string): Fault {
      const index = waiting.findIndex((fault) => (fault.method ?? method) === method);
      return (index < 0 ? undefined : waiting.splice(index, 1)[0]) ?? {};
    },
  };
}

export function createQuota() {
  let quota: Quota | undefined;
  let remaining = 0;
  /** Milliseconds since the epoch; set by a refusal. */
  let fullAgain: number | undefined;

  function fill(left: number): void {
    remaining = left;
    fullAgain = undefined;
  }

  return {
    set(next: Quota): void {
      check("rateLimit", QUOTA, next);
      quota = { ...next };
      fill(next.remaining);
    },
    /** Takes one request off the quota. @returns the refusal if nothing is left */
    spend(operationId: string): FakeResponse | undefined {
      if (!quota) return undefined;
      // A timer may fire a millisecond early.
      if (fullAgain !== undefined && Date.now() + 1 >= fullAgain) fill(quota.limit);
      if (remaining > 0) {
        remaining--;
        return undefined;
      }
      if (quota.retryAfter !== undefined) fullAgain ??= Date.now() + quota.retryAfter * 1000;
      const seconds = fullAgain && Math.ceil((fullAgain - Date.now()) / 1000);
      return withHeaders(failure(429, operationId), {
        "retry-after": seconds === undefined ? null : `${seconds}`,
      });
    },
    /** Replaces the documented example of the quota with the current one. */
    stamp(response: FakeResponse): FakeResponse {
      if (!quota || !("x-ratelimit-limit" in response.headers)) return response;
      return withHeaders(response, {
        "x-ratelimit-limit": `${quota.limit}`,
        "x-ratelimit-remaining": `${remaining}`,
      });
    },
  };
}

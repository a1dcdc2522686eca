// Faults and a quota that a test injects into the next requests.
import { ConfigurationError } from "../index.ts";
import { writeJson } from "../json.mjs";
import {
  type FakeResponse,
  failure,
  type HeaderChanges,
  withBody,
  withHeaders,
} from "./response.ts";

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
  /** Replaces the response body: a string as it is, all else as JSON. */
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

export interface Faults {
  readonly add: (...faults: Fault[]) => void;
  /** Takes the first waiting fault that admits the method; an empty one if there is none. */
  readonly next: (method: string) => Fault;
}

export function createFaults(): Faults {
  const waiting: Fault[] = [];
  return {
    add(...faults) {
      for (const fault of faults) checkFault(fault);
      waiting.push(...faults.map((fault) => ({ ...fault })));
    },
    next(method) {
      const index = waiting.findIndex((fault) => (fault.method ?? method) === method);
      return (index < 0 ? undefined : waiting.splice(index, 1)[0]) ?? {};
    },
  };
}

const FAULT = ["method", "status", "headers", "body", "drop", "stall"];
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** A fault that cannot happen would let a test pass, or end the process that listens. */
function checkFault(fault: Fault): void {
  refuseUnknown(fault, FAULT, "A fault");
  const { method = "GET", status = 200, drop = "after", stall = true } = fault;
  if (!METHODS.includes(method)) {
    throw refused("method", `The method of a fault must be one of ${METHODS.join(", ")}.`);
  }
  // The runtime has no Response of another status.
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw refused("status", "The status of a fault must be an integer from 200 to 599.");
  }
  if (!["before", "after"].includes(drop)) {
    throw refused("drop", 'A fault drops "before" or "after".');
  }
  if (stall !== true) throw refused("stall", "A fault stalls with true.");
  try {
    const { headers } = altered({ status, headers: {}, body: undefined }, fault);
    // The platform drops line breaks around a value; a server does not.
    new Headers(headers);
    if (/[\r\n]/.test(Object.values(headers).join(""))) throw headers;
    writeJson(fault.body);
  } catch {
    throw new ConfigurationError("A fault must have headers that HTTP allows, and a body of JSON.");
  }
}

/** The response as a fault changes it. */
export function altered(response: FakeResponse, { headers = {}, body }: Fault): FakeResponse {
  return withHeaders(body === undefined ? response : withBody(response, body), headers);
}

export interface QuotaKeeper {
  readonly set: (quota: Quota) => void;
  /** Takes one request off the quota. @returns the refusal if nothing is left */
  readonly spend: (operationId: string) => FakeResponse | undefined;
  /** Replaces the documented example of the quota with the current one. */
  readonly stamp: (response: FakeResponse) => FakeResponse;
}

export function createQuota(): QuotaKeeper {
  let quota: Quota | undefined;
  let remaining = 0;
  /** Milliseconds since the epoch; set by a refusal. */
  let fullAgain: number | undefined;

  function fill(left: number): void {
    remaining = left;
    fullAgain = undefined;
  }

  return {
    set(next) {
      checkQuota(next);
      quota = { ...next };
      fill(next.remaining);
    },
    spend(operationId) {
      if (!quota) return undefined;
      // A timer may fire a millisecond early.
      if (fullAgain !== undefined && Date.now() + 1 >= fullAgain) fill(quota.limit);
      if (remaining > 0) {
        remaining--;
        return undefined;
      }
      if (quota.retryAfter !== undefined) fullAgain ??= Date.now() + quota.retryAfter * 1000;
      const seconds = fullAgain && Math.ceil((fullAgain - Date.now()) / 1000);
      return withHeaders(failure(429, { operationId }), {
        "retry-after": seconds === undefined ? null : `${seconds}`,
      });
    },
    stamp(response) {
      if (!quota || !("x-ratelimit-limit" in response.headers)) return response;
      return withHeaders(response, {
        "x-ratelimit-limit": `${quota.limit}`,
        "x-ratelimit-remaining": `${remaining}`,
      });
    },
  };
}

const QUOTA = { limit: 1, remaining: 0, retryAfter: 0 };

/** No header can hold NaN, and trying to send it would end the process that listens. */
function checkQuota(quota: Quota): void {
  refuseUnknown(quota, Object.keys(QUOTA), "A quota");
  const { limit, remaining, retryAfter = 0 } = quota;
  for (const [name, value] of Object.entries({ limit, remaining, retryAfter })) {
    const least = QUOTA[name as keyof Quota];
    if (!Number.isSafeInteger(value) || value < least) {
      throw refused(name, `The ${name} of a quota must be an integer from ${least}.`);
    }
  }
}

const refused = (option: string, message: string) => new ConfigurationError(message, { option });

function refuseUnknown(options: object, names: readonly string[], label: string): void {
  if (typeof options !== "object" || options === null) {
    throw new ConfigurationError(`${label} must be an object.`);
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw refused(unknown, `${label} has no ${unknown}, but ${names.join(", ")}.`);
  }
}

// What a test makes happen to the requests to come: faults, and a quota.
import { ConfigurationError } from "../index.ts";
import {
  type FakeResponse,
  failure,
  type HeaderChanges,
  withBody,
  withHeaders,
} from "./response.ts";

/**
 * What happens to one request. Of `stall`, `drop` and `status`, the first that is given decides.
 * With none of them the request is served as usual, and `headers` and `body` change its answer:
 * `{ body: "<html>" }` puts a page in place of the answer to a write that was applied, and `{}`
 * lets one request pass.
 */
export interface Fault {
  /** Answers with this status, and applies nothing: the documented example, where there is one. */
  readonly status?: number | undefined;
  /** Added to the answer's headers; `null` takes one away. */
  readonly headers?: HeaderChanges | undefined;
  /** In place of the answer's body: a string as it is, all else as JSON. */
  readonly body?: unknown;
  /** Loses the connection: before the request is applied, or after it. */
  readonly drop?: "before" | "after" | undefined;
  /** Never answers, and applies nothing. */
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
  /** The fault of the next request; an empty one where none waits. */
  readonly next: () => Fault;
}

export function createFaults(): Faults {
  const waiting: Fault[] = [];
  return {
    add(...faults) {
      for (const fault of faults) checkFault(fault);
      waiting.push(...faults.map((fault) => ({ ...fault })));
    },
    next: () => waiting.shift() ?? {},
  };
}

const FAULT = ["status", "headers", "body", "drop", "stall"];

/** A fault that cannot happen would let a test pass, or end the process that listens. */
function checkFault(fault: Fault): void {
  refuseUnknown(fault, FAULT, "A fault");
  const { status = 200, drop = "after", stall = true } = fault;
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
    JSON.stringify(fault.body);
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
  /** Takes one request off the quota. @returns the refusal where nothing is left */
  readonly spend: () => FakeResponse | undefined;
  /** The response with the quota of now in place of the documented examples. */
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
    set(given) {
      checkQuota(given);
      quota = { ...given };
      fill(given.remaining);
    },
    spend() {
      if (!quota) return undefined;
      // A timer may fire a millisecond early.
      if (fullAgain !== undefined && Date.now() + 1 >= fullAgain) fill(quota.limit);
      if (remaining > 0) {
        remaining--;
        return undefined;
      }
      if (quota.retryAfter !== undefined) fullAgain ??= Date.now() + quota.retryAfter * 1000;
      const seconds = fullAgain && Math.ceil((fullAgain - Date.now()) / 1000);
      return withHeaders(failure(429), {
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

function refuseUnknown(given: object, names: readonly string[], what: string): void {
  if (typeof given !== "object" || given === null) {
    throw new ConfigurationError(`${what} must be an object.`);
  }
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw refused(unknown, `${what} has no ${unknown}, but ${names.join(", ")}.`);
  }
}

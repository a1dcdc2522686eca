// What a test makes happen to the requests to come.
import { ConfigurationError } from "../errors/local.ts";
import { type Answer, type HeaderChanges, withBody, withHeaders } from "./answers.ts";

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

export interface Faults {
  readonly add: (...faults: Fault[]) => void;
  /** The fault of the next request; an empty one where none waits. */
  readonly next: () => Fault;
}

const NAMES = ["status", "headers", "body", "drop", "stall"];

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

/** A fault that cannot happen would let a test pass, or end the process that listens. */
function checkFault(fault: Fault): void {
  const { status = 200, drop = "after", stall = true } = fault;
  const unknown = Object.keys(fault).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new ConfigurationError(`A fault has no ${unknown}, but ${NAMES.join(", ")}.`);
  }
  // The runtime has no Response of another status.
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new ConfigurationError("The status of a fault must be an integer from 200 to 599.");
  }
  if (!["before", "after"].includes(drop) || stall !== true) {
    throw new ConfigurationError('A fault drops "before" or "after", and stalls with true.');
  }
  try {
    const { headers } = altered({ status, headers: {}, body: undefined }, fault);
    // The platform drops line breaks around a value; a server does not.
    new Headers(headers);
    if (/[\r\n]/.test(Object.values(headers).join(""))) throw headers;
  } catch {
    throw new ConfigurationError("A fault must have headers that HTTP allows, and a body of JSON.");
  }
}

/** The answer as a fault changes it. */
export function altered(answer: Answer, { headers = {}, body }: Fault): Answer {
  return withHeaders(body === undefined ? answer : withBody(answer, body), headers);
}

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

export function createFaults(): Faults {
  const waiting: Fault[] = [];
  return {
    add(...faults) {
      for (const { status = 200 } of faults) {
        // The runtime has no Response of another status, and would say so in place of an answer.
        if (!Number.isInteger(status) || status < 200 || status > 599) {
          throw new ConfigurationError("The status of a fault must be an integer from 200 to 599.");
        }
      }
      waiting.push(...faults.map((fault) => ({ ...fault })));
    },
    next: () => waiting.shift() ?? {},
  };
}

/** The answer as a fault changes it. */
export function altered(answer: Answer, { headers = {}, body }: Fault): Answer {
  return withHeaders(body === undefined ? answer : withBody(answer, body), headers);
}

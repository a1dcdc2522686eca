// The promise of a result that also gives access to the response.
import type { RateLimit } from "./errors.ts";
import { requestIdOf } from "./http/failure.ts";
import type { CallContext } from "./http/request.ts";
import { type ReadResponse, readRateLimit } from "./http/response.ts";

/** A result and its response. */
export interface WithResponse<T> {
  /** The result of the call. */
  readonly data: T;
  /** The response. Its body has been read. */
  readonly response: Response;
  /** The `X-Request-Id` header, if there is one. */
  readonly requestId: string | undefined;
  /** What the headers said about the request quota. */
  readonly rateLimit: RateLimit;
}

/** The promise of a result that also gives access to the response. */
export interface ApiPromise<T> extends Promise<T> {
  /** The result with its response, request id and rate limit. */
  withResponse(): Promise<WithResponse<T>>;
}

/** The response that a call ends with. Private, so that a printed promise shows nothing of it. */
export class CallResponse {
  #set: readonly [ReadResponse, CallContext] | undefined;

  set(response: ReadResponse, context: CallContext): void {
    this.#set = [response, context];
  }

  describe<T>(data: T): WithResponse<T> {
    // A call that resolved has set it.
    const [response, context] = this.#set as [ReadResponse, CallContext];
    const requestId = requestIdOf(response, context);
    return { data, response: response.source, requestId, rateLimit: readRateLimit(response) };
  }
}

/**
 * Makes the promise of an async function an `ApiPromise`: no second promise for each call, and no
 * function either, for one that a promise refers to costs the collector half as much again.
 */
export function apiPromise<T>(start: (response: CallResponse) => Promise<T>): ApiPromise<T> {
  const response = new CallResponse();
  return Object.assign(start(response), { response, withResponse });
}

function withResponse<T>(
  this: Promise<T> & { readonly response: CallResponse },
): Promise<WithResponse<T>> {
  return this.then((data) => this.response.describe(data));
}

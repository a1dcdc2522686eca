import type { RateLimit } from "./errors.ts";

/** A result together with the response that brought it. */
export interface WithResponse<T> {
  /** The result of the call. */
  readonly data: T;
  /** The response. Its body has been read. */
  readonly response: Response;
  /** The `X-Request-Id` header, where there is one. */
  readonly requestId: string | undefined;
  /** What the headers said about the request quota. */
  readonly rateLimit: RateLimit;
}

/** The promise of a result, which can be asked for the response as well. */
export interface ApiPromise<T> extends Promise<T> {
  /** The result with its response, request id and rate limit. */
  withResponse(): Promise<WithResponse<T>>;
}

/** A result; its metadata is read from the response on demand. */
export interface Exchange<T> {
  /** The result of the call. */
  readonly data: T;
  withResponse(): WithResponse<T>;
}

/** @param start a call; where it throws, the promise rejects */
export function apiPromise<T>(start: () => Promise<Exchange<T>>): ApiPromise<T> {
  let exchange: Promise<Exchange<T>>;
  try {
    exchange = start();
  } catch (error) {
    exchange = Promise.reject(error);
  }
  const data = exchange.then((done) => done.data);
  return Object.assign(data, {
    withResponse() {
      // The rejection now reaches the caller through `exchange`. Unhandled here as well, it would
      // end the process.
      data.catch(() => {});
      return exchange.then((done) => done.withResponse());
    },
  });
}

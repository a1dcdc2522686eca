import { onAbort } from "./on-abort.ts";

/** Why work ends whose time is over. */
export const EXPIRED = Symbol("expired");
/** Why the signal of work that is done aborts. */
const DONE = Symbol("done");

/**
 * Runs the work, which is given the signal for `fetch`, for so many milliseconds at most: one
 * controller, one timer, and the caller's signal linked for as long as the work lasts. (It is never
 * handed to `fetch`: runtimes leave listeners on it.)
 *
 * @param conclude what comes of work that fails, runs out of time (`EXPIRED`) or is aborted by the
 *   caller (the signal's reason). It is asked at once, also where the work ignores its signal.
 */
export function within<T>(
  milliseconds: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
  conclude: (cause: unknown) => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    caller?.throwIfAborted();
    const controller = new AbortController();
    const end = () => {
      clearTimeout(timer);
      unlink();
    };
    const fail = (cause: unknown) => {
      if (controller.signal.aborted) return;
      end();
      try {
        resolve(conclude(cause));
      } catch (error) {
        reject(error);
      }
      controller.abort();
    };
    const timer = setTimeout(fail, milliseconds, EXPIRED);
    const unlink = onAbort(caller, fail);
    work(controller.signal).then((result) => {
      end();
      // Nothing is left to abort, but undici lets go of a request that has a signal only then: until
      // a full collection it would keep it. The reason spares it an error with a stack.
      controller.abort(DONE);
      resolve(result);
    }, fail);
  });
}

/** Waits, unless the signal aborts first: then it rejects with the signal's reason. */
export function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  const never = () => new Promise<void>(() => {});
  return within(milliseconds, signal, never, (cause) => {
    if (cause !== EXPIRED) throw cause;
  });
}

import { onAbort } from "./on-abort.ts";

/** The reason for which work whose time is over rejects. */
export const EXPIRED = Symbol("expired");

/**
 * Runs the work, which is given the signal for `fetch`, for so many milliseconds at most: one
 * controller, one timer, and the caller's signal linked for as long as the work lasts. (It is never
 * handed to `fetch`: runtimes leave listeners on it.)
 *
 * Rejects at once with `EXPIRED`, or with the reason of the caller's abort, also where the work
 * ignores its signal.
 */
export function within<T>(
  milliseconds: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    caller?.throwIfAborted();
    const controller = new AbortController();
    const stop = (reason: unknown) => {
      end();
      reject(reason);
      controller.abort();
    };
    const timer = setTimeout(stop, milliseconds, EXPIRED);
    const unlink = onAbort(caller, stop);
    const end = () => {
      clearTimeout(timer);
      unlink();
    };
    const fail = (error: unknown) => {
      end();
      reject(error);
    };
    work(controller.signal).then((result) => {
      end();
      resolve(result);
    }, fail);
  });
}

/** Waits, unless the signal aborts first: then it rejects with the signal's reason. */
export async function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await within(milliseconds, signal, () => new Promise(() => {}));
  } catch (reason) {
    if (reason !== EXPIRED) throw reason;
  }
}

// Time limits and aborts.

/** Why work ends when its time is over. */
export const EXPIRED = Symbol("expired");

/** A signal as far as it is used: those of polyfills and of React Native have no more. */
export type Signal = Pick<AbortSignal, "aborted" | "addEventListener" | "removeEventListener"> & {
  readonly reason?: unknown;
};

/**
 * Runs the work, which is given a controller whose signal is for `fetch`, for so many milliseconds
 * at most: one controller, one timer, and the caller's signal linked for as long as the work lasts.
 * (It is never handed to `fetch`: runtimes leave listeners on it.)
 *
 * @param conclude turns a failure, a timeout (`EXPIRED`) or an abort (the signal's reason) into the
 *   result. It is called at once, even if the work ignores its signal.
 */
export function within<T>(
  milliseconds: number,
  caller: Signal | undefined,
  work: (controller: AbortController) => Promise<T>,
  conclude: (cause: unknown) => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    throwIfAborted(caller);
    const controller = new AbortController();
    let isOver = false;
    const end = () => {
      isOver = true;
      clearTimeout(timer);
      unlink();
    };
    const fail = (cause: unknown) => {
      if (isOver) return;
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
    work(controller).then((result) => {
      if (!isOver) end();
      resolve(result);
    }, fail);
  });
}

/** Waits, unless the signal aborts first: then it rejects with the signal's reason. */
export function wait(milliseconds: number, signal: Signal | undefined): Promise<void> {
  const never = () => new Promise<void>(() => {});
  return within(milliseconds, signal, never, (cause) => {
    if (cause !== EXPIRED) throw cause;
  });
}

type Callback = (reason: unknown) => void;

const callbacksOf = new WeakMap<Signal, Set<Callback>>();

/**
 * Calls back with the signal's reason when it aborts. All calls that share a signal share one
 * listener on it: Node warns of a leak at the eleventh.
 *
 * @returns a function that takes the callback away, and with the last one the listener
 */
export function onAbort(signal: Signal | undefined, callback: Callback): () => void {
  if (!signal) return () => {};
  const callbacks = callbacksOf.get(signal) ?? new Set();
  if (callbacks.size === 0) signal.addEventListener("abort", callBack);
  callbacksOf.set(signal, callbacks.add(callback));
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) signal.removeEventListener("abort", callBack);
  };
}

function callBack(this: Signal): void {
  // A copy: each call takes its callback away.
  for (const callback of new Set(callbacksOf.get(this))) callback(reasonOf(this));
}

/** Not the signal's own method, which older signals lack. */
export function throwIfAborted(signal: Signal | undefined): void {
  if (signal?.aborted) throw reasonOf(signal);
}

function reasonOf(signal: Signal): unknown {
  if ("reason" in signal) return signal.reason;
  return Object.assign(new Error("The operation was aborted."), { name: "AbortError" });
}

// Waiting, and abort signals.

/** The parts of a signal that polyfills and React Native have, too. */
export type Signal = Pick<AbortSignal, "aborted" | "addEventListener" | "removeEventListener"> & {
  readonly reason?: unknown;
};

/** Waits, unless the signal aborts first: then it rejects with the signal's reason. */
export function wait(milliseconds: number, signal: Signal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    throwIfAborted(signal);
    const timer = setTimeout(() => {
      unlink();
      resolve();
    }, milliseconds);
    const unlink = onAbort(signal, (reason) => {
      clearTimeout(timer);
      unlink();
      reject(reason);
    });
  });
}

type Callback = (reason: unknown) => void;

const callbacksOf = new WeakMap<Signal, Set<Callback>>();

/**
 * Calls back with the signal's reason when it aborts, until the returned function is called. All calls
 * that share a signal share one listener on it: Node warns of a leak at the eleventh.
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

/** Older signals lack the method of this name. */
export function throwIfAborted(signal: Signal | undefined): void {
  if (signal?.aborted) throw reasonOf(signal);
}

export function reasonOf(signal: Signal): unknown {
  if ("reason" in signal) return signal.reason;
  return Object.assign(new Error("The operation was aborted."), { name: "AbortError" });
}

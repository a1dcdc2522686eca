type Callback = (reason: unknown) => void;

const callbacksOf = new WeakMap<AbortSignal, Set<Callback>>();

/**
 * Calls back with the signal's reason when it aborts. All calls that share a signal share one
 * listener on it: Node warns of a leak at the eleventh.
 *
 * @returns a function that takes the callback away, and with the last one the listener
 */
export function onAbort(signal: AbortSignal | undefined, callback: Callback): () => void {
  if (!signal) return () => {};
  const callbacks = callbacksOf.get(signal) ?? new Set();
  if (callbacks.size === 0) signal.addEventListener("abort", callBack);
  callbacksOf.set(signal, callbacks.add(callback));
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) signal.removeEventListener("abort", callBack);
  };
}

function callBack(this: AbortSignal): void {
  // A copy: each call takes its callback away.
  for (const callback of new Set(callbacksOf.get(this))) callback(this.reason);
}

const callbacksOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when the signal aborts. All calls that share a signal share one listener on it: Node
 * warns of a leak at the eleventh.
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): void {
  if (!signal) return;
  const callbacks = callbacksOf.get(signal) ?? new Set();
  if (callbacks.size === 0) signal.addEventListener("abort", notify);
  callbacksOf.set(signal, callbacks.add(callback));
}

/** Takes the callback away, and with the last one the listener. */
export function offAbort(signal: AbortSignal | undefined, callback: () => void): void {
  const callbacks = signal && callbacksOf.get(signal);
  if (callbacks?.delete(callback) && callbacks.size === 0) {
    signal?.removeEventListener("abort", notify);
  }
}

function notify(this: AbortSignal): void {
  for (const callback of [...(callbacksOf.get(this) ?? [])]) callback();
}

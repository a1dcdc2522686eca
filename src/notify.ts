/** Tells a listener. What it throws, now or later, is ignored. */
export function notify<T>(listener: ((event: T) => unknown) | undefined, event: T): void {
  try {
    Promise.resolve(listener?.(event)).catch(() => {});
  } catch {}
}

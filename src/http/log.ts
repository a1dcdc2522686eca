import type { AttemptEvent } from "../options.ts";
import type { ApiRequest } from "./request.ts";
import type { ReadResponse } from "./response.ts";

/** @returns a function that logs the attempt, with the response that came */
export function startLog(
  { operation, method, url, settings }: ApiRequest,
  attempt: number,
  requestIdOf: (response: ReadResponse) => string | undefined,
): (response: ReadResponse | undefined) => void {
  const { logger } = settings;
  if (!logger) return () => {};
  const started = performance.now();
  let isLogged = false;
  return (response) => {
    // The logger itself may abort the call, and the attempt would end a second time.
    if (isLogged) return;
    isLogged = true;
    const duration = performance.now() - started;
    const event: AttemptEvent = { operation, method, url, attempt, duration };
    const requestId = response && requestIdOf(response);
    if (response) event.status = response.status;
    if (requestId !== undefined) event.requestId = requestId;
    notify(logger, event);
  };
}

/** Calls a listener. Whatever it throws, now or later, is ignored. */
export function notify<T>(listener: ((event: T) => unknown) | undefined, event: T): void {
  try {
    Promise.resolve(listener?.(event)).catch(() => {});
  } catch {}
}

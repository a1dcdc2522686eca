import { type Answer, requestIdOf } from "./answer.ts";
import { notify } from "./notify.ts";
import type { Outgoing } from "./outgoing.ts";

/** What a logger learns of an attempt: never a body, never a credential. */
export interface AttemptEvent {
  /** The `operationId` of the spec; for `client.http`, the method and the path's template. */
  operation: string;
  /** The HTTP method. */
  method: string;
  /** The URL of the request. */
  url: string;
  /** Counted from 1. */
  attempt: number;
  /** Absent where no response came. */
  status?: number;
  /** Milliseconds. */
  duration: number;
  /** The response's request id, where it has one. */
  requestId?: string;
}

/** Called with one event per attempt, when the attempt is over. */
export type Logger = (event: AttemptEvent) => void;

/** @returns a function that tells the logger of the attempt, with the answer that came */
export function startLog(
  logger: Logger,
  { operation, method, url, task }: Outgoing,
  attempt: number,
): (answer: Answer | undefined) => void {
  const started = performance.now();
  let isTold = false;
  return (answer) => {
    // The logger itself may abort the call, and the attempt would end a second time.
    if (isTold) return;
    isTold = true;
    const duration = performance.now() - started;
    const event: AttemptEvent = { operation, method, url, attempt, duration };
    const requestId = answer && requestIdOf(answer, task);
    if (answer) event.status = answer.status;
    if (requestId !== undefined) event.requestId = requestId;
    notify(logger, event);
  };
}

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

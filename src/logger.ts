/** What a logger learns of an attempt: never a body, never a credential. */
export interface AttemptEvent {
  /** The `operationId` of the spec; for `client.http`, the method and the path's template. */
  operation: string;
  method: string;
  url: string;
  /** Counted from 1. */
  attempt: number;
  /** Absent where no response came. */
  status?: number;
  /** Milliseconds. */
  duration: number;
  requestId?: string;
}

/** Called with one event per attempt, when the attempt is over. */
export type Logger = (event: AttemptEvent) => void;

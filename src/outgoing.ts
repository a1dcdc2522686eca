import type { HeaderRecord } from "./headers.ts";
import type { Semantics } from "./semantics.ts";
import type { Settings } from "./settings.ts";
import type { Task } from "./task.ts";

/** A request, ready but for its credential. Each attempt sends the same bytes. */
export interface Outgoing {
  /** The `operationId`; for `client.http`, the method and the path's template. */
  readonly operation: string;
  readonly semantics: Semantics;
  readonly method: string;
  readonly url: string;
  /** Those that the caller added. */
  readonly headers: HeaderRecord;
  /** A string is JSON. */
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  readonly settings: Settings;
  readonly task: Task;
}

// One request of a call, and what the requests of one call share.
import type { Outcome } from "../errors.ts";
import type { CallSettings } from "../settings.ts";
import { type Clean, createClean } from "./redact/index.ts";

/** What the requests of one call share: one for most, several for `set` and its like. */
export interface CallContext {
  /** `"unknown"` once any attempt may have been applied, whatever came later. */
  outcome: Outcome;
  /** Values and tokens that may be secret, each from before it is sent. */
  readonly secrets: string[];
  /** Cleans text from outside of all that may be secret. */
  readonly clean: Clean;
}

/** Shorter header values are words such as `gzip`. */
const SHORTEST_HEADER = 8;

export function createContext({ headers }: Pick<CallSettings, "headers">): CallContext {
  const secrets = Object.values(headers).filter((value) => value.length >= SHORTEST_HEADER);
  return { outcome: "not_applied", secrets, clean: createClean(() => secrets) };
}

/** A request, ready but for its credential. Each attempt sends the same bytes. */
export interface ApiRequest {
  /** The `operationId`; for `client.http`, the method and the path's template. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  readonly settings: CallSettings;
  readonly context: CallContext;
}

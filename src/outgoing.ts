// What travels through the pipeline: the request, and the call that it belongs to.
import type { Config } from "./config.ts";
import { type Credential, fixedCredential } from "./credential.ts";
import type { Outcome } from "./errors/base.ts";
import type { Logger } from "./logger.ts";
import type { CallSettings } from "./options.ts";
import { type Clean, createClean } from "./redact.ts";
import { type Semantics, semanticsOf } from "./semantics.ts";

/** A request, ready but for its credential. Each attempt sends the same bytes. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

export interface Call {
  /** The `operationId`; for `client.http`, the method and the path's template. */
  readonly operation: string;
  readonly semantics: Semantics;
  readonly settings: CallSettings;
  readonly credential: Credential;
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly logger: Logger | undefined;
  readonly clean: Clean;
  /** The tokens of this call, each from before it is used: the redaction must know them. */
  readonly tokens: Set<string>;
  /** `"unknown"` once any attempt may have been applied, whatever came later. */
  outcome: Outcome;
}

/** @param sensitive the secret values of the call, read when an error has to be cleaned of them */
export function createCall(
  config: Config,
  operation: string,
  method: string,
  settings: CallSettings,
  sensitive: () => Iterable<string>,
  tokens = new Set<string>(),
): Call {
  const { token } = settings;
  return {
    operation,
    semantics: semanticsOf(method),
    settings,
    credential: token === undefined ? config.credential : fixedCredential("token", token),
    fetch: config.fetch,
    logger: config.logger,
    clean: createClean(() => [...tokens, ...sensitive()]),
    tokens,
    outcome: "not_applied",
  };
}

import { SERVER_URL } from "../generated/contract.ts";
import { readBaseUrl } from "./base-url.ts";
import { type Credential, createCredential } from "./credential.ts";
import { ConfigurationError } from "./errors/local.ts";
import { type HeaderEntries, readHeaders } from "./headers.ts";
import type { Logger } from "./logger.ts";
import { type ClientOptions, type Limits, optionalFunction, readLimits } from "./options.ts";

/** The options of a client, checked and copied. */
export interface Config extends Limits {
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly headers: HeaderEntries;
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly logger: Logger | undefined;
}

/** @throws {ConfigurationError} for options that cannot work */
export function readConfig(options: ClientOptions): Config {
  if (typeof options !== "object" || options === null) {
    throw new ConfigurationError("createClient needs an object of options.");
  }
  return {
    ...readLimits(options),
    baseUrl: readBaseUrl(options.baseUrl === undefined ? SERVER_URL : options.baseUrl),
    credential: createCredential(options),
    headers: readHeaders(options.headers),
    fetch: optionalFunction("fetch", options.fetch),
    logger: optionalFunction("logger", options.logger),
  };
}

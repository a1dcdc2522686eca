import type { Resources } from "../generated/methods.ts";
import { type Connectors, connectorsMethods } from "./connectors.ts";
import { createHttp, type HttpClient } from "./http/client.ts";
import { type Logs, logsMethods } from "./logs.ts";
import { createMethods } from "./methods.ts";
import type { ClientOptions } from "./options.ts";
import { type Secrets, secretsMethods } from "./secrets/index.ts";
import { readClientOptions } from "./settings.ts";

/**
 * A client of the Connector Builder API: one method per operation, plus a few that combine several
 * requests.
 *
 * Every method rejects with a `ValidationError` for parameters that break the contract and with a
 * `ConfigurationError` for invalid options, before any request; else with an `ApiError`
 * for a 4xx or 5xx, a `ConnectionError`, a `TimeoutError` or an `UnexpectedResponseError`. A
 * caller's abort rejects with the signal's own reason.
 */
export interface Client extends Resources {
  /** Creates, configures, publishes and deletes connectors. */
  readonly connectors: Connectors;
  /** Reads what a connector did. */
  readonly logs: Logs;
  /** Creates, lists, rotates and removes the secrets of a connector. */
  readonly secrets: Secrets;
  /**
   * An openapi-fetch client, typed by the spec: the way to call an operation that has no method. It
   * shares the credential, the timeout, the redirect rule and the retries (of POST and PATCH as of
   * `create`, of the others as of `list`).
   *
   * A 4xx or 5xx resolves as `{ error, response }`, with the server's own text, unredacted.
   */
  readonly http: HttpClient;
}

/**
 * Makes a client. No request is sent.
 *
 * @example
 * ```ts
 * const client = createClient({ apiKey: process.env.SUPERMETRICS_API_KEY });
 * const { connectors } = await client.connectors.list({ team_id: 936506 });
 * ```
 *
 * @throws {ConfigurationError} for invalid options
 */
export function createClient(options: ClientOptions): Client {
  const settings = readClientOptions(options);
  const resources = createMethods(settings);
  let http: HttpClient | undefined;
  return {
    ...resources,
    connectors: { ...resources.connectors, ...connectorsMethods(settings) },
    logs: { ...resources.logs, ...logsMethods(settings) },
    secrets: { ...resources.secrets, ...secretsMethods(settings) },
    // Created on first use: it loads the platform's Request, which takes some 25 ms in Node.
    get http() {
      http ??= createHttp(settings);
      return http;
    },
  };
}

import { createHttp, type HttpClient } from "./http.ts";
import type { ClientOptions } from "./options.ts";
import { createSecrets, type Secrets } from "./secrets.ts";
import { readClientOptions } from "./settings.ts";

/** A client of the Connector Builder API. */
export interface Client {
  /** Creates, lists, rotates and removes the secrets of a connector. */
  readonly secrets: Secrets;
  /**
   * An openapi-fetch client, typed by the spec: the way to call whatever the spec gains before a
   * method exists for it. It shares the credential, the time limit, the repeats (POST and PATCH as
   * `create`, the others as `list`) and the redirect rule.
   *
   * A 4xx or 5xx resolves as `{ error, response }`, in the server's own, uncleaned words.
   */
  readonly http: HttpClient;
}

/**
 * Makes a client. No request is sent.
 *
 * @throws {ConfigurationError} for options that cannot work
 */
export function createClient(options: ClientOptions): Client {
  const settings = readClientOptions(options);
  const secrets = createSecrets(settings);
  let http: HttpClient | undefined;
  return {
    secrets,
    // Made when it is asked for: it loads the platform's Request, which takes some 25 ms in Node.
    get http() {
      http ??= createHttp(settings);
      return http;
    },
  };
}

// What `client.secrets` can do beyond its operations.
import type { SecretsOperations } from "../../generated/methods.ts";
import type { CallOptions } from "../options.ts";
import type { CallSettings } from "../settings.ts";
import { type CheckResult, type CheckSecretsParams, checkSecrets } from "./check.ts";
import { type SetResult, type SetSecretParams, setSecret } from "./set.ts";
import { type SyncResult, type SyncSecretsParams, syncSecrets } from "./sync.ts";

/** The secrets of a connector. */
export interface Secrets extends SecretsOperations {
  /**
   * Creates the secret of that name, or overwrites it: safe to retry. When it resolves, the
   * connector has that value under that name exactly once.
   *
   * @example
   * ```ts
   * const { secret_placeholder } = await client.secrets.set({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   *   secret_name: "client_id",
   *   secret_value: "my-super-secret-value",
   * });
   * ```
   *
   * @throws {ValidationError} if two secrets share the name; then nothing more is written
   */
  set(params: SetSecretParams, options?: CallOptions): Promise<SetResult>;

  /**
   * Makes the connector's secrets match a record: one list, then one write per secret. After a
   * `SyncError`, run it again to finish.
   *
   * @example
   * ```ts
   * await client.secrets.sync({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   *   secrets: { client_id: "an-id", client_secret: "a-secret" },
   *   prune: true,
   * });
   * ```
   *
   * @throws {ValidationError} for an impossible plan; then nothing is written
   * @throws {SyncError} with the status of each secret, if any of them is not done
   */
  sync(params: SyncSecretsParams, options?: CallOptions): Promise<SyncResult>;

  /**
   * Compares the secrets that a configuration refers to with those that are stored, and writes
   * nothing. It does not prove that the connector works.
   *
   * @example
   * ```ts
   * const { references, unused } = await client.secrets.check({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   * });
   * const missing = references.filter(({ match }) => match === "missing");
   * ```
   */
  check(params: CheckSecretsParams, options?: CallOptions): Promise<CheckResult>;
}

export function secretsMethods(client: CallSettings): Omit<Secrets, keyof SecretsOperations> {
  return {
    set: async (params, options) => setSecret(client, params, options),
    sync: async (params, options) => syncSecrets(client, params, options),
    check: async (params, options) => checkSecrets(client, params, options),
  };
}

// The methods of `client.secrets`.
import {
  createConnectorSecret,
  deleteConnectorSecret,
  listConnectorSecrets,
  updateConnectorSecret,
} from "../generated/contract.ts";
import { type ApiPromise, apiPromise } from "./api-promise.ts";
import { call } from "./call.ts";
import type { CallOptions } from "./options.ts";
import { type SetResult, setSecret } from "./secrets/set.ts";
import { syncSecrets } from "./secrets/sync.ts";
import type { SyncResult, SyncSecretsParams } from "./secrets/sync-result.ts";
import type { Settings } from "./settings.ts";
import type {
  CreateSecretParams,
  DeleteSecretParams,
  ListSecretsParams,
  SecretList,
  SetSecretParams,
  UpdateSecretParams,
} from "./types.ts";
import type { OperationId, OperationOf } from "./validate.ts";

/**
 * The secrets of a connector.
 *
 * Every method rejects with a `ValidationError` for parameters that break the contract and with a
 * `ConfigurationError` for options that cannot work, before any request; else with an `ApiError`
 * for a 4xx or 5xx, a `ConnectionError`, a `TimeoutError` or an `UnexpectedResponseError`. A
 * caller's abort rejects with the signal's own reason.
 */
export interface Secrets {
  /**
   * Lists the secrets by name and placeholder (`listConnectorSecrets`). Values are never returned.
   */
  list(params: ListSecretsParams, options?: CallOptions): ApiPromise<SecretList>;

  /**
   * Stores a new secret (`createConnectorSecret`) and resolves with the updated list, which does
   * not mark the new item. Repeated only where the server is known not to have taken it: a create
   * done twice could store twice. Use `set` to be able to repeat.
   */
  create(params: CreateSecretParams, options?: CallOptions): ApiPromise<SecretList>;

  /**
   * Overwrites the value of a secret and keeps its placeholder (`updateConnectorSecret`). The old
   * value is lost for good.
   */
  update(params: UpdateSecretParams, options?: CallOptions): ApiPromise<void>;

  /** Removes a secret (`deleteConnectorSecret`). A later create makes another placeholder. */
  delete(params: DeleteSecretParams, options?: CallOptions): ApiPromise<void>;

  /**
   * Creates the secret of that name, or overwrites it: safe to repeat. When it resolves, the
   * connector has that value under that name exactly once.
   *
   * @throws {ValidationError} where two secrets share the name; then nothing more is written
   */
  set(params: SetSecretParams, options?: CallOptions): Promise<SetResult>;

  /**
   * Makes the connector's secrets those of a record: one list, then one write per secret. Running
   * it again finishes what a `SyncError` left.
   *
   * @throws {ValidationError} for a plan that cannot work; then nothing is written
   * @throws {SyncError} with what is known of each secret, when any of them is not done
   */
  sync(params: SyncSecretsParams, options?: CallOptions): Promise<SyncResult>;
}

export function createSecrets(settings: Settings): Secrets {
  const method =
    <Id extends OperationId>(operation: OperationOf<Id>) =>
    (params: unknown, options?: CallOptions) =>
      apiPromise(() => call(settings, operation, params, options));
  return {
    list: method(listConnectorSecrets),
    create: method(createConnectorSecret),
    update: method(updateConnectorSecret),
    delete: method(deleteConnectorSecret),
    set: (params, options) => setSecret(settings, params, options),
    sync: (params, options) => syncSecrets(settings, params, options),
  };
}

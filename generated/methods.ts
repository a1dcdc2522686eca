// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.

import type { ApiPromise } from "../src/promise.ts";
import type { CallOptions } from "../src/options.ts";
import type {
  ConfigurationJson,
  Connector,
  ConnectorConfiguration,
  ConnectorDescription,
  ConnectorIdentifier,
  ConnectorList,
  ConnectorLogo,
  ConnectorName,
  ConnectorWithConfiguration,
  Count,
  CreateConnectorRequest,
  CreateSecretRequest,
  ErrorCode,
  ErrorEnvelope,
  LogEntry,
  LogId,
  LogList,
  LogTime,
  LogoUrl,
  Secret,
  SecretList,
  SecretName,
  SecretPlaceholder,
  SecretValue,
  Timestamp,
  UpdateConnectorRequest,
  UpdateSecretRequest,
  UploadConnectorLogoRequest,
  components,
  operations,
  paths,
} from "./schema.d.ts";

export type {
  ConfigurationJson,
  Connector,
  ConnectorConfiguration,
  ConnectorDescription,
  ConnectorIdentifier,
  ConnectorList,
  ConnectorLogo,
  ConnectorName,
  ConnectorWithConfiguration,
  Count,
  CreateConnectorRequest,
  CreateSecretRequest,
  ErrorCode,
  ErrorEnvelope,
  LogEntry,
  LogId,
  LogList,
  LogTime,
  LogoUrl,
  Secret,
  SecretList,
  SecretName,
  SecretPlaceholder,
  SecretValue,
  Timestamp,
  UpdateConnectorRequest,
  UpdateSecretRequest,
  UploadConnectorLogoRequest,
  components,
  operations,
  paths,
};

/** Parameters of `connectors.list`. */
export interface ListConnectorsParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * Whether to include the configuration of each connector.
   * Default: false.
   */
  readonly include_configs?:
    | NonNullable<operations["listConnectors"]["parameters"]["query"]>["include_configs"]
    | undefined;
}

/** Parameters of `connectors.create`. */
export interface CreateConnectorParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The name of a connector.
   * At most 255 characters.
   */
  readonly title: ConnectorName;
  /**
   * What a connector is for.
   * At most 1000 characters.
   */
  readonly description?: ConnectorDescription | undefined;
  /**
   * An existing connector to duplicate. Without it, the new connector has a default
   * configuration.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier?: ConnectorIdentifier | undefined;
}

/** Parameters of `connectors.get`. */
export interface GetConnectorParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The connector, by its identifier.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier: ConnectorIdentifier;
}

/** Parameters of `connectors.update`. */
export interface UpdateConnectorParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The connector, by its identifier.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier: ConnectorIdentifier;
  /** The name and the description. Each replaces the old one. */
  readonly connector?: UpdateConnectorRequest["connector"] | undefined;
  /** The configuration. It replaces the old one and is published immediately. */
  readonly configuration?: UpdateConnectorRequest["configuration"] | undefined;
}

/** Parameters of `connectors.delete`. */
export interface DeleteConnectorParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The connector, by its identifier.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier: ConnectorIdentifier;
}

/** Parameters of `connectors.getLogo`. */
export interface GetConnectorLogoParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The connector, by its identifier.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier: ConnectorIdentifier;
}

/** Parameters of `connectors.uploadLogo`. */
export interface UploadConnectorLogoParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The connector, by its identifier.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier: ConnectorIdentifier;
  /** The image. */
  readonly logo: UploadConnectorLogoRequest["logo"];
}

/** Parameters of `logs.list`. */
export interface ListLogsParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The connector, by its identifier.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier: ConnectorIdentifier;
  /**
   * Maximum number of entries to return.
   * An integer from 1 to 1000. Default: 100.
   */
  readonly limit?:
    | NonNullable<operations["listConnectorLogs"]["parameters"]["query"]>["limit"]
    | undefined;
  /** Returns the entries before this time. Without it, the latest come first. */
  readonly before?: LogTime | undefined;
}

/** Parameters of `logs.get`. */
export interface GetLogParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The connector, by its identifier.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier: ConnectorIdentifier;
  /**
   * The log entry, by the `id` that the list shows.
   * At most 255 characters.
   */
  readonly log_id: LogId;
}

/** Parameters of `secrets.list`. */
export interface ListSecretsParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The connector, by its identifier.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier: ConnectorIdentifier;
}

/** Parameters of `secrets.create`. */
export interface CreateSecretParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The connector, by its identifier.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier: ConnectorIdentifier;
  /**
   * The name that you give a secret.
   * At most 255 characters.
   */
  readonly secret_name: SecretName;
  /**
   * The value of a secret. It is stored encrypted and never returned.
   * At most 10000 characters.
   */
  readonly secret_value: SecretValue;
}

/** Parameters of `secrets.update`. */
export interface UpdateSecretParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The connector, by its identifier.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier: ConnectorIdentifier;
  /**
   * The secret, by the placeholder that the list shows beside its name.
   * At most 100 characters.
   */
  readonly secret_placeholder: SecretPlaceholder;
  /**
   * The value of a secret. It is stored encrypted and never returned.
   * At most 10000 characters.
   */
  readonly secret_value: SecretValue;
}

/** Parameters of `secrets.delete`. */
export interface DeleteSecretParams {
  /**
   * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
   * 9007199254740991 only.
   * An integer from 1 to 9223372036854775807.
   */
  readonly team_id: components["parameters"]["TeamId"];
  /**
   * The connector, by its identifier.
   * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
   */
  readonly connector_identifier: ConnectorIdentifier;
  /**
   * The secret, by the placeholder that the list shows beside its name.
   * At most 100 characters.
   */
  readonly secret_placeholder: SecretPlaceholder;
}

/** The connectors of a team. Saving a connector's configuration publishes it. */
export interface ConnectorsOperations {
  /**
   * List connectors.
   *
   * Lists the connectors of a team that you have access to. Ask for their configurations with
   * `include_configs`.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_read`.
   *
   * `listConnectors`: `GET /v1/teams/{team_id}/connector_builder/connectors`
   *
   * Documented errors: 401, 403, 429, 500.
   *
   * @example
   * ```ts
   * const result = await client.connectors.list({
   *   team_id: 936506,
   *   include_configs: true,
   * });
   * ```
   */
  list(params: ListConnectorsParams, options?: CallOptions): ApiPromise<ConnectorList>;

  /**
   * Create a connector.
   *
   * Creates a connector with a default configuration, or a duplicate of the connector that
   * `connector_identifier` names. Whether a duplicate gets the secrets of the other connector is
   * not known. The body is a form, not JSON.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_write`.
   *
   * `createConnector`: `POST /v1/teams/{team_id}/connector_builder/connectors`
   *
   * Documented errors: 401, 403, 404, 429, 500.
   *
   * @example
   * ```ts
   * const result = await client.connectors.create({
   *   team_id: 936506,
   *   title: "Test Connector",
   *   description: "A connector to test with",
   * });
   * ```
   */
  create(
    params: CreateConnectorParams,
    options?: CallOptions,
  ): ApiPromise<ConnectorWithConfiguration>;

  /**
   * Get a connector.
   *
   * Returns a connector with its configuration.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_read`.
   *
   * `getConnector`: `GET /v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}`
   *
   * Documented errors: 400, 401, 403, 404, 429, 500.
   *
   * @example
   * ```ts
   * const result = await client.connectors.get({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   * });
   * ```
   */
  get(params: GetConnectorParams, options?: CallOptions): ApiPromise<ConnectorWithConfiguration>;

  /**
   * Update a connector.
   *
   * Replaces the name and the description of a connector, its configuration, or both.
   *
   * **Saving a configuration publishes it:** there is no draft and no dry run. The PUT takes
   * the whole configuration, so get it, change it, put it, get it again and compare.
   *
   * The public reference requires neither `connector` nor `configuration`; another source says
   * that both are required. What a save does to the secrets is not known.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_write`.
   *
   * `updateConnector`: `PUT /v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}`
   *
   * Documented errors: 400, 401, 403, 404, 422, 429, 500.
   *
   * See also: `client.connectors.publish`.
   *
   * @example
   * ```ts
   * await client.connectors.update({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   *   connector: {
   *     name: "Test Connector",
   *     description: "A connector to test with",
   *   },
   *   configuration: {
   *     configuration_json: {
   *       client_id: "{{ secrets.sec_a23f23d26 }}",
   *     },
   *   },
   * });
   * ```
   */
  update(params: UpdateConnectorParams, options?: CallOptions): ApiPromise<void>;

  /**
   * Delete a connector.
   *
   * Deletes a connector and all its associated data. One source calls it a soft delete, but no
   * documented operation brings a connector back.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_write`.
   *
   * `deleteConnector`: `DELETE /v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}`
   *
   * Documented errors: 400, 401, 403, 404, 429, 500.
   *
   * @example
   * ```ts
   * await client.connectors.delete({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   * });
   * ```
   */
  delete(params: DeleteConnectorParams, options?: CallOptions): ApiPromise<void>;

  /**
   * Get the logo.
   *
   * Returns the address of a connector's logo.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logo_read`.
   *
   * `getConnectorLogo`: `GET /v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logo`
   *
   * Documented errors: 401, 403, 404, 429, 500.
   *
   * @example
   * ```ts
   * const result = await client.connectors.getLogo({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   * });
   * ```
   */
  getLogo(params: GetConnectorLogoParams, options?: CallOptions): ApiPromise<ConnectorLogo>;

  /**
   * Upload a logo.
   *
   * Replaces the logo of a connector, and returns the address of the new one. According to
   * Supermetrics' guide for connector authors, it is a PNG or JPG of at most 5 MB; the public
   * reference does not say.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logo_write`.
   *
   * `uploadConnectorLogo`: `POST /v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logo`
   *
   * Documented errors: 400, 401, 403, 404, 429, 500.
   *
   * @example
   * ```ts
   * const result = await client.connectors.uploadLogo({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   *   logo: new Blob([await readFile("logo.png")], { type: "image/png" }),
   * });
   * ```
   */
  uploadLogo(params: UploadConnectorLogoParams, options?: CallOptions): ApiPromise<ConnectorLogo>;
}

/** What a connector did, newest first. The first place to look if something fails. */
export interface LogsOperations {
  /**
   * List log entries.
   *
   * Lists what a connector did, newest first. To read further back, ask again with the last
   * `log_time` as `before`.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logs_read`.
   *
   * `listConnectorLogs`: `GET /v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logs`
   *
   * Documented errors: 400, 401, 403, 429, 500.
   *
   * See also: `client.logs.all`, `client.logs.follow`.
   *
   * @example
   * ```ts
   * const result = await client.logs.list({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   *   limit: 10,
   *   before: "2025-06-01T00:00:00Z",
   * });
   * ```
   */
  list(params: ListLogsParams, options?: CallOptions): ApiPromise<LogList>;

  /**
   * Get a log entry.
   *
   * Returns one log entry.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logs_read`.
   *
   * `getConnectorLog`: `GET /v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logs/{log_id}`
   *
   * Documented errors: 401, 403, 404, 429, 500.
   *
   * @example
   * ```ts
   * const result = await client.logs.get({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   *   log_id: "123-foo",
   * });
   * ```
   */
  get(params: GetLogParams, options?: CallOptions): ApiPromise<LogEntry>;
}

/**
 * The secrets of one connector, at most 100. They are listed by name and placeholder;
 * values are write-only.
 */
export interface SecretsOperations {
  /**
   * List secrets.
   *
   * Lists the secrets of a connector by name and placeholder. Values are never returned.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_read`.
   *
   * `listConnectorSecrets`: `GET /v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets`
   *
   * Documented errors: 401, 403, 404, 429, 500.
   *
   * See also: `client.secrets.check`.
   *
   * @example
   * ```ts
   * const result = await client.secrets.list({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   * });
   * ```
   */
  list(params: ListSecretsParams, options?: CallOptions): ApiPromise<SecretList>;

  /**
   * Create a secret.
   *
   * Stores an API key, a client secret, a password or another credential, encrypted, and returns
   * the updated list of the connector's secrets.
   *
   * The server makes the placeholder; you cannot choose it. The list does not say which item is
   * new, and the value is not returned, here or later. To change the value of a secret that
   * exists, update it instead.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_write`.
   *
   * `createConnectorSecret`: `POST /v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets`
   *
   * Documented errors: 400, 401, 403, 404, 409, 422, 429, 500.
   *
   * See also: `client.secrets.set`, `client.secrets.sync`.
   *
   * @example
   * ```ts
   * const result = await client.secrets.create({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   *   secret_name: "client_id",
   *   secret_value: "my-super-secret-value",
   * });
   * ```
   */
  create(params: CreateSecretParams, options?: CallOptions): ApiPromise<SecretList>;

  /**
   * Update a secret.
   *
   * Overwrites the value of a secret. This is the way to rotate it, because its placeholder
   * stays the same. The old value cannot be recovered, and the new one is never returned.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_write`.
   *
   * `updateConnectorSecret`: `PUT /v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets/{secret_placeholder}`
   *
   * Documented errors: 400, 401, 403, 404, 422, 429, 500.
   *
   * See also: `client.secrets.set`, `client.secrets.sync`.
   *
   * @example
   * ```ts
   * await client.secrets.update({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   *   secret_placeholder: "sec_a23f23d26",
   *   secret_value: "my-super-secret-value",
   * });
   * ```
   */
  update(params: UpdateSecretParams, options?: CallOptions): ApiPromise<void>;

  /**
   * Delete a secret.
   *
   * Deletes a secret together with its placeholder. A secret created afterwards under the same
   * name gets another placeholder; to replace a value alone, update the secret instead.
   *
   * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_write`.
   *
   * `deleteConnectorSecret`: `DELETE /v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets/{secret_placeholder}`
   *
   * Documented errors: 401, 403, 404, 429, 500.
   *
   * See also: `client.secrets.sync`.
   *
   * @example
   * ```ts
   * await client.secrets.delete({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   *   secret_placeholder: "sec_a23f23d26",
   * });
   * ```
   */
  delete(params: DeleteSecretParams, options?: CallOptions): ApiPromise<void>;
}

/** A method for each operation of the spec. */
export interface Resources {
  /** The operations on connectors. */
  readonly connectors: ConnectorsOperations;
  /** The operations on logs. */
  readonly logs: LogsOperations;
  /** The operations on secrets. */
  readonly secrets: SecretsOperations;
}

// What `client.connectors` can do beyond its operations.
import type {
  ConfigurationJson,
  ConnectorsOperations,
  GetConnectorParams,
} from "../generated/methods.ts";
import { getConnector, updateConnector } from "../generated/operations.ts";
import { compositeOperation, readComposite } from "./composite.ts";
import { ConnectorChangedError, SupermetricsError } from "./errors.ts";
import { throwIfAborted } from "./http/deadline.ts";
import { isEqualJson } from "./json.mjs";
import type { CallOptions } from "./options.ts";
import type { Schema } from "./schema/operation.ts";
import type { CallSettings } from "./settings.ts";

/** The connectors of a team. */
export interface Connectors extends ConnectorsOperations {
  /**
   * Publishes a configuration and reads it back. If it is published already, nothing is written;
   * if the response to the write is lost, the connector is read to find out whether it arrived.
   *
   * With `expected`, it publishes only over the configuration that you know. The API has no
   * conditional update, though: a change by someone else between the read and the write is
   * overwritten without notice.
   *
   * @example
   * ```ts
   * const { action, isExact } = await client.connectors.publish({
   *   team_id: 936506,
   *   connector_identifier: "T3S70",
   *   configuration_json: { client_id: "{{ secrets.sec_a23f23d26 }}" },
   * });
   * ```
   *
   * @throws {ConnectorChangedError} if the published configuration is not the `expected` one; then
   *   nothing is written
   */
  publish(params: PublishConnectorParams, options?: CallOptions): Promise<PublishResult>;
}

/** Parameters of `connectors.publish`. */
export interface PublishConnectorParams extends GetConnectorParams {
  /** The configuration to publish. An integer beyond 2^53-1 must be a `bigint`. */
  readonly configuration_json: Readonly<ConfigurationJson>;
  /**
   * What must be published now, or `null` for nothing: usually `configuration_json` of an earlier
   * `connectors.get`. Without it, whatever is published is replaced.
   */
  readonly expected?: Readonly<ConfigurationJson> | null | undefined;
}

/** What `connectors.publish` did. */
export interface PublishResult {
  /** `"unchanged"` if an equal configuration was published already, and nothing was written. */
  readonly action: "published" | "unchanged";
  /** The configuration that was published before; absent if there was none. */
  readonly before?: ConfigurationJson;
  /** The configuration as it was read back; absent if that failed. */
  readonly after?: ConfigurationJson;
  /**
   * Whether the configuration that was read back equals `configuration_json`. The order of members
   * does not count.
   */
  readonly isExact: boolean;
}

const { configuration_json: CONFIGURATION } =
  updateConnector.body.properties.configuration.properties;
/** Any JSON. A large number may have been rounded on its way to us. */
const EXACT: Schema = {
  integer: true,
  get items() {
    return EXACT;
  },
  get additionalProperties() {
    return EXACT;
  },
};
const PUBLISH_CONNECTOR = compositeOperation(
  getConnector,
  "connectors.publish",
  { configuration_json: { ...CONFIGURATION, additionalProperties: EXACT } },
  { expected: { ...CONFIGURATION, nullable: true } },
);

export function connectorsMethods(client: CallSettings): Pick<Connectors, "publish"> {
  return { publish: async (params, options) => publishConnector(client, params, options) };
}

async function publishConnector(
  client: CallSettings,
  input: PublishConnectorParams,
  options: CallOptions | undefined,
): Promise<PublishResult> {
  const { params, methods, signal } = readComposite(client, PUBLISH_CONNECTOR, input, options);
  const { configuration_json, expected, ...connector } = params;

  const { get, update } = methods.connectors;
  const { name, description, configuration } = await get(connector);
  const before = configuration?.configuration_json ?? undefined;
  if (expected !== undefined && !isEqualJson(before ?? null, expected)) {
    throw new ConnectorChangedError(PUBLISH_CONNECTOR.operationId);
  }
  if (before && isEqualJson(before, configuration_json)) {
    return { action: "unchanged", before, after: before, isExact: true };
  }

  let lost: unknown;
  try {
    await update({
      ...connector,
      configuration: { configuration_json },
      // Sources disagree on whether it may be left out.
      ...(typeof name === "string" &&
        typeof description === "string" && { connector: { name, description } }),
    });
  } catch (error) {
    throwIfAborted(signal);
    if (!(error instanceof SupermetricsError && error.outcome === "unknown")) throw error;
    lost = error;
  }

  let after: ConfigurationJson | undefined;
  try {
    after = (await get(connector)).configuration?.configuration_json ?? undefined;
  } catch {
    // Not an error: that would mean that nothing was published.
    throwIfAborted(signal);
  }
  const isExact = isEqualJson(after, configuration_json);
  if (lost && !isExact) throw lost;
  return { action: "published", ...(before && { before }), ...(after && { after }), isExact };
}

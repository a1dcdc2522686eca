// What each operation does to the store, and what it returns. An operation that is not here has no
// state: it returns the example of the spec.
import { listConnectorSecrets } from "../../generated/operations.ts";
import type {
  ConnectorWithConfiguration,
  CreateConnectorParams,
  CreateSecretParams,
  DeleteConnectorParams,
  DeleteSecretParams,
  GetConnectorLogoParams,
  GetConnectorParams,
  GetLogParams,
  ListConnectorsParams,
  ListLogsParams,
  ListSecretsParams,
  operations,
  SecretList,
  UpdateConnectorParams,
  UpdateSecretParams,
  UploadConnectorLogoParams,
} from "../index.ts";
import { example, Refusal } from "./response.ts";
import { found, nanosecondsOf, now, type Store, type StoredConnector, timeOf } from "./store.ts";

/**
 * @param params checked
 * @returns the body of the success, or a promise of it
 * @throws {Refusal}
 */
type Handler = (store: Store, params: never) => unknown;

const HANDLERS = {
  listConnectors(store, { team_id, include_configs = false }: ListConnectorsParams) {
    const connectors = store.connectors(team_id).map(({ shown }): ConnectorWithConfiguration => {
      const { configuration, ...connector } = shown;
      return include_configs ? shown : connector;
    });
    return { count: connectors.length, connectors };
  },

  createConnector(store, params: CreateConnectorParams) {
    const { team_id, title, description, connector_identifier } = params;
    const original =
      connector_identifier === undefined
        ? undefined
        : store.connector({ team_id, connector_identifier });
    const configuration = original?.shown.configuration.configuration_json;
    return store.addConnector({ team_id, name: title, description, configuration }).shown;
  },

  getConnector: (store, params: GetConnectorParams) => store.connector(params).shown,

  updateConnector(store, { connector, configuration, ...params }: UpdateConnectorParams) {
    const { shown } = store.connector(params);
    const updated_at = now();
    if (connector) {
      const { name, description } = connector;
      Object.assign(shown, { name, description, updated_at });
    }
    if (configuration) {
      const { configuration_json } = configuration;
      const version = shown.configuration.version.replace(/\d+$/, (last) => `${+last + 1}`);
      Object.assign(shown.configuration, { version, configuration_json, updated_at });
      shown.updated_at = updated_at;
    }
  },

  deleteConnector(store, params: DeleteConnectorParams) {
    store.connector(params);
    store.deleteConnector(params);
  },

  getConnectorLogo: (store, params: GetConnectorLogoParams) => logoOf(store.connector(params)),

  async uploadConnectorLogo(store, { logo, ...params }: UploadConnectorLogoParams) {
    if (logo.size > LARGEST_LOGO || !(await isPicture(logo))) {
      throw new Refusal(400, "The logo must be a PNG or JPG of at most 5 MB.");
    }
    const connector = store.connector(params);
    const { shown } = connector;
    const uploads = Number(/-(\d+)\.\w+$/.exec(shown.logo_url)?.[1] ?? 0);
    const extension = logo.type === "image/jpeg" ? "jpg" : "png";
    const file = `${shown.connector_identifier}-${uploads + 1}.${extension}`;
    shown.logo_url = new URL(file, shown.logo_url).href;
    shown.updated_at = now();
    return logoOf(connector);
  },

  listConnectorLogs(store, { limit = 100, before, ...params }: ListLogsParams) {
    const end = before === undefined ? undefined : timeOf(before);
    if (before !== undefined && end === undefined) {
      throw new Refusal(400, "before must be a date and time of RFC 3339.");
    }
    // The spec has no 404 here: a connector that is not there has logged nothing.
    const logs = store.find(params)?.logs ?? [];
    const older = logs.filter((entry) => end === undefined || nanosecondsOf(entry) < end);
    return { logs: older.slice(0, limit) };
  },

  getConnectorLog: (store, { log_id, ...params }: GetLogParams) =>
    found(store.connector(params).logs.find(({ id }) => id === log_id)),

  listConnectorSecrets: (store, params: ListSecretsParams) => listOf(store.connector(params)),

  createConnectorSecret(store, params: CreateSecretParams) {
    const connector = store.connector(params);
    const { secrets } = connector;
    const { secret_name, secret_value } = params;
    if (secrets.some((secret) => secret.secret_name === secret_name)) throw new Refusal(409);
    if (secrets.length >= MOST_SECRETS) {
      throw new Refusal(422, "The connector has no room for another secret.");
    }
    store.addSecret(connector, secret_name, secret_value);
    return listOf(connector);
  },

  updateConnectorSecret(store, { secret_value, ...params }: UpdateSecretParams) {
    const { secrets } = store.connector(params);
    const isMeant = isPlaceholder(params.secret_placeholder);
    found(secrets.find(isMeant)).secret_value = secret_value;
  },

  deleteConnectorSecret(store, params: DeleteSecretParams) {
    const { secrets } = store.connector(params);
    const secret = found(secrets.find(isPlaceholder(params.secret_placeholder)));
    secrets.splice(secrets.indexOf(secret), 1);
  },
} satisfies Partial<Record<keyof operations, Handler>>;

const BY_ID = new Map<string, Handler>(Object.entries(HANDLERS));

/** @returns the body of the success, or a promise of it @throws {Refusal} */
export function handle(operationId: string, store: Store, params: object): unknown {
  const handler = BY_ID.get(operationId);
  // The check has just proven the type of the parameters, from the same spec.
  return handler ? handler(store, params as never) : example(operationId).body;
}

const MOST_SECRETS = listConnectorSecrets.results[0].properties.secrets.maxItems;

/** The limits of the vendor's guide; the spec has none. */
const LARGEST_LOGO = 5_000_000;

/** By its first bytes or its type. A part without a type of its own may be the dummy of a test. */
async function isPicture(logo: Blob): Promise<boolean> {
  const first = new Uint8Array(await logo.slice(0, 2).arrayBuffer());
  if (["137,80", "255,216"].includes(String(first))) return true;
  return ["image/png", "image/jpeg", "application/octet-stream", ""].includes(logo.type);
}

const isPlaceholder = (placeholder: string) => (secret: { secret_placeholder: string }) =>
  secret.secret_placeholder === placeholder;

const logoOf = ({ shown: { logo_url } }: StoredConnector) => ({ logo_url });

/** As the API shows them: without their values. */
function listOf({ secrets }: StoredConnector): SecretList {
  return {
    count: secrets.length,
    secrets: secrets.map(({ secret_value, ...listed }) => listed),
  };
}

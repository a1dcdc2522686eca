// Implements the operations on the store. One that is not here has no state and returns the example
// of the spec.
import type { Resources } from "../../generated/methods.ts";
import { listConnectorSecrets } from "../../generated/operations.ts";
import type { Operation } from "../schema/operation.ts";
import { example, Refusal } from "./response.ts";
import { found, nanosecondsOf, now, type Store, type StoredConnector, timeOf } from "./store.ts";

/** Takes what the method of the client takes. @returns the body @throws {Refusal} */
type Handler<Method> = Method extends (params: infer Params, ...rest: never) => unknown
  ? (store: Store, params: Params) => unknown
  : never;

const HANDLERS: {
  readonly [Resource in keyof Resources]?: {
    readonly [Verb in keyof Resources[Resource]]?: Handler<Resources[Resource][Verb]>;
  };
} = {
  connectors: {
    list(store, { team_id, include_configs = false }) {
      const connectors = store.connectors(team_id).map(({ shown }) => {
        const { configuration, ...connector } = shown;
        return include_configs ? shown : connector;
      });
      return { count: connectors.length, connectors };
    },

    create(store, { team_id, title, description, connector_identifier }) {
      const configuration =
        connector_identifier === undefined
          ? undefined
          : store.connector({ team_id, connector_identifier }).shown.configuration
              .configuration_json;
      return store.addConnector({ team_id, name: title, description, configuration }).shown;
    },

    get: (store, params) => store.connector(params).shown,

    update(store, { connector, configuration, ...params }) {
      const { shown } = store.connector(params);
      const updated_at = now();
      if (connector) Object.assign(shown, connector, { updated_at });
      if (configuration) {
        const version = shown.configuration.version.replace(/\d+$/, (last) => `${+last + 1}`);
        Object.assign(shown.configuration, configuration, { version, updated_at });
        shown.updated_at = updated_at;
      }
    },

    delete: (store, params) => store.deleteConnector(params),

    getLogo: (store, params) => logoOf(store.connector(params)),

    async uploadLogo(store, { logo, ...params }) {
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
  },

  logs: {
    list(store, { limit = 100, before, ...params }) {
      const end = before === undefined ? undefined : timeOf(before);
      if (before !== undefined && end === undefined) {
        throw new Refusal(400, "before must be a date and time of RFC 3339.");
      }
      // The spec has no 404 here: a connector that is not there has logged nothing.
      const logs = store.find(params)?.logs ?? [];
      const older = logs.filter((entry) => end === undefined || nanosecondsOf(entry) < end);
      return { logs: older.slice(0, limit) };
    },

    get: (store, { log_id, ...params }) =>
      found(store.connector(params).logs.find(({ id }) => id === log_id)),
  },

  secrets: {
    list: (store, params) => listOf(store.connector(params)),

    create(store, { secret_name, secret_value, ...params }) {
      const connector = store.connector(params);
      const { secrets } = connector;
      if (secrets.some((secret) => secret.secret_name === secret_name)) throw new Refusal(409);
      if (secrets.length >= MOST_SECRETS) {
        throw new Refusal(422, "The connector has no room for another secret.");
      }
      store.addSecret(connector, secret_name, secret_value);
      return listOf(connector);
    },

    update(store, { secret_placeholder, secret_value, ...params }) {
      secretOf(store.connector(params), secret_placeholder).secret_value = secret_value;
    },

    delete(store, { secret_placeholder, ...params }) {
      const connector = store.connector(params);
      const secret = secretOf(connector, secret_placeholder);
      connector.secrets.splice(connector.secrets.indexOf(secret), 1);
    },
  },
};

type AnyHandler = (store: Store, params: never) => unknown;

/** @returns the body of the success, or a promise of it @throws {Refusal} */
export function handle({ name, operationId }: Operation, store: Store, params: object): unknown {
  const handlers: Partial<Record<string, Partial<Record<string, AnyHandler>>>> = HANDLERS;
  const [resource = "", verb = ""] = name?.split(".") ?? [];
  const handler = handlers[resource]?.[verb];
  // The check has just proven the type of the parameters, from the same spec.
  return handler ? handler(store, params as never) : example(operationId).body;
}

const MOST_SECRETS = listConnectorSecrets.results[0].properties.secrets.maxItems;

/** The limit of the vendor's guide; the spec has none. */
const LARGEST_LOGO = 5_000_000;

/** By its first bytes or its type. A part without a type may be the dummy of a test. */
async function isPicture(logo: Blob): Promise<boolean> {
  const first = new Uint8Array(await logo.slice(0, 2).arrayBuffer());
  if (["137,80", "255,216"].includes(String(first))) return true;
  return ["image/png", "image/jpeg", "application/octet-stream", ""].includes(logo.type);
}

const logoOf = ({ shown: { logo_url } }: StoredConnector) => ({ logo_url });

/** As the API shows them: without their values. */
const listOf = ({ secrets }: StoredConnector) => ({
  count: secrets.length,
  secrets: secrets.map(({ secret_value, ...listed }) => listed),
});

const secretOf = ({ secrets }: StoredConnector, placeholder: string) =>
  found(secrets.find(({ secret_placeholder }) => secret_placeholder === placeholder));

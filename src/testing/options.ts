// The options of `createFakeApi`, checked with the schemas of the spec.
import {
  createConnectorSecret,
  getConnector,
  getConnectorLog,
  listConnectorSecrets,
} from "../../generated/operations.ts";
import { readToken } from "../credential.ts";
import { ConfigurationError, ValidationError, type ValidationIssue } from "../index.ts";
import { checkValue } from "../schema/check.ts";
import type { Schema } from "../schema/operation.ts";
import { type FakeConnector, timeOf } from "./store.ts";

/** The state of the fake API, and the token that it accepts. */
export interface FakeApiOptions {
  /** The connectors that exist at first. */
  readonly connectors: readonly FakeConnector[];
  /** The only token that is accepted, read as `apiKey` is. Without it, any is. */
  readonly token?: string | undefined;
}

const { team_id, connector_identifier } = getConnector.parameters.path.properties;
const { name, description, configuration } = getConnector.results[0].properties;
const { secret_name, secret_value } = createConnectorSecret.body.properties;

const OPTIONS: Schema = {
  type: "object",
  required: ["connectors"],
  additionalProperties: false,
  properties: {
    token: { type: "string" },
    connectors: {
      type: "array",
      items: {
        type: "object",
        required: ["team_id", "connector_identifier"],
        additionalProperties: false,
        properties: {
          team_id,
          connector_identifier,
          name,
          description,
          configuration: configuration.properties.configuration_json,
          secrets: { type: "object", additionalProperties: secret_value },
          logs: {
            type: "array",
            items: { ...getConnectorLog.results[0], additionalProperties: false },
          },
        },
      },
    },
  },
};

/**
 * @throws {ValidationError} for values that the API does not allow
 * @throws {ConfigurationError} for options that are missing, unknown or contradict each other
 */
export function readOptions(input: FakeApiOptions): FakeApiOptions {
  const issues: ValidationIssue[] = [];
  const options = checkValue(OPTIONS, input, { issues, secrets: [] }) as FakeApiOptions;
  // Issues of TypeScript's types, not of the contract.
  for (const { path, keyword } of issues) {
    if (keyword === "additionalProperties") {
      refuse(path, `Unknown option of createFakeApi: ${path}.`);
    }
    if (path === "token") refuse(path, "token must be a string.");
    if (/^connectors\[\d+\]\.secrets$/.test(path)) {
      refuse(path, "The secrets of a connector must be a record: values by name.");
    }
    if (/^(connectors(\[\d+\])?)?$/.test(path)) refuse("connectors", NEEDED);
  }
  options.connectors.forEach(({ secrets = {} }, index) => {
    for (const each of Object.keys(secrets)) {
      const path = `connectors[${index}].secrets.secret_name`;
      checkValue(secret_name, each, { issues, secrets: [] }, path);
    }
  });
  if (issues.length > 0) throw new ValidationError("createFakeApi", issues);
  checkState(options);
  const { connectors, token } = options;
  return { connectors, token: token === undefined ? undefined : readToken("token", token) };
}

const NEEDED =
  "createFakeApi needs connectors, an array such as " +
  '[{ team_id: 936506, connector_identifier: "T3S70" }].';

function refuse(option: string, message: string): never {
  throw new ConfigurationError(message, { option });
}

/** Rules that the schemas do not express. */
function checkState({ connectors }: FakeApiOptions): void {
  const most = listConnectorSecrets.results[0].properties.secrets.maxItems;
  const seen = new Set<string>();
  connectors.forEach(({ secrets = {}, logs = [], ...connector }, index) => {
    const at = `connectors[${index}]`;
    const key = `${connector.team_id}/${connector.connector_identifier}`;
    if (seen.has(key)) refuse(at, "Duplicate connector.");
    seen.add(key);
    if (Object.keys(secrets).length > most) {
      refuse(`${at}.secrets`, `A connector holds at most ${most} secrets.`);
    }
    logs.forEach(({ log_time }, entry) => {
      if (log_time !== undefined && timeOf(log_time) === undefined) {
        refuse(`${at}.logs[${entry}].log_time`, "A log_time must be a date and time of RFC 3339.");
      }
    });
  });
}

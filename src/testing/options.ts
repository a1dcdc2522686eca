// The options of `createFakeApi`, checked with the schemas of the spec.
import {
  createConnectorSecret,
  getConnector,
  getConnectorLog,
  listConnectorSecrets,
} from "../../generated/operations.ts";
import { readToken } from "../credential.ts";
import {
  ConfigurationError,
  type ConfigurationJson,
  type LogEntry,
  ValidationError,
  type ValidationIssue,
} from "../index.ts";
import { checkValue } from "../schema/check.ts";
import type { Schema } from "../schema/operation.ts";
import { isRecord } from "../schema/shape.ts";
import { timeOf } from "./store.ts";

/** A connector, and what it holds at first. */
export interface FakeConnector {
  /** The team that it belongs to. */
  readonly team_id: number | bigint;
  /** Its identifier, unique in the team. */
  readonly connector_identifier: string;
  /** Its name. Default: its identifier. */
  readonly name?: string | undefined;
  /** What it is for. Default: null. */
  readonly description?: string | null | undefined;
  /** Its configuration: the `configuration_json` itself. Default: an empty one. */
  readonly configuration?: ConfigurationJson | undefined;
  /** Its secrets: values by name. The fake makes their placeholders. Default: none. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** Its log, in any order. Default: none. Nothing adds to it. */
  readonly logs?: readonly LogEntry[] | undefined;
}

/** What the fake API holds, and whom it lets in. */
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
 * @throws {ValidationError} for values that the API could not hold
 * @throws {ConfigurationError} for options that are missing, unknown or contradict each other
 */
export function readOptions(input: FakeApiOptions): FakeApiOptions {
  checkForm(input);
  const { token, ...rest } = input;
  const issues: ValidationIssue[] = [];
  const options = checkValue(OPTIONS, rest, { issues, secrets: [] }) as FakeApiOptions;
  const unknown = issues.find(({ keyword }) => keyword === "additionalProperties")?.path;
  if (unknown !== undefined) {
    const message = `createFakeApi does not know the option ${unknown}.`;
    throw new ConfigurationError(message, { option: unknown });
  }
  options.connectors.forEach(({ secrets = {} }, index) => {
    for (const each of Object.keys(secrets)) {
      const path = `connectors[${index}].secrets.secret_name`;
      checkValue(secret_name, each, { issues, secrets: [] }, path);
    }
  });
  if (issues.length > 0) throw new ValidationError("createFakeApi", issues);
  checkState(options);
  return { ...options, token: token === undefined ? undefined : readToken("token", token) };
}

/** Checks what TypeScript would refuse, but JavaScript would ignore or report in its own words. */
function checkForm(input: unknown): void {
  const { connectors } = isRecord(input) ? input : {};
  if (!Array.isArray(connectors) || !connectors.every(isRecord)) {
    throw new ConfigurationError(
      "createFakeApi needs connectors, an array such as " +
        '[{ team_id: 936506, connector_identifier: "T3S70" }].',
      { option: "connectors" },
    );
  }
  connectors.forEach(({ secrets = {} }, index) => {
    // A Map would look like an empty record.
    if (isRecord(secrets) && !(Symbol.iterator in secrets)) return;
    throw new ConfigurationError("The secrets of a connector must be a record: values by name.", {
      option: `connectors[${index}].secrets`,
    });
  });
}

/** What the schemas do not say of a state. */
function checkState({ connectors }: FakeApiOptions): void {
  const most = listConnectorSecrets.results[0].properties.secrets.maxItems;
  const seen = new Set<string>();
  connectors.forEach(({ secrets = {}, logs = [], ...connector }, index) => {
    const refuse = (member: string, message: string) => {
      throw new ConfigurationError(message, { option: `connectors[${index}]${member}` });
    };
    const key = `${connector.team_id}/${connector.connector_identifier}`;
    if (seen.has(key)) refuse("", "Duplicate connector.");
    seen.add(key);
    if (Object.keys(secrets).length > most) {
      refuse(".secrets", `A connector holds at most ${most} secrets.`);
    }
    logs.forEach(({ log_time }, entry) => {
      if (log_time !== undefined && timeOf(log_time) === undefined) {
        refuse(`.logs[${entry}].log_time`, "A log_time must be a date and time of RFC 3339.");
      }
    });
  });
}

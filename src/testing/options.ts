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

/** The options themselves, not the values of the contract in them. */
const OPTION = /^(token|connectors(\[\d+\](\.secrets)?)?)?$/;

/**
 * @throws {ValidationError} for values that the API does not allow
 * @throws {ConfigurationError} for options that are missing, unknown or contradict each other
 */
export function readOptions(input: FakeApiOptions): FakeApiOptions {
  const issues: ValidationIssue[] = [];
  const options = checkValue(OPTIONS, input, { issues, secrets: [] }) as FakeApiOptions;
  const misused = issues.find(
    ({ path, keyword }) => keyword === "additionalProperties" || OPTION.test(path),
  );
  if (misused) refuse("createFakeApi", misused);
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

/** @throws {ConfigurationError} for what a function of the fake API cannot do */
export function refuse(
  subject: string,
  { path, message }: Pick<ValidationIssue, "path" | "message">,
): never {
  const words = `${subject}: ${path || "its argument"} ${message}.`;
  throw new ConfigurationError(words, path ? { option: path } : {});
}

/** Rules that the schemas do not express. */
function checkState({ connectors }: FakeApiOptions): void {
  const most = listConnectorSecrets.results[0].properties.secrets.maxItems;
  const seen = new Set<string>();
  const check = (isValid: boolean, path: string, message: string) => {
    if (!isValid) refuse("createFakeApi", { path, message });
  };
  connectors.forEach(({ secrets = {}, logs = [], ...connector }, index) => {
    const at = `connectors[${index}]`;
    const key = `${connector.team_id}/${connector.connector_identifier}`;
    check(!seen.has(key), at, "is a duplicate");
    seen.add(key);
    check(Object.keys(secrets).length <= most, `${at}.secrets`, `must be at most ${most}`);
    logs.forEach(({ log_time }, entry) => {
      const isTime = log_time === undefined || timeOf(log_time) !== undefined;
      check(isTime, `${at}.logs[${entry}].log_time`, "must be a date and time of RFC 3339");
    });
  });
}

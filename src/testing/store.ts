// What the fake API keeps: connectors and their secrets.
import { createConnectorSecret, listConnectorSecrets } from "../../generated/contract.ts";
import { isRecord } from "../constraints.ts";
import { ConfigurationError } from "../errors/local.ts";
import type { ConnectorParams } from "../types.ts";
import { validate } from "../validate.ts";
import { createPlaceholders, Shelf, type StoredSecret } from "./shelf.ts";

/** A connector, and what it stores at first. */
export interface FakeConnector extends ConnectorParams {
  /** Values by name. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
}

export interface Store {
  /** @param team_id its digits, as a URL has them */
  readonly find: (team_id: string, connector_identifier: string) => Shelf | undefined;
  readonly secrets: (team_id: number | bigint, connector_identifier: string) => StoredSecret[];
}

/**
 * @throws {ValidationError} for what breaks the contract
 * @throws {ConfigurationError} without connectors, for one that is given twice or holds too much
 */
export function createStore(connectors: readonly FakeConnector[]): Store {
  checkConnectors(connectors);
  const shelves = new Map<string, Shelf>();
  const keyOf = (team_id: string | number | bigint, connector_identifier: string) =>
    `${team_id}/${connector_identifier}`;
  const nextPlaceholder = createPlaceholders();

  for (const { secrets = {}, ...connector } of connectors) {
    const { path } = validate(listConnectorSecrets, connector);
    const key = keyOf(path.team_id, path.connector_identifier);
    if (shelves.has(key)) throw new ConfigurationError("A connector is given twice.");
    const shelf = new Shelf(nextPlaceholder);
    shelves.set(key, shelf);
    for (const [secret_name, secret_value] of Object.entries(secrets)) {
      validate(createConnectorSecret, { ...path, secret_name, secret_value });
      if (shelf.isFull) throw new ConfigurationError("A connector holds too many secrets.");
      shelf.add(secret_name, secret_value);
    }
  }

  return {
    find: (team_id, connector_identifier) => shelves.get(keyOf(team_id, connector_identifier)),
    secrets(team_id, connector_identifier) {
      const shelf = shelves.get(keyOf(team_id, connector_identifier));
      if (!shelf) throw new ConfigurationError("The fake API was given no such connector.");
      return shelf.secrets.map((secret) => ({ ...secret }));
    },
  };
}

/** What TypeScript refuses, and JavaScript would fail at in its own words, or pass over. */
function checkConnectors(connectors: unknown): void {
  if (!Array.isArray(connectors) || !connectors.every(isRecord)) {
    throw new ConfigurationError(
      "createFakeApi needs connectors, an array such as " +
        '[{ team_id: 936506, connector_identifier: "T3S70" }].',
    );
  }
  for (const { secrets = {} } of connectors) {
    // A Map would look like an empty record.
    if (!isRecord(secrets) || Symbol.iterator in secrets) {
      throw new ConfigurationError("The secrets of a connector must be a record: values by name.");
    }
  }
}

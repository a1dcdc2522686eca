// The state of the fake API: connectors, with their secrets and logs.
import { getConnectorLogo } from "../../generated/operations.ts";
import type {
  ConfigurationJson,
  Connector,
  ConnectorConfiguration,
  GetConnectorParams,
  LogEntry,
  Secret,
} from "../index.ts";
import { example, Refusal } from "./response.ts";

/** A secret with its value, which the API itself never returns. */
export interface StoredSecret extends Secret {
  /** The value that was sent. */
  secret_value: string;
}

/** A connector and its initial state. */
export interface FakeConnector {
  /** The team that it belongs to. */
  readonly team_id: number | bigint;
  /** Its identifier, unique in the team. */
  readonly connector_identifier: string;
  /** Its name. Default: its identifier. */
  readonly name?: string | undefined;
  /** Its description. Default: null. */
  readonly description?: string | null | undefined;
  /** Its configuration: the `configuration_json` itself. Default: an empty one. */
  readonly configuration?: ConfigurationJson | undefined;
  /** Its secrets: values by name. The fake makes their placeholders. Default: none. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** Its log, in any order. Default: none. It does not change. */
  readonly logs?: readonly LogEntry[] | undefined;
}

/** As the API returns it, with every member. */
type Shown = Required<Connector> & {
  logo_url: string;
  readonly configuration: Required<ConnectorConfiguration>;
};

export interface StoredConnector {
  readonly shown: Shown;
  /** The oldest first. */
  readonly secrets: StoredSecret[];
  /** The newest first. */
  readonly logs: readonly LogEntry[];
}

/** Without an identifier, the store makes one. */
type NewConnector = Pick<FakeConnector, "team_id"> & Partial<FakeConnector>;

export class Store {
  /** By team and identifier, the oldest first. */
  readonly #connectors = new Map<string, StoredConnector>();
  #made = 0n;

  constructor(connectors: readonly FakeConnector[]) {
    for (const connector of connectors) this.addConnector(connector);
  }

  connectors(team_id: number | bigint): StoredConnector[] {
    const all = [...this.#connectors];
    return all.filter(([key]) => key.startsWith(`${team_id}/`)).map(([, connector]) => connector);
  }

  find(key: GetConnectorParams): StoredConnector | undefined {
    return this.#connectors.get(keyOf(key));
  }

  connector(key: GetConnectorParams): StoredConnector {
    return found(this.find(key));
  }

  addConnector(connector: NewConnector): StoredConnector {
    const { team_id, configuration = {}, secrets = {}, logs = [] } = connector;
    const { connector_identifier = this.#newIdentifier(team_id) } = connector;
    const created_at = now();
    const dates = { created_at, updated_at: created_at };
    const shown = {
      connector_identifier,
      name: connector.name ?? connector_identifier,
      description: connector.description ?? null,
      logo_url: DEFAULT_LOGO,
      ...dates,
      configuration: { version: "1.0.0", configuration_json: configuration, ...dates },
    };
    const newestFirst = [...logs].sort((one, other) =>
      Number(nanosecondsOf(other) - nanosecondsOf(one)),
    );
    const stored = { shown, secrets: [], logs: newestFirst };
    this.#connectors.set(keyOf({ team_id, connector_identifier }), stored);
    for (const [name, value] of Object.entries(secrets)) this.addSecret(stored, name, value);
    return stored;
  }

  deleteConnector(key: GetConnectorParams): void {
    if (!this.#connectors.delete(keyOf(key))) throw new Refusal(404);
  }

  addSecret({ secrets }: StoredConnector, secret_name: string, secret_value: string): void {
    const digits = this.#newDigits(36).toString(16);
    const secret_placeholder = `sec_${digits.padStart(9, "0")}`;
    secrets.push({ secret_placeholder, secret_name, secret_value });
  }

  #newIdentifier(team_id: number | bigint): string {
    for (;;) {
      const connector_identifier = this.#newDigits(25).toString(32).toUpperCase().padStart(5, "0");
      if (!this.find({ team_id, connector_identifier })) return connector_identifier;
    }
  }

  /** Unique, random-looking, and the same in every run of a test. */
  #newDigits(bits: number): bigint {
    // Multiplying by an odd number is a bijection modulo 2^bits.
    return BigInt.asUintN(bits, ++this.#made * 0x9e3779b97n);
  }
}

const keyOf = ({ team_id, connector_identifier }: GetConnectorParams) =>
  `${team_id}/${connector_identifier}`;

/** @throws {Refusal} 404 */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Refusal(404);
  return value;
}

const DEFAULT_LOGO = String(
  (example(getConnectorLogo.operationId).body as { logo_url?: string } | undefined)?.logo_url,
);

/** As the examples of the spec write it. */
export const now = () => new Date().toISOString().replace(/\.\d+Z$/, "+00:00");

/** The nanoseconds since the epoch of a date and time of RFC 3339. */
export function timeOf(text: string): bigint | undefined {
  const [, whole, fraction = "", offset] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/i.exec(text) ?? [];
  const milliseconds = Date.parse(`${whole}${offset}`);
  if (Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, "0").slice(0, 9));
}

/** For the order of a log. Entries without a time come last. */
export const nanosecondsOf = ({ log_time = "" }: LogEntry) => timeOf(log_time) ?? -(2n ** 80n);

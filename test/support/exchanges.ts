// Requests for every response of the fake API: those that the spec documents for each operation, and
// those that depend on its state.
import { expect } from "vitest";
import { SUCCESSES } from "../../generated/examples.ts";
import { createFakeApi, type Fault, type Quota } from "../../src/testing/index.ts";
import { CONNECTOR } from "./calls.ts";
import {
  invalidCallsOf,
  membersOf,
  type Operation,
  operations,
  type Params,
  paramsOf,
  requestOf,
} from "./contract.ts";

export const TOKEN = "an-api-key";

export interface Exchange {
  readonly operation: string;
  readonly status: number;
  /** Parameters in place of the documented examples. */
  readonly params?: Params;
  readonly authorization?: string | null;
  readonly type?: string;
  readonly body?: string;
  /** The connector has no room left. */
  readonly full?: true;
  /** Set in the fake before. */
  readonly fault?: Fault;
  readonly quota?: Quota;
}

/** The request line of each operation, such as `GET /v1/teams/{team_id}`. */
const LINES = new Map(
  Object.entries(operations).map(([line, operation]) => [
    operation.operationId,
    { line, operation },
  ]),
);

/** What the spec documents for an operation. */
function* documented(operation: Operation): Generator<Omit<Exchange, "operation">> {
  const statuses = Object.keys(operation.responses).filter((status) => /^\d{3}$/.test(status));
  const [success] = statuses.filter((status) => status.startsWith("2"));
  yield { status: Number(success) };
  yield { status: 401, authorization: null };
  yield { status: 401, authorization: "Bearer another-key" };
  yield { status: 401, authorization: TOKEN };
  yield { status: 429, quota: { limit: 20, remaining: 0, retryAfter: 7 } };
  yield { status: 429, quota: { limit: 20, remaining: 0 } };
  for (const status of statuses.map(Number).filter((each) => each >= 400)) {
    yield { status, fault: { status } };
  }
  const places = new Map(membersOf(operation).map(({ path, place }) => [path.join("."), place]));
  for (const { at, params } of invalidCallsOf(operation)) {
    yield { status: REFUSALS[places.get(at) ?? ""] ?? 422, params };
  }
}

/** How a member that breaks the contract is refused, by where it is sent. */
const REFUSALS: Readonly<Record<string, number>> = {
  path: 404,
  query: 400,
  header: 400,
  "multipart/form-data": 400,
};

const NOWHERE = { connector_identifier: "NOWHERE" };
const GONE = { secret_placeholder: "sec_000000000" };
const EMPTY = { secret_name: "", secret_value: "" };

/** What depends on the state, or on the bytes of a body. */
const stateful: readonly [string, status: number, Omit<Exchange, "operation" | "status">][] = [
  ["listConnectors", 200, { params: { team_id: 1 } }],
  ["listConnectors", 200, { params: { include_configs: undefined } }],
  ["createConnector", 201, { params: { connector_identifier: "T3S70" } }],
  ["createConnector", 201, { params: { description: undefined } }],
  ["createConnector", 404, { params: NOWHERE }],
  ["updateConnector", 204, { body: "{}" }],
  ["updateConnector", 400, { body: "{" }],
  ["uploadConnectorLogo", 400, { body: "no parts", type: "multipart/form-data" }],
  ["uploadConnectorLogo", 400, { body: '{"logo":"x"}', type: "application/json" }],
  ["listConnectorLogs", 200, { params: NOWHERE }],
  ["listConnectorLogs", 400, { params: { before: "yesterday" } }],
  ["getConnectorLog", 404, { params: { log_id: "124-foo" } }],
  ["listConnectorSecrets", 200, { full: true }],
  ["createConnectorSecret", 201, { params: EMPTY }],
  ["createConnectorSecret", 201, { type: "application/json; charset=utf-8" }],
  ["createConnectorSecret", 400, { body: "" }],
  ["createConnectorSecret", 400, { type: "text/plain" }],
  ["createConnectorSecret", 409, { params: { secret_name: "stored" } }],
  ["createConnectorSecret", 422, { body: "[]" }],
  ["createConnectorSecret", 422, { full: true }],
  ["updateConnectorSecret", 404, { params: GONE }],
  ["deleteConnectorSecret", 404, { params: GONE }],
];

/** Those of one connector: the others are listed above. */
const ofConnector = [...LINES.keys()].filter(
  (id) => !/^(list|create)Connectors?$|^listConnectorLogs$/.test(id),
);

const exchanges: readonly Exchange[] = [
  ...[...LINES].flatMap(([id, { operation }]) =>
    [...documented(operation)].map((exchange) => ({ operation: id, ...exchange })),
  ),
  ...[NOWHERE, { team_id: 1 }].flatMap((params) =>
    ofConnector.map((operation) => ({ operation, status: 404, params })),
  ),
  ...stateful.map(([operation, status, rest]) => ({ operation, status, ...rest })),
];

export const EXCHANGES = exchanges.map((exchange) => [nameOf(exchange), exchange] as const);

/** A fake that is in the state that the exchange wants, and the request to send it. */
export function prepare(exchange: Exchange) {
  const rest = Array.from({ length: exchange.full ? 99 : 0 }, (_, index) => [`name_${index}`, "x"]);
  const secrets = { stored: "an-old-value", ...Object.fromEntries(rest) };
  const { operation } = LINES.get("getConnectorLog") ?? expect.unreachable();
  const logs = [{ ...SUCCESSES.getConnectorLog.body, id: String(paramsOf(operation).log_id) }];
  const api = createFakeApi({ connectors: [{ ...CONNECTOR, secrets, logs }], token: TOKEN });
  const [stored] = api.secrets(CONNECTOR.team_id, CONNECTOR.connector_identifier);
  if (exchange.fault) api.failNext(exchange.fault);
  if (exchange.quota) api.rateLimit(exchange.quota);
  const request = (base: string) => toRequest(exchange, base, stored?.secret_placeholder);
  return { api, request };
}

function toRequest(exchange: Exchange, base: string, placeholder: string | undefined): Request {
  const { line, operation } = LINES.get(exchange.operation) ?? expect.unreachable();
  const { authorization = `Bearer ${TOKEN}`, type, body } = exchange;
  const examples = paramsOf(operation);
  // The fake makes its own placeholders, so the example's is not there.
  const { secret_placeholder = placeholder, ...params } = exchange.params ?? {};
  const isExample = secret_placeholder === examples.secret_placeholder;
  const own = { secret_placeholder: isExample ? placeholder : secret_placeholder };
  const { path, init } = requestOf(line, operation, { ...examples, ...params, ...own });
  const headers = new Headers(init.headers);
  if (authorization) headers.set("authorization", authorization);
  if (type) headers.set("content-type", type);
  return new Request(base + path, { ...init, headers, ...(body !== undefined && { body }) });
}

function nameOf({ operation, status, ...rest }: Exchange): string {
  const text = JSON.stringify(rest, (_, value) =>
    typeof value === "string" && value.length > 60 ? `${value.length} characters` : value,
  );
  return `${operation} ${status} ${text}`;
}

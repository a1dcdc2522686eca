// Requests for every answer that the fake API can give, by operation and status.
import { createFakeApi, type Fault, type Quota } from "../../src/testing/index.ts";
import { CONNECTOR, CONTRACT, OPERATION_IDS, type OperationId, PARAMS, pathOf } from "./params.ts";

export const TOKEN = "an-api-key";

export interface Exchange {
  readonly operation: OperationId;
  readonly status: number;
  /** What of the usual request is another. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly authorization?: string | null;
  readonly type?: string;
  readonly body?: string;
  /** The connector has no room left. */
  readonly full?: true;
  /** What the fake is told before. */
  readonly fault?: Fault;
  readonly quota?: Quota;
}

const create = "createConnectorSecret";
const update = "updateConnectorSecret";
const gone = { secret_placeholder: "sec_000000000" };
const longName = "n".repeat(256);
const longValue = "v".repeat(10_001);

const toAll = (more: Omit<Exchange, "operation">): Exchange[] =>
  OPERATION_IDS.map((operation) => ({ operation, ...more }));

const exchanges: readonly Exchange[] = [
  { operation: "listConnectorSecrets", status: 200 },
  { operation: "listConnectorSecrets", status: 200, full: true },
  { operation: create, status: 201, params: { secret_name: "new" } },
  { operation: create, status: 201, params: { secret_name: "", secret_value: "" } },
  { operation: create, status: 201, params: { secret_name: longName.slice(1) } },
  {
    operation: create,
    status: 201,
    params: { secret_name: "new" },
    type: "application/json; charset=utf-8",
  },
  { operation: update, status: 204 },
  { operation: "deleteConnectorSecret", status: 204 },
  ...toAll({ status: 401, authorization: null }),
  ...toAll({ status: 401, authorization: "Bearer another-key" }),
  ...toAll({ status: 401, authorization: TOKEN }),
  ...toAll({ status: 403, fault: { status: 403 } }),
  ...toAll({ status: 404, params: { connector_identifier: "NOWHERE" } }),
  ...toAll({ status: 404, params: { team_id: 1 } }),
  { operation: update, status: 404, params: gone },
  { operation: "deleteConnectorSecret", status: 404, params: gone },
  { operation: create, status: 400, body: "{" },
  { operation: create, status: 400, body: "" },
  { operation: create, status: 400, type: "text/plain" },
  { operation: update, status: 400, body: "{" },
  { operation: update, status: 400, type: "text/plain" },
  { operation: create, status: 409 },
  { operation: create, status: 422, body: "[]" },
  { operation: create, status: 422, body: '{"secret_name":"new"}' },
  { operation: create, status: 422, body: '{"secret_name":7,"secret_value":"x"}' },
  { operation: create, status: 422, params: { secret_name: longName } },
  { operation: create, status: 422, params: { secret_name: "new", secret_value: longValue } },
  { operation: create, status: 422, params: { secret_name: "new" }, full: true },
  { operation: update, status: 422, body: "{}" },
  { operation: update, status: 422, params: { secret_value: longValue } },
  ...toAll({ status: 429, fault: { status: 429 } }),
  ...toAll({ status: 429, quota: { limit: 20, remaining: 0, retryAfter: 7 } }),
  ...toAll({ status: 429, quota: { limit: 20, remaining: 0 } }),
  ...toAll({ status: 500, fault: { status: 500 } }),
];

export const EXCHANGES = exchanges.map((exchange) => [nameOf(exchange), exchange] as const);

/** A fake that is in the state that the exchange wants, and the request to send it. */
export function prepare(exchange: Exchange) {
  const rest = Array.from({ length: exchange.full ? 99 : 0 }, (_, index) => [`name_${index}`, "x"]);
  const secrets = { client_id: "an-old-value", ...Object.fromEntries(rest) };
  const api = createFakeApi({ connectors: [{ ...CONNECTOR, secrets }], token: TOKEN });
  const [stored] = api.secrets(CONNECTOR.team_id, CONNECTOR.connector_identifier);
  if (exchange.fault) api.failNext(exchange.fault);
  if (exchange.quota) api.rateLimit(exchange.quota);
  const request = (base: string) => requestOf(exchange, base, stored?.secret_placeholder);
  return { api, request };
}

function requestOf(exchange: Exchange, base: string, secret_placeholder: string | undefined) {
  const { operation, authorization = `Bearer ${TOKEN}`, type = "application/json" } = exchange;
  const { method, body: schema } = CONTRACT[operation];
  const params: Record<string, unknown> = {
    ...PARAMS[operation],
    secret_placeholder,
    ...exchange.params,
  };
  const members = Object.keys(schema?.properties ?? {}).map((name) => [name, params[name]]);
  const body = exchange.body ?? JSON.stringify(Object.fromEntries(members));
  return new Request(`${base}${pathOf(operation, params)}`, {
    method,
    headers: { ...(authorization && { authorization }), ...(schema && { "content-type": type }) },
    ...(schema && { body }),
  });
}

function nameOf({ operation, status, ...rest }: Exchange): string {
  const text = JSON.stringify(rest, (_, value) =>
    typeof value === "string" && value.length > 60 ? `${value.length} characters` : value,
  );
  return `${operation} ${status} ${text}`;
}

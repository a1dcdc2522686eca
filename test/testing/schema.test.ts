// The fake API is held to the contract: every response is validated with its schema, in which no
// undocumented member is allowed, and has the documented headers. Each operation gets a request for
// every response that the spec documents, and those that depend on the fake's state.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { SUCCESSES } from "../../generated/examples.ts";
import { createFakeApi, type Fault, type Quota } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import {
  bodyOf,
  contract,
  invalidCallsOf,
  isNode,
  membersOf,
  merged,
  type Operation,
  operations,
  type Params,
  paramsOf,
  requestOf,
  resolve,
} from "../support/contract.ts";

const TOKEN = "an-api-key";

interface Exchange {
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

/** Each operation with its request line, such as `GET /v1/teams/{team_id}`. */
const LINES = new Map(
  Object.entries(operations).map(([line, operation]) => [
    operation.operationId,
    { line, operation },
  ]),
);
const find = (id: string) => LINES.get(id) ?? expect.unreachable();

/** How a member that breaks the contract is refused, by where it is sent. */
const REFUSALS: Readonly<Record<string, number>> = {
  path: 404,
  query: 400,
  header: 400,
  "multipart/form-data": 400,
};

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

const NOWHERE = { connector_identifier: "NOWHERE" };
const GONE = { secret_placeholder: "sec_000000000" };
const EMPTY = { secret_name: "", secret_value: "" };

/** What depends on the state, or on the bytes of a body. */
const STATEFUL: readonly [id: string, status: number, Omit<Exchange, "operation" | "status">][] = [
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
  ...STATEFUL.map(([operation, status, rest]) => ({ operation, status, ...rest })),
];

/** Sends the request to a fake that is in the state that the exchange wants. */
function send({ operation: id, params = {}, full, fault, quota, ...exchange }: Exchange) {
  const rest = Array.from({ length: full ? 99 : 0 }, (_, index) => [`name_${index}`, "x"]);
  const secrets = { stored: "an-old-value", ...Object.fromEntries(rest) };
  const log_id = paramsOf(find("getConnectorLog").operation).log_id;
  const logs = [{ ...SUCCESSES.getConnectorLog.body, id: String(log_id) }];
  const api = createFakeApi({ connectors: [{ ...CONNECTOR, secrets, logs }], token: TOKEN });
  if (fault) api.failNext(fault);
  if (quota) api.rateLimit(quota);
  const { line, operation } = find(id);
  // The fake makes its own placeholders, so the example's is not there.
  const [stored] = api.secrets(CONNECTOR.team_id, CONNECTOR.connector_identifier);
  const examples = { ...paramsOf(operation), secret_placeholder: stored?.secret_placeholder };
  const isExample = params.secret_placeholder === paramsOf(operation).secret_placeholder;
  const own = isExample ? { secret_placeholder: stored?.secret_placeholder } : {};
  const { path, init } = requestOf(line, operation, { ...examples, ...params, ...own });
  const { authorization = `Bearer ${TOKEN}`, type, body } = exchange;
  const headers = new Headers(init.headers);
  if (authorization) headers.set("authorization", authorization);
  if (type) headers.set("content-type", type);
  return api.fetch(`http://fake${path}`, { ...init, headers, ...(body !== undefined && { body }) });
}

/** The contract, in which no object may have a member that is not documented. */
const closed = JSON.parse(JSON.stringify(contract), (_, value) => {
  const schema = isNode(value) && value.allOf ? merged(value) : value;
  return isNode(schema) && schema.type === "object"
    ? { ...schema, additionalProperties: false }
    : schema;
});
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(closed, "contract");

function compile(schema: unknown): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/', '"contract#/');
  return ajv.compile(JSON.parse(text));
}

/** Of a refusal that its operation does not document, that of another operation. */
function responseOf(id: string, status: number) {
  const other = Object.values(operations).find(({ responses }) => status in responses);
  return resolve(find(id).operation.responses[status] ?? other?.responses[status], closed);
}

function nameOf({ operation, status, ...rest }: Exchange): string {
  const text = JSON.stringify(rest, (_, value) =>
    typeof value === "string" && value.length > 60 ? `${value.length} characters` : value,
  );
  return `${operation} ${status} ${text}`;
}

it.each(exchanges.map((exchange) => [nameOf(exchange), exchange] as const))(
  "%s",
  async (_name, exchange) => {
    const response = await send(exchange);
    const { status, headers } = response;
    expect(status).toBe(exchange.status);
    const wanted = responseOf(exchange.operation, status);
    const body = await response.text();
    const { media } = bodyOf(wanted) ?? {};
    if (media) {
      expect(headers.get("content-type")).toBe("application/json");
      const validate = compile(media.schema);
      validate(JSON.parse(body));
      expect(validate.errors).toBeNull();
    } else {
      expect(body).toBe("");
    }
    const isOpenEnded = exchange.quota && exchange.quota.retryAfter === undefined;
    for (const [name, node] of Object.entries(resolve(wanted.headers))) {
      const value = headers.get(name);
      // The contract says that not every refusal carries it.
      if (name === "Retry-After" && isOpenEnded) {
        expect(value).toBeNull();
        continue;
      }
      expect(value, name).not.toBeNull();
      const { schema } = resolve(node);
      const validate = compile(schema);
      validate(resolve(schema).type === "integer" ? Number(value) : value);
      expect(validate.errors, name).toBeNull();
    }
  },
);

it("Ajv would find a value that is returned", () => {
  const secret = { secret_placeholder: "sec_1", secret_name: "a", secret_value: "b" };
  const validate = compile({ $ref: "#/components/schemas/SecretList" });
  expect(validate({ count: 1, secrets: [secret] })).toBe(false);
  expect(validate.errors).toMatchObject([{ keyword: "additionalProperties" }]);
});

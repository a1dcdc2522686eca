// Each operation of the spec by its id, as a call with its documented examples.
import { SUCCESSES } from "../../generated/examples.ts";
import { OPERATIONS } from "../../generated/operations.ts";
import type {
  ApiPromise,
  CallOptions,
  Client,
  CreateSecretParams,
  GetLogParams,
  operations,
  SecretList,
  UpdateConnectorParams,
  UpdateSecretParams,
} from "../../src/index.ts";
import type { Operation } from "../../src/schema/operation.ts";
import * as contract from "./contract.ts";
import { type Params, paramsOf } from "./contract.ts";

export const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" } as const;
export const SECRET = { ...CONNECTOR, secret_placeholder: "sec_a23f23d26" } as const;

export type OperationId = keyof operations;

/** The operations that have a method, as the client knows them. */
export const CONTRACT = Object.fromEntries(
  OPERATIONS.filter(({ name }) => name).map((operation) => [operation.operationId, operation]),
) as Record<OperationId, Operation>;

export const OPERATION_IDS = Object.keys(CONTRACT) as OperationId[];

const inSpec = ({ method, path }: Operation) =>
  contract.operations[`${method} ${path}`] as contract.Operation;

/** The documented examples, flat, as the methods take them. */
export const PARAMS = byId((operation) => paramsOf(inSpec(operation)) as unknown as AnyParams);

/** Each operation has only the members that it documents. */
type AnyParams = CreateSecretParams & UpdateSecretParams & UpdateConnectorParams & GetLogParams;

/** The documented list of secrets. */
export const LIST: SecretList = SUCCESSES.listConnectorSecrets.body as unknown as SecretList;

/** A call of each operation; the parameters may be overridden one by one. */
export const CALLS = byId(
  (operation) => (client: Client, options?: CallOptions, params?: object) => {
    const found = inSpec(operation);
    return call(client, found, { ...paramsOf(found), ...params }, options);
  },
);

/** Calls the method that `x-method` names. */
export function call(
  client: Client,
  operation: contract.Operation,
  params: Params = paramsOf(operation),
  options: CallOptions = {},
): ApiPromise<unknown> {
  const [resource = "", verb = ""] = String(operation["x-method"]).split(".");
  type Methods = Record<string, (params: Params, options: CallOptions) => ApiPromise<unknown>>;
  const methods = (client as unknown as Record<string, Methods>)[resource];
  if (!methods?.[verb]) throw new Error(`The client has no ${resource}.${verb}`);
  return methods[verb](params, options);
}

/** The documented success of each operation. */
export function succeeded(id: OperationId): Response {
  const { status, body }: { status: number; body?: unknown } = SUCCESSES[id];
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}

/** The path that is sent with these parameters, with its query. */
export function pathOf(id: OperationId, given: object = PARAMS[id]) {
  const params = given as Readonly<Record<string, unknown>>;
  const { path, parameters } = CONTRACT[id];
  const query = Object.keys(parameters.query?.properties ?? {})
    .filter((name) => params[name] !== undefined)
    .map((name) => `${name}=${encodeURIComponent(String(params[name]))}`);
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => String(params[name]));
  return [filled, ...(query.length > 0 ? [query.join("&")] : [])].join("?");
}

function byId<T>(make: (operation: Operation) => T): Record<OperationId, T> {
  const entries = OPERATION_IDS.map((id) => [id, make(CONTRACT[id])]);
  return Object.fromEntries(entries);
}

// Each operation of the spec as a call with its documented examples.
import { SUCCESSES } from "../../generated/examples.ts";
import { OPERATIONS } from "../../generated/operations.ts";
import type { ApiPromise, CallOptions, Client, operations, SecretList } from "../../src/index.ts";
import type { Operation } from "../../src/operation.ts";
import * as contract from "./contract.ts";

export const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" } as const;
export const SECRET = { ...CONNECTOR, secret_placeholder: "sec_a23f23d26" } as const;

export type OperationId = keyof operations;

/** The operations that have a method, as the client knows them. */
export const CONTRACT = Object.fromEntries(
  OPERATIONS.filter(({ name }) => name).map((operation) => [operation.operationId, operation]),
) as Record<OperationId, Operation>;

export const OPERATION_IDS = Object.keys(CONTRACT) as OperationId[];

/** The documented examples, flat, as the methods take them. */
export const PARAMS = byId(({ method, path }) => {
  const operation = contract.operations[`${method} ${path}`] as contract.Operation;
  const parameters = operation.parameters.map((node) => [node.name, contract.exampleOf(node)]);
  const body = contract.bodyOf(operation.requestBody);
  if (body?.type !== "multipart/form-data") {
    return {
      ...Object.fromEntries(parameters),
      ...(body && contract.resolve(contract.exampleOf(body.media))),
    };
  }
  const { properties } = contract.merged(body.media.schema);
  const files = Object.keys(contract.resolve(properties)).map((name) => [
    name,
    new Blob(["any bytes"], { type: "image/png" }),
  ]);
  return Object.fromEntries([...parameters, ...files]);
});

/** The documented list of secrets. */
export const LIST: SecretList = SUCCESSES.listConnectorSecrets.body as unknown as SecretList;

type Call = (client: Client, options?: CallOptions, params?: object) => ApiPromise<unknown>;

/** A call of each operation; the parameters may be overridden one by one. */
export const CALLS = byId(({ operationId, name = "" }): Call => {
  const [resource = "", verb = ""] = name.split(".");
  return (client, options, params) => {
    const methods = client as unknown as Record<
      string,
      Record<string, (...given: unknown[]) => ApiPromise<unknown>>
    >;
    const method = methods[resource]?.[verb];
    if (!method) throw new Error(`The client has no ${name}.`);
    return method({ ...PARAMS[operationId as OperationId], ...params }, options);
  };
});

/** The documented success of each operation. */
export function succeeded(id: OperationId): Response {
  const { status, body }: { status: number; body?: unknown } = SUCCESSES[id];
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}

/** The path that is sent with these parameters, with its query. */
export function pathOf(id: OperationId, params: Readonly<Record<string, unknown>> = PARAMS[id]) {
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

// Parameters that keep the contract, and each operation as a call with them.
import {
  createConnectorSecret,
  deleteConnectorSecret,
  listConnectorSecrets,
  updateConnectorSecret,
} from "../../generated/contract.ts";
import type { Operation } from "../../src/contract.ts";
import type { ApiPromise, CallOptions, Client, SecretList } from "../../src/index.ts";
import type { operations } from "../../src/types.ts";

export const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" } as const;
export const SECRET = { ...CONNECTOR, secret_placeholder: "sec_a23f23d26" } as const;

/** The documented examples. */
export const PARAMS = {
  listConnectorSecrets: CONNECTOR,
  createConnectorSecret: {
    ...CONNECTOR,
    secret_name: "client_id",
    secret_value: "my-super-secret-value",
  },
  updateConnectorSecret: { ...SECRET, secret_value: "my-super-secret-value" },
  deleteConnectorSecret: SECRET,
} as const satisfies Record<keyof operations, object>;

/** The documented answer of a list and of a create. */
export const LIST: SecretList = {
  count: 1,
  secrets: [{ secret_placeholder: "sec_a23f23d26", secret_name: "client_id" }],
};

export type OperationId = keyof typeof PARAMS;

/** A call of each operation; the parameters may be overridden one by one. */
export const CALLS: Record<
  OperationId,
  (client: Client, options?: CallOptions, params?: object) => ApiPromise<unknown>
> = {
  listConnectorSecrets: ({ secrets }, options, params) =>
    secrets.list({ ...PARAMS.listConnectorSecrets, ...params }, options),
  createConnectorSecret: ({ secrets }, options, params) =>
    secrets.create({ ...PARAMS.createConnectorSecret, ...params }, options),
  updateConnectorSecret: ({ secrets }, options, params) =>
    secrets.update({ ...PARAMS.updateConnectorSecret, ...params }, options),
  deleteConnectorSecret: ({ secrets }, options, params) =>
    secrets.delete({ ...PARAMS.deleteConnectorSecret, ...params }, options),
};

export const OPERATION_IDS = Object.keys(CALLS) as OperationId[];

/** The operations as the client knows them. */
export const CONTRACT: Record<OperationId, Operation> = {
  listConnectorSecrets,
  createConnectorSecret,
  updateConnectorSecret,
  deleteConnectorSecret,
};

/** The path that is sent with these parameters. */
export function pathOf(id: OperationId, params: Readonly<Record<string, unknown>> = PARAMS[id]) {
  return CONTRACT[id].path.replace(/\{(\w+)\}/g, (_match, name) => String(params[name]));
}

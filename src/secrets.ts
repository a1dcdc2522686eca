// The methods of `client.secrets`, and how each calls its operation.
import {
  createConnectorSecret,
  deleteConnectorSecret,
  listConnectorSecrets,
  updateConnectorSecret,
} from "../generated/contract.ts";
import type { ApiPromise } from "./api-promise.ts";
import type { Caller, Endpoint } from "./call.ts";
import type { CallOptions } from "./options.ts";
import type {
  CreateSecretParams,
  DeleteSecretParams,
  ListSecretsParams,
  SecretList,
  UpdateSecretParams,
} from "./types.ts";

/** The secrets of a connector. */
export interface Secrets {
  list(params: ListSecretsParams, options?: CallOptions): ApiPromise<SecretList>;
  create(params: CreateSecretParams, options?: CallOptions): ApiPromise<SecretList>;
  update(params: UpdateSecretParams, options?: CallOptions): ApiPromise<void>;
  delete(params: DeleteSecretParams, options?: CallOptions): ApiPromise<void>;
}

export const listEndpoint: Endpoint<"listConnectorSecrets"> = {
  operation: listConnectorSecrets,
  build: (http, { path }, init) =>
    http.GET(listConnectorSecrets.path, { params: { path }, ...init }),
};

export const createEndpoint: Endpoint<"createConnectorSecret"> = {
  operation: createConnectorSecret,
  build: (http, { path, body }, init) =>
    http.POST(createConnectorSecret.path, { params: { path }, body, ...init }),
};

export const updateEndpoint: Endpoint<"updateConnectorSecret"> = {
  operation: updateConnectorSecret,
  build: (http, { path, body }, init) =>
    http.PUT(updateConnectorSecret.path, { params: { path }, body, ...init }),
};

export const deleteEndpoint: Endpoint<"deleteConnectorSecret"> = {
  operation: deleteConnectorSecret,
  build: (http, { path }, init) =>
    http.DELETE(deleteConnectorSecret.path, { params: { path }, ...init }),
};

export function createSecrets(call: Caller): Secrets {
  return {
    list: (params, options) => call(listEndpoint, params, options),
    create: (params, options) => call(createEndpoint, params, options),
    update: (params, options) => call(updateEndpoint, params, options),
    delete: (params, options) => call(deleteEndpoint, params, options),
  };
}

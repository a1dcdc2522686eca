// How each method calls its operation, checked by the compiler against the spec's paths.
import {
  createConnectorSecret,
  deleteConnectorSecret,
  listConnectorSecrets,
  updateConnectorSecret,
} from "../../generated/contract.ts";
import type { Endpoint } from "../call.ts";

export const listEndpoint: Endpoint<"listConnectorSecrets"> = {
  operation: listConnectorSecrets,
  build: (http, { path }) => http.GET(listConnectorSecrets.path, { params: { path } }),
};

export const createEndpoint: Endpoint<"createConnectorSecret"> = {
  operation: createConnectorSecret,
  build: (http, { path, body }) =>
    http.POST(createConnectorSecret.path, { params: { path }, body }),
};

export const updateEndpoint: Endpoint<"updateConnectorSecret"> = {
  operation: updateConnectorSecret,
  build: (http, { path, body }) => http.PUT(updateConnectorSecret.path, { params: { path }, body }),
};

export const deleteEndpoint: Endpoint<"deleteConnectorSecret"> = {
  operation: deleteConnectorSecret,
  build: (http, { path }) => http.DELETE(deleteConnectorSecret.path, { params: { path } }),
};

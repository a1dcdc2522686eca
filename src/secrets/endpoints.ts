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

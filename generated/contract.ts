// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.

import type { Operation } from "../src/contract.ts";

/** The API's server. */
export const SERVER_URL = "https://api.supermetrics.com";

const TeamId = {
  type: "integer",
  minimum: 1n,
  maximum: 9223372036854775807n,
} as const;

const ConnectorIdentifier = {
  type: "string",
  maxLength: 100,
  pattern: /^[A-Za-z0-9_-]+$/u,
} as const;

const SecretPlaceholder = {
  type: "string",
  maxLength: 100,
} as const;

const SecretName = {
  type: "string",
  maxLength: 255,
} as const;

const Secret = {
  type: "object",
  properties: {
    secret_placeholder: SecretPlaceholder,
    secret_name: SecretName,
  },
} as const;

const SecretList = {
  type: "object",
  properties: {
    count: {
      type: "integer",
      minimum: 0,
    },
    secrets: {
      type: "array",
      maxItems: 100,
      items: Secret,
    },
  },
} as const;

const SecretValue = {
  type: "string",
  maxLength: 10000,
} as const;

const CreateSecretRequest = {
  type: "object",
  properties: {
    secret_name: SecretName,
    secret_value: SecretValue,
  },
} as const;

const UpdateSecretRequest = {
  type: "object",
  properties: {
    secret_value: SecretValue,
  },
} as const;

/** List secrets */
export const listConnectorSecrets = {
  operationId: "listConnectorSecrets",
  method: "GET",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets",
  parameters: {
    type: "object",
    properties: {
      team_id: TeamId,
      connector_identifier: ConnectorIdentifier,
    },
  },
  result: SecretList,
} as const satisfies Operation;

/** Create a secret */
export const createConnectorSecret = {
  operationId: "createConnectorSecret",
  method: "POST",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets",
  parameters: {
    type: "object",
    properties: {
      team_id: TeamId,
      connector_identifier: ConnectorIdentifier,
    },
  },
  body: CreateSecretRequest,
  result: SecretList,
} as const satisfies Operation;

/** Update a secret */
export const updateConnectorSecret = {
  operationId: "updateConnectorSecret",
  method: "PUT",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets/{secret_placeholder}",
  parameters: {
    type: "object",
    properties: {
      team_id: TeamId,
      connector_identifier: ConnectorIdentifier,
      secret_placeholder: SecretPlaceholder,
    },
  },
  body: UpdateSecretRequest,
} as const satisfies Operation;

/** Delete a secret */
export const deleteConnectorSecret = {
  operationId: "deleteConnectorSecret",
  method: "DELETE",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets/{secret_placeholder}",
  parameters: {
    type: "object",
    properties: {
      team_id: TeamId,
      connector_identifier: ConnectorIdentifier,
      secret_placeholder: SecretPlaceholder,
    },
  },
} as const satisfies Operation;

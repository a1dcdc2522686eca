// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.

import type { Operation } from "../src/contract.ts";

/** The API's server. */
export const SERVER_URL = "https://api.supermetrics.com";

/** List secrets */
export const listConnectorSecrets = {
  operationId: "listConnectorSecrets",
  method: "GET",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets",
  success: 200,
  parameters: {
    type: "object",
    required: ["team_id", "connector_identifier"],
    properties: {
      team_id: {
        type: "integer",
        minimum: 1n,
        maximum: 9223372036854775807n,
      },
      connector_identifier: {
        type: "string",
        maxLength: 100,
        pattern: /^[A-Za-z0-9_-]+$/u,
      },
    },
  },
  result: {
    type: "object",
    required: ["count", "secrets"],
    properties: {
      count: {
        type: "integer",
        minimum: 0,
      },
      secrets: {
        type: "array",
        maxItems: 100,
        items: {
          type: "object",
          required: ["secret_placeholder", "secret_name"],
          properties: {
            secret_placeholder: {
              type: "string",
              maxLength: 100,
            },
            secret_name: {
              type: "string",
              maxLength: 255,
            },
          },
        },
      },
    },
  },
} as const satisfies Operation;

/** Create a secret */
export const createConnectorSecret = {
  operationId: "createConnectorSecret",
  method: "POST",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets",
  success: 201,
  parameters: {
    type: "object",
    required: ["team_id", "connector_identifier"],
    properties: {
      team_id: {
        type: "integer",
        minimum: 1n,
        maximum: 9223372036854775807n,
      },
      connector_identifier: {
        type: "string",
        maxLength: 100,
        pattern: /^[A-Za-z0-9_-]+$/u,
      },
    },
  },
  body: {
    type: "object",
    required: ["secret_name", "secret_value"],
    properties: {
      secret_name: {
        type: "string",
        maxLength: 255,
      },
      secret_value: {
        type: "string",
        maxLength: 10000,
      },
    },
  },
  result: {
    type: "object",
    required: ["count", "secrets"],
    properties: {
      count: {
        type: "integer",
        minimum: 0,
      },
      secrets: {
        type: "array",
        maxItems: 100,
        items: {
          type: "object",
          required: ["secret_placeholder", "secret_name"],
          properties: {
            secret_placeholder: {
              type: "string",
              maxLength: 100,
            },
            secret_name: {
              type: "string",
              maxLength: 255,
            },
          },
        },
      },
    },
  },
} as const satisfies Operation;

/** Update a secret */
export const updateConnectorSecret = {
  operationId: "updateConnectorSecret",
  method: "PUT",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets/{secret_placeholder}",
  success: 204,
  parameters: {
    type: "object",
    required: ["team_id", "connector_identifier", "secret_placeholder"],
    properties: {
      team_id: {
        type: "integer",
        minimum: 1n,
        maximum: 9223372036854775807n,
      },
      connector_identifier: {
        type: "string",
        maxLength: 100,
        pattern: /^[A-Za-z0-9_-]+$/u,
      },
      secret_placeholder: {
        type: "string",
        maxLength: 100,
      },
    },
  },
  body: {
    type: "object",
    required: ["secret_value"],
    properties: {
      secret_value: {
        type: "string",
        maxLength: 10000,
      },
    },
  },
} as const satisfies Operation;

/** Delete a secret */
export const deleteConnectorSecret = {
  operationId: "deleteConnectorSecret",
  method: "DELETE",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets/{secret_placeholder}",
  success: 204,
  parameters: {
    type: "object",
    required: ["team_id", "connector_identifier", "secret_placeholder"],
    properties: {
      team_id: {
        type: "integer",
        minimum: 1n,
        maximum: 9223372036854775807n,
      },
      connector_identifier: {
        type: "string",
        maxLength: 100,
        pattern: /^[A-Za-z0-9_-]+$/u,
      },
      secret_placeholder: {
        type: "string",
        maxLength: 100,
      },
    },
  },
} as const satisfies Operation;

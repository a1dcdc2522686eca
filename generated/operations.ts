// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.

import type { Operation } from "../src/operation.ts";

/** The API's server. */
export const SERVER_URL = "https://api.supermetrics.com";

const TeamId = {
  type: "integer",
  minimum: 1n,
  maximum: 9223372036854775807n,
} as const;

const Count = {
  type: "integer",
  minimum: 0,
} as const;

const ConnectorIdentifier = {
  type: "string",
  maxLength: 100,
  pattern: /^[A-Za-z0-9_-]+$/u,
  public: true,
} as const;

const ConnectorName = {
  type: "string",
  maxLength: 255,
  public: true,
} as const;

const ConnectorDescription = {
  type: "string",
  maxLength: 1000,
  public: true,
} as const;

const LogoUrl = {
  type: "string",
  maxLength: 2048,
} as const;

const Timestamp = {
  type: "string",
  maxLength: 30,
} as const;

const ConfigurationJson = {
  type: "object",
  public: true,
} as const;

const ConnectorConfiguration = {
  type: "object",
  properties: {
    version: {
      type: "string",
      maxLength: 20,
    },
    configuration_json: ConfigurationJson,
    created_at: Timestamp,
    updated_at: Timestamp,
  },
} as const;

const ConnectorWithConfiguration = {
  type: "object",
  properties: {
    connector_identifier: ConnectorIdentifier,
    name: ConnectorName,
    description: {
      ...ConnectorDescription,
      nullable: true,
    },
    logo_url: {
      ...LogoUrl,
      nullable: true,
    },
    created_at: Timestamp,
    updated_at: Timestamp,
    configuration: ConnectorConfiguration,
  },
} as const;

const ConnectorList = {
  type: "object",
  required: ["count", "connectors"],
  properties: {
    count: Count,
    connectors: {
      type: "array",
      maxItems: 1000,
      items: ConnectorWithConfiguration,
    },
  },
} as const;

const CreateConnectorRequest = {
  type: "object",
  required: ["title"],
  properties: {
    title: ConnectorName,
    description: ConnectorDescription,
    connector_identifier: ConnectorIdentifier,
  },
} as const;

const UpdateConnectorRequest = {
  type: "object",
  properties: {
    connector: {
      type: "object",
      required: ["name", "description"],
      properties: {
        name: ConnectorName,
        description: ConnectorDescription,
      },
    },
    configuration: {
      type: "object",
      required: ["configuration_json"],
      properties: {
        configuration_json: ConfigurationJson,
      },
    },
  },
} as const;

const ConnectorLogo = {
  type: "object",
  required: ["logo_url"],
  properties: {
    logo_url: LogoUrl,
  },
} as const;

const UploadConnectorLogoRequest = {
  type: "object",
  required: ["logo"],
  properties: {
    logo: {
      type: "blob",
    },
  },
} as const;

const LogTime = {
  type: "string",
  public: true,
} as const;

const LogId = {
  type: "string",
  maxLength: 255,
  public: true,
} as const;

const LogEntry = {
  type: "object",
  properties: {
    id: LogId,
    log_time: LogTime,
    status: {
      type: "integer",
      nullable: true,
      minimum: 100,
      maximum: 599,
    },
    event: {
      type: "string",
      nullable: true,
      maxLength: 255,
    },
    request: {
      type: "string",
      nullable: true,
      maxLength: 1000,
    },
    duration_ms: {
      type: "integer",
      nullable: true,
      minimum: 0,
    },
    request_id: {
      type: "string",
      nullable: true,
    },
  },
} as const;

const LogList = {
  type: "object",
  required: ["logs"],
  properties: {
    logs: {
      type: "array",
      maxItems: 1000,
      items: LogEntry,
    },
  },
} as const;

const SecretPlaceholder = {
  type: "string",
  maxLength: 100,
  public: true,
} as const;

const SecretName = {
  type: "string",
  maxLength: 255,
  public: true,
} as const;

const Secret = {
  type: "object",
  required: ["secret_placeholder", "secret_name"],
  properties: {
    secret_placeholder: SecretPlaceholder,
    secret_name: SecretName,
  },
} as const;

const SecretList = {
  type: "object",
  required: ["count", "secrets"],
  properties: {
    count: Count,
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
  required: ["secret_name", "secret_value"],
  properties: {
    secret_name: SecretName,
    secret_value: SecretValue,
  },
} as const;

const UpdateSecretRequest = {
  type: "object",
  required: ["secret_value"],
  properties: {
    secret_value: SecretValue,
  },
} as const;

/** List connectors */
export const listConnectors = {
  operationId: "listConnectors",
  name: "connectors.list",
  method: "GET",
  path: "/v1/teams/{team_id}/connector_builder/connectors",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
      },
      required: ["team_id"],
    },
    query: {
      type: "object",
      properties: {
        include_configs: {
          type: "boolean",
        },
      },
    },
  },
  results: [ConnectorList],
} as const satisfies Operation;

/** Create a connector */
export const createConnector = {
  operationId: "createConnector",
  name: "connectors.create",
  method: "POST",
  path: "/v1/teams/{team_id}/connector_builder/connectors",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
      },
      required: ["team_id"],
    },
  },
  body: CreateConnectorRequest,
  bodyRequired: true,
  encoding: "form",
  results: [ConnectorWithConfiguration],
} as const satisfies Operation;

/** Get a connector */
export const getConnector = {
  operationId: "getConnector",
  name: "connectors.get",
  method: "GET",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
        connector_identifier: ConnectorIdentifier,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  results: [ConnectorWithConfiguration],
} as const satisfies Operation;

/** Update a connector */
export const updateConnector = {
  operationId: "updateConnector",
  name: "connectors.update",
  method: "PUT",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
        connector_identifier: ConnectorIdentifier,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  body: UpdateConnectorRequest,
  bodyRequired: true,
} as const satisfies Operation;

/** Delete a connector */
export const deleteConnector = {
  operationId: "deleteConnector",
  name: "connectors.delete",
  method: "DELETE",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
        connector_identifier: ConnectorIdentifier,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
} as const satisfies Operation;

/** Get the logo */
export const getConnectorLogo = {
  operationId: "getConnectorLogo",
  name: "connectors.getLogo",
  method: "GET",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logo",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
        connector_identifier: ConnectorIdentifier,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  results: [ConnectorLogo],
} as const satisfies Operation;

/** Upload a logo */
export const uploadConnectorLogo = {
  operationId: "uploadConnectorLogo",
  name: "connectors.uploadLogo",
  method: "POST",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logo",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
        connector_identifier: ConnectorIdentifier,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  body: UploadConnectorLogoRequest,
  bodyRequired: true,
  encoding: "multipart",
  results: [ConnectorLogo],
} as const satisfies Operation;

/** List log entries */
export const listConnectorLogs = {
  operationId: "listConnectorLogs",
  name: "logs.list",
  method: "GET",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logs",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
        connector_identifier: ConnectorIdentifier,
      },
      required: ["team_id", "connector_identifier"],
    },
    query: {
      type: "object",
      properties: {
        limit: {
          type: "integer",
          minimum: 1,
          maximum: 1000,
        },
        before: LogTime,
      },
    },
  },
  results: [LogList],
} as const satisfies Operation;

/** Get a log entry */
export const getConnectorLog = {
  operationId: "getConnectorLog",
  name: "logs.get",
  method: "GET",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logs/{log_id}",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
        connector_identifier: ConnectorIdentifier,
        log_id: LogId,
      },
      required: ["team_id", "connector_identifier", "log_id"],
    },
  },
  results: [LogEntry],
} as const satisfies Operation;

/** List secrets */
export const listConnectorSecrets = {
  operationId: "listConnectorSecrets",
  name: "secrets.list",
  method: "GET",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
        connector_identifier: ConnectorIdentifier,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  results: [SecretList],
} as const satisfies Operation;

/** Create a secret */
export const createConnectorSecret = {
  operationId: "createConnectorSecret",
  name: "secrets.create",
  method: "POST",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
        connector_identifier: ConnectorIdentifier,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  body: CreateSecretRequest,
  bodyRequired: true,
  results: [SecretList],
} as const satisfies Operation;

/** Update a secret */
export const updateConnectorSecret = {
  operationId: "updateConnectorSecret",
  name: "secrets.update",
  method: "PUT",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets/{secret_placeholder}",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
        connector_identifier: ConnectorIdentifier,
        secret_placeholder: SecretPlaceholder,
      },
      required: ["team_id", "connector_identifier", "secret_placeholder"],
    },
  },
  body: UpdateSecretRequest,
  bodyRequired: true,
} as const satisfies Operation;

/** Delete a secret */
export const deleteConnectorSecret = {
  operationId: "deleteConnectorSecret",
  name: "secrets.delete",
  method: "DELETE",
  path: "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets/{secret_placeholder}",
  parameters: {
    path: {
      type: "object",
      properties: {
        team_id: TeamId,
        connector_identifier: ConnectorIdentifier,
        secret_placeholder: SecretPlaceholder,
      },
      required: ["team_id", "connector_identifier", "secret_placeholder"],
    },
  },
} as const satisfies Operation;

/** All of them, in the order of the spec. */
export const OPERATIONS: readonly Operation[] = [
  listConnectors,
  createConnector,
  getConnector,
  updateConnector,
  deleteConnector,
  getConnectorLogo,
  uploadConnectorLogo,
  listConnectorLogs,
  getConnectorLog,
  listConnectorSecrets,
  createConnectorSecret,
  updateConnectorSecret,
  deleteConnectorSecret,
];

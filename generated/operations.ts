// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.

import type { Operation } from "../src/schema/operation.ts";

/** The API's server. */
export const SERVER_URL = "https://api.supermetrics.com";

const TeamIdSchema = {
  type: "integer",
  minimum: 1n,
  maximum: 9223372036854775807n,
} as const;

const CountSchema = {
  type: "integer",
  minimum: 0,
} as const;

const ConnectorIdentifierSchema = {
  type: "string",
  maxLength: 100,
  pattern: /^[A-Za-z0-9_-]+$/u,
  public: true,
} as const;

const ConnectorNameSchema = {
  type: "string",
  maxLength: 255,
  public: true,
} as const;

const ConnectorDescriptionSchema = {
  type: "string",
  maxLength: 1000,
  public: true,
} as const;

const LogoUrlSchema = {
  type: "string",
  maxLength: 2048,
} as const;

const TimestampSchema = {
  type: "string",
  maxLength: 30,
} as const;

const ConfigurationJsonSchema = {
  type: "object",
  public: true,
} as const;

const ConnectorConfigurationSchema = {
  type: "object",
  properties: {
    version: {
      type: "string",
      maxLength: 20,
    },
    configuration_json: ConfigurationJsonSchema,
    created_at: TimestampSchema,
    updated_at: TimestampSchema,
  },
} as const;

const ConnectorWithConfigurationSchema = {
  type: "object",
  properties: {
    connector_identifier: ConnectorIdentifierSchema,
    name: ConnectorNameSchema,
    description: {
      ...ConnectorDescriptionSchema,
      nullable: true,
    },
    logo_url: {
      ...LogoUrlSchema,
      nullable: true,
    },
    created_at: TimestampSchema,
    updated_at: TimestampSchema,
    configuration: ConnectorConfigurationSchema,
  },
} as const;

const ConnectorListSchema = {
  type: "object",
  required: ["count", "connectors"],
  properties: {
    count: CountSchema,
    connectors: {
      type: "array",
      maxItems: 1000,
      items: ConnectorWithConfigurationSchema,
    },
  },
} as const;

const CreateConnectorRequestSchema = {
  type: "object",
  required: ["title"],
  properties: {
    title: ConnectorNameSchema,
    description: ConnectorDescriptionSchema,
    connector_identifier: ConnectorIdentifierSchema,
  },
} as const;

const UpdateConnectorRequestSchema = {
  type: "object",
  properties: {
    connector: {
      type: "object",
      required: ["name", "description"],
      properties: {
        name: ConnectorNameSchema,
        description: ConnectorDescriptionSchema,
      },
    },
    configuration: {
      type: "object",
      required: ["configuration_json"],
      properties: {
        configuration_json: ConfigurationJsonSchema,
      },
    },
  },
} as const;

const ConnectorLogoSchema = {
  type: "object",
  required: ["logo_url"],
  properties: {
    logo_url: LogoUrlSchema,
  },
} as const;

const UploadConnectorLogoRequestSchema = {
  type: "object",
  required: ["logo"],
  properties: {
    logo: {
      type: "blob",
    },
  },
} as const;

const LogTimeSchema = {
  type: "string",
  public: true,
} as const;

const LogIdSchema = {
  type: "string",
  maxLength: 255,
  public: true,
} as const;

const LogEntrySchema = {
  type: "object",
  properties: {
    id: LogIdSchema,
    log_time: LogTimeSchema,
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

const LogListSchema = {
  type: "object",
  required: ["logs"],
  properties: {
    logs: {
      type: "array",
      maxItems: 1000,
      items: LogEntrySchema,
    },
  },
} as const;

const SecretPlaceholderSchema = {
  type: "string",
  maxLength: 100,
  public: true,
} as const;

const SecretNameSchema = {
  type: "string",
  maxLength: 255,
  public: true,
} as const;

const SecretSchema = {
  type: "object",
  required: ["secret_placeholder", "secret_name"],
  properties: {
    secret_placeholder: SecretPlaceholderSchema,
    secret_name: SecretNameSchema,
  },
} as const;

const SecretListSchema = {
  type: "object",
  required: ["count", "secrets"],
  properties: {
    count: CountSchema,
    secrets: {
      type: "array",
      maxItems: 100,
      items: SecretSchema,
    },
  },
} as const;

const SecretValueSchema = {
  type: "string",
  maxLength: 10000,
} as const;

const CreateSecretRequestSchema = {
  type: "object",
  required: ["secret_name", "secret_value"],
  properties: {
    secret_name: SecretNameSchema,
    secret_value: SecretValueSchema,
  },
} as const;

const UpdateSecretRequestSchema = {
  type: "object",
  required: ["secret_value"],
  properties: {
    secret_value: SecretValueSchema,
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
        team_id: TeamIdSchema,
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
  results: [ConnectorListSchema],
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
        team_id: TeamIdSchema,
      },
      required: ["team_id"],
    },
  },
  body: CreateConnectorRequestSchema,
  bodyRequired: true,
  encoding: "form",
  results: [ConnectorWithConfigurationSchema],
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
        team_id: TeamIdSchema,
        connector_identifier: ConnectorIdentifierSchema,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  results: [ConnectorWithConfigurationSchema],
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
        team_id: TeamIdSchema,
        connector_identifier: ConnectorIdentifierSchema,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  body: UpdateConnectorRequestSchema,
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
        team_id: TeamIdSchema,
        connector_identifier: ConnectorIdentifierSchema,
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
        team_id: TeamIdSchema,
        connector_identifier: ConnectorIdentifierSchema,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  results: [ConnectorLogoSchema],
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
        team_id: TeamIdSchema,
        connector_identifier: ConnectorIdentifierSchema,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  body: UploadConnectorLogoRequestSchema,
  bodyRequired: true,
  encoding: "multipart",
  results: [ConnectorLogoSchema],
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
        team_id: TeamIdSchema,
        connector_identifier: ConnectorIdentifierSchema,
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
        before: LogTimeSchema,
      },
    },
  },
  results: [LogListSchema],
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
        team_id: TeamIdSchema,
        connector_identifier: ConnectorIdentifierSchema,
        log_id: LogIdSchema,
      },
      required: ["team_id", "connector_identifier", "log_id"],
    },
  },
  results: [LogEntrySchema],
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
        team_id: TeamIdSchema,
        connector_identifier: ConnectorIdentifierSchema,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  results: [SecretListSchema],
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
        team_id: TeamIdSchema,
        connector_identifier: ConnectorIdentifierSchema,
      },
      required: ["team_id", "connector_identifier"],
    },
  },
  body: CreateSecretRequestSchema,
  bodyRequired: true,
  results: [SecretListSchema],
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
        team_id: TeamIdSchema,
        connector_identifier: ConnectorIdentifierSchema,
        secret_placeholder: SecretPlaceholderSchema,
      },
      required: ["team_id", "connector_identifier", "secret_placeholder"],
    },
  },
  body: UpdateSecretRequestSchema,
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
        team_id: TeamIdSchema,
        connector_identifier: ConnectorIdentifierSchema,
        secret_placeholder: SecretPlaceholderSchema,
      },
      required: ["team_id", "connector_identifier", "secret_placeholder"],
    },
  },
} as const satisfies Operation;

/** All of them, in the order of the spec. */
export const OPERATIONS: readonly Operation[] = [
  listConnectors as Operation,
  createConnector as Operation,
  getConnector as Operation,
  updateConnector as Operation,
  deleteConnector as Operation,
  getConnectorLogo as Operation,
  uploadConnectorLogo as Operation,
  listConnectorLogs as Operation,
  getConnectorLog as Operation,
  listConnectorSecrets as Operation,
  createConnectorSecret as Operation,
  updateConnectorSecret as Operation,
  deleteConnectorSecret as Operation,
];

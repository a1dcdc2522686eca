// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/v1/teams/{team_id}/connector_builder/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
            };
            cookie?: never;
        };
        /**
         * List connectors
         *
         * Lists the connectors of a team that you have access to. Ask for their configurations with
         * `include_configs`.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_read`.
         */
        get: operations["listConnectors"];
        put?: never;
        /**
         * Create a connector
         *
         * Creates a connector with a default configuration, or a duplicate of the connector that
         * `connector_identifier` names. Whether a duplicate gets the secrets of the other connector is
         * not known. The body is a form, not JSON.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_write`.
         */
        post: operations["createConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /**
         * Get a connector
         *
         * Returns a connector with its configuration.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_read`.
         */
        get: operations["getConnector"];
        /**
         * Update a connector
         *
         * Replaces the name and the description of a connector, its configuration, or both.
         *
         * **Saving a configuration publishes it:** there is no draft and no dry run. The PUT takes
         * the whole configuration, so get it, change it, put it, get it again and compare.
         *
         * The public reference requires neither `connector` nor `configuration`; another source says
         * that both are required. What a save does to the secrets is not known.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_write`.
         */
        put: operations["updateConnector"];
        post?: never;
        /**
         * Delete a connector
         *
         * Deletes a connector and all its associated data. One source calls it a soft delete, but no
         * documented operation brings a connector back.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_write`.
         */
        delete: operations["deleteConnector"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /**
         * Get the logo
         *
         * Returns the address of a connector's logo.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logo_read`.
         */
        get: operations["getConnectorLogo"];
        put?: never;
        /**
         * Upload a logo
         *
         * Replaces the logo of a connector, and returns the address of the new one. According to
         * Supermetrics' guide for connector authors, it is a PNG or JPG of at most 5 MB; the public
         * reference does not say.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logo_write`.
         */
        post: operations["uploadConnectorLogo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /**
         * List log entries
         *
         * Lists what a connector did, newest first. To read further back, ask again with the last
         * `log_time` as `before`.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logs_read`.
         */
        get: operations["listConnectorLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logs/{log_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
                /**
                 * The log entry, by the `id` that the list shows.
                 * At most 255 characters.
                 * @example 123-foo
                 */
                log_id: components["parameters"]["LogId"];
            };
            cookie?: never;
        };
        /**
         * Get a log entry
         *
         * Returns one log entry.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logs_read`.
         */
        get: operations["getConnectorLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /**
         * List secrets
         *
         * Lists the secrets of a connector by name and placeholder. Values are never returned.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_read`.
         */
        get: operations["listConnectorSecrets"];
        put?: never;
        /**
         * Create a secret
         *
         * Stores an API key, a client secret, a password or another credential, encrypted, and returns
         * the updated list of the connector's secrets.
         *
         * The server makes the placeholder; you cannot choose it. The list does not say which item is
         * new, and the value is not returned, here or later. To change the value of a secret that
         * exists, update it instead.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_write`.
         */
        post: operations["createConnectorSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets/{secret_placeholder}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
                /**
                 * The secret, by the placeholder that the list shows beside its name.
                 * At most 100 characters.
                 * @example sec_a23f23d26
                 */
                secret_placeholder: components["parameters"]["SecretPlaceholder"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Update a secret
         *
         * Overwrites the value of a secret. This is the way to rotate it, because its placeholder
         * stays the same. The old value cannot be recovered, and the new one is never returned.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_write`.
         */
        put: operations["updateConnectorSecret"];
        post?: never;
        /**
         * Delete a secret
         *
         * Deletes a secret together with its placeholder. A secret created afterwards under the same
         * name gets another placeholder; to replace a value alone, update the secret instead.
         *
         * **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_write`.
         */
        delete: operations["deleteConnectorSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Identifies a connector. Made by the server.
         * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
         * @example T3S70
         */
        ConnectorIdentifier: ConnectorIdentifier;
        /**
         * The name of a connector.
         * At most 255 characters.
         * @example Test Connector
         */
        ConnectorName: ConnectorName;
        /**
         * What a connector is for.
         * At most 1000 characters.
         * @example A connector to test with
         */
        ConnectorDescription: ConnectorDescription;
        /**
         * Format: uri
         *
         * The address of a connector's logo.
         * At most 2048 characters.
         * @example https://assets.supermetrics.com/images/dsLogos/Custom_Connector_Default.png
         */
        LogoUrl: LogoUrl;
        /**
         * Format: date-time
         *
         * When something was created or updated.
         * At most 30 characters.
         * @example 2025-01-01T00:00:00+00:00
         */
        Timestamp: Timestamp;
        /**
         * A connector, without its configuration. No member is documented as required, so each may be
         * missing.
         */
        Connector: Connector;
        /** A connector, with its configuration where that was asked for. */
        ConnectorWithConfiguration: ConnectorWithConfiguration;
        /**
         * The configuration of a connector, as it was last saved. No member is documented as required,
         * so each may be missing.
         */
        ConnectorConfiguration: ConnectorConfiguration;
        /**
         * The configuration itself: any JSON object. It says how a connector logs in and what it
         * fetches, and refers to secrets as `{{ secrets.<placeholder> }}`.
         *
         * An integer has any size and keeps its digits. In TypeScript, one beyond 2^53-1 is a
         * `bigint`, for which `JSON.stringify` throws.
         * @example {
         *   "client_id": "{{ secrets.sec_a23f23d26 }}"
         * }
         */
        ConfigurationJson: ConfigurationJson;
        /** The connectors of a team, with their configurations where those were asked for. */
        ConnectorList: ConnectorList;
        /**
         * Format: int32
         *
         * How many items there are.
         * An integer from 0.
         * @example 1
         */
        Count: Count;
        /** A new connector. */
        CreateConnectorRequest: CreateConnectorRequest;
        /** The parts of a connector to replace. */
        UpdateConnectorRequest: UpdateConnectorRequest;
        /** The logo of a connector. */
        ConnectorLogo: ConnectorLogo;
        /** A new logo. */
        UploadConnectorLogoRequest: UploadConnectorLogoRequest;
        /**
         * Identifies a log entry.
         * At most 255 characters.
         * @example 123-foo
         */
        LogId: LogId;
        /**
         * Format: date-time
         *
         * When something was logged.
         * @example 2025-01-01T00:00:00Z
         */
        LogTime: LogTime;
        /** Something that a connector did. No member is documented as required, so each may be missing. */
        LogEntry: LogEntry;
        /** Log entries of a connector, newest first. */
        LogList: LogList;
        /**
         * The name that you give a secret.
         * At most 255 characters.
         * @example client_id
         */
        SecretName: SecretName;
        /**
         * The value of a secret. It is stored encrypted and never returned.
         * At most 10000 characters.
         * @example my-super-secret-value
         */
        SecretValue: SecretValue;
        /**
         * Identifies a secret. Made by the server; it cannot be chosen.
         * At most 100 characters.
         * @example sec_a23f23d26
         */
        SecretPlaceholder: SecretPlaceholder;
        /** A secret as it is listed, without its value. */
        Secret: Secret;
        /** The secrets of one connector, without their values. */
        SecretList: SecretList;
        /** A new secret. */
        CreateSecretRequest: CreateSecretRequest;
        /** A new value for a secret that exists. It replaces the old one for good. */
        UpdateSecretRequest: UpdateSecretRequest;
        /** The shape of every error. */
        ErrorEnvelope: ErrorEnvelope;
        /**
         * A stable code for programs to branch on. The common codes are listed; any other may appear.
         * At most 100 characters, matching `^[A-Z][A-Z0-9_]*$`.
         * @example BAD_REQUEST
         */
        ErrorCode: string;
    };
    responses: {
        /** The request is malformed or has invalid parameters. */
        BadRequest: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *   "meta": {
                 *     "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *   },
                 *   "error": {
                 *     "code": "BAD_REQUEST",
                 *     "message": "The request was invalid."
                 *   }
                 * }
                 */
                "application/json": ErrorEnvelope;
            };
        };
        /** The request has no credential, or one that is not accepted. */
        Unauthorized: {
            headers: {
                "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *   "meta": {
                 *     "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *   },
                 *   "error": {
                 *     "code": "UNAUTHORIZED",
                 *     "message": "Authentication is required."
                 *   }
                 * }
                 */
                "application/json": ErrorEnvelope;
            };
        };
        /**
         * Access is forbidden. Check the scopes of the API key, your role in the team, and whether the
         * team has the Connector Builder add-on.
         */
        Forbidden: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *   "meta": {
                 *     "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *   },
                 *   "error": {
                 *     "code": "FORBIDDEN",
                 *     "message": "You do not have access to this resource."
                 *   }
                 * }
                 */
                "application/json": ErrorEnvelope;
            };
        };
        /** The resource was not found. Check the parameters in the path. */
        NotFound: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *   "meta": {
                 *     "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *   },
                 *   "error": {
                 *     "code": "NOT_FOUND",
                 *     "message": "The requested resource was not found."
                 *   }
                 * }
                 */
                "application/json": ErrorEnvelope;
            };
        };
        /** The request conflicts with a resource that already exists. */
        Conflict: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *   "meta": {
                 *     "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *   },
                 *   "error": {
                 *     "code": "CONFLICT_ERROR",
                 *     "message": "The resource already exists."
                 *   }
                 * }
                 */
                "application/json": ErrorEnvelope;
            };
        };
        /** The parameters of the request failed validation. */
        UnprocessableEntity: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *   "meta": {
                 *     "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *   },
                 *   "error": {
                 *     "code": "UNPROCESSABLE_ENTITY",
                 *     "message": "Validation failed for the request parameters."
                 *   }
                 * }
                 */
                "application/json": ErrorEnvelope;
            };
        };
        /** Too many requests. The guide "Rate limits" says how long to wait. */
        TooManyRequests: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "Retry-After": components["headers"]["RetryAfter"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *   "meta": {
                 *     "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *   },
                 *   "error": {
                 *     "code": "TOO_MANY_REQUESTS",
                 *     "message": "Rate limit exceeded. Retry later."
                 *   }
                 * }
                 */
                "application/json": ErrorEnvelope;
            };
        };
        /** The server failed. */
        InternalServerError: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *   "meta": {
                 *     "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *   },
                 *   "error": {
                 *     "code": "INTERNAL_SERVER_ERROR",
                 *     "message": "An unexpected error occurred."
                 *   }
                 * }
                 */
                "application/json": ErrorEnvelope;
            };
        };
    };
    parameters: {
        /**
         * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
         * 9007199254740991 only.
         * An integer from 1 to 9223372036854775807.
         * @example 936506
         */
        TeamId: number | bigint;
        /**
         * The connector, by its identifier.
         * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
         * @example T3S70
         */
        ConnectorIdentifier: ConnectorIdentifier;
        /**
         * The log entry, by the `id` that the list shows.
         * At most 255 characters.
         * @example 123-foo
         */
        LogId: LogId;
        /**
         * The secret, by the placeholder that the list shows beside its name.
         * At most 100 characters.
         * @example sec_a23f23d26
         */
        SecretPlaceholder: SecretPlaceholder;
    };
    requestBodies: never;
    headers: {
        /**
         * How many requests are allowed per hour.
         * An integer from 1 to 10000.
         * @example 5000
         */
        RateLimitLimit: number;
        /**
         * How many requests are left before the hourly limit is reached.
         * An integer from 0 to 10000.
         * @example 4999
         */
        RateLimitRemaining: number;
        /**
         * How many seconds to wait before the next request. A 429 may come without it.
         * An integer from 1 to 86400.
         * @example 3600
         */
        RetryAfter: number;
        /**
         * How to authenticate, which is with a bearer credential.
         * At most 255 characters, matching `^Bearer.*`.
         * @example Bearer
         */
        WwwAuthenticate: string;
        /**
         * The origins that may read the response in a browser (all of them).
         * @example *
         */
        AccessControlAllowOrigin: "*";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listConnectors: {
        parameters: {
            query?: {
                /**
                 * Whether to include the configuration of each connector.
                 * Default: false.
                 * @example true
                 */
                include_configs?: boolean;
            };
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The connectors. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ConnectorList;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    createConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
            };
            cookie?: never;
        };
        /** The title of the new connector, sent as a form. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *   "title": "Test Connector",
                 *   "description": "A connector to test with"
                 * }
                 */
                "application/x-www-form-urlencoded": CreateConnectorRequest;
            };
        };
        responses: {
            /** The connector was created. The response has its configuration, too. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ConnectorWithConfiguration;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    getConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The connector, with its configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ConnectorWithConfiguration;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    updateConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /** What to replace. A configuration is replaced as a whole. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *   "connector": {
                 *     "name": "Test Connector",
                 *     "description": "A connector to test with"
                 *   },
                 *   "configuration": {
                 *     "configuration_json": {
                 *       "client_id": "{{ secrets.sec_a23f23d26 }}"
                 *     }
                 *   }
                 * }
                 */
                "application/json": UpdateConnectorRequest;
            };
        };
        responses: {
            /** The connector was updated. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    deleteConnector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The connector was deleted. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    getConnectorLogo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The address of the logo. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ConnectorLogo;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    uploadConnectorLogo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /** The image, as a part of a multipart form. */
        requestBody: {
            content: {
                "multipart/form-data": UploadConnectorLogoRequest;
            };
        };
        responses: {
            /** The logo was uploaded. The response is its address. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ConnectorLogo;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    listConnectorLogs: {
        parameters: {
            query?: {
                /**
                 * Maximum number of entries to return.
                 * An integer from 1 to 1000. Default: 100.
                 * @example 10
                 */
                limit?: number;
                /**
                 * Returns the entries before this time. Without it, the latest come first.
                 * @example 2025-06-01T00:00:00Z
                 */
                before?: LogTime;
            };
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The log entries, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": LogList;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    getConnectorLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
                /**
                 * The log entry, by the `id` that the list shows.
                 * At most 255 characters.
                 * @example 123-foo
                 */
                log_id: components["parameters"]["LogId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The log entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": LogEntry;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    listConnectorSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The secrets of the connector, without their values. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": SecretList;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    createConnectorSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /** The name of the secret and its value, which is stored encrypted. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *   "secret_name": "client_id",
                 *   "secret_value": "my-super-secret-value"
                 * }
                 */
                "application/json": CreateSecretRequest;
            };
        };
        responses: {
            /** The secret was created. The response is the updated list, without values. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": SecretList;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    updateConnectorSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
                /**
                 * The secret, by the placeholder that the list shows beside its name.
                 * At most 100 characters.
                 * @example sec_a23f23d26
                 */
                secret_placeholder: components["parameters"]["SecretPlaceholder"];
            };
            cookie?: never;
        };
        /** The new value, which is stored encrypted. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *   "secret_value": "my-super-secret-value"
                 * }
                 */
                "application/json": UpdateSecretRequest;
            };
        };
        responses: {
            /** The value was overwritten. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    deleteConnectorSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 * 9007199254740991 only.
                 * An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * The connector, by its identifier.
                 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
                /**
                 * The secret, by the placeholder that the list shows beside its name.
                 * At most 100 characters.
                 * @example sec_a23f23d26
                 */
                secret_placeholder: components["parameters"]["SecretPlaceholder"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The secret was deleted. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
}

/**
 * Identifies a connector. Made by the server.
 * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
 */
export type ConnectorIdentifier = string;

/**
 * The name of a connector.
 * At most 255 characters.
 */
export type ConnectorName = string;

/**
 * What a connector is for.
 * At most 1000 characters.
 */
export type ConnectorDescription = string;

/**
 * The address of a connector's logo.
 * At most 2048 characters.
 */
export type LogoUrl = string;

/**
 * When something was created or updated.
 * At most 30 characters.
 */
export type Timestamp = string;

/**
 * A connector, without its configuration. No member is documented as required, so each may be
 * missing.
 */
export type Connector = {
    /**
     * Identifies a connector. Made by the server.
     * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
     * @example T3S70
     */
    connector_identifier?: ConnectorIdentifier;
    /**
     * The name of a connector.
     * At most 255 characters.
     * @example Test Connector
     */
    name?: ConnectorName;
    /** What the connector is for; null without a description. */
    description?: ConnectorDescription | null;
    /** The address of the connector's logo; null without one. */
    logo_url?: LogoUrl | null;
    /**
     * When something was created or updated.
     * At most 30 characters.
     * @example 2025-01-01T00:00:00+00:00
     */
    created_at?: Timestamp;
    /**
     * When something was created or updated.
     * At most 30 characters.
     * @example 2025-01-01T00:00:00+00:00
     */
    updated_at?: Timestamp;
};

/** A connector, with its configuration where that was asked for. */
export type ConnectorWithConfiguration = Connector & {
    /**
     * The configuration of a connector, as it was last saved. No member is documented as required,
     * so each may be missing.
     */
    configuration?: ConnectorConfiguration;
};

/**
 * The configuration of a connector, as it was last saved. No member is documented as required,
 * so each may be missing.
 */
export type ConnectorConfiguration = {
    /**
     * The version of the configuration.
     * At most 20 characters.
     * @example 1.0.0
     */
    version?: string;
    /**
     * The configuration itself: any JSON object. It says how a connector logs in and what it
     * fetches, and refers to secrets as `{{ secrets.<placeholder> }}`.
     *
     * An integer has any size and keeps its digits. In TypeScript, one beyond 2^53-1 is a
     * `bigint`, for which `JSON.stringify` throws.
     * @example {
     *   "client_id": "{{ secrets.sec_a23f23d26 }}"
     * }
     */
    configuration_json?: ConfigurationJson;
    /**
     * When something was created or updated.
     * At most 30 characters.
     * @example 2025-01-01T00:00:00+00:00
     */
    created_at?: Timestamp;
    /**
     * When something was created or updated.
     * At most 30 characters.
     * @example 2025-01-01T00:00:00+00:00
     */
    updated_at?: Timestamp;
};

/**
 * The configuration itself: any JSON object. It says how a connector logs in and what it
 * fetches, and refers to secrets as `{{ secrets.<placeholder> }}`.
 *
 * An integer has any size and keeps its digits. In TypeScript, one beyond 2^53-1 is a
 * `bigint`, for which `JSON.stringify` throws.
 */
export type ConfigurationJson = Record<string, unknown>;

/** The connectors of a team, with their configurations where those were asked for. */
export type ConnectorList = {
    /**
     * How many items there are.
     * An integer from 0.
     * @example 1
     */
    count: Count;
    /**
     * The connectors.
     * At most 1000 items.
     */
    connectors: ConnectorWithConfiguration[];
};

/**
 * How many items there are.
 * An integer from 0.
 */
export type Count = number;

/** A new connector. */
export type CreateConnectorRequest = {
    /**
     * The name of a connector.
     * At most 255 characters.
     * @example Test Connector
     */
    title: ConnectorName;
    /**
     * What a connector is for.
     * At most 1000 characters.
     * @example A connector to test with
     */
    description?: ConnectorDescription;
    /**
     * An existing connector to duplicate. Without it, the new connector has a default
     * configuration.
     * At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
     * @example T3S70
     */
    connector_identifier?: ConnectorIdentifier;
};

/** The parts of a connector to replace. */
export type UpdateConnectorRequest = {
    /** The name and the description. Each replaces the old one. */
    connector?: {
        /**
         * The name of a connector.
         * At most 255 characters.
         * @example Test Connector
         */
        name: ConnectorName;
        /**
         * What a connector is for.
         * At most 1000 characters.
         * @example A connector to test with
         */
        description: ConnectorDescription;
    };
    /** The configuration. It replaces the old one and is published immediately. */
    configuration?: {
        /**
         * The configuration itself: any JSON object. It says how a connector logs in and what it
         * fetches, and refers to secrets as `{{ secrets.<placeholder> }}`.
         *
         * An integer has any size and keeps its digits. In TypeScript, one beyond 2^53-1 is a
         * `bigint`, for which `JSON.stringify` throws.
         * @example {
         *   "client_id": "{{ secrets.sec_a23f23d26 }}"
         * }
         */
        configuration_json: ConfigurationJson;
    };
};

/** The logo of a connector. */
export type ConnectorLogo = {
    /**
     * The address of a connector's logo.
     * At most 2048 characters.
     * @example https://assets.supermetrics.com/images/dsLogos/Custom_Connector_Default.png
     */
    logo_url: LogoUrl;
};

/** A new logo. */
export type UploadConnectorLogoRequest = {
    /**
     * Format: binary
     *
     * The image.
     */
    logo: Blob;
};

/**
 * Identifies a log entry.
 * At most 255 characters.
 */
export type LogId = string;

/** When something was logged. */
export type LogTime = string;

/**
 * Something that a connector did. No member is documented as required, so each may be missing.
 */
export type LogEntry = {
    /**
     * Identifies a log entry.
     * At most 255 characters.
     * @example 123-foo
     */
    id?: LogId;
    /**
     * When something was logged.
     * @example 2025-01-01T00:00:00Z
     */
    log_time?: LogTime;
    /**
     * Format: int32
     *
     * The HTTP status.
     * An integer from 100 to 599.
     * @example 200
     */
    status?: number | null;
    /**
     * What happened.
     * At most 255 characters.
     * @example auth.token.refresh
     */
    event?: string | null;
    /**
     * The request that was sent, by method and path.
     * At most 1000 characters.
     * @example POST /api/oauth/token_refresh
     */
    request?: string | null;
    /**
     * Format: int32
     *
     * How long it took, in milliseconds.
     * An integer from 0.
     * @example 253
     */
    duration_ms?: number | null;
    /**
     * Format: uuid
     *
     * Identifies the request.
     * @example 8dc24bc2-8a17-4188-a509-217cb8799929
     */
    request_id?: string | null;
};

/** Log entries of a connector, newest first. */
export type LogList = {
    /**
     * The entries.
     * At most 1000 items.
     */
    logs: LogEntry[];
};

/**
 * The name that you give a secret.
 * At most 255 characters.
 */
export type SecretName = string;

/**
 * The value of a secret. It is stored encrypted and never returned.
 * At most 10000 characters.
 */
export type SecretValue = string;

/**
 * Identifies a secret. Made by the server; it cannot be chosen.
 * At most 100 characters.
 */
export type SecretPlaceholder = string;

/** A secret as it is listed, without its value. */
export type Secret = {
    /**
     * Identifies a secret. Made by the server; it cannot be chosen.
     * At most 100 characters.
     * @example sec_a23f23d26
     */
    secret_placeholder: SecretPlaceholder;
    /**
     * The name that you give a secret.
     * At most 255 characters.
     * @example client_id
     */
    secret_name: SecretName;
};

/** The secrets of one connector, without their values. */
export type SecretList = {
    /**
     * How many items there are.
     * An integer from 0.
     * @example 1
     */
    count: Count;
    /**
     * The secrets.
     * At most 100 items.
     */
    secrets: Secret[];
};

/** A new secret. */
export type CreateSecretRequest = {
    /**
     * The name that you give a secret.
     * At most 255 characters.
     * @example client_id
     */
    secret_name: SecretName;
    /**
     * The value of a secret. It is stored encrypted and never returned.
     * At most 10000 characters.
     * @example my-super-secret-value
     */
    secret_value: SecretValue;
};

/** A new value for a secret that exists. It replaces the old one for good. */
export type UpdateSecretRequest = {
    /**
     * The value of a secret. It is stored encrypted and never returned.
     * At most 10000 characters.
     * @example my-super-secret-value
     */
    secret_value: SecretValue;
};

/** The shape of every error. */
export type ErrorEnvelope = {
    /** Metadata of the request. */
    meta: {
        /**
         * Identifies the request.
         * 8 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
         * @example BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN
         */
        request_id: string;
    };
    /** What went wrong. */
    error: {
        /**
         * A stable code for programs to branch on. The common codes are listed; any other may appear.
         * At most 100 characters, matching `^[A-Z][A-Z0-9_]*$`.
         * @example BAD_REQUEST
         */
        code: components["schemas"]["ErrorCode"];
        /**
         * An explanation for people. Branch on `code` instead.
         * At most 255 characters, matching `^.+$`.
         * @example The request was invalid.
         */
        message: string;
        /**
         * More details, if there are any.
         * At most 2048 characters.
         * @example The field 'display_name' must not be empty.
         */
        description?: string;
    };
};

/** The known values of `ErrorCode`; any other may appear. */
export type ErrorCode =
  | "BAD_REQUEST"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "CONFLICT_ERROR"
  | "PERMISSION_ERROR"
  | "UNPROCESSABLE_ENTITY"
  | "UNPROCESSABLE_CONTENT"
  | "TOO_MANY_REQUESTS"
  | "INTERNAL_SERVER_ERROR"
  | "DUPLICATION_FAILED"
  | "SERVICE_UNAVAILABLE"
  | (string & {});

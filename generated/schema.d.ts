// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/v1/teams/{team_id}/connector_builder/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
            };
            cookie?: never;
        };
        /**
         * List connectors
         * @description Lists the connectors of a team that you have access to. Ask for their configurations with
         *     `include_configs`.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_read`.
         */
        get: operations["listConnectors"];
        put?: never;
        /**
         * Create a connector
         * @description Creates a connector with a default configuration, or a duplicate of the connector that
         *     `connector_identifier` names. Whether a duplicate gets the secrets of the other connector is
         *     not known. The body is a form, not JSON.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_write`.
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /**
         * Get a connector
         * @description Returns a connector with its configuration.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_read`.
         */
        get: operations["getConnector"];
        /**
         * Update a connector
         * @description Replaces the name and the description of a connector, its configuration, or both.
         *
         *     **Saving a configuration publishes it:** there is no draft and no dry run. The PUT takes
         *     the whole configuration, so get it, change it, put it, get it again and compare.
         *
         *     The public reference requires neither `connector` nor `configuration`; another source says
         *     that both are required. What a save does to the secrets is not known.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_write`.
         */
        put: operations["updateConnector"];
        post?: never;
        /**
         * Delete a connector
         * @description Deletes a connector and all its associated data. One source calls it a soft delete, but no
         *     documented operation brings a connector back.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_connectors_write`.
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /**
         * Get the logo
         * @description Returns the address of a connector's logo.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logo_read`.
         */
        get: operations["getConnectorLogo"];
        put?: never;
        /**
         * Upload a logo
         * @description Replaces the logo of a connector, and returns the address of the new one. According to
         *     Supermetrics' guide for connector authors, it is a PNG or JPG of at most 5 MB; the public
         *     reference does not say.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logo_write`.
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /**
         * List log entries
         * @description Lists what a connector did, newest first. To read further back, ask again with the last
         *     `log_time` as `before`.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logs_read`.
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
                /**
                 * @description The log entry, by the `id` that the list shows.
                 *     At most 255 characters.
                 * @example 123-foo
                 */
                log_id: components["parameters"]["LogId"];
            };
            cookie?: never;
        };
        /**
         * Get a log entry
         * @description Returns one log entry.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_logs_read`.
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /**
         * List secrets
         * @description Lists the secrets of a connector by name and placeholder. Values are never returned.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_read`.
         */
        get: operations["listConnectorSecrets"];
        put?: never;
        /**
         * Create a secret
         * @description Stores an API key, a client secret, a password or another credential, encrypted, and returns
         *     the updated list of the connector's secrets.
         *
         *     The server makes the placeholder; you cannot choose it. The list does not say which item is
         *     new, and the value is not returned, here or later. To change the value of a secret that
         *     exists, update it instead.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_write`.
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
                /**
                 * @description The secret, by the placeholder that the list shows beside its name.
                 *     At most 100 characters.
                 * @example sec_a23f23d26
                 */
                secret_placeholder: components["parameters"]["SecretPlaceholder"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Update a secret
         * @description Overwrites the value of a secret. This is the way to rotate it, because its placeholder
         *     stays the same. The old value cannot be recovered, and the new one is never returned.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_write`.
         */
        put: operations["updateConnectorSecret"];
        post?: never;
        /**
         * Delete a secret
         * @description Deletes a secret together with its placeholder. A secret created afterwards under the same
         *     name gets another placeholder; to replace a value alone, update the secret instead.
         *
         *     **Who may call:** an Admin, Owner or Editor. **Scope of an API key:** `cb_secrets_write`.
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
         * @description Identifies a connector. Made by the server.
         *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
         * @example T3S70
         */
        ConnectorIdentifier: string;
        /**
         * @description The name of a connector.
         *     At most 255 characters.
         * @example Test Connector
         */
        ConnectorName: string;
        /**
         * @description What a connector is for.
         *     At most 1000 characters.
         * @example A connector to test with
         */
        ConnectorDescription: string;
        /**
         * Format: uri
         * @description The address of a connector's logo.
         *     At most 2048 characters.
         * @example https://assets.supermetrics.com/images/dsLogos/Custom_Connector_Default.png
         */
        LogoUrl: string;
        /**
         * Format: date-time
         * @description When something was created or updated.
         *     At most 30 characters.
         * @example 2025-01-01T00:00:00+00:00
         */
        Timestamp: string;
        /**
         * @description A connector, without its configuration. No member is documented as required, so each may be
         *     missing.
         */
        Connector: {
            /**
             * @description Identifies a connector. Made by the server.
             *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
             * @example T3S70
             */
            connector_identifier?: components["schemas"]["ConnectorIdentifier"];
            /**
             * @description The name of a connector.
             *     At most 255 characters.
             * @example Test Connector
             */
            name?: components["schemas"]["ConnectorName"];
            description?: components["schemas"]["ConnectorDescription"] | null;
            logo_url?: components["schemas"]["LogoUrl"] | null;
            /**
             * @description When something was created or updated.
             *     At most 30 characters.
             * @example 2025-01-01T00:00:00+00:00
             */
            created_at?: components["schemas"]["Timestamp"];
            /**
             * @description When something was created or updated.
             *     At most 30 characters.
             * @example 2025-01-01T00:00:00+00:00
             */
            updated_at?: components["schemas"]["Timestamp"];
        };
        /** @description A connector, with its configuration where that was asked for. */
        ConnectorWithConfiguration: components["schemas"]["Connector"] & {
            /**
             * @description The configuration of a connector, as it was last saved. No member is documented as required,
             *     so each may be missing.
             */
            configuration?: components["schemas"]["ConnectorConfiguration"];
        };
        /**
         * @description The configuration of a connector, as it was last saved. No member is documented as required,
         *     so each may be missing.
         */
        ConnectorConfiguration: {
            /**
             * @description The version of the configuration.
             *     At most 20 characters.
             * @example 1.0.0
             */
            version?: string;
            /**
             * @description The configuration itself: any JSON object. It says how a connector logs in and what it
             *     fetches, and refers to secrets as `{{ secrets.<placeholder> }}`.
             *
             *     An integer has any size and keeps its digits. In TypeScript, one beyond 2^53-1 is a
             *     `bigint`, for which `JSON.stringify` throws.
             * @example {
             *       "client_id": "{{ secrets.sec_a23f23d26 }}"
             *     }
             */
            configuration_json?: components["schemas"]["ConfigurationJson"];
            /**
             * @description When something was created or updated.
             *     At most 30 characters.
             * @example 2025-01-01T00:00:00+00:00
             */
            created_at?: components["schemas"]["Timestamp"];
            /**
             * @description When something was created or updated.
             *     At most 30 characters.
             * @example 2025-01-01T00:00:00+00:00
             */
            updated_at?: components["schemas"]["Timestamp"];
        };
        /**
         * @description The configuration itself: any JSON object. It says how a connector logs in and what it
         *     fetches, and refers to secrets as `{{ secrets.<placeholder> }}`.
         *
         *     An integer has any size and keeps its digits. In TypeScript, one beyond 2^53-1 is a
         *     `bigint`, for which `JSON.stringify` throws.
         * @example {
         *       "client_id": "{{ secrets.sec_a23f23d26 }}"
         *     }
         */
        ConfigurationJson: Record<string, unknown>;
        /** @description The connectors of a team, with their configurations where those were asked for. */
        ConnectorList: {
            /**
             * @description How many items there are.
             *     An integer from 0.
             * @example 1
             */
            count: components["schemas"]["Count"];
            /**
             * @description The connectors.
             *     At most 1000 items.
             */
            connectors: components["schemas"]["ConnectorWithConfiguration"][];
        };
        /**
         * Format: int32
         * @description How many items there are.
         *     An integer from 0.
         * @example 1
         */
        Count: number;
        /** @description A new connector. */
        CreateConnectorRequest: {
            /**
             * @description The name of a connector.
             *     At most 255 characters.
             * @example Test Connector
             */
            title: components["schemas"]["ConnectorName"];
            /**
             * @description What a connector is for.
             *     At most 1000 characters.
             * @example A connector to test with
             */
            description?: components["schemas"]["ConnectorDescription"];
            /**
             * @description An existing connector to duplicate. Without it, the new connector has a default
             *     configuration.
             *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
             * @example T3S70
             */
            connector_identifier?: components["schemas"]["ConnectorIdentifier"];
        };
        /** @description The parts of a connector to replace. */
        UpdateConnectorRequest: {
            /** @description The name and the description. Each replaces the old one. */
            connector?: {
                /**
                 * @description The name of a connector.
                 *     At most 255 characters.
                 * @example Test Connector
                 */
                name: components["schemas"]["ConnectorName"];
                /**
                 * @description What a connector is for.
                 *     At most 1000 characters.
                 * @example A connector to test with
                 */
                description: components["schemas"]["ConnectorDescription"];
            };
            /** @description The configuration. It replaces the old one and is published immediately. */
            configuration?: {
                /**
                 * @description The configuration itself: any JSON object. It says how a connector logs in and what it
                 *     fetches, and refers to secrets as `{{ secrets.<placeholder> }}`.
                 *
                 *     An integer has any size and keeps its digits. In TypeScript, one beyond 2^53-1 is a
                 *     `bigint`, for which `JSON.stringify` throws.
                 * @example {
                 *       "client_id": "{{ secrets.sec_a23f23d26 }}"
                 *     }
                 */
                configuration_json: components["schemas"]["ConfigurationJson"];
            };
        };
        /** @description The logo of a connector. */
        ConnectorLogo: {
            /**
             * @description The address of a connector's logo.
             *     At most 2048 characters.
             * @example https://assets.supermetrics.com/images/dsLogos/Custom_Connector_Default.png
             */
            logo_url: components["schemas"]["LogoUrl"];
        };
        /** @description A new logo. */
        UploadConnectorLogoRequest: {
            /**
             * Format: binary
             * @description The image.
             */
            logo: Blob;
        };
        /**
         * @description Identifies a log entry.
         *     At most 255 characters.
         * @example 123-foo
         */
        LogId: string;
        /**
         * Format: date-time
         * @description When something was logged.
         * @example 2025-01-01T00:00:00Z
         */
        LogTime: string;
        /** @description Something that a connector did. No member is documented as required, so each may be missing. */
        LogEntry: {
            /**
             * @description Identifies a log entry.
             *     At most 255 characters.
             * @example 123-foo
             */
            id?: components["schemas"]["LogId"];
            /**
             * @description When something was logged.
             * @example 2025-01-01T00:00:00Z
             */
            log_time?: components["schemas"]["LogTime"];
            /**
             * Format: int32
             * @description The HTTP status.
             *     An integer from 100 to 599.
             * @example 200
             */
            status?: number | null;
            /**
             * @description What happened.
             *     At most 255 characters.
             * @example auth.token.refresh
             */
            event?: string | null;
            /**
             * @description The request that was sent, by method and path.
             *     At most 1000 characters.
             * @example POST /api/oauth/token_refresh
             */
            request?: string | null;
            /**
             * Format: int32
             * @description How long it took, in milliseconds.
             *     An integer from 0.
             * @example 253
             */
            duration_ms?: number | null;
            /**
             * Format: uuid
             * @description Identifies the request.
             * @example 8dc24bc2-8a17-4188-a509-217cb8799929
             */
            request_id?: string | null;
        };
        /** @description Log entries of a connector, newest first. */
        LogList: {
            /**
             * @description The entries.
             *     At most 1000 items.
             */
            logs: components["schemas"]["LogEntry"][];
        };
        /**
         * @description The name that you give a secret.
         *     At most 255 characters.
         * @example client_id
         */
        SecretName: string;
        /**
         * @description The value of a secret. It is stored encrypted and never returned.
         *     At most 10000 characters.
         * @example my-super-secret-value
         */
        SecretValue: string;
        /**
         * @description Identifies a secret. Made by the server; it cannot be chosen.
         *     At most 100 characters.
         * @example sec_a23f23d26
         */
        SecretPlaceholder: string;
        /** @description A secret as it is listed, without its value. */
        Secret: {
            /**
             * @description Identifies a secret. Made by the server; it cannot be chosen.
             *     At most 100 characters.
             * @example sec_a23f23d26
             */
            secret_placeholder: components["schemas"]["SecretPlaceholder"];
            /**
             * @description The name that you give a secret.
             *     At most 255 characters.
             * @example client_id
             */
            secret_name: components["schemas"]["SecretName"];
        };
        /** @description The secrets of one connector, without their values. */
        SecretList: {
            /**
             * @description How many items there are.
             *     An integer from 0.
             * @example 1
             */
            count: components["schemas"]["Count"];
            /**
             * @description The secrets.
             *     At most 100 items.
             */
            secrets: components["schemas"]["Secret"][];
        };
        /** @description A new secret. */
        CreateSecretRequest: {
            /**
             * @description The name that you give a secret.
             *     At most 255 characters.
             * @example client_id
             */
            secret_name: components["schemas"]["SecretName"];
            /**
             * @description The value of a secret. It is stored encrypted and never returned.
             *     At most 10000 characters.
             * @example my-super-secret-value
             */
            secret_value: components["schemas"]["SecretValue"];
        };
        /** @description A new value for a secret that exists. It replaces the old one for good. */
        UpdateSecretRequest: {
            /**
             * @description The value of a secret. It is stored encrypted and never returned.
             *     At most 10000 characters.
             * @example my-super-secret-value
             */
            secret_value: components["schemas"]["SecretValue"];
        };
        /** @description The shape of every error. */
        ErrorEnvelope: {
            /** @description Metadata of the request. */
            meta: {
                /**
                 * @description Identifies the request.
                 *     8 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN
                 */
                request_id: string;
            };
            /** @description What went wrong. */
            error: {
                /**
                 * @description A stable code for programs to branch on. The common codes are listed; any other may appear.
                 *     At most 100 characters, matching `^[A-Z][A-Z0-9_]*$`.
                 * @example BAD_REQUEST
                 */
                code: components["schemas"]["ErrorCode"];
                /**
                 * @description An explanation for people. Branch on `code` instead.
                 *     At most 255 characters, matching `^.+$`.
                 * @example The request was invalid.
                 */
                message: string;
                /**
                 * @description More details, if there are any.
                 *     At most 2048 characters.
                 * @example The field 'display_name' must not be empty.
                 */
                description?: string;
            };
        };
        /**
         * @description A stable code for programs to branch on. The common codes are listed; any other may appear.
         *     At most 100 characters, matching `^[A-Z][A-Z0-9_]*$`.
         * @example BAD_REQUEST
         */
        ErrorCode: string;
    };
    responses: {
        /** @description The request is malformed or has invalid parameters. */
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
                 *       "meta": {
                 *         "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *       },
                 *       "error": {
                 *         "code": "BAD_REQUEST",
                 *         "message": "The request was invalid."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The request has no credential, or one that is not accepted. */
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
                 *       "meta": {
                 *         "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *       },
                 *       "error": {
                 *         "code": "UNAUTHORIZED",
                 *         "message": "Authentication is required."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description Access is forbidden. Check the scopes of the API key, your role in the team, and whether the
         *     team has the Connector Builder add-on.
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
                 *       "meta": {
                 *         "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *       },
                 *       "error": {
                 *         "code": "FORBIDDEN",
                 *         "message": "You do not have access to this resource."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The resource was not found. Check the parameters in the path. */
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
                 *       "meta": {
                 *         "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *       },
                 *       "error": {
                 *         "code": "NOT_FOUND",
                 *         "message": "The requested resource was not found."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The request conflicts with a resource that already exists. */
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
                 *       "meta": {
                 *         "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *       },
                 *       "error": {
                 *         "code": "CONFLICT_ERROR",
                 *         "message": "The resource already exists."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The parameters of the request failed validation. */
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
                 *       "meta": {
                 *         "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *       },
                 *       "error": {
                 *         "code": "UNPROCESSABLE_ENTITY",
                 *         "message": "Validation failed for the request parameters."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description Too many requests. Wait as long as `Retry-After` says. If it is absent, slow down:
         *     Supermetrics suggests at most 20 requests per second.
         */
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
                 *       "meta": {
                 *         "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *       },
                 *       "error": {
                 *         "code": "TOO_MANY_REQUESTS",
                 *         "message": "Rate limit exceeded. Retry later."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The server failed. */
        InternalServerError: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "meta": {
                 *         "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
                 *       },
                 *       "error": {
                 *         "code": "INTERNAL_SERVER_ERROR",
                 *         "message": "An unexpected error occurred."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
    };
    parameters: {
        /**
         * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
         *     9007199254740991 only.
         *     An integer from 1 to 9223372036854775807.
         * @example 936506
         */
        TeamId: number | bigint;
        /**
         * @description The connector, by its identifier.
         *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
         * @example T3S70
         */
        ConnectorIdentifier: components["schemas"]["ConnectorIdentifier"];
        /**
         * @description The log entry, by the `id` that the list shows.
         *     At most 255 characters.
         * @example 123-foo
         */
        LogId: components["schemas"]["LogId"];
        /**
         * @description The secret, by the placeholder that the list shows beside its name.
         *     At most 100 characters.
         * @example sec_a23f23d26
         */
        SecretPlaceholder: components["schemas"]["SecretPlaceholder"];
    };
    requestBodies: never;
    headers: {
        /**
         * @description How many requests are allowed per hour.
         *     An integer from 1 to 10000.
         * @example 5000
         */
        RateLimitLimit: number;
        /**
         * @description How many requests are left before the hourly limit is reached.
         *     An integer from 0 to 10000.
         * @example 4999
         */
        RateLimitRemaining: number;
        /**
         * @description How many seconds to wait before the next request. A 429 may come without it.
         *     An integer from 1 to 86400.
         * @example 3600
         */
        RetryAfter: number;
        /**
         * @description How to authenticate, which is with a bearer credential.
         *     At most 255 characters, matching `^Bearer.*`.
         * @example Bearer
         */
        WwwAuthenticate: string;
        /**
         * @description The origins that may read the response in a browser (all of them).
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
                 * @description Whether to include the configuration of each connector.
                 *     Default: false.
                 * @example true
                 */
                include_configs?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connectors. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorList"];
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
            };
            cookie?: never;
        };
        /** @description The title of the new connector, sent as a form. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Test Connector",
                 *       "description": "A connector to test with"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["CreateConnectorRequest"];
            };
        };
        responses: {
            /** @description The connector was created. The response has its configuration, too. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorWithConfiguration"];
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connector, with its configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorWithConfiguration"];
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /** @description What to replace. A configuration is replaced as a whole. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connector": {
                 *         "name": "Test Connector",
                 *         "description": "A connector to test with"
                 *       },
                 *       "configuration": {
                 *         "configuration_json": {
                 *           "client_id": "{{ secrets.sec_a23f23d26 }}"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["UpdateConnectorRequest"];
            };
        };
        responses: {
            /** @description The connector was updated. The response has no body. */
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connector was deleted. The response has no body. */
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address of the logo. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorLogo"];
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /** @description The image, as a part of a multipart form. */
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadConnectorLogoRequest"];
            };
        };
        responses: {
            /** @description The logo was uploaded. The response is its address. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorLogo"];
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
                 * @description Maximum number of entries to return.
                 *     An integer from 1 to 1000. Default: 100.
                 * @example 10
                 */
                limit?: number;
                /**
                 * @description Returns the entries before this time. Without it, the latest come first.
                 * @example 2025-06-01T00:00:00Z
                 */
                before?: components["schemas"]["LogTime"];
            };
            header?: never;
            path: {
                /**
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The log entries, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogList"];
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
                /**
                 * @description The log entry, by the `id` that the list shows.
                 *     At most 255 characters.
                 * @example 123-foo
                 */
                log_id: components["parameters"]["LogId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The log entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogEntry"];
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secrets of the connector, without their values. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretList"];
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
            };
            cookie?: never;
        };
        /** @description The name of the secret and its value, which is stored encrypted. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "secret_name": "client_id",
                 *       "secret_value": "my-super-secret-value"
                 *     }
                 */
                "application/json": components["schemas"]["CreateSecretRequest"];
            };
        };
        responses: {
            /** @description The secret was created. The response is the updated list, without values. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretList"];
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
                /**
                 * @description The secret, by the placeholder that the list shows beside its name.
                 *     At most 100 characters.
                 * @example sec_a23f23d26
                 */
                secret_placeholder: components["parameters"]["SecretPlaceholder"];
            };
            cookie?: never;
        };
        /** @description The new value, which is stored encrypted. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "secret_value": "my-super-secret-value"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateSecretRequest"];
            };
        };
        responses: {
            /** @description The value was overwritten. The response has no body. */
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
                 * @description The team, by its id: a 64-bit integer. A JavaScript `number` is exact up to
                 *     9007199254740991 only.
                 *     An integer from 1 to 9223372036854775807.
                 * @example 936506
                 */
                team_id: components["parameters"]["TeamId"];
                /**
                 * @description The connector, by its identifier.
                 *     At most 100 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example T3S70
                 */
                connector_identifier: components["parameters"]["ConnectorIdentifier"];
                /**
                 * @description The secret, by the placeholder that the list shows beside its name.
                 *     At most 100 characters.
                 * @example sec_a23f23d26
                 */
                secret_placeholder: components["parameters"]["SecretPlaceholder"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret was deleted. The response has no body. */
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

// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.

export interface paths {
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
         *     **Who may call:** an Admin, Owner or Editor of a team that has the Connector Builder add-on.
         *     An API key needs the scope `cb_secrets_read`.
         */
        get: operations["listConnectorSecrets"];
        put?: never;
        /**
         * Create a secret
         * @description Stores a new secret, encrypted, and returns the updated list of the connector's secrets.
         *
         *     The server makes the placeholder; you cannot choose it. The list does not mark the new item,
         *     and the value is not returned, here or later. To change the value of a secret that exists,
         *     update it instead.
         *
         *     **Who may call:** an Admin, Owner or Editor of a team that has the Connector Builder add-on.
         *     An API key needs the scope `cb_secrets_write`.
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
         * @description Overwrites the value of a secret. This is the way to rotate it, since its placeholder stays
         *     the same. The old value cannot be had back, and the new one is never returned.
         *
         *     **Who may call:** an Admin, Owner or Editor of a team that has the Connector Builder add-on.
         *     An API key needs the scope `cb_secrets_write`.
         */
        put: operations["updateConnectorSecret"];
        post?: never;
        /**
         * Delete a secret
         * @description Deletes a secret together with its placeholder. A secret created afterwards under the same
         *     name gets another placeholder; to replace a value alone, update the secret instead.
         *
         *     **Who may call:** an Admin, Owner or Editor of a team that has the Connector Builder add-on.
         *     An API key needs the scope `cb_secrets_write`.
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
             * Format: int32
             * @description The number of secrets.
             *     An integer from 0.
             * @example 1
             */
            count: number;
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
        /** @description The one shape of every error. */
        ErrorEnvelope: {
            /** @description About the request. */
            meta: {
                /**
                 * @description Identifies the request.
                 *     8 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
                 * @example BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN
                 */
                request_id: string;
            };
            /** @description About what went wrong. */
            error: {
                /**
                 * @description What went wrong, in a word for programs: stable, and the one to branch on. The common codes
                 *     are listed; any other may appear.
                 *     At most 100 characters, matching `^[A-Z][A-Z0-9_]*$`.
                 * @example BAD_REQUEST
                 */
                code: components["schemas"]["ErrorCode"];
                /**
                 * @description What went wrong, in words for people. Branch on `code` instead.
                 *     At most 255 characters, matching `^.+$`.
                 * @example The request was invalid.
                 */
                message: string;
                /**
                 * @description More about it, where there is more to say, such as
                 *     `The field 'display_name' must not be empty.`
                 *     At most 2048 characters.
                 * @example The field 'display_name' must not be empty.
                 */
                description?: string;
            };
        };
        /**
         * @description What went wrong, in a word for programs: stable, and the one to branch on. The common codes
         *     are listed; any other may appear.
         *     At most 100 characters, matching `^[A-Z][A-Z0-9_]*$`.
         * @example BAD_REQUEST
         */
        ErrorCode: string;
    };
    responses: {
        /** @description The request is bad or has invalid parameters. */
        BadRequest: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The request carries no credential, or one that is not accepted. */
        Unauthorized: {
            headers: {
                "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description Access is forbidden. Look at the scopes of the API key, at your role in the team, and
         *     whether the team has the Connector Builder add-on.
         */
        Forbidden: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The resource was not found. Look at the parameters in the path. */
        NotFound: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
                [name: string]: unknown;
            };
            content: {
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
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description Too many requests. Wait as long as `Retry-After` says. Where it is absent, slow down by
         *     yourself: Supermetrics suggests at most 20 requests a second.
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
        ConnectorIdentifier: string;
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
         * @description How many seconds to wait before the next request. Not every refusal carries it.
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
         * @description Which origins may read the answer in a browser, namely all.
         * @example *
         */
        AccessControlAllowOrigin: "*";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
        /** @description The name and the value of the new secret. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSecretRequest"];
            };
        };
        responses: {
            /**
             * @description The secret was created. The answer is the updated list, without values and without a
             *     mark on the new item.
             */
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
        /** @description The new value of the secret. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSecretRequest"];
            };
        };
        responses: {
            /** @description The value was overwritten. The answer has no body. */
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
            /** @description The secret was deleted. The answer has no body. */
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

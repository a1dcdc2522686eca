/**
 * The client: `createClient` and what it takes, gives and throws.
 *
 * @module supermetrics-connector-builder
 */
export type { ApiPromise, WithResponse } from "./api-promise.ts";
export { type Client, createClient } from "./client.ts";
export { ApiError, type ApiErrorDetails, type RateLimit } from "./errors/api.ts";
export { type Outcome, SupermetricsError } from "./errors/base.ts";
export { ConfigurationError, ValidationError, type ValidationIssue } from "./errors/local.ts";
export {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  UnprocessableEntityError,
} from "./errors/status.ts";
export { SyncError } from "./errors/sync.ts";
export { ConnectionError, TimeoutError, UnexpectedResponseError } from "./errors/transport.ts";
export type { HeadersOption } from "./headers.ts";
export type { HttpClient } from "./http.ts";
export type { AttemptEvent, Logger } from "./log.ts";
export type { CallOptions, ClientOptions } from "./options.ts";
export type { SetResult } from "./secrets/set.ts";
export type { SyncItem, SyncResult, SyncSecretsParams } from "./secrets/sync-result.ts";
export type { Secrets } from "./secrets.ts";
export type {
  ConnectorParams,
  CreateSecretParams,
  CreateSecretRequest,
  components,
  DeleteSecretParams,
  ErrorCode,
  ErrorEnvelope,
  ListSecretsParams,
  operations,
  paths,
  Secret,
  SecretList,
  SecretParams,
  SetSecretParams,
  UpdateSecretParams,
  UpdateSecretRequest,
} from "./types.ts";

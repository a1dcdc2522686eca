/**
 * The client: `createClient`, its options, results and errors.
 *
 * @module supermetrics-connector-builder
 */

// Every schema of the spec and the parameters of every method: a list would be a second source.
export type * from "../generated/methods.ts";
export { type Client, createClient } from "./client.ts";
export type { Connectors, PublishConnectorParams, PublishResult } from "./connectors.ts";
export {
  ApiError,
  type ApiErrorDetails,
  AuthenticationError,
  BadRequestError,
  ConfigurationError,
  ConflictError,
  ConnectionError,
  ConnectorChangedError,
  NotFoundError,
  type Outcome,
  PermissionDeniedError,
  type RateLimit,
  RateLimitError,
  ServerError,
  SupermetricsError,
  TimeoutError,
  UnexpectedResponseError,
  UnprocessableEntityError,
  ValidationError,
  type ValidationIssue,
} from "./errors.ts";
export type { HttpClient } from "./http/client.ts";
export type { AllLogsParams, FollowLogsParams, Logs } from "./logs.ts";
export type {
  AttemptEvent,
  CallOptions,
  ClientOptions,
  Fetch,
  FetchInit,
  FetchResponse,
  HeadersOption,
  Logger,
} from "./options.ts";
export type { ApiPromise, WithResponse } from "./promise.ts";
export type { CheckResult, CheckSecretsParams, SecretReference } from "./secrets/check.ts";
export type { Secrets } from "./secrets/index.ts";
export type { SetResult, SetSecretParams } from "./secrets/set.ts";
export {
  SyncError,
  type SyncItem,
  type SyncResult,
  type SyncSecretsParams,
} from "./secrets/sync.ts";

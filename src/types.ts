// The public names of the generated types, and the parameters of the methods.
import type { components, ErrorCode, operations, paths } from "../generated/schema.d.ts";

export type { components, ErrorCode, operations, paths };

type Schemas = components["schemas"];

/** A stored secret: its placeholder and its name. Its value is never returned. */
export type Secret = Schemas["Secret"];
/** The secrets of a connector. */
export type SecretList = Schemas["SecretList"];
/** The body of a create. */
export type CreateSecretRequest = Schemas["CreateSecretRequest"];
/** The body of an update. */
export type UpdateSecretRequest = Schemas["UpdateSecretRequest"];
/** The body of every documented error. */
export type ErrorEnvelope = Schemas["ErrorEnvelope"];

/** Which connector: its team, and its identifier within the team. */
export type ConnectorParams = operations["listConnectorSecrets"]["parameters"]["path"];
/** Which secret of a connector. */
export type SecretParams = operations["updateConnectorSecret"]["parameters"]["path"];

/** Parameters of `secrets.list`. */
export type ListSecretsParams = ConnectorParams;
/** Parameters of `secrets.create`. */
export type CreateSecretParams = ConnectorParams & CreateSecretRequest;
/** Parameters of `secrets.update`. */
export type UpdateSecretParams = SecretParams & UpdateSecretRequest;
/** Parameters of `secrets.delete`. */
export type DeleteSecretParams = SecretParams;
/** Parameters of `secrets.set`. */
export type SetSecretParams = CreateSecretParams;

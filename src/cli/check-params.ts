// What the contract says of parameters, checked before anybody is asked for a value or a yes that
// could not be sent.
import {
  createConnectorSecret,
  deleteConnectorSecret,
  listConnectorSecrets,
} from "../../generated/contract.ts";
import { check } from "../constraints.ts";
import { ValidationError, type ValidationIssue } from "../index.ts";
import type { ConnectorParams, SecretParams } from "../types.ts";
import { validate } from "../validate.ts";

export function checkConnector(connector: ConnectorParams): void {
  validate(listConnectorSecrets, connector);
}

export function checkPlaceholder(secret: SecretParams): void {
  // It has all that names a secret, and nothing else.
  validate(deleteConnectorSecret, secret);
}

export function checkSecretName(secret_name: string): void {
  const issues: ValidationIssue[] = [];
  const { operationId, body } = createConnectorSecret;
  check(body.properties.secret_name, secret_name, issues, "secret_name");
  if (issues.length > 0) throw new ValidationError(operationId, issues);
}

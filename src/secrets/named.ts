// Secrets by name.
import type { Secret, SecretList } from "../../generated/methods.ts";
import { createConnectorSecret } from "../../generated/operations.ts";
import { UnexpectedResponseError, type ValidationIssue } from "../errors.ts";
import type { CallContext } from "../http/request.ts";
import type { ApiPromise } from "../promise.ts";
import type { Schema } from "../schema/operation.ts";

/** An empty value would erase a secret. It is usually that of an unset environment variable. */
export const requireText = (schema: Schema): Schema => ({ ...schema, minLength: 1 });

/**
 * The secret of the name, if there is one. Duplicate names are an issue: we cannot know which
 * one the configuration means.
 */
export function findNamed(
  secrets: readonly Secret[],
  name: string,
  path: string,
  issues: ValidationIssue[],
  { clean }: CallContext,
): Secret | undefined {
  const matches = secrets.filter(({ secret_name }) => secret_name === name);
  if (matches.length > 1) {
    const placeholders = matches.slice(0, 10).map((secret) => clean(secret.secret_placeholder));
    if (matches.length > 10) placeholders.push("…");
    const message = `is used by ${matches.length} secrets (${placeholders.join(", ")}): delete all but one`;
    issues.push({ path, keyword: "uniqueItems", message });
  }
  return matches[0];
}

/**
 * The new secret's placeholder: the list that a create returns does not mark it. If it has the name not
 * exactly once, another writer interfered.
 */
export async function createdPlaceholder(
  response: ApiPromise<SecretList>,
  name: string,
): Promise<string> {
  const { secrets } = await response;
  const [created, another] = secrets.filter(({ secret_name }) => secret_name === name);
  if (created && !another) return created.secret_placeholder;
  const { response: last, requestId } = await response.withResponse();
  const { operationId: operation } = createConnectorSecret;
  const message = `${operation}: the returned list does not contain the new name exactly once.`;
  const details = { operation, status: last.status, outcome: "unknown", requestId } as const;
  throw new UnexpectedResponseError(message, details);
}

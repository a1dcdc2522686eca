// What the list says about a name.
import type { Secret, SecretList } from "../../generated/methods.ts";
import { createConnectorSecret } from "../../generated/operations.ts";
import { UnexpectedResponseError, type ValidationIssue } from "../errors.ts";
import type { CallContext } from "../http/request.ts";
import type { ApiPromise } from "../promise.ts";
import type { Schema } from "../schema/operation.ts";

/** An empty value would erase a secret: that of an environment variable that is not set, mostly. */
export const requireText = (schema: Schema): Schema => ({ ...schema, minLength: 1 });

/** The placeholders that an error names. */
const MOST_NAMED = 10;

/**
 * The secret of the name, if there is one. Two of one name are an issue: which of them the
 * connector's configuration means is not ours to guess.
 */
export function findNamed(
  secrets: readonly Secret[],
  name: string,
  path: string,
  issues: ValidationIssue[],
  { clean }: CallContext,
): Secret | undefined {
  const found = secrets.filter(({ secret_name }) => secret_name === name);
  if (found.length > 1) {
    const placeholders = found
      .slice(0, MOST_NAMED)
      .map(({ secret_placeholder }) => clean(secret_placeholder));
    if (found.length > MOST_NAMED) placeholders.push("…");
    const message = `belongs to ${found.length} secrets (${placeholders.join(", ")}): delete all but one`;
    issues.push({ path, keyword: "uniqueItems", message });
  }
  return found[0];
}

/**
 * The new secret's placeholder: the list that a create returns does not mark it.
 *
 * @throws {UnexpectedResponseError} where the name is not there just once: another writer
 *   interfered
 */
export async function createdPlaceholder(
  response: ApiPromise<SecretList>,
  name: string,
): Promise<string> {
  const { secrets } = await response;
  const [created, another] = secrets.filter(({ secret_name }) => secret_name === name);
  if (created && !another) return created.secret_placeholder;
  const {
    response: { status },
    requestId,
  } = await response.withResponse();
  const { operationId: operation } = createConnectorSecret;
  throw new UnexpectedResponseError(
    `${operation}: the list that came back does not hold the new name exactly once.`,
    { operation, status, outcome: "unknown", requestId },
  );
}

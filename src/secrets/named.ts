// What the list says about a name.
import { ValidationError, type ValidationIssue } from "../errors/local.ts";
import { UnexpectedResponseError } from "../errors/transport.ts";
import type { Clean } from "../redact.ts";
import type { Secret } from "../types.ts";

export function named(secrets: readonly Secret[], name: string): Secret[] {
  return secrets.filter(({ secret_name }) => secret_name === name);
}

/** Two secrets of one name: which of them the connector's configuration means is not ours to guess. */
export function ambiguous(path: string, found: readonly Secret[], clean: Clean): ValidationIssue {
  const placeholders = found.map(({ secret_placeholder }) => clean(secret_placeholder)).join(", ");
  const message = `names ${found.length} secrets (${placeholders}): delete all but one of them`;
  return { path, keyword: "uniqueItems", message };
}

/** The one secret of the name, or none. */
export function onlyNamed(
  secrets: readonly Secret[],
  name: string,
  clean: Clean,
): Secret | undefined {
  const found = named(secrets, name);
  if (found.length <= 1) return found[0];
  throw new ValidationError("secrets.set", [ambiguous("secret_name", found, clean)]);
}

/**
 * The new secret's placeholder: the list that answers a create does not mark it.
 *
 * @throws {UnexpectedResponseError} where the name is not there just once: another writer came
 *   between
 */
export function createdPlaceholder(secrets: readonly Secret[], name: string): string {
  const [created, ...others] = named(secrets, name);
  if (created && others.length === 0) return created.secret_placeholder;
  throw new UnexpectedResponseError(
    "createConnectorSecret: the list that came back does not hold the new name exactly once.",
    { status: 201, outcome: "unknown" },
  );
}

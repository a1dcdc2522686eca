import type { Secret } from "../types.ts";
import { checkPlaceholder } from "./check-params.ts";
import type { CommandContext } from "./context.ts";
import { EXIT } from "./exit-codes.ts";
import { CommandError, UsageError } from "./failures.ts";

/** Which secret is meant: the placeholder that was given, or that of `--name`. */
export async function findSecret(
  { client, connector, flags, signal }: CommandContext,
  placeholder: string | undefined,
): Promise<Pick<Secret, "secret_placeholder"> & Partial<Secret>> {
  const { name } = flags;
  if (placeholder !== undefined && name !== undefined) {
    throw new UsageError("A placeholder and --name are both given.", "Give one of them.");
  }
  if (placeholder === "") throw new UsageError("The placeholder is empty.");
  if (name === "") throw new UsageError("The name is empty.");
  if (placeholder !== undefined) {
    checkPlaceholder({ ...connector, secret_placeholder: placeholder });
    return { secret_placeholder: placeholder };
  }
  if (name === undefined) {
    throw new UsageError(
      "Neither a placeholder nor --name is given.",
      "Say which secret is meant with one of them.",
    );
  }
  const { secrets } = await client.secrets.list(connector, { signal });
  const found = secrets.filter(({ secret_name }) => secret_name === name);
  const [secret, ...others] = found;
  if (secret === undefined) {
    throw new CommandError(EXIT.failed, "The connector has no secret of that name.", [
      "Nothing was changed. `connector-secrets list` shows what it has.",
    ]);
  }
  if (others.length === 0) return secret;
  const placeholders = found.map(({ secret_placeholder }) => secret_placeholder).join(", ");
  throw new UsageError(
    `The connector has ${found.length} secrets of that name: ${placeholders}.`,
    "Nothing was changed. Give the placeholder of the one you mean.",
  );
}

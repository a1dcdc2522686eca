// Which secret is meant: a name for `create` and `set`, a placeholder or `--name` for `update` and
// `delete`. All of it is checked before prompting.
import type { Secret, SecretList } from "../index.ts";
import type { Argument, Context } from "./command.ts";
import { CommandError, EXIT, NOTHING_CHANGED, PROGRAM, UsageError } from "./command-error.ts";
import type { Flag } from "./flags.ts";
import { mayBeApplied } from "./output/secrets.ts";

export const PLACEHOLDER: Argument = {
  name: "placeholder",
  description: "the placeholder of the secret, as `secrets list` shows it",
};
export const PLACEHOLDER_HINTS = {
  NotFoundError: "Check the placeholder too: `secrets list` shows those of a connector.",
};
export const BY_NAME: Flag = {
  name: "name",
  value: "<name>",
  description: "find the placeholder by the secret's name",
};

/** `NAME=value` would store the value where everyone can read it: in the name. */
export async function checkName(
  { connector, rehearse }: Context,
  secret_name: string | undefined,
): Promise<string> {
  if (secret_name === undefined || secret_name.trim() === "") {
    throw new UsageError("The name is empty.");
  }
  // Node puts this in place of bytes that are not UTF-8.
  if (secret_name.includes("\uFFFD")) throw new UsageError("The name is not UTF-8.");
  if (secret_name.includes("=")) {
    throw new UsageError(
      "The name contains a =. Values are never arguments.",
      "Give the name alone; type the value at the prompt, pipe it, or use --from-env.",
      "If a secret followed the =, other processes and the shell's history may have it.",
    );
  }
  await rehearse(({ secrets }) => secrets.create({ ...connector, secret_name, secret_value: "-" }));
  return secret_name;
}

/** What is known of the secret that is meant. */
export type Found = Pick<Secret, "secret_placeholder"> & Partial<Secret>;

/** The secret of the placeholder that was given, or of `--name`. */
export async function findSecret(
  context: Context,
  secret_placeholder: string | undefined,
): Promise<Found> {
  const { connector, flags, rehearse, report } = context;
  const { name } = flags;
  if (secret_placeholder !== undefined && name !== undefined) {
    throw new UsageError("A placeholder and --name are both given.", "Give one of them.");
  }
  if (secret_placeholder === "") throw new UsageError("The placeholder is empty.");
  if (name === "") throw new UsageError("The name is empty.");
  if (secret_placeholder !== undefined) {
    await rehearse(({ secrets }) => secrets.delete({ ...connector, secret_placeholder }));
    return { secret_placeholder };
  }
  if (name === undefined) {
    throw new UsageError(
      "Neither a placeholder nor --name is given.",
      "Give the placeholder of the secret, or its name with --name.",
    );
  }
  context.doing(`Looking for ${name}`);
  const { secrets } = await listSecrets(context);
  report.idle();
  const found = secrets.filter(({ secret_name }) => secret_name === name);
  const [secret, ...others] = found;
  if (secret === undefined) {
    throw new CommandError(EXIT.failed, `The connector has no secret named ${name}.`, [
      `${NOTHING_CHANGED} \`secrets list\` shows what it has.`,
    ]);
  }
  if (others.length === 0) return secret;
  const placeholders = found.map(({ secret_placeholder }) => secret_placeholder).join(", ");
  throw new UsageError(
    `The connector has ${found.length} secrets of that name: ${placeholders}.`,
    `${NOTHING_CHANGED} Give the placeholder of the one you mean.`,
  );
}

/** Writes to the secret. If that is a 404 because a name was given as a placeholder, says so. */
export async function writeTo<T>(
  context: Context,
  action: "update" | "delete",
  secret: Found,
  write: () => PromiseLike<T>,
): Promise<T> {
  const { secret_name, secret_placeholder: given } = secret;
  const subject = secret_name ?? given;
  try {
    return await context.writing(mayBeApplied(action, subject), write);
  } catch (error) {
    const isGone = error instanceof Error && error.name === "NotFoundError";
    if (!isGone || secret_name !== undefined || !(await isName(context, given))) throw error;
    throw new CommandError(EXIT.failed, `${given} is the name of a secret, not a placeholder.`, [
      `${NOTHING_CHANGED} Give a name with --name: \`${PROGRAM} secrets ${action} --name ${given}\`.`,
    ]);
  }
}

async function isName(context: Context, text: string): Promise<boolean> {
  try {
    const { secrets } = await listSecrets(context);
    return secrets.some(({ secret_name }) => secret_name === text);
  } catch {
    // The 404 says more than an error from this list request.
    return false;
  }
}

const listSecrets = ({ client, connector, signal }: Context): PromiseLike<SecretList> =>
  client.secrets.list(connector, { signal });

// The commands that write one secret: by its name (`create`, `set`), or by its placeholder or
// `--name` (`update`, `delete`). Which one is meant is checked before prompting.
import { OPERATION_COMMANDS } from "../../../generated/commands.ts";
import type { Secret, ValidationIssue } from "../../index.ts";
import type { Argument, Command, Context } from "../command.ts";
import { CommandError, EXIT, NOTHING_CHANGED, PROGRAM, UsageError } from "../command-error.ts";
import { flag } from "../flags.ts";
import { confirmDestructive } from "../input/prompt.ts";
import { readValue, VALUE_FLAGS, VALUE_HELP } from "../input/value.ts";
import { showResult } from "../operation/result.ts";
import type { Report } from "../output/report.ts";
import { formatTable } from "../output/table.ts";

const NAME: Argument = { name: "name", required: true, description: "the name of the secret" };
const BY_PLACEHOLDER = {
  resource: "secrets",
  argument: {
    name: "placeholder",
    description: "the placeholder of the secret, as `secrets list` shows it",
  },
  scopes: "cb_secrets_write; with --name, cb_secrets_read too",
  nameOf: nameOfSecret,
  hints: {
    NotFoundError: "Check the placeholder too: `secrets list` shows those of a connector.",
  },
};
const BY_NAME = flag("--name <name>", "find the placeholder by the secret's name");
const LIST = OPERATION_COMMANDS.find(({ call }) => call.join(".") === "secrets.list");

export const create: Command = {
  resource: "secrets",
  verb: "create",
  summary: "Store a new secret.",
  argument: { ...NAME, description: "the name of the new secret" },
  flags: VALUE_FLAGS,
  details: VALUE_HELP,
  scopes: "cb_secrets_write",
  nameOf: nameOfSecret,
  hints: {
    ConflictError:
      "To overwrite a secret of that name: `secrets set <name>`. To see all: `secrets list`.",
  },
  examples: ["client_id", "client_secret --from-env SECRET", "private_key --from-file key.pem"],
  async run(context, argument) {
    const { client, report, signal } = context;
    const params = await readSecret(context, argument);
    const { secret_name } = params;
    const list = await send(context, "create", secret_name, () =>
      client.secrets.create(params, { signal }),
    );
    // The response does not mark the new one. If the name occurs twice, we cannot tell which it is.
    const namesakes = list.secrets.filter((secret) => secret.secret_name === secret_name);
    const [created] = namesakes.length === 1 ? namesakes : [];
    report.marked("done", `created ${labelOf(report, { secret_name, ...created })}`);
    showResult(report, list, { result: LIST?.result ?? {}, resource: "secrets" });
  },
};

export const set: Command = {
  resource: "secrets",
  verb: "set",
  summary: "Store a secret: create it, or overwrite its value.",
  argument: NAME,
  flags: VALUE_FLAGS,
  details: [...VALUE_HELP, "Running it again is safe."],
  scopes: "cb_secrets_read and cb_secrets_write",
  nameOf: nameOfSecret,
  examples: ["client_id", "client_id < client_id.txt", "private_key --from-file key.pem"],
  async run(context, argument) {
    const { client, report, signal } = context;
    const params = await readSecret(context, argument);
    const { action, ...secret } = await send(context, "write", params.secret_name, () =>
      client.secrets.set(params, { signal }),
    );
    showWrite(report, secret, action);
  },
};

export const update: Command = {
  ...BY_PLACEHOLDER,
  verb: "update",
  summary: "Overwrite the value of a secret. The old value is lost.",
  flags: [BY_NAME, ...VALUE_FLAGS],
  details: VALUE_HELP,
  examples: ["sec_a23f23d26", "--name client_id --from-env NEW"],
  async run(context, argument) {
    const { client, connector, report, signal } = context;
    const secret = await findSecret(context, argument);
    const { secret_placeholder, secret_name = secret_placeholder } = secret;
    const secret_value = await readValue(context, secret_name);
    const params = { ...connector, secret_placeholder, secret_value };
    await writeTo(context, "update", secret, () => client.secrets.update(params, { signal }));
    showWrite(report, secret, "updated");
  },
};

export const remove: Command = {
  ...BY_PLACEHOLDER,
  verb: "delete",
  summary: "Remove a secret. Asks first; without a terminal, needs --yes.",
  flags: [BY_NAME],
  examples: ["sec_a23f23d26", "--name client_secret --yes"],
  async run(context, argument) {
    const { client, connector, report, signal } = context;
    const secret = await findSecret(context, argument);
    const { secret_name, secret_placeholder } = secret;
    const subject = [secret_name, secret_placeholder].filter((text) => text !== undefined);
    await confirmDestructive(
      context,
      `Delete ${report.safe(subject.join(", "))} from ${connector.connector_identifier}? Its value cannot be recovered.`,
    );
    const params = { ...connector, secret_placeholder };
    await writeTo(context, "delete", secret, () => client.secrets.delete(params, { signal }));
    showWrite(report, secret, "deleted");
  },
};

// ── Which secret ───────────────────────────────────────────────────────────────────────────────

/** The secret to store. `NAME=value` would store the value where everyone can read it: in the name. */
async function readSecret(context: Context, secret_name = "") {
  const { connector, validateOnly } = context;
  refuseEmpty(secret_name);
  // Node puts this in place of bytes that are not UTF-8.
  if (secret_name.includes("\uFFFD")) throw new UsageError("The name is not UTF-8.");
  if (secret_name.includes("=")) {
    throw new UsageError(
      "The name contains a =. Values are never arguments.",
      "Give the name alone; type the value at the prompt, pipe it, or use --from-env.",
      "If a secret followed the =, other processes and the shell's history may have it.",
    );
  }
  await validateOnly(({ secrets }) =>
    secrets.create({ ...connector, secret_name, secret_value: "-" }),
  );
  return { ...connector, secret_name, secret_value: await readValue(context, secret_name) };
}

function refuseEmpty(name: string): void {
  if (name.trim() === "") throw new UsageError("The name is empty.");
}

/** What is known of the secret that is meant. */
type Target = Pick<Secret, "secret_placeholder"> & Partial<Secret>;

/** The secret of a placeholder, or of `--name`. */
async function findSecret(
  context: Context,
  secret_placeholder: string | undefined,
): Promise<Target> {
  const { connector, validateOnly, report } = context;
  const { name } = context.flags;
  if (secret_placeholder !== undefined && name === undefined) {
    await validateOnly(({ secrets }) => secrets.delete({ ...connector, secret_placeholder }));
    return { secret_placeholder };
  }
  if (name === undefined || secret_placeholder !== undefined) {
    throw new UsageError("Give the placeholder of a secret, or its name with --name: one of them.");
  }
  refuseEmpty(name);
  context.showStatus(`Looking for ${name}`);
  const namesakes = await secretsNamed(name, context);
  report.idle();
  const [secret, ...others] = namesakes;
  if (secret === undefined) {
    throw new CommandError(EXIT.failed, `The connector has no secret named ${name}.`, [
      `${NOTHING_CHANGED} \`secrets list\` shows what it has.`,
    ]);
  }
  if (others.length === 0) return secret;
  const placeholders = namesakes.map((each) => each.secret_placeholder).join(", ");
  throw new UsageError(
    `The connector has ${namesakes.length} secrets of that name: ${placeholders}.`,
    `${NOTHING_CHANGED} Give the placeholder of the one you mean.`,
  );
}

async function secretsNamed(name: string, { client, connector, signal }: Context) {
  const { secrets } = await client.secrets.list(connector, { signal });
  return secrets.filter(({ secret_name }) => secret_name === name);
}

// ── The write ──────────────────────────────────────────────────────────────────────────────────

type Action = "create" | "write" | "update" | "delete";

function send<T>(context: Context, action: Action, subject: string, write: () => PromiseLike<T>) {
  context.showStatus(`${action} ${subject}`);
  const check = `The ${action} of ${subject} may have been applied: check with \`secrets list\`.`;
  const next =
    action === "delete"
      ? "If the secret is still there, run the command again."
      : "To store the value, run `secrets set` or `secrets push` again: that is safe.";
  return context.runWrite(`${check} ${next}`, write);
}

/** Writes to the secret. If that is a 404 because a name was typed as a placeholder, says so. */
async function writeTo(
  context: Context,
  action: "update" | "delete",
  { secret_name, secret_placeholder }: Target,
  write: () => PromiseLike<unknown>,
): Promise<void> {
  try {
    await send(context, action, secret_name ?? secret_placeholder, write);
  } catch (error) {
    const isGone = error instanceof Error && error.name === "NotFoundError";
    if (!isGone || secret_name !== undefined) throw error;
    // If the list fails, the 404 says more.
    const namesakes = await secretsNamed(secret_placeholder, context).catch(() => []);
    if (namesakes.length === 0) throw error;
    const flags = `--name ${secret_placeholder}`;
    throw new CommandError(
      EXIT.failed,
      `${secret_placeholder} is the name of a secret, not a placeholder.`,
      [`${NOTHING_CHANGED} Give a name with --name: \`${PROGRAM} secrets ${action} ${flags}\`.`],
    );
  }
}

/** What was done to one secret; its name is absent if only the placeholder is known. */
function showWrite(report: Report, secret: Target, action: string): void {
  report.marked("done", `${action} ${labelOf(report, secret)}`);
  const { secret_name, secret_placeholder } = secret;
  const columns = ["secret_placeholder", ...(secret_name ? ["secret_name"] : []), "action"];
  const data = { secret_name, secret_placeholder, action };
  report.writtenData(data, (look) => formatTable(columns, [data], look));
}

/** How a secret is called in a line: by its name, its placeholder, or both. */
export function labelOf(report: Report, { secret_name, secret_placeholder }: Partial<Secret>) {
  const placeholder = secret_placeholder && `(${secret_placeholder})`;
  return report.safe(
    secret_name ? [secret_name, placeholder].filter(Boolean).join(" ") : (secret_placeholder ?? ""),
  );
}

const PARAMETERS: Readonly<Record<string, string>> = {
  secret_name: "the name",
  secret_value: "the value",
  secret_placeholder: "the placeholder",
  configuration: "the configuration",
  // There can be too many, and nothing else is wrong with all of them.
  secrets: "with those already stored, these",
};
/** How the client calls a secret of a push. */
const MEMBER = "secrets.";

/** What the commands on secrets call a parameter. */
export function nameOfSecret({ path, keyword, isName }: ValidationIssue): string | undefined {
  if (Object.hasOwn(PARAMETERS, path)) return PARAMETERS[path];
  if (!path.startsWith(MEMBER)) return undefined;
  const name = path.slice(MEMBER.length);
  // Not shown: somebody may have put the value in its place.
  if (isName) return `a name (${[...name].length} characters)`;
  return keyword === "uniqueItems" ? `the name ${name}` : `the value of ${name}`;
}

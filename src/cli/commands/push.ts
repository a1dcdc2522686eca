import { SyncError } from "../../index.ts";
import type { SyncItem } from "../../secrets/sync-result.ts";
import { adviceOf, exitCodeOf, headline } from "../client-errors.ts";
import { ask, confirmDestructive } from "../confirm.ts";
import type { CommandContext, CommandFunction } from "../context.ts";
import { CREDENTIALS } from "../credential.ts";
import { EXIT } from "../exit-codes.ts";
import { CommandError, Interrupted, UsageError } from "../failures.ts";
import { ITEM_COLUMNS, itemsAsData, itemsAsRows } from "../push/items.ts";
import { finishing, question, RESUME, showPlan, showProgress, showSummary } from "../push/words.ts";
import { readSecrets } from "../secrets-file/read-secrets.ts";
import { isTerminal } from "../terminal.ts";

type Secrets = Readonly<Record<string, string>>;

export const push: CommandFunction = async (context, file = "") => {
  const { connector, report, flags } = context;
  const secrets = await readSecrets(file, context);
  refuseCredentials(secrets);
  const planned = await plan(context, secrets);
  showPlan(planned, connector, report);
  if (flags.dryRun) {
    report.data(itemsAsData(planned), ITEM_COLUMNS, itemsAsRows(planned));
    return;
  }
  await confirm(context, secrets, planned);
  // Without a yes to everything, nothing is deleted where the plan showed no delete.
  const prune = flags.prune && (flags.yes || placeholdersToDelete(planned).length > 0);
  await write(context, secrets, prune);
};

/** A .env file may be the one that this command has its key from. */
function refuseCredentials(secrets: Secrets): void {
  const name = CREDENTIALS.find((each) => Object.hasOwn(secrets, each));
  if (name === undefined) return;
  throw new UsageError(
    `The file holds ${name}, the credential of this command itself.`,
    "Nothing was changed. Push a file without it; `set` stores a single secret of any name.",
  );
}

async function plan(context: CommandContext, secrets: Secrets): Promise<readonly SyncItem[]> {
  const { client, connector, flags, signal } = context;
  const params = { ...connector, secrets, prune: flags.prune, dryRun: true };
  return (await client.secrets.sync(params, { signal })).items;
}

async function confirm(context: CommandContext, secrets: Secrets, planned: readonly SyncItem[]) {
  if (context.flags.yes) return;
  const deletes = placeholdersToDelete(planned).length;
  if (deletes > 0) await confirmDestructive(context, question(planned));
  else if (isTerminal()) await ask(context, question(planned));
  else return;
  // While somebody thought, another may have stored what this would overwrite or delete unseen.
  const shown = planned.map(lossOf);
  const now = (await plan(context, secrets)).map(lossOf);
  if (now.every((loss) => loss === undefined || shown.includes(loss))) return;
  throw new CommandError(
    EXIT.failed,
    "The connector has changed in the meantime: more would be overwritten or deleted than was shown.",
    ["Nothing was changed. Run the command again."],
  );
}

/** What an item destroys: the value at a placeholder, or nothing. */
const lossOf = ({ action, secret_placeholder }: SyncItem) =>
  action === "create" ? undefined : `${action} ${secret_placeholder}`;

const placeholdersToDelete = (items: readonly SyncItem[]) =>
  items.filter(({ action }) => action === "delete").map((item) => item.secret_placeholder);

async function write(
  context: CommandContext,
  secrets: Secrets,
  prune: boolean | undefined,
): Promise<void> {
  const { client, connector, report, signal } = context;
  const items: SyncItem[] = [];
  const onProgress = (item: SyncItem) => {
    items.push(item);
    showProgress(item, report);
  };
  const params = { ...connector, secrets, prune, onProgress };
  const sync = client.secrets.sync(params, { signal });
  const error = await sync.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (items.length > 0) {
    showSummary(items, report);
    report.writtenData(itemsAsData(items), ITEM_COLUMNS, itemsAsRows(items));
  }
  if (error === undefined) return;
  if (error instanceof SyncError) {
    const advice = [...adviceOf(error), finishing(items)];
    throw new CommandError(exitCodeOf(error), headline(error), advice);
  }
  if (error instanceof Interrupted && items.length > 0) {
    throw new Interrupted(error.signal, RESUME);
  }
  throw error;
}

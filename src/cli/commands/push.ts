import { SyncError } from "../../index.ts";
import type { SyncItem } from "../../secrets/sync-result.ts";
import { adviceOf, exitCodeOf } from "../client-errors.ts";
import { ask, confirmDestructive } from "../confirm.ts";
import type { CommandContext, CommandFunction } from "../context.ts";
import { CommandError, Interrupted, UsageError } from "../failures.ts";
import { ITEM_COLUMNS, itemsAsData, itemsAsRows } from "../push/items.ts";
import { RESUME, showPlan, showProgress, showSummary } from "../push/words.ts";
import { readSecrets } from "../secrets-file/read-secrets.ts";
import { isTerminal } from "../terminal.ts";

type Secrets = Readonly<Record<string, string>>;

export const push: CommandFunction = async (context, file = "") => {
  const { connector, report, flags } = context;
  const secrets = await readSecrets(file, context);
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

async function plan(context: CommandContext, secrets: Secrets): Promise<readonly SyncItem[]> {
  const { client, connector, flags, signal } = context;
  const params = { ...connector, secrets, prune: flags.prune, dryRun: true };
  return (await client.secrets.sync(params, { signal })).items;
}

async function confirm(context: CommandContext, secrets: Secrets, planned: readonly SyncItem[]) {
  if (context.flags.yes) return;
  const deletes = placeholdersToDelete(planned);
  if (deletes.length === 0) {
    if (isTerminal()) await ask(context, "Continue? Overwritten values cannot be recovered.");
    return;
  }
  const subject = deletes.length === 1 ? "1 secret" : `${deletes.length} secrets`;
  await confirmDestructive(
    context,
    `Continue, and delete ${subject}? Overwritten and deleted values cannot be recovered.`,
  );
  // While somebody thought, another may have added what this would delete unseen.
  const now = placeholdersToDelete(await plan(context, secrets));
  if (now.every((placeholder) => deletes.includes(placeholder))) return;
  throw new UsageError(
    "The connector has changed in the meantime: more would be deleted than was shown.",
    "Nothing was changed. Run the command again.",
  );
}

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
    const advice = [...adviceOf(error), RESUME];
    throw new CommandError(exitCodeOf(error), "Not everything was stored.", advice);
  }
  if (error instanceof Interrupted && items.length > 0) {
    throw new Interrupted(error.signal, RESUME);
  }
  throw error;
}

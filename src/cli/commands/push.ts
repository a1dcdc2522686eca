import { appendFileSync } from "node:fs";
import type { SyncError, SyncItem } from "../../index.ts";
import type { Command, Context } from "../command.ts";
import { CommandError, EXIT, Interrupted, NOTHING_CHANGED, UsageError } from "../command-error.ts";
import { exitCodeOf, hintsOf, summaryOf, type Wording } from "../errors.ts";
import { flag } from "../flags.ts";
import { ask, confirmDestructive, isTerminal } from "../input/prompt.ts";
import { countOf, type Mark, paint, plural } from "../output/look.ts";
import type { Report } from "../output/report.ts";
import { formatTable } from "../output/table.ts";
import { readSecrets } from "../secrets-file/read.ts";
import { CREDENTIALS } from "../settings.ts";
import { labelOf, nameOfSecret } from "./secrets.ts";

type Secrets = Readonly<Record<string, string>>;

export const push: Command = {
  resource: "secrets",
  verb: "push",
  summary: "Store all secrets of a file: create new ones, overwrite existing ones.",
  argument: {
    name: "file",
    required: true,
    description: ".env, .json (a flat object of strings), or - for standard input",
  },
  flags: [
    flag("--dry-run", "show the plan and write nothing"),
    flag("--prune", "delete all other secrets, after the writes"),
    flag("--verbatim", "store values that begin or end with an invisible character"),
  ],
  details: [
    "Shows the plan, asks for confirmation on a terminal (unless --yes is given), and writes one secret after another. Running it again finishes what was left. Without a terminal, a plan that deletes needs --yes.",
    "A .env file has lines NAME=value, NAME='value' or NAME=\"value\". Nothing is expanded, quoted values may span lines, and a line that could be read in two ways is refused: only its number is shown.",
  ],
  scopes: "cb_secrets_read and cb_secrets_write",
  nameOf: nameOfSecret,
  examples: [".env --dry-run", ".env", "secrets.json --prune --yes", "- < secrets.json"],
  async run(context, file = "") {
    const { report, flags } = context;
    const secrets = await readSecrets(file, context, flags.verbatim);
    // The .env file may be the one that this command gets its key from.
    const credential = CREDENTIALS.find((each) => Object.hasOwn(secrets, each));
    if (credential !== undefined) {
      throw new UsageError(
        `The file holds ${credential}, this command's own credential.`,
        `${NOTHING_CHANGED} Push a file without it; \`secrets set\` stores a single secret of any name.`,
      );
    }
    const planned = await plan(context, secrets);
    showPlan(planned, context);
    if (flags.dryRun) return showItems(planned, report);
    await confirm(context, secrets, planned);
    // Without --yes, nothing is deleted unless the plan showed it.
    const prune = flags.prune && (flags.yes || deletesOf(planned) > 0);
    await write(context, { secrets, prune }, planned);
  },
};

// ── The plan ───────────────────────────────────────────────────────────────────────────────────

const ACTIONS = {
  create: { sign: "+", style: "green", done: "created", planned: "to create" },
  update: { sign: "~", style: "yellow", done: "updated", planned: "to update" },
  delete: { sign: "-", style: "red", done: "deleted", planned: "to delete" },
} as const;
const PLANNED = Object.values(ACTIONS).map(({ planned }) => planned);
const STATUSES = ["done", "failed", "unknown", "not attempted"];

const deletesOf = (items: readonly SyncItem[]) =>
  items.filter(({ action }) => action === "delete").length;

async function plan(context: Context, secrets: Secrets): Promise<readonly SyncItem[]> {
  const { client, connector, flags, report, signal } = context;
  context.showStatus("Making the plan");
  const params = { ...connector, secrets, prune: flags.prune, dryRun: true };
  const { items } = await client.secrets.sync(params, { signal });
  report.idle();
  return items;
}

function showPlan(items: readonly SyncItem[], { connector, flags, report }: Context): void {
  // If a question follows, even `--quiet` shows what it is about.
  const show = flags.yes || flags.dryRun || !isTerminal() ? report.note : report.line;
  show(`Connector ${connector.connector_identifier} of team ${connector.team_id}:`);
  for (const item of items) {
    const { sign, style } = ACTIONS[item.action];
    show(`  ${paint(`${sign} ${item.action} ${labelOf(report, item)}`, style, report.look)}`);
  }
  const words = items.map(({ action }) => ACTIONS[action].planned);
  show(`Plan: ${countOf(words, PLANNED)}.`);
}

async function confirm(context: Context, secrets: Secrets, planned: readonly SyncItem[]) {
  if (context.flags.yes) return;
  if (deletesOf(planned) > 0) await confirmDestructive(context, question(planned));
  else if (isTerminal()) await ask(context, question(planned));
  else return;
  // While the user was deciding, someone else may have stored what this would overwrite or delete unseen.
  const shown = planned.map(lossOf);
  const now = (await plan(context, secrets)).map(lossOf);
  if (now.every((loss) => loss === undefined || shown.includes(loss))) return;
  throw new CommandError(
    EXIT.failed,
    "The connector has changed in the meantime: more would be overwritten or deleted than was shown.",
    [`${NOTHING_CHANGED} Run the command again.`],
  );
}

/** What an item destroys: the value at a placeholder, or nothing. */
const lossOf = ({ action, secret_placeholder }: SyncItem) =>
  action === "create" ? undefined : `${action} ${secret_placeholder}`;

function question(planned: readonly SyncItem[]): string {
  const deletes = deletesOf(planned);
  if (deletes > 0) {
    return `Continue, and delete ${plural(deletes, "secret")}? Overwritten and deleted values cannot be recovered.`;
  }
  return planned.some(({ action }) => action === "update")
    ? "Continue? Overwritten values cannot be recovered."
    : "Continue?";
}

// ── The writes ─────────────────────────────────────────────────────────────────────────────────

const RESUME =
  "To finish, run the same command again. What is done is written again, with the same value.";

async function write(
  context: Context,
  params: { readonly secrets: Secrets; readonly prune: boolean | undefined },
  planned: readonly SyncItem[],
): Promise<void> {
  const { client, connector, report, signal, showStatus } = context;
  const items: SyncItem[] = [];
  const announce = () => {
    const next = planned[items.length];
    if (next === undefined) return report.idle();
    const count = `${items.length + 1}/${planned.length}`;
    showStatus(`${count} ${next.action} ${next.secret_name}`, { isImmediate: true });
  };
  const onProgress = (item: SyncItem) => {
    items.push(item);
    showProgress(item, context);
    announce();
  };
  announce();
  try {
    await client.secrets.sync({ ...connector, ...params, onProgress }, { signal });
  } catch (error) {
    if (error instanceof Error && error.name === "SyncError") {
      throw unfinished(error as SyncError, context.wording);
    }
    throw error instanceof Interrupted && items.length > 0
      ? new Interrupted(error.signal, RESUME)
      : error;
  } finally {
    showEnd(items, context);
  }
}

/** What became of one change. */
function showProgress(item: SyncItem, { report, wording }: Context): void {
  const { action, status, error } = item;
  const { done } = ACTIONS[action];
  const { requestId } = (error ?? {}) as { requestId?: unknown };
  // For support: in a push, each item can have one.
  const id = typeof requestId === "string" ? ` (request id ${requestId})` : "";
  const why = error ? `: ${report.safe(summaryOf(error, wording) + id)}` : "";
  const label = labelOf(report, item);
  const texts: Record<Mark, string> = {
    done: `${done} ${label}`,
    failed: `not ${done} ${label}${why}`,
    unknown: `perhaps ${done} ${label}${why}`,
    not_attempted: `not attempted: ${action} ${label}`,
  };
  if (status !== "planned") report.marked(status, texts[status]);
}

/** The summary and the data of a push that has ended, however that was. */
function showEnd(items: readonly SyncItem[], { connector, report }: Context): void {
  report.idle();
  if (items.length === 0) return;
  const counts = countOf(
    items.map(({ status }) => status.replace("_", " ")),
    STATUSES,
  );
  const summary = `${plural(items.length, "change")}: ${counts}.`;
  report.note(summary);
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY } = process.env;
  if (GITHUB_ACTIONS && GITHUB_STEP_SUMMARY) {
    const rows = items.map(({ secret_name, action, status }) => {
      const unsafe = report.safe(secret_name);
      const name = unsafe.replaceAll(/[^\w .-]/g, (sign) => `&#${sign.codePointAt(0)};`);
      return `| ${name} | ${action} | ${status} |\n`;
    });
    const heading = `### Secrets of ${connector.connector_identifier}\n\n${summary}\n\n`;
    const head = "| secret | action | status |\n| --- | --- | --- |\n";
    try {
      appendFileSync(GITHUB_STEP_SUMMARY, heading + head + rows.join(""));
    } catch {
      report.warn("The summary of the step cannot be written.");
    }
  }
  showItems(items, report);
}

function unfinished(error: SyncError, wording: Wording): CommandError {
  const reasons = error.result.items.flatMap((item) => item.error ?? []);
  const codes = reasons.map(exitCodeOf);
  const exitCode =
    [EXIT.denied, EXIT.unavailable].find((code) => codes.includes(code)) ?? EXIT.failed;
  const hints = new Set(reasons.flatMap((reason) => hintsOf(reason, wording)));
  // The server will refuse it again. Other errors stopped the push, and may be gone.
  const isRefused = reasons.some(({ name }) => REFUSED.includes(name));
  const resume = isRefused ? `Fix what was refused. ${RESUME}` : RESUME;
  return new CommandError(exitCode, summaryOf(error, wording), [...hints, resume]);
}

const REFUSED = ["BadRequestError", "ConflictError", "UnprocessableEntityError"];
const COLUMNS = ["action", "status", "secret_name", "secret_placeholder"];

const showItems = (items: readonly SyncItem[], report: Report) =>
  report.writtenData({ items }, (look) => formatTable(COLUMNS, items, look));

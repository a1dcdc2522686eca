import { appendFileSync } from "node:fs";
import type { SupermetricsError, SyncError, SyncItem } from "../../index.ts";
import type { Command, Context } from "../command.ts";
import { CommandError, EXIT, Interrupted, NOTHING_CHANGED, UsageError } from "../command-error.ts";
import { exitCodeOf, nextSteps, summaryOf, type Wording } from "../errors.ts";
import { ask, confirmDestructive, isTerminal } from "../input/prompt.ts";
import { type Mark, paint } from "../output/look.ts";
import { table } from "../output/report.ts";
import { labelOf, nameOfSecret } from "../output/secrets.ts";
import { readSecrets } from "../secrets-file/read.ts";
import { CREDENTIALS } from "../settings.ts";

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
    { name: "dry-run", description: "show the plan and write nothing" },
    { name: "prune", description: "delete all other secrets, after the writes" },
    {
      name: "verbatim",
      description: "store values that begin or end with an invisible character",
    },
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
    refuseCredentials(secrets);
    const planned = await plan(context, secrets);
    // If a question follows, even `--quiet` shows what it is about.
    showPlan(planned, context, flags.yes || flags.dryRun || !isTerminal() ? "note" : "line");
    if (flags.dryRun) {
      report.writtenData({ items: planned }, itemTable(planned));
      return;
    }
    await confirm(context, secrets, planned);
    // Without --yes, nothing is deleted unless the plan showed it.
    const prune = flags.prune && (flags.yes || countOf(planned, "delete") > 0);
    await write(context, secrets, prune, planned);
  },
};

/** The .env file may be the one that this command gets its key from. */
function refuseCredentials(secrets: Secrets): void {
  const name = CREDENTIALS.find((each) => Object.hasOwn(secrets, each));
  if (name === undefined) return;
  throw new UsageError(
    `The file holds ${name}, this command's own credential.`,
    `${NOTHING_CHANGED} Push a file without it; \`secrets set\` stores a single secret of any name.`,
  );
}

// ── The plan ───────────────────────────────────────────────────────────────────────────────────

type Action = SyncItem["action"];

const ACTIONS = {
  create: { sign: "+", style: "green", done: "created" },
  update: { sign: "~", style: "yellow", done: "updated" },
  delete: { sign: "-", style: "red", done: "deleted" },
} as const;

const countOf = (items: readonly SyncItem[], action: Action) =>
  items.filter((item) => item.action === action).length;

async function plan(context: Context, secrets: Secrets): Promise<readonly SyncItem[]> {
  const { client, connector, flags, report, signal } = context;
  context.doing("Making the plan");
  const params = { ...connector, secrets, prune: flags.prune, dryRun: true };
  const { items } = await client.secrets.sync(params, { signal });
  report.idle();
  return items;
}

function showPlan(
  items: readonly SyncItem[],
  { connector: { team_id, connector_identifier }, report }: Context,
  show: "note" | "line",
): void {
  report[show](`Connector ${connector_identifier} of team ${team_id}:`);
  for (const item of items) {
    const { sign, style } = ACTIONS[item.action];
    const text = `${sign} ${item.action} ${labelOf(report, item)}`;
    report[show](`  ${paint(text, style, report.look)}`);
  }
  const counts = (Object.keys(ACTIONS) as Action[])
    .map((action) => [countOf(items, action), action] as const)
    .filter(([count]) => count > 0)
    .map(([count, action]) => `${count} to ${action}`);
  report[show](`Plan: ${counts.join(", ")}.`);
}

async function confirm(context: Context, secrets: Secrets, planned: readonly SyncItem[]) {
  if (context.flags.yes) return;
  if (countOf(planned, "delete") > 0) await confirmDestructive(context, question(planned));
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
  const deletes = countOf(planned, "delete");
  if (deletes > 0) {
    const subject = deletes === 1 ? "1 secret" : `${deletes} secrets`;
    return `Continue, and delete ${subject}? Overwritten and deleted values cannot be recovered.`;
  }
  return countOf(planned, "update") > 0
    ? "Continue? Overwritten values cannot be recovered."
    : "Continue?";
}

// ── The writes ─────────────────────────────────────────────────────────────────────────────────

const RESUME =
  "To finish, run the same command again. What is done is written again, with the same value.";

async function write(
  context: Context,
  secrets: Secrets,
  prune: boolean | undefined,
  planned: readonly SyncItem[],
): Promise<void> {
  const { client, connector, report, signal, doing } = context;
  const items: SyncItem[] = [];
  const announce = () => {
    const next = planned[items.length];
    if (next === undefined) return report.idle();
    const count = `${items.length + 1}/${Math.max(planned.length, items.length + 1)}`;
    doing(`${count} ${next.action} ${next.secret_name}`, { atOnce: true });
  };
  const onProgress = (item: SyncItem) => {
    items.push(item);
    showProgress(item, context);
    announce();
  };
  announce();
  const params = { ...connector, secrets, prune, onProgress };
  const error = await client.secrets.sync(params, { signal }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  report.idle();
  if (items.length > 0) {
    showSummary(items, context);
    report.writtenData({ items }, itemTable(items));
  }
  if (error === undefined) return;
  if (error instanceof Error && error.name === "SyncError")
    throw unfinished(error as SyncError, context.wording);
  if (error instanceof Interrupted && items.length > 0) {
    throw new Interrupted(error.signal, RESUME);
  }
  throw error;
}

/** What became of one change. */
function showProgress(item: SyncItem, { report, wording }: Context): void {
  const { action, status, error } = item;
  const { done } = ACTIONS[action];
  const why =
    error === undefined ? "" : `: ${report.safe(summaryOf(error, wording) + requestOf(error))}`;
  const label = labelOf(report, item);
  const texts: Record<Mark, string> = {
    done: `${done} ${label}`,
    failed: `not ${done} ${label}${why}`,
    unknown: `perhaps ${done} ${label}${why}`,
    not_attempted: `not attempted: ${action} ${label}`,
  };
  if (status !== "planned") report.marked(status, texts[status]);
}

/** For support: in a push, each item can have one. */
function requestOf(error: SupermetricsError): string {
  const { requestId } = error as { requestId?: unknown };
  return typeof requestId === "string" ? ` (request id ${requestId})` : "";
}

function showSummary(items: readonly SyncItem[], { connector, report }: Context): void {
  const counts = (["done", "failed", "unknown", "not_attempted"] as const)
    .map((status) => [items.filter((item) => item.status === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${count} ${status.replace("_", " ")}`);
  const summary = `${items.length} ${items.length === 1 ? "change" : "changes"}: ${counts.join(", ")}.`;
  report.note(summary);
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY } = process.env;
  if (!GITHUB_ACTIONS || !GITHUB_STEP_SUMMARY) return;
  const rows = items.map(({ secret_name, action, status }) => {
    const name = report
      .safe(secret_name)
      .replaceAll(/[^\w .-]/g, (sign) => `&#${sign.codePointAt(0)};`);
    return `| ${name} | ${action} | ${status} |`;
  });
  const heading = `### Secrets of ${connector.connector_identifier}`;
  const table = ["| secret | action | status |", "| --- | --- | --- |", ...rows];
  try {
    appendFileSync(GITHUB_STEP_SUMMARY, `${heading}\n\n${summary}\n\n${table.join("\n")}\n`);
  } catch {
    report.warn("The summary of the step cannot be written.");
  }
}

function unfinished(error: SyncError, wording: Wording): CommandError {
  const reasons = error.result.items.flatMap((item) => item.error ?? []);
  const codes = reasons.map(exitCodeOf);
  const exitCode =
    [EXIT.denied, EXIT.unavailable].find((code) => codes.includes(code)) ?? EXIT.failed;
  const steps = [...new Set(reasons.flatMap((reason) => nextSteps(reason, wording)))];
  // The server will refuse it again. Other errors stopped the push, and may be gone.
  const isRefused = reasons.some(({ name }) => REFUSED.includes(name));
  const resume = isRefused ? `Fix what was refused. ${RESUME}` : RESUME;
  return new CommandError(exitCode, summaryOf(error, wording), [...steps, resume]);
}

const REFUSED = ["BadRequestError", "ConflictError", "UnprocessableEntityError"];

const COLUMNS = ["action", "status", "secret_name", "secret_placeholder"] as const;

const itemTable = (items: readonly SyncItem[]) =>
  table(
    COLUMNS,
    items.map(({ action, status, secret_name, secret_placeholder = "" }) => ({
      action,
      status,
      secret_name,
      secret_placeholder,
    })),
  );

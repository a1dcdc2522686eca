// How the changes of a push are told.
import { ApiError, type SupermetricsError } from "../../index.ts";
import type { SyncItem } from "../../secrets/sync-result.ts";
import { ITEM_REFUSALS } from "../../semantics.ts";
import type { ConnectorParams } from "../../types.ts";
import { headline, requestIdOf } from "../client-errors.ts";
import type { Report } from "../output/report.ts";
import type { Mark } from "../output/style.ts";

const VERBS = { create: "created", update: "updated", delete: "deleted" } as const;
const SIGNS = { create: "+", update: "~", delete: "-" } as const;

export function subjectOf(item: SyncItem, { safe }: Report): string {
  const { secret_name, secret_placeholder } = item;
  const placed = secret_placeholder === undefined ? "" : ` (${safe(secret_placeholder)})`;
  return safe(secret_name) + placed;
}

export function showPlan(
  items: readonly SyncItem[],
  { team_id, connector_identifier }: ConnectorParams,
  report: Report,
): void {
  report.line(`Connector ${connector_identifier} of team ${team_id}:`);
  for (const item of items) {
    report.line(`  ${SIGNS[item.action]} ${item.action} ${subjectOf(item, report)}`);
  }
  const counts = (["create", "update", "delete"] as const)
    .map((action) => [items.filter((item) => item.action === action).length, action] as const)
    .filter(([count]) => count > 0)
    .map(([count, action]) => `${count} to ${action}`);
  report.line(`Plan: ${counts.join(", ")}.`);
}

/** For support. A push can have one for each item. */
function requestOf(error: SupermetricsError): string {
  const id = requestIdOf(error);
  return id === undefined ? "" : ` (request id ${id})`;
}

/** What became of one change. */
export function showProgress(item: SyncItem, report: Report): void {
  const { action, status, error } = item;
  const why = error === undefined ? "" : `: ${report.safe(headline(error) + requestOf(error))}`;
  const subject = subjectOf(item, report);
  const texts: Record<Mark, string> = {
    done: `${VERBS[action]} ${subject}`,
    failed: `not ${VERBS[action]} ${subject}${why}`,
    unknown: `perhaps ${VERBS[action]} ${subject}${why}`,
    not_attempted: `not attempted: ${action} ${subject}`,
  };
  if (status !== "planned") report.marked(status, texts[status]);
}

export function showSummary(items: readonly SyncItem[], report: Report): void {
  const counts = (["done", "failed", "unknown", "not_attempted"] as const)
    .map((status) => [items.filter((item) => item.status === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${count} ${status.replace("_", " ")}`);
  report.line(
    `${items.length} ${items.length === 1 ? "change" : "changes"}: ${counts.join(", ")}.`,
  );
}

export function question(planned: readonly SyncItem[]): string {
  const deletes = planned.filter(({ action }) => action === "delete").length;
  if (deletes > 0) {
    const subject = deletes === 1 ? "1 secret" : `${deletes} secrets`;
    return `Continue, and delete ${subject}? Overwritten and deleted values cannot be recovered.`;
  }
  const overwrites = planned.some(({ action }) => action === "update");
  return overwrites ? "Continue? Overwritten values cannot be recovered." : "Continue?";
}

export const RESUME =
  "To finish, run the same command again. What is done is written again, unchanged.";

/** How to get to the end of it. What was refused is refused again. */
export function finishing(items: readonly SyncItem[]): string {
  const isRefused = items.some(
    ({ error }) => error instanceof ApiError && ITEM_REFUSALS.includes(error.status),
  );
  return isRefused ? `Mend what was refused. ${RESUME}` : RESUME;
}

// `secrets.sync`: one list, a plan, and one write after the other.
//
// Invariant: when it resolves, the store holds each value under its name exactly once; when it
// rejects with a SyncError, each item has its status, and running it again finishes.

import type { SecretsOperations } from "../../generated/methods.ts";
import { readComposite } from "../composite.ts";
import { ApiError, nameErrors, SupermetricsError } from "../errors.ts";
import { throwIfAborted } from "../http/deadline.ts";
import { notify } from "../http/send.ts";
import type { CallOptions } from "../options.ts";
import type { CallSettings } from "../settings.ts";
import { createdPlaceholder } from "./named.ts";
import {
  OPERATION,
  planSync,
  readPlan,
  SYNC_SECRETS,
  type SyncItem,
  type SyncPlan,
  type SyncResult,
  type SyncSecretsParams,
  type SyncStep,
  stepOf,
} from "./plan.ts";

/** A sync that did not finish. Run it again to finish the work. */
export class SyncError extends SupermetricsError {
  declare readonly name: "SyncError";
  /** The status of each secret. */
  declare readonly result: SyncResult;

  constructor(operation: string, result: SyncResult) {
    const { items } = result;
    const counts = (["done", "failed", "unknown", "not_attempted"] as const)
      .map((status) => [items.filter((item) => item.status === status).length, status] as const)
      .filter(([count]) => count > 0)
      .map(([count, status]) => `${count} ${status.replace("_", " ")}`);
    const cause = items.find(({ error }) => error)?.error;
    const reason = cause ? ` ${cause.message}` : "";
    const details = { operation, result, cause };
    super(`${operation}: ${counts.join(", ")}.${reason} Run it again to finish.`, details);
    // Of the items that are not done. The message counts them.
    const isUnknown = items.some(({ status }) => status === "unknown");
    Object.assign(this, { outcome: isUnknown ? "unknown" : "not_applied" });
  }
}

nameErrors({ SyncError });

/** How often it reads the list again for a secret that another writer has created. */
const ROUNDS = 3;
/** Statuses that refuse one secret and say nothing about the next. */
const ITEM_REFUSALS: readonly number[] = [400, 409, 422];

export async function syncSecrets(
  client: CallSettings,
  input: SyncSecretsParams,
  options: CallOptions | undefined,
): Promise<SyncResult> {
  const composite = readComposite(client, SYNC_SECRETS, input, options);
  const { context, signal } = composite;
  const methods = composite.methods.secrets;
  const plan = readPlan(composite.params);
  const { secrets } = await methods.list(plan.connector);
  const steps = planSync(plan, secrets, context);
  if (plan.dryRun) return { items: steps.map((step) => ({ ...step, status: "planned" })) };

  const items: SyncItem[] = [];
  let isStopped = false;
  let isLeftOpen = false;
  for (const step of steps) {
    // A delete waits for all writes: what it removes may be what they replace.
    const isHeld = isStopped || signal?.aborted || (step.action === "delete" && isLeftOpen);
    // Each write has an outcome of its own.
    context.outcome = "not_applied";
    const item: SyncItem = isHeld
      ? { ...step, status: "not_attempted" }
      : await write(methods, plan, step, signal);
    items.push(item);
    notify(plan.onProgress, { ...item });
    const { action, status, error } = item;
    isLeftOpen ||= action !== "delete" && status !== "done";
    isStopped ||=
      error !== undefined && !(error instanceof ApiError && ITEM_REFUSALS.includes(error.status));
  }
  if (items.every(({ status }) => status === "done")) return { items };
  // An abort takes precedence over unknown items.
  throwIfAborted(signal);
  throw new SyncError(OPERATION, { items });
}

/**
 * Makes one change. If another writer has created the secret since the list, it is updated. It is not
 * created a second time, even if it is gone again.
 */
async function write(
  secrets: SecretsOperations,
  plan: SyncPlan,
  planned: SyncStep,
  signal: AbortSignal | undefined,
): Promise<SyncItem> {
  let step = planned;
  let overtaken: ApiError | undefined;
  for (let round = 0; ; round++) {
    try {
      if (overtaken) {
        const { secret_name } = planned;
        const list = await secrets.list(plan.connector);
        const [stored, another] = list.secrets.filter((each) => each.secret_name === secret_name);
        if (!stored || another) return unfinished(step, overtaken);
        step = stepOf(stored, "update");
      }
      return { ...(await makeChange(secrets, plan, step)), status: "done" };
    } catch (error) {
      // The reason of an abort says nothing about the write, even if it is one of our errors. It is the
      // caller's object: it is thrown at the end and not kept here.
      if (signal?.aborted) return { ...step, status: "unknown" };
      // A framework's control flow.
      if (!(error instanceof SupermetricsError)) throw error;
      if (step.action === "delete" && isDocumented404(error)) return { ...step, status: "done" };
      const isOvertaken =
        planned.action === "create" &&
        error instanceof ApiError &&
        (error.status === 409 || (step.action === "update" && error.status === 404));
      if (!isOvertaken || round === ROUNDS) return unfinished(step, error);
      overtaken = error;
    }
  }
}

const unfinished = (step: SyncStep, error: SupermetricsError): SyncItem => ({
  ...step,
  status: error.outcome === "unknown" ? "unknown" : "failed",
  error,
});

async function makeChange(
  secrets: SecretsOperations,
  { connector, values }: SyncPlan,
  step: SyncStep,
): Promise<SyncStep> {
  const { action, secret_name, secret_placeholder = "" } = step;
  const secret_value = values.get(secret_name) ?? "";
  if (action === "create") {
    const created = secrets.create({ ...connector, secret_name, secret_value });
    return { ...step, secret_placeholder: await createdPlaceholder(created, secret_name) };
  }
  if (action === "update") {
    await secrets.update({ ...connector, secret_placeholder, secret_value });
  } else {
    await secrets.delete({ ...connector, secret_placeholder });
  }
  return step;
}

/** A gateway's own 404 says nothing about the secret. */
const isDocumented404 = (error: SupermetricsError) =>
  error instanceof ApiError && error.status === 404 && error.code !== undefined;

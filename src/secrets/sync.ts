// `secrets.sync`: one list, a plan, and one write after the other.
//
// Invariant: when it resolves, the store holds each value under its name exactly once; when it
// rejects with a SyncError, each item says what is known of it, and running it again finishes.
import { bind } from "../bind.ts";
import { ApiError } from "../errors/api.ts";
import { isUnknown, SupermetricsError } from "../errors/base.ts";
import { SyncError } from "../errors/sync.ts";
import { throwIfAborted } from "../http/deadline.ts";
import { notify } from "../http/log.ts";
import { type Context, createContext } from "../http/request.ts";
import type { CallOptions } from "../options.ts";
import { readSeriesOptions, type Settings } from "../settings.ts";
import { createdPlaceholder } from "./named.ts";
import {
  OPERATION,
  planSync,
  readSyncParams,
  type SyncItem,
  type SyncPlan,
  type SyncResult,
  type SyncSecretsParams,
  type SyncStep,
} from "./plan.ts";

/** Statuses that refuse one secret and say nothing about the next. */
const ITEM_REFUSALS: readonly number[] = [400, 409, 422];

export async function syncSecrets(
  client: Settings,
  given: SyncSecretsParams,
  options: CallOptions | undefined,
): Promise<SyncResult> {
  const settings = readSeriesOptions(options, client, OPERATION);
  // An echo of any of the values, in the response to any of the writes.
  const context = createContext(settings);
  const plan = readSyncParams(given, context.secrets);
  const { secrets } = await bind(settings, context).secrets.list(plan.connector);
  const steps = planSync(plan, secrets, context);
  if (plan.dryRun) return { items: steps.map((step) => ({ ...step, status: "planned" })) };

  const items: SyncItem[] = [];
  let isStopped = false;
  let isLeftOpen = false;
  for (const step of steps) {
    // A delete waits for all writes: what it removes may be what they replace.
    const isHeld =
      isStopped || settings.signal?.aborted || (step.action === "delete" && isLeftOpen);
    const item: SyncItem = isHeld
      ? { ...step, status: "not_attempted" }
      : await write(settings, plan, step, context);
    items.push(item);
    notify(plan.onProgress, { ...item });
    const { action, status, error } = item;
    isLeftOpen ||= action !== "delete" && status !== "done";
    isStopped ||=
      error !== undefined && !(error instanceof ApiError && ITEM_REFUSALS.includes(error.status));
  }
  if (items.every(({ status }) => status === "done")) return { items };
  // An abort takes precedence over unknown items.
  throwIfAborted(settings.signal);
  throw new SyncError(OPERATION, { items });
}

async function write(
  settings: Settings,
  { connector, values }: SyncPlan,
  step: SyncStep,
  shared: Context,
): Promise<SyncItem> {
  const { action, secret_name, secret_placeholder = "" } = step;
  const secret_value = values.get(secret_name) ?? "";
  // Each write has an outcome of its own.
  const { secrets } = bind(settings, { ...shared });
  try {
    if (action === "create") {
      const created = secrets.create({ ...connector, secret_name, secret_value });
      return {
        ...step,
        secret_placeholder: await createdPlaceholder(created, secret_name),
        status: "done",
      };
    }
    if (action === "update") {
      await secrets.update({ ...connector, secret_placeholder, secret_value });
    } else {
      await secrets.delete({ ...connector, secret_placeholder });
    }
  } catch (error) {
    // The reason of an abort says nothing of the write, even where it is one of our own errors. It is
    // the caller's object: it is thrown at the end and not kept here.
    if (settings.signal?.aborted || !(error instanceof SupermetricsError)) {
      return { ...step, status: "unknown" };
    }
    if (!(action === "delete" && isDocumented404(error))) {
      return { ...step, status: isUnknown(error) ? "unknown" : "failed", error };
    }
  }
  return { ...step, status: "done" };
}

/** A gateway's own 404 says nothing of the secret. */
const isDocumented404 = (error: SupermetricsError) =>
  error instanceof ApiError && error.status === 404 && error.code !== undefined;

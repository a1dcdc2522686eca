// `secrets.sync`: one list, a plan, and one write after the other.
//
// Invariant: when it resolves, the store holds each value under its name exactly once; when it
// rejects with a SyncError, each item says what is known of it, and running it again finishes.
import {
  createConnectorSecret,
  deleteConnectorSecret,
  listConnectorSecrets,
  updateConnectorSecret,
} from "../../generated/contract.ts";
import { call } from "../call.ts";
import { ApiError } from "../errors/api.ts";
import { isUnknown, SupermetricsError } from "../errors/base.ts";
import { SyncError } from "../errors/sync.ts";
import { notify } from "../notify.ts";
import type { CallOptions } from "../options.ts";
import { ITEM_REFUSALS } from "../semantics.ts";
import { readSeriesOptions, type Settings } from "../settings.ts";
import { createTask, type Task } from "../task.ts";
import { createdPlaceholder } from "./named.ts";
import { planSync, readSyncParams, type SyncParams, type SyncStep } from "./plan.ts";
import type { SyncItem, SyncResult } from "./sync-result.ts";

export async function syncSecrets(
  client: Settings,
  given: unknown,
  options: CallOptions | undefined,
): Promise<SyncResult> {
  const settings = readSeriesOptions(options, client);
  const params = readSyncParams(given);
  // An echo of any of the values, in the answer to any of the writes.
  const task = createTask([...params.values.values()]);
  const { data } = await call(settings, listConnectorSecrets, params.path, undefined, task);
  const steps = planSync(params, data.secrets, task);
  if (params.dryRun) return { items: steps.map((step) => ({ ...step, status: "planned" })) };

  const items: SyncItem[] = [];
  let isStopped = false;
  let isLeftOpen = false;
  for (const step of steps) {
    // A delete waits for all writes: what it removes may be what they replace.
    const isHeld =
      isStopped || settings.signal?.aborted || (step.action === "delete" && isLeftOpen);
    const item: SyncItem = isHeld
      ? { ...step, status: "not_attempted" }
      : await write(settings, params, step, task);
    items.push(item);
    notify(params.onProgress, { ...item });
    const { action, status, error } = item;
    isLeftOpen ||= action !== "delete" && status !== "done";
    isStopped ||=
      error !== undefined && !(error instanceof ApiError && ITEM_REFUSALS.includes(error.status));
  }
  if (items.every(({ status }) => status === "done")) return { items };
  // An abort wins over what it left open.
  settings.signal?.throwIfAborted();
  throw new SyncError({ items });
}

async function write(
  settings: Settings,
  { path, values }: SyncParams,
  step: SyncStep,
  shared: Task,
): Promise<SyncItem> {
  const { action, secret_name } = step;
  const params = { ...path, ...step, secret_value: values.get(secret_name) };
  // Each write has an outcome of its own.
  const task = { ...shared };
  try {
    if (action === "create") {
      const exchange = await call(settings, createConnectorSecret, params, undefined, task);
      const secret_placeholder = createdPlaceholder(exchange, secret_name);
      return { ...step, secret_placeholder, status: "done" };
    }
    const operation = action === "update" ? updateConnectorSecret : deleteConnectorSecret;
    await call(settings, operation, params, undefined, task);
  } catch (error) {
    // The reason of an abort says nothing of the write, even where it is one of our own errors. It is
    // the caller's object: it is thrown at the end and not kept here.
    if (settings.signal?.aborted || !(error instanceof SupermetricsError)) {
      return { ...step, status: "unknown" };
    }
    const isGone = action === "delete" && error instanceof ApiError && error.status === 404;
    if (!isGone) return { ...step, status: isUnknown(error) ? "unknown" : "failed", error };
  }
  return { ...step, status: "done" };
}

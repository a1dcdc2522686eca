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
import type { Caller, Context } from "../call.ts";
import { SupermetricsError } from "../errors/base.ts";
import {
  BadRequestError,
  ConflictError,
  NotFoundError,
  UnprocessableEntityError,
} from "../errors/status.ts";
import { SyncError } from "../errors/sync.ts";
import { notify } from "../notify.ts";
import { type CallOptions, copyCallOptions } from "../options.ts";
import { createClean } from "../redact.ts";
import { createdPlaceholder } from "./named.ts";
import { planSync, readTask, type SyncStep, type SyncTask } from "./plan.ts";
import { isUnknown } from "./set.ts";
import type { SyncItem, SyncResult } from "./sync-result.ts";

/** They refuse one item and say nothing about the next. */
const REFUSALS = [BadRequestError, ConflictError, UnprocessableEntityError];

export async function syncSecrets(
  call: Caller,
  params: unknown,
  callOptions: CallOptions | undefined,
): Promise<SyncResult> {
  const task = readTask(params);
  const options = copyCallOptions(callOptions);
  // An echo of any of the values, in the answer to any of the writes.
  const sensitive = [...task.secrets.values()];
  const tokens = new Set<string>();
  const context: Context = { sensitive, tokens };
  const { secrets: stored } = await call(listConnectorSecrets, task.path, options, context);
  const steps = planSync(
    task,
    stored,
    createClean(() => [...tokens, ...sensitive]),
  );
  if (task.dryRun) return { items: steps.map((step) => ({ ...step, status: "planned" })) };
  const write = (step: SyncStep) => writeStep(call, task, step, options, context);
  const items = await runSteps(steps, write, task.onProgress, options.signal);
  if (items.every(({ status }) => status === "done")) return { items };
  // An abort wins over what it left open.
  options.signal?.throwIfAborted();
  throw new SyncError({ items });
}

async function runSteps(
  steps: readonly SyncStep[],
  write: (step: SyncStep) => Promise<SyncItem>,
  onProgress: SyncTask["onProgress"],
  signal: AbortSignal | undefined,
): Promise<SyncItem[]> {
  const items: SyncItem[] = [];
  let stopped = false;
  for (const step of steps) {
    // A delete waits for all writes: what it removes may be what they replace.
    const isHeld = step.action === "delete" && items.some(isWriteLeftOpen);
    const isSkipped = stopped || isHeld || signal?.aborted === true;
    const item: SyncItem = isSkipped ? { ...step, status: "not_attempted" } : await write(step);
    items.push(item);
    notify(onProgress, { ...item });
    stopped ||=
      item.error !== undefined && !REFUSALS.some((Refusal) => item.error instanceof Refusal);
  }
  return items;
}

const isWriteLeftOpen = ({ action, status }: SyncItem) => action !== "delete" && status !== "done";

async function writeStep(
  call: Caller,
  { path, secrets }: SyncTask,
  step: SyncStep,
  options: CallOptions,
  context: Context,
): Promise<SyncItem> {
  const { action, secret_name, secret_placeholder } = step;
  const secret_value = secrets.get(secret_name);
  try {
    if (action === "create") {
      const params = { ...path, secret_name, secret_value };
      const { secrets: after } = await call(createConnectorSecret, params, options, context);
      const created = createdPlaceholder(after, secret_name);
      return { ...step, secret_placeholder: created, status: "done" };
    }
    const params = { ...path, secret_placeholder, secret_value };
    const operation = action === "update" ? updateConnectorSecret : deleteConnectorSecret;
    await call(operation, params, options, context);
  } catch (error) {
    const isGone = action === "delete" && error instanceof NotFoundError;
    if (!isGone) return { ...step, ...leftOpen(error) };
  }
  return { ...step, status: "done" };
}

/** An abort's reason is the caller's own object: it is thrown at the end and not kept here. */
function leftOpen(error: unknown): Pick<SyncItem, "status" | "error"> {
  if (!(error instanceof SupermetricsError)) return { status: "unknown" };
  return { status: isUnknown(error) ? "unknown" : "failed", error };
}

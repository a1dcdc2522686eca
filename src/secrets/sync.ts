// `secrets.sync`: one list, a plan, and one write after the other.
//
// Invariant: when it resolves, the store holds each value under its name exactly once; when it
// rejects with a SyncError, each item has its status, and running it again finishes.

import type { ListSecretsParams, Secret, SecretsOperations } from "../../generated/methods.ts";
import { createConnectorSecret, listConnectorSecrets } from "../../generated/operations.ts";
import { compositeOperation, readComposite } from "../composite.ts";
import {
  ApiError,
  nameErrors,
  SupermetricsError,
  ValidationError,
  type ValidationIssue,
} from "../errors.ts";
import { throwIfAborted } from "../http/deadline.ts";
import type { CallContext } from "../http/request.ts";
import { notify } from "../http/send.ts";
import type { CallOptions } from "../options.ts";
import type { CallSettings } from "../settings.ts";
import { createdPlaceholder, findNamed, requireText } from "./named.ts";

/** Parameters of `secrets.sync`. */
export interface SyncSecretsParams extends ListSecretsParams {
  /**
   * The values by name, none of them empty. An existing name is overwritten: values cannot be read back
   * and compared.
   */
  readonly secrets: Readonly<Record<string, string>>;
  /** Deletes every other secret, once all writes have succeeded. Default: false. */
  readonly prune?: boolean | undefined;
  /** Resolves with the plan and writes nothing. Default: false. */
  readonly dryRun?: boolean | undefined;
  /** Called once for each item, as soon as its status is known. Whatever it throws is ignored. */
  readonly onProgress?: ((item: SyncItem) => void) | undefined;
}

/** What `secrets.sync` did. */
export interface SyncResult {
  /** Creates and updates in the order of the record, then deletes in the order of the list. */
  readonly items: readonly SyncItem[];
}

/** The status of one change. */
export interface SyncItem {
  /** The name of the secret. */
  readonly secret_name: string;
  /** Absent if the secret is not known to be stored. */
  readonly secret_placeholder?: string;
  /** The change: also `update` for a planned create that another writer did first. */
  readonly action: "create" | "update" | "delete";
  /**
   * - `done`: the change was made.
   * - `failed`: refused; this change was not made.
   * - `unknown`: it may have been made.
   * - `not_attempted`: the sync stopped before it.
   * - `planned`: a dry run.
   */
  readonly status: "done" | "failed" | "unknown" | "not_attempted" | "planned";
  /** Why it is not done. */
  readonly error?: SupermetricsError;
}

/** One write. */
type SyncStep = Pick<SyncItem, "secret_name" | "secret_placeholder" | "action">;

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

const OPERATION = "secrets.sync";
const { maxItems } = listConnectorSecrets.results[0].properties.secrets;
const { secret_name: NAME, secret_value: VALUE } = createConnectorSecret.body.properties;
const SYNC_SECRETS = compositeOperation(
  listConnectorSecrets,
  OPERATION,
  { secrets: { type: "object", propertyNames: NAME, additionalProperties: requireText(VALUE) } },
  // A string such as "false" would otherwise turn the deletes on.
  { prune: { type: "boolean" }, dryRun: { type: "boolean" }, onProgress: { type: "function" } },
);
/** How often it reads the list again for a secret that another writer has created. */
const ROUNDS = 3;
/** Statuses that refuse one secret and say nothing about the next. */
const ITEM_REFUSALS: readonly number[] = [400, 409, 422];

/** Where the writes go, and what they store. */
interface Target {
  readonly secrets: SecretsOperations;
  readonly connector: ListSecretsParams;
  /** By name. */
  readonly values: ReadonlyMap<string, string>;
  readonly signal: AbortSignal | undefined;
}

export async function syncSecrets(
  client: CallSettings,
  input: SyncSecretsParams,
  options: CallOptions | undefined,
): Promise<SyncResult> {
  const { params, methods, context, signal } = readComposite(client, SYNC_SECRETS, input, options);
  const { secrets: record, prune, dryRun, onProgress, ...connector } = params;
  const values = new Map(Object.entries(record));
  if (prune && values.size === 0) {
    const message = "must not be empty with prune, which would delete all";
    throw new ValidationError(OPERATION, [{ path: "secrets", keyword: "minProperties", message }]);
  }
  const { secrets } = methods;
  const stored = (await secrets.list(connector)).secrets;
  const steps = planSync([...values.keys()], stored, prune, context);
  if (dryRun) return { items: steps.map((step) => ({ ...step, status: "planned" })) };

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
      : await write({ secrets, connector, values, signal }, step);
    items.push(item);
    notify(onProgress, { ...item });
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

/** @throws {ValidationError} for a plan that cannot be carried out */
function planSync(
  names: readonly string[],
  stored: readonly Secret[],
  prune: boolean | undefined,
  context: CallContext,
): SyncStep[] {
  const issues: ValidationIssue[] = [];
  let peak = stored.length;
  const steps = names.map((secret_name): SyncStep => {
    const existing = findNamed(stored, secret_name, `secrets.${secret_name}`, issues, context);
    if (existing) return stepOf(existing, "update");
    peak++;
    return { secret_name, action: "create" };
  });
  // The deletes come last: nothing is removed before all that replaces it is stored.
  // A connector that already has more can still be updated: the API's limit may have grown.
  if (peak > Math.max(maxItems, stored.length)) {
    const message = `would make ${peak}; a connector holds at most ${maxItems} secrets`;
    issues.push({ path: "secrets", keyword: "maxItems", message });
  }
  if (issues.length > 0) throw new ValidationError(OPERATION, issues);
  const rest = prune ? stored.filter(({ secret_name }) => !names.includes(secret_name)) : [];
  return [...steps, ...rest.map((secret) => stepOf(secret, "delete"))];
}

const stepOf = (
  { secret_name, secret_placeholder }: Secret,
  action: SyncStep["action"],
): SyncStep => ({ secret_name, secret_placeholder, action });

/**
 * Makes one change. If another writer has created the secret since the list, it is updated. It is not
 * created a second time, even if it is gone again.
 */
async function write(target: Target, planned: SyncStep): Promise<SyncItem> {
  const { secrets, connector, signal } = target;
  let step = planned;
  let overtaken: ApiError | undefined;
  for (let round = 0; ; round++) {
    try {
      if (overtaken) {
        const { secret_name } = planned;
        const list = await secrets.list(connector);
        const [stored, another] = list.secrets.filter((each) => each.secret_name === secret_name);
        if (!stored || another) return unfinished(step, overtaken);
        step = stepOf(stored, "update");
      }
      return { ...(await makeChange(target, step)), status: "done" };
    } catch (error) {
      // The reason of an abort says nothing about the write, even if it is one of our errors. It is the
      // caller's object: it is thrown at the end and not kept here.
      if (signal?.aborted) return { ...step, status: "unknown" };
      // A framework's control flow.
      if (!(error instanceof SupermetricsError)) throw error;
      if (!(error instanceof ApiError)) return unfinished(step, error);
      const { status, code } = error;
      // A gateway's own 404, which has no code, says nothing about the secret.
      const isGone = status === 404 && code !== undefined;
      if (step.action === "delete" && isGone) return { ...step, status: "done" };
      const isOvertaken = status === 409 || (step.action === "update" && status === 404);
      if (planned.action !== "create" || !isOvertaken || round === ROUNDS) {
        return unfinished(step, error);
      }
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
  { secrets, connector, values }: Target,
  step: SyncStep,
): Promise<SyncStep> {
  const { action, secret_name, secret_placeholder = "" } = step;
  const secret_value = values.get(secret_name) ?? "";
  if (action === "create") {
    const created = secrets.create({ ...connector, secret_name, secret_value });
    return { ...step, secret_placeholder: await createdPlaceholder(created, secret_name) };
  }
  if (action === "update") await secrets.update({ ...connector, secret_placeholder, secret_value });
  else await secrets.delete({ ...connector, secret_placeholder });
  return step;
}

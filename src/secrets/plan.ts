// Plans a sync from its parameters and the list, without a request.
import type { ListSecretsParams, Secret } from "../../generated/methods.ts";
import { createConnectorSecret, listConnectorSecrets } from "../../generated/operations.ts";
import { compositeOperation } from "../composite.ts";
import { type SupermetricsError, ValidationError, type ValidationIssue } from "../errors.ts";
import type { CallContext } from "../http/request.ts";
import { findNamed, requireText } from "./named.ts";

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
export type SyncStep = Pick<SyncItem, "secret_name" | "secret_placeholder" | "action">;

export const OPERATION = "secrets.sync";
const { maxItems } = listConnectorSecrets.results[0].properties.secrets;
const { secret_name: NAME, secret_value: VALUE } = createConnectorSecret.body.properties;
export const SYNC_SECRETS = compositeOperation(
  listConnectorSecrets,
  OPERATION,
  { secrets: { type: "object", propertyNames: NAME, additionalProperties: requireText(VALUE) } },
  // A string such as "false" would otherwise turn the deletes on.
  { prune: { type: "boolean" }, dryRun: { type: "boolean" }, onProgress: { type: "function" } },
);

/** The parameters of a sync, read. */
export type SyncPlan = ReturnType<typeof readPlan>;

/** @throws {ValidationError} if nothing but deletes is left to do */
export function readPlan(params: SyncSecretsParams) {
  const { secrets, prune = false, dryRun = false, onProgress, ...connector } = params;
  if (prune && Object.keys(secrets).length === 0) {
    const message = "must not be empty with prune, which would delete all";
    const issue = { path: "secrets", keyword: "minProperties", message };
    throw new ValidationError(OPERATION, [issue]);
  }
  return { connector, values: new Map(Object.entries(secrets)), prune, dryRun, onProgress };
}

/** @throws {ValidationError} for a plan that cannot be carried out */
export function planSync(
  { values, prune }: SyncPlan,
  stored: readonly Secret[],
  context: CallContext,
): SyncStep[] {
  const issues: ValidationIssue[] = [];
  let peak = stored.length;
  const steps = [...values.keys()].map((secret_name): SyncStep => {
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
  const rest = prune ? stored.filter(({ secret_name }) => !values.has(secret_name)) : [];
  return [...steps, ...rest.map((secret) => stepOf(secret, "delete"))];
}

export const stepOf = (
  { secret_name, secret_placeholder }: Secret,
  action: SyncStep["action"],
): SyncStep => ({ secret_name, secret_placeholder, action });

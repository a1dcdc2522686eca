// What a sync has to do: from its parameters and the list, without a request.
import type { ListSecretsParams, Secret } from "../../generated/methods.ts";
import { createConnectorSecret, listConnectorSecrets } from "../../generated/operations.ts";
import { type SupermetricsError, ValidationError, type ValidationIssue } from "../errors.ts";
import type { CallContext } from "../http/request.ts";
import { checkValue } from "../schema/check.ts";
import type { ObjectSchema } from "../schema/operation.ts";
import { readParameters } from "../schema/parameters.ts";
import { isRecord } from "../schema/shape.ts";
import { findNamed } from "./named.ts";

/** Parameters of `secrets.sync`. */
export interface SyncSecretsParams extends ListSecretsParams {
  /** The values by name. A known name is overwritten: values cannot be read back and compared. */
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

/** What is known of one change. */
export interface SyncItem {
  /** The name of the secret. */
  readonly secret_name: string;
  /** Absent for a secret that is not known to be stored. */
  readonly secret_placeholder?: string;
  /** What the plan does with it. */
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

/** The parameters of a sync, checked and copied. */
export interface SyncPlan extends Pick<SyncSecretsParams, "onProgress"> {
  readonly connector: ListSecretsParams;
  readonly values: ReadonlyMap<string, string>;
  readonly prune: boolean;
  readonly dryRun: boolean;
}

export const OPERATION = "secrets.sync";
const { maxItems } = listConnectorSecrets.results[0].properties.secrets;
const { secret_name: NAME, secret_value: VALUE } = createConnectorSecret.body.properties;
const OWN_PARAMS: ObjectSchema = {
  type: "object",
  properties: {
    // A string such as "false" would otherwise switch the deletes on.
    prune: { type: "boolean" },
    dryRun: { type: "boolean" },
    onProgress: { type: "function" },
  },
};
const NAMES = ["secrets"].concat(
  Object.keys(listConnectorSecrets.parameters.path.properties),
  Object.keys(OWN_PARAMS.properties),
);

/**
 * @param secrets gathers the values
 * @throws {ValidationError} with all that is wrong
 */
export function readSyncParams(params: unknown, secrets: string[]): SyncPlan {
  const issues: ValidationIssue[] = [];
  const findings = { issues, secrets };
  const { path } = readParameters(listConnectorSecrets, params, findings);
  if (!isRecord(params)) throw new ValidationError(OPERATION, issues);
  const own = checkValue(OWN_PARAMS, params, findings) as Partial<SyncPlan>;
  // A misspelt `dryRun` would write, and delete.
  for (const path of Object.keys(params).filter((name) => !NAMES.includes(name))) {
    const message = `is none of ${NAMES.join(", ")}`;
    issues.push({ path, keyword: "additionalProperties", message });
  }
  const values = readValues(params.secrets, own.prune === true, findings);
  if (issues.length > 0) throw new ValidationError(OPERATION, issues);
  // The check has just proven it, from the same spec as the type.
  const connector = path as unknown as ListSecretsParams;
  const { prune = false, dryRun = false, onProgress } = own;
  return { connector, values, prune, dryRun, onProgress };
}

function readValues(
  record: unknown,
  prune: boolean,
  findings: { issues: ValidationIssue[]; secrets: string[] },
): Map<string, string> {
  // A Map would look like an empty record.
  const isPlain = isRecord(record) && !(Symbol.iterator in record);
  const values = new Map(isPlain ? Object.entries(record) : []);
  if (!isPlain || (prune && values.size === 0)) {
    const message =
      "must be a record of names and values; an empty one with prune would delete all";
    const keyword = isPlain ? "minProperties" : "type";
    findings.issues.push({ path: "secrets", keyword, message });
  }
  for (const [name, value] of values) {
    const path = `secrets.${name}`;
    checkValue(NAME, name, findings, `${path}: the name`);
    checkValue(VALUE, value, findings, path);
  }
  return values as Map<string, string>;
}

/**
 * Creates and updates in the order of the record, then deletes in the order of the list.
 *
 * @throws {ValidationError} for a plan that cannot be carried out
 */
export function planSync(
  { values, prune }: SyncPlan,
  stored: readonly Secret[],
  context: CallContext,
): SyncStep[] {
  const issues: ValidationIssue[] = [];
  let peak = stored.length;
  const steps = [...values.keys()].map((secret_name): SyncStep => {
    const found = findNamed(stored, secret_name, `secrets.${secret_name}`, issues, context);
    if (found) return stepOf(found, "update");
    peak++;
    return { secret_name, action: "create" };
  });
  // The deletes come last: nothing is removed before all that replaces it is stored.
  // A connector that holds more already can still be updated: the server has grown.
  if (peak > Math.max(maxItems, stored.length)) {
    const message = `would make ${peak}; a connector holds at most ${maxItems} secrets`;
    issues.push({ path: "secrets", keyword: "maxItems", message });
  }
  if (issues.length > 0) throw new ValidationError(OPERATION, issues);
  const rest = prune ? stored.filter(({ secret_name }) => !values.has(secret_name)) : [];
  return [...steps, ...rest.map((secret) => stepOf(secret, "delete"))];
}

const stepOf = (
  { secret_name, secret_placeholder }: Secret,
  action: SyncStep["action"],
): SyncStep => ({ secret_name, secret_placeholder, action });

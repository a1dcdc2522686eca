// What a sync has to do: from its parameters and the list, without a request.
import { createConnectorSecret, listConnectorSecrets } from "../../generated/contract.ts";
import { check, isRecord } from "../constraints.ts";
import type { ObjectSchema } from "../contract.ts";
import { ValidationError, type ValidationIssue } from "../errors/local.ts";
import type { Task } from "../task.ts";
import type { ConnectorParams, Secret } from "../types.ts";
import { validate } from "../validate.ts";
import { findNamed } from "./named.ts";
import type { SyncItem, SyncSecretsParams } from "./sync-result.ts";

const SUBJECT = "secrets.sync";
const { maxItems } = listConnectorSecrets.result.properties.secrets;
const { secret_name: NAME, secret_value: VALUE } = createConnectorSecret.body.properties;
const OWN_PARAMS: ObjectSchema = {
  type: "object",
  properties: {
    // A string such as "false" would otherwise switch the deletes on.
    prune: { type: "boolean" },
    dryRun: { type: "boolean" },
    onProgress: { type: "function" },
  },
  optional: ["onProgress"],
};
const NAMES = ["secrets"].concat(
  Object.keys(listConnectorSecrets.parameters.properties),
  Object.keys(OWN_PARAMS.properties),
);

/** The parameters of a sync, checked and copied. */
export interface SyncParams {
  readonly path: ConnectorParams;
  readonly values: ReadonlyMap<string, string>;
  readonly prune: boolean;
  readonly dryRun: boolean;
  readonly onProgress: SyncSecretsParams["onProgress"];
}

/** One write. */
export type SyncStep = Pick<SyncItem, "secret_name" | "secret_placeholder" | "action">;

/** @throws {ValidationError} with all that is wrong */
export function readSyncParams(params: unknown): SyncParams {
  const { path } = validate(listConnectorSecrets, params, SUBJECT);
  const { secrets, prune = false, dryRun = false, onProgress } = params as SyncSecretsParams;
  const issues: ValidationIssue[] = [];
  check(OWN_PARAMS, { prune, dryRun, onProgress }, issues);
  // A misspelt `dryRun` would write, and delete.
  for (const path of Object.keys(params as object).filter((name) => !NAMES.includes(name))) {
    const message = `is none of ${NAMES.join(", ")}`;
    issues.push({ path, keyword: "additionalProperties", message });
  }
  // A Map would look like an empty record.
  const isPlain = isRecord(secrets) && !(Symbol.iterator in secrets);
  const values = new Map(isPlain ? Object.entries(secrets) : []);
  if (!isPlain || (prune && values.size === 0)) {
    const message =
      "must be a record of names and values; an empty one with prune would delete all";
    issues.push({ path: "secrets", keyword: isPlain ? "minProperties" : "type", message });
  }
  for (const [name, value] of values) {
    const path = `secrets.${name}`;
    check(NAME, name, issues, `${path}: the name`);
    check(VALUE, value, issues, path);
  }
  if (issues.length > 0) throw new ValidationError(SUBJECT, issues);
  return { path, values, prune, dryRun, onProgress };
}

/**
 * Creates and updates in the order of the record, then deletes in the order of the list.
 *
 * @throws {ValidationError} for a plan that cannot be carried out
 */
export function planSync(
  { values, prune }: SyncParams,
  stored: readonly Secret[],
  task: Task,
): SyncStep[] {
  const issues: ValidationIssue[] = [];
  let peak = stored.length;
  const steps = [...values.keys()].map((secret_name): SyncStep => {
    const found = findNamed(stored, secret_name, `secrets.${secret_name}`, issues, task);
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
  if (issues.length > 0) throw new ValidationError(SUBJECT, issues);
  const rest = prune ? stored.filter(({ secret_name }) => !values.has(secret_name)) : [];
  return [...steps, ...rest.map((secret) => stepOf(secret, "delete"))];
}

const stepOf = (
  { secret_name, secret_placeholder }: Secret,
  action: SyncStep["action"],
): SyncStep => ({ secret_name, secret_placeholder, action });

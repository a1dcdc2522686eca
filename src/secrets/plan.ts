// What a sync has to do: from its parameters and the list, without a request.
import { createConnectorSecret, listConnectorSecrets } from "../../generated/contract.ts";
import { check, isRecord } from "../constraints.ts";
import { ValidationError, type ValidationIssue } from "../errors/local.ts";
import type { Clean } from "../redact.ts";
import type { ConnectorParams, Secret } from "../types.ts";
import { validate } from "../validate.ts";
import { ambiguous, named } from "./named.ts";
import type { SyncItem, SyncSecretsParams } from "./sync-result.ts";

const SUBJECT = "secrets.sync";
const { maxItems } = listConnectorSecrets.result.properties.secrets;

/** The parameters of a sync, checked and copied. */
export interface SyncTask {
  readonly path: ConnectorParams;
  readonly secrets: ReadonlyMap<string, string>;
  readonly prune: boolean;
  readonly dryRun: boolean;
  readonly onProgress: SyncSecretsParams["onProgress"];
}

/** One write. */
export type SyncStep = Pick<SyncItem, "secret_name" | "secret_placeholder" | "action">;

/** @throws {ValidationError} with all that is wrong */
export function readTask(params: unknown): SyncTask {
  const { path } = validate(listConnectorSecrets, params);
  const { secrets, prune = false, dryRun = false, onProgress } = params as SyncSecretsParams;
  const issues: ValidationIssue[] = [];
  const issue = (at: string, keyword: string, message: string) =>
    issues.push({ path: at, keyword, message });

  // A string such as "false" would otherwise switch the deletes on.
  if (typeof prune !== "boolean") issue("prune", "type", "must be a boolean");
  if (typeof dryRun !== "boolean") issue("dryRun", "type", "must be a boolean");
  if (onProgress !== undefined && typeof onProgress !== "function") {
    issue("onProgress", "type", "must be a function");
  }
  // A Map would look like an empty record.
  const isPlain = isRecord(secrets) && !(Symbol.iterator in secrets);
  if (!isPlain) issue("secrets", "type", "must be an object of names and values");
  const entries = isPlain ? Object.entries(secrets) : [];
  if (prune && isPlain && entries.length === 0) {
    issue("secrets", "minProperties", "must not be empty with prune: all would be deleted");
  }
  for (const [secret_name, secret_value] of entries) {
    for (const found of check(createConnectorSecret.body, { secret_name, secret_value })) {
      issue(`secrets.${secret_name}`, found.keyword, `${found.path} ${found.message}`);
    }
  }
  if (issues.length > 0) throw new ValidationError(SUBJECT, issues);
  return { path, secrets: new Map(entries), prune, dryRun, onProgress };
}

/**
 * Creates and updates in the order of the record, then deletes in the order of the list.
 *
 * @throws {ValidationError} for a plan that cannot be carried out
 */
export function planSync(task: SyncTask, stored: readonly Secret[], clean: Clean): SyncStep[] {
  const issues: ValidationIssue[] = [];
  const writes = [...task.secrets.keys()].map((secret_name): SyncStep => {
    const found = named(stored, secret_name);
    if (found.length > 1) issues.push(ambiguous(`secrets.${secret_name}`, found, clean));
    return found[0] ? { ...pick(found[0]), action: "update" } : { secret_name, action: "create" };
  });
  // The deletes come last: nothing is removed before all that replaces it is stored.
  const creates = writes.filter(({ action }) => action === "create").length;
  const peak = stored.length + creates;
  // A connector that holds more already can still be updated: the server has grown.
  if (creates > 0 && peak > maxItems) {
    const message = `a connector holds at most ${maxItems} secrets; these would make ${peak}`;
    issues.push({ path: "secrets", keyword: "maxItems", message });
  }
  if (issues.length > 0) throw new ValidationError(SUBJECT, issues);
  if (!task.prune) return writes;
  const rest = stored.filter(({ secret_name }) => !task.secrets.has(secret_name));
  return [...writes, ...rest.map((secret): SyncStep => ({ ...pick(secret), action: "delete" }))];
}

const pick = ({ secret_name, secret_placeholder }: Secret) => ({ secret_name, secret_placeholder });

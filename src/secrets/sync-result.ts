import type { SupermetricsError } from "../errors/base.ts";
import type { ConnectorParams } from "../types.ts";

/** Parameters of `secrets.sync`. */
export interface SyncSecretsParams extends ConnectorParams {
  /** The values by name. A known name is overwritten: values cannot be read back and compared. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Deletes every other secret, once all writes have succeeded. Default: false. */
  readonly prune?: boolean | undefined;
  /** Resolves with the plan and writes nothing. Default: false. */
  readonly dryRun?: boolean | undefined;
  /** Called once for each item, as soon as its status is known. What it throws is ignored. */
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

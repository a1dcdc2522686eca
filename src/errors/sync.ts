import type { SyncResult } from "../secrets/sync-result.ts";
import { nameErrors, SupermetricsError } from "./base.ts";

/** A sync that did not finish. Run it again to finish the work. */
export class SyncError extends SupermetricsError {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "SyncError";
  static {
    nameErrors(this, "SyncError");
  }
  /** What is known of each secret. */
  readonly result: SyncResult;

  constructor(result: SyncResult) {
    const open = result.items.filter(({ status }) => status !== "done");
    const counts = (["failed", "unknown", "not_attempted"] as const)
      .map((status) => [open.filter((item) => item.status === status).length, status] as const)
      .filter(([count]) => count > 0)
      .map(([count, status]) => `${count} ${status.replace("_", " ")}`);
    const cause = open.find(({ error }) => error)?.error;
    super(
      `secrets.sync: of ${result.items.length} changes, ${counts.join(", ")}. ` +
        `${cause?.message ?? ""} Run it again to finish.`,
      { cause },
    );
    this.result = result;
  }
}

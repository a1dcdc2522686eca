import type { SyncResult } from "../secrets/sync-result.ts";
import { DetailedError, nameErrors } from "./base.ts";

/** A sync that did not finish. Run it again to finish the work. */
export class SyncError extends DetailedError<Pick<SyncError, "result" | "cause">> {
  /** The name of the class, which a minifier leaves alone. */
  declare readonly name: "SyncError";
  static {
    nameErrors(this, "SyncError");
  }
  /** What is known of each secret. */
  declare readonly result: SyncResult;

  constructor(result: SyncResult) {
    const { items } = result;
    const counts = (["done", "failed", "unknown", "not_attempted"] as const)
      .map((status) => [items.filter((item) => item.status === status).length, status] as const)
      .filter(([count]) => count > 0)
      .map(([count, status]) => `${count} ${status.replace("_", " ")}`);
    const cause = items.find(({ error }) => error)?.error;
    const reason = cause ? ` ${cause.message}` : "";
    super(`secrets.sync: ${counts.join(", ")}.${reason} Run it again to finish.`, {
      result,
      cause,
    });
  }
}

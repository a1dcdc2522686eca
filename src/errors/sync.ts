import type { SyncResult } from "../secrets/plan.ts";
import { nameErrors, SupermetricsError } from "./base.ts";

/** A sync that did not finish. Run it again to finish the work. */
export class SyncError extends SupermetricsError {
  /** The name of the class, which minifiers do not change. */
  declare readonly name: "SyncError";
  static {
    nameErrors(this, "SyncError");
  }
  /** What is known of each secret. */
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
  }
}

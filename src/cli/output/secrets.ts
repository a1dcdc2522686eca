import type { Secret, SecretList } from "../../types.ts";
import type { Report } from "./report.ts";

/** A list, as the API gives it. */
export function showSecrets(report: Report, list: SecretList): void {
  const rows = list.secrets.map(({ secret_placeholder, secret_name }) => ({
    secret_placeholder,
    secret_name,
  }));
  report.data(list, ["secret_placeholder", "secret_name"], rows);
  if (rows.length === 0) report.dim("The connector has no secrets.");
}

/** What was done to one secret; its name is absent where only the placeholder is known. */
export interface Change extends Partial<Secret> {
  readonly action: "created" | "updated" | "deleted";
}

export function showChange(report: Report, change: Change): void {
  const { secret_name, secret_placeholder, action } = change;
  const named = secret_name === undefined ? "" : report.safe(secret_name);
  const placed = secret_placeholder === undefined ? "" : report.safe(secret_placeholder);
  const subject = named && placed ? `${named} (${placed})` : named || placed;
  report.marked("done", `${action} ${subject}`);
}

export function showWrite(report: Report, change: Change): void {
  showChange(report, change);
  const { secret_placeholder = "", secret_name = "", action } = change;
  const columns = ["secret_placeholder", ...(secret_name ? ["secret_name"] : []), "action"];
  report.writtenData(change, columns, [{ secret_placeholder, secret_name, action }]);
}

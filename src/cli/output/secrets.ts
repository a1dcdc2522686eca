// What is known of secrets. Of what the server sends, the documented members alone are shown: the
// rest may be a value.
import type { Secret, SecretList } from "../../types.ts";
import type { Report } from "./report.ts";

export function showSecrets(report: Report, list: SecretList): void {
  const secrets = list.secrets.map(({ secret_placeholder, secret_name }) => ({
    secret_placeholder,
    secret_name,
  }));
  report.data({ count: list.count, secrets }, ["secret_placeholder", "secret_name"], secrets);
  if (secrets.length === 0) report.dim("The connector has no secrets.");
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
  const { secret_name, secret_placeholder = "", action } = change;
  const data = { secret_name, secret_placeholder, action };
  const columns = ["secret_placeholder", ...(secret_name ? ["secret_name"] : []), "action"];
  report.writtenData(data, columns, [{ ...data, secret_name: secret_name ?? "" }]);
}

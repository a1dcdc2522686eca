// Shows secrets. Only the documented members of what the server sends: anything else may be a value.
import type { Secret, SecretList } from "../../index.ts";
import { type Report, table } from "./report.ts";

export function showSecrets(report: Report, list: SecretList): void {
  const secrets = list.secrets.map(({ secret_placeholder, secret_name }) => ({
    secret_placeholder,
    secret_name,
  }));
  const draw = table(["secret_placeholder", "secret_name"], secrets);
  report.data({ count: list.count, secrets }, draw);
  if (secrets.length === 0) report.dim("The connector has no secrets.");
}

/** What was done to one secret; its name is absent where only the placeholder is known. */
export interface Written extends Partial<Secret> {
  readonly action: "created" | "updated" | "deleted";
}

export function showWritten(report: Report, written: Written): void {
  report.marked("done", `${written.action} ${labelOf(report, written)}`);
}

export function showWrite(report: Report, written: Written): void {
  showWritten(report, written);
  const { secret_name, secret_placeholder = "", action } = written;
  const data = { secret_name, secret_placeholder, action };
  const columns = ["secret_placeholder", ...(secret_name ? ["secret_name"] : []), "action"];
  report.writtenData(data, table(columns, [{ ...data, secret_name: secret_name ?? "" }]));
}

/** How a secret is called in a line: by its name, its placeholder, or both. */
export function labelOf({ safe }: Pick<Report, "safe">, secret: Partial<Secret>): string {
  const { secret_name = "", secret_placeholder = "" } = secret;
  const named = safe(secret_name);
  const placed = safe(secret_placeholder);
  return named && placed ? `${named} (${placed})` : named || placed;
}

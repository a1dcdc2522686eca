// The words of the commands on secrets.
import type { Secret, SecretList, ValidationIssue } from "../../index.ts";
import { type Shape, showResult } from "../operation/result.ts";
import { type Report, table } from "./report.ts";

const PARAMETERS: Readonly<Record<string, string>> = {
  secret_name: "the name",
  secret_value: "the value",
  secret_placeholder: "the placeholder",
  configuration: "the configuration",
  // There can be too many, and nothing else is wrong with all of them.
  secrets: "with those already stored, these",
};
/** How the client calls a secret of a push. */
const MEMBER = "secrets.";

/** What the commands on secrets call a parameter. */
export function nameOfSecret({ path, keyword, isName }: ValidationIssue): string | undefined {
  if (Object.hasOwn(PARAMETERS, path)) return PARAMETERS[path];
  if (!path.startsWith(MEMBER)) return undefined;
  const name = path.slice(MEMBER.length);
  // Not shown: somebody may have put the value in its place.
  if (isName) return `a name (${[...name].length} characters)`;
  return keyword === "uniqueItems" ? `the name ${name}` : `the value of ${name}`;
}

/** What is said of a write that may have reached the server. */
export function mayBeApplied(action: "create" | "write" | "update" | "delete", subject: string) {
  const check = `The ${action} of ${subject} may have been applied: check with \`secrets list\`.`;
  return action === "delete"
    ? `${check} If the secret is still there, run the command again.`
    : `${check} To store the value, run \`secrets set\` or \`secrets push\` again: that is safe.`;
}

const SECRETS: Shape = {
  count: "scalar",
  secrets: [{ secret_placeholder: "scalar", secret_name: "scalar" }],
};

export const showSecrets = (report: Report, list: SecretList) =>
  showResult(report, list, { result: SECRETS, resource: "secrets" });

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

// What breaks the contract, in the words of the command line.
import type { ValidationError, ValidationIssue } from "../index.ts";

const SUBJECTS: Readonly<Record<string, string>> = {
  team_id: "--team-id (SUPERMETRICS_TEAM_ID)",
  connector_identifier: "--connector-identifier (SUPERMETRICS_CONNECTOR_IDENTIFIER)",
  secret_name: "The name",
  secret_value: "The value",
  secret_placeholder: "The placeholder",
  // There can be too many, and nothing else is wrong with all of them.
  secrets: "Together with the stored ones, these",
};
/** How the client calls a secret of a push, and its name. */
const MEMBER = "secrets.";
const NAME = ": the name";

/** A sentence for each thing that is wrong. */
export function validationWords({ issues }: ValidationError): string {
  return issues.map((issue) => `${subjectOf(issue)} ${problemOf(issue)}.`).join(" ");
}

function subjectOf({ path, keyword }: ValidationIssue): string {
  if (Object.hasOwn(SUBJECTS, path)) return SUBJECTS[path] ?? "";
  const name = path.slice(MEMBER.length);
  // It is not shown: what is no name may be a value in the place of one.
  if (name.endsWith(NAME)) return `A name (${[...name].length - NAME.length} characters)`;
  return keyword === "uniqueItems" ? `The name ${name}` : `The value of ${name}`;
}

const problemOf = ({ message }: ValidationIssue) =>
  message
    .replace("≤", "at most")
    .replace("≥", "at least")
    .replace(/^names/, "belongs to");

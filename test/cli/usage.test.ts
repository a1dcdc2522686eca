// Wrong usage: exit code 64, a suggestion, and never an echo of what may be a secret.
import { expect, test } from "vitest";
import { UsageError } from "../../src/cli/command-error.ts";
import { parse } from "../../src/cli/parse.ts";
import { COMMANDS } from "../../src/cli/program.ts";
import { VALUE } from "../support/cli.ts";

/** What is said of wrong arguments. */
function refusal(args: string): string {
  try {
    parse(args.split(" "), COMMANDS);
  } catch (error) {
    if (error instanceof UsageError) return [error.message, ...error.hints].join("\n");
    throw error;
  }
  return "It was accepted.";
}

test.each<[args: string, ...words: string[]]>([
  ["nonsense", "no such resource", "--help"],
  ["secret list", "Did you mean secrets?"],
  ["push", "Did you mean `secrets push`?"],
  ["list", "`connectors list`", "`secrets list`"],
  ["secrets lst", "no such verb", "Did you mean list?"],
  ["logs push", "no such verb"],
  ["secrets list --timeot 1", "Did you mean --timeout?"],
  ["secrets set n --verbatm", "--verbatm", "--verbatim?"],
  ["secrets list --fields", "There is no flag --fields."],
  ["secrets list -x", "There is no flag -x."],
  ["secrets list --csv -v", "There is no flag --csv."],
  ["secrets list --json", "Did you mean --output json?"],
  [
    "connectors list --connector-identifier x",
    "`connectors list` takes no --connector-identifier.",
  ],
  // Behind the resource, it is the member of the body.
  ["--connector-identifier x connectors create --title t", "takes no --connector-identifier."],
  ["secrets list --timeout", "--timeout needs a value."],
  ["secrets list --yes=1", "--yes takes no value."],
  ["secrets create", "The argument <name> is missing."],
  ["logs get", "The argument <log_id> is missing."],
  ["connectors create", "--title is missing."],
  ["secrets list x", "too many arguments"],
  ["help secrets pusch", "no such verb", "push"],
])("%s", (args, ...words) => {
  for (const word of words) expect(refusal(args)).toContain(word);
});

const EXPOSED = "consider replacing it";

test.each<[args: string, ...words: string[]]>([
  [VALUE, "no such resource"],
  [`secrets ${VALUE}`, "no such verb"],
  [`secrets create n ${VALUE}`, "too many", "--from-env", EXPOSED],
  [`secrets create n --value ${VALUE}`, "no such flag", EXPOSED],
  [`secrets create n -${VALUE}`, "no such flag", EXPOSED],
  ["secrets create n -pw", "no such flag", EXPOSED],
  ["secrets set n --pass1", "no such flag", EXPOSED],
  [`secrets create n --value=${VALUE}`, "no such flag", EXPOSED],
  [`secrets list --yes=${VALUE}`, EXPOSED],
  [`secrets list --x\n(Did\u00a0you\u00a0mean\u00a0${VALUE}?)`, "no such flag"],
  [`secrets list --api-key ${VALUE}`, "SUPERMETRICS_API_KEY", EXPOSED],
])("a secret is not echoed: %s", (args, ...words) => {
  const text = refusal(args);
  for (const word of words) expect(text).toContain(word);
  for (const hidden of [VALUE, "-pw", "pass1", "--value", "--api-key"])
    expect(text).not.toContain(hidden);
});

test.each<[args: string, values: Record<string, string[]>, argument?: string]>([
  ["-q secrets -v list -o json", { quiet: [], verbose: [], output: ["json"] }],
  ["secrets list -vqojson", { verbose: [], quiet: [], output: ["json"] }],
  ["secrets list --base-url=", { "base-url": [""] }],
  ["secrets delete --name --yes", { name: ["--yes"] }],
  // The last counts.
  [
    "connectors list --no-include-configs --include-configs",
    { "include-configs": ["false", "true"] },
  ],
  ["logs get -q -- -x", { quiet: [] }, "-x"],
  ["secrets push -", {}, "-"],
  ["-- secrets push -q", {}, "-q"],
])("%s", (args, values, argument) => {
  const parsed = parse(args.split(" "), COMMANDS);
  expect("command" in parsed && Object.fromEntries(parsed.values)).toEqual(values);
  expect("command" in parsed && parsed.argument).toBe(argument);
});

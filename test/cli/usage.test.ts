// Wrong usage: exit code 64, a suggestion, and never an echo of what may be a secret.
import { expect, test } from "vitest";
import { UsageError } from "../../src/cli/command-error.ts";
import { parse } from "../../src/cli/parse.ts";
import { COMMANDS } from "../../src/cli/program.ts";
import { VALUE } from "../support/cli.ts";
import { testWithApi } from "../support/cli-api.ts";

/** What is said of wrong arguments. */
function refusal(...args: string[]): string {
  try {
    parse(args, COMMANDS);
  } catch (error) {
    if (error instanceof UsageError) return [error.message, ...error.hints].join("\n");
    throw error;
  }
  return "It was accepted.";
}

test.each<[name: string, args: string[], ...words: string[]]>([
  ["a resource that is none", ["nonsense"], "no such resource", "--help"],
  ["a mistyped resource", ["secret", "list"], "Did you mean secrets?"],
  ["a verb alone", ["push"], "Did you mean `secrets push`?"],
  ["a verb of several resources alone", ["list"], "`connectors list`", "`secrets list`"],
  ["a mistyped verb", ["secrets", "lst"], "no such verb", "Did you mean list?"],
  ["a verb of another resource", ["logs", "push"], "no such verb"],
  ["a mistyped common flag", ["secrets", "list", "--timeot", "1"], "Did you mean --timeout?"],
  ["a mistyped own flag", ["secrets", "set", "n", "--verbatm"], "--verbatm", "--verbatim?"],
  ["a plain unknown flag", ["secrets", "list", "--fields"], "There is no flag --fields."],
  ["a short one", ["secrets", "list", "-x"], "There is no flag -x."],
  ["one before another flag", ["secrets", "list", "--csv", "-v"], "There is no flag --csv."],
  ["--json", ["secrets", "list", "--json"], "Did you mean --output json?"],
  [
    "a flag of the path that the command lacks",
    ["connectors", "list", "--connector-identifier", "x"],
    "`connectors list` takes no --connector-identifier.",
  ],
  [
    "that flag before the resource, even if the body has its member",
    ["--connector-identifier", "x", "connectors", "create", "--title", "t"],
    "takes no --connector-identifier.",
  ],
  ["a flag without its value", ["secrets", "list", "--timeout"], "--timeout needs a value."],
  ["a value for a switch", ["secrets", "list", "--yes=1"], "--yes takes no value."],
  ["a missing argument", ["secrets", "create"], "The argument <name> is missing."],
  ["all that is missing", ["logs", "get"], "The argument <log_id> is missing."],
  ["a missing flag", ["connectors", "create"], "--title is missing."],
  ["an argument for a command without one", ["secrets", "list", "x"], "too many arguments"],
  ["help of what is not there", ["help", "secrets", "pusch"], "no such verb", "push"],
])("%s", (_, args, ...words) => {
  for (const word of words) expect(refusal(...args)).toContain(word);
});

const EXPOSED = "consider replacing it";

test.each<[name: string, args: string[], ...words: string[]]>([
  ["in the place of a resource", [VALUE], "no such resource"],
  ["in the place of a verb", ["secrets", VALUE], "no such verb"],
  ["behind the name", ["secrets", "create", "n", VALUE], "too many", "--from-env", EXPOSED],
  ["behind an unknown flag", ["secrets", "create", "n", "--value", VALUE], "no such flag", EXPOSED],
  ["that begins with a dash", ["secrets", "create", "n", `-${VALUE}`], "no such flag", EXPOSED],
  ["that is short", ["secrets", "create", "n", "-pw"], "no such flag", EXPOSED],
  [
    "that looks like a flag with a digit",
    ["secrets", "set", "n", "--pass1"],
    "no such flag",
    EXPOSED,
  ],
  ["behind =", ["secrets", "create", "n", `--value=${VALUE}`], "no such flag", EXPOSED],
  ["behind = of a switch", ["secrets", "list", `--yes=${VALUE}`], EXPOSED],
  ["in a forged suggestion", ["secrets", "list", `--x\n(Did you mean ${VALUE}?)`], "no such flag"],
  ["as a key", ["secrets", "list", "--api-key", VALUE], "SUPERMETRICS_API_KEY", EXPOSED],
])("a secret %s is not echoed", (_, args, ...words) => {
  const text = refusal(...args);
  for (const word of words) expect(text).toContain(word);
  for (const hidden of [VALUE, "-pw", "pass1", "--value", "--api-key"])
    expect(text).not.toContain(hidden);
});

test.each<[name: string, args: string[], values: Record<string, string[]>, argument?: string]>([
  [
    "flags anywhere",
    ["-q", "secrets", "-v", "list", "-o", "json"],
    { quiet: [], verbose: [], output: ["json"] },
  ],
  [
    "short ones together",
    ["secrets", "list", "-vqojson"],
    { verbose: [], quiet: [], output: ["json"] },
  ],
  ["a value behind =", ["secrets", "list", "--base-url="], { "base-url": [""] }],
  ["a value like a flag", ["secrets", "delete", "--name", "--yes"], { name: ["--yes"] }],
  [
    "both forms of a boolean: the last counts",
    ["connectors", "list", "--no-include-configs", "--include-configs"],
    { "include-configs": ["false", "true"] },
  ],
  ["an argument like a flag behind --", ["logs", "get", "-q", "--", "-x"], { quiet: [] }, "-x"],
  ["- as an argument", ["secrets", "push", "-"], {}, "-"],
])("%s", (_, args, values, argument) => {
  const parsed = parse(args, COMMANDS);
  expect("command" in parsed && Object.fromEntries(parsed.values)).toEqual(values);
  expect("command" in parsed && parsed.argument).toBe(argument);
});

const it = testWithApi();

it.concurrent.for<[name: string, args: string[], ...words: string[]]>([
  ["a secret in the name", ["set", `name=${VALUE}`], "contains a =", "--from-env"],
  ["a key as the team", ["list", "--team-id", VALUE], "--team-id", "digits"],
  ["a key as the output", ["list", "--output", VALUE], "table or json"],
  ["a key as the time limit", ["list", "--timeout", VALUE], "--timeout"],
  ["a key as the number of retries", ["list", "--max-retries", VALUE], "--max-retries"],
  ["a key as the server", ["list", "--base-url", VALUE], "--base-url"],
  ["a value as the variable", ["set", "name", "--from-env", VALUE], "--from-env"],
  ["a value as the file", ["set", "name", "--from-file", VALUE], "--from-file"],
  ["a value as the file to push", ["push", VALUE], "cannot be read"],
  ["an empty name", ["create", ""], "name is empty"],
  ["a blank name", ["set", " "], "name is empty"],
  ["an empty name to look for", ["delete", "--name", ""], "name is empty"],
  ["an empty placeholder", ["update", ""], "placeholder is empty"],
  ["a name that is not UTF-8", ["set", "caf\ufffd"], "not UTF-8"],
  ["a time limit of no time", ["list", "--timeout", "0"], "--timeout"],
  ["no integer", ["list", "--timeout", "1.5"], "--timeout"],
  ["plain http elsewhere", ["list", "--base-url", "http://example.com"], "--base-url"],
  ["an invalid team", ["list", "--team-id", "0"], "--team-id"],
  ["an empty team", ["list", "--team-id", ""], "--team-id is empty"],
  ["an invalid connector", ["list", "--connector-identifier", "a/b"], "--connector-identifier"],
])("%s", async ([_, args, ...words], { api }) => {
  const { code, stdout, stderr } = await api.run(["secrets", ...args], { stdin: "v" });
  expect([code, stdout]).toEqual([64, ""]);
  for (const word of words) expect(stderr).toContain(word);
  expect(api.fake.requests).toEqual([]);
});

// What is refused with exit code 64, before any request, and before a value or a yes is asked for.
import { expect } from "vitest";
import { type RunOptions, VALUE } from "../support/cli.ts";
import { type TestApi, testWithApi } from "../support/cli-api.ts";

const it = testWithApi();
const LONG = "v".repeat(10_001);
const TEAM = "--team-id (SUPERMETRICS_TEAM_ID)";
const CONNECTOR = "--connector-identifier (SUPERMETRICS_CONNECTOR_IDENTIFIER)";
const PATTERN = `${CONNECTOR} must match ^[A-Za-z0-9_-]+$.`;

async function expectRefusal(
  { run, fake }: TestApi,
  args: string,
  words: readonly string[],
  options?: RunOptions,
) {
  const { code, stdout, stderr } = await run(args, options);
  expect([code, stdout, fake.requests]).toEqual([64, "", []]);
  for (const word of words) expect(stderr).toContain(word);
}

// Nothing is echoed: the run itself fails if a stream shows the value.
it.for<[args: string, ...words: string[]]>([
  [`set name=${VALUE}`, "contains a =", "--from-env"],
  [`list --team-id ${VALUE}`, "--team-id", "digits"],
  [`list --output ${VALUE}`, "table or json"],
  [`list --timeout ${VALUE}`, "--timeout must be a whole number."],
  ["list --timeout 0", "--timeout must be an integer from 1 to 2147483647."],
  [`list --max-retries ${VALUE}`, "--max-retries"],
  [`list --base-url ${VALUE}`, "--base-url"],
  ["list --base-url http://example.com", "--base-url"],
  ["list --team-id 99999999999999999999", `error: ${TEAM} must be at most 9223372036854775807.\n`],
  ["list --connector-identifier a/b", `error: ${PATTERN}\n`],
  ["list --team-id 0 --connector-identifier a/b", `${TEAM} must be at least 1. ${PATTERN}\n`],
  // The variable may be of another connector.
  ["list --team-id ", "--team-id is empty"],
  ["list --connector-identifier=", "--connector-identifier"],
  ["set name --team-id 0", TEAM],
  ["delete sec_1 --connector-identifier a.b", PATTERN],
  ["create ", "name is empty"],
  ["set \t", "name is empty"],
  ["delete --name ", "name is empty"],
  ["update ", "The placeholder must not be missing, empty"],
  ["set caf\ufffd", "not UTF-8"],
  [`create ${"n".repeat(256)}`, "error: The name must be at most 255 characters long.\n"],
  ["update ..", 'error: The placeholder must not be missing, empty, "." or "..".\n'],
  [`delete ${"p".repeat(101)}`, "error: The placeholder"],
  ["delete sec_1", "--yes"],
  // The placeholder or a name: one of them.
  ["update", "placeholder", "--name"],
  ["delete sec_1 --name client_id --yes", "placeholder", "--name"],
  ["set name", "empty"],
  [`set name --from-env ${VALUE}`, "--from-env"],
  [`set name --from-file ${VALUE}`, "--from-file"],
  ["set name --from-env E --from-file f", "both"],
  [`push ${VALUE}`, "cannot be read", "ENOENT"],
  ["push .", "EISDIR, it is a directory"],
  ["push -", "contains no secrets"],
  ["check -", "Standard input, line 1, column 1: expected a value."],
])("secrets %s", async ([args, ...words], { api }) => {
  // There is no input and no terminal: a prompt would fail with other words.
  await expectRefusal(api, `secrets ${args}`, words, { env: { E: "v", LC_ALL: "C" } });
});

it.for<[args: string, stdin: string | Uint8Array, ...words: string[]]>([
  ["create name", "\n", "empty"],
  ["update name", Uint8Array.of(0x76, 0), "UTF-16"],
  ["set name", LONG, "error: The value must be at most 10000 characters long.\n"],
  ["push -", `a.b=${LONG}`, "error: The value of a.b must be at most 10000 characters long.\n"],
  // The names of our own options stay names of secrets.
  ["push -", `apiKey=${LONG}`, "error: The value of apiKey must be"],
  ["push -", `team_id=${LONG}`, "error: The value of team_id must be"],
  ["push -", `${"n".repeat(256)}=v`, "A name (256 characters) must be at most 255"],
  [
    "push -",
    `a=1\n${VALUE}\n`,
    "error: Line 2: not of the form NAME=value.\n",
    "in standard input",
  ],
  ["push -", `{"a":["${VALUE}"]}`, "Line 1: expected a string."],
  ["push -", "\ufeff\n", "contains no secrets"],
  ["push -", `SUPERMETRICS_API_KEY=${VALUE}`, "The file holds SUPERMETRICS_API_KEY"],
  ["push -", `a=1\nSUPERMETRICS_BEARER_TOKEN=${VALUE}`, "The file holds SUPERMETRICS_BEARER_TOKEN"],
  ["push -", `${VALUE}\n`.repeat(1_000), "error: 1000 lines of standard input are refused.\n"],
  ["push -", `${VALUE}\n`.repeat(1_000), "Line 20: not of the form", "\n  ... and 980 more.\n"],
  ["check -", `{"a": ${VALUE}}`, "Standard input, line 1, column 7: expected a value."],
  ["check -", `{"a": 1,\n "a": 2}`, "line 2, column 2"],
  ["check -", "[]", "Standard input is not a JSON object."],
])("secrets %s reads %j", async ([args, stdin, ...words], { api }) => {
  await expectRefusal(api, `secrets ${args}`, words, { stdin });
});

it.for<[args: string, words: string]>([
  ["logs follow --limit 1001", "--limit must be at most 1000."],
  ["logs follow --interval 999", "--interval must be at least 1000."],
  ["logs follow --limit x", "--limit must be an integer."],
  ["connectors delete --yes", "<connector_identifier> is missing"],
])("%s", async ([args, words], { api }) => {
  await expectRefusal(api, args, [words]);
});

it("bad lines of a file are all named, each by its number alone", async ({ api }) => {
  const path = api.write(".env", `a=1\n${VALUE}\nb=\na=${VALUE}\nc=x#y\nd='${VALUE}\ne=1\n`);
  const { code, stdout, stderr } = await api.run(["secrets", "push", path]);
  expect([code, stdout, api.fake.requests]).toEqual([64, "", []]);
  expect(stderr.split("\n")).toEqual([
    `error: 5 lines of ${path} are refused.`,
    "  Line 2: not of the form NAME=value.",
    "  Line 3: the value is empty.",
    "  Line 4: the same name as on line 1.",
    "  Line 5: a # right after the value: some readers would cut it there.",
    "  Line 6: the quote ' is not closed.",
    "  Nothing was changed.",
    "  Put the value in single quotes.",
    "",
  ]);
});

const twins = ["sec_1", "sec_2"].map((secret_placeholder) => ({
  secret_placeholder,
  secret_name: "twin",
}));
const many = Array.from({ length: 101 }, (_, index) => `s${index}=v`).join("\n");
it.for<[args: string, stdin: string, words: string]>([
  [
    "secrets push -",
    "twin=v",
    "The name twin is used by 2 secrets (sec_1, sec_2): delete all but one.",
  ],
  [
    "secrets push -",
    many,
    "With those already stored, these would make 103; a connector holds at most 100",
  ],
  ["secrets update --name twin", "v", "sec_1, sec_2"],
  ["secrets delete --name twin --yes", "", "sec_1, sec_2"],
  ["secrets push - --prune", "a=1", "--yes"],
])("after the list alone: %s", async ([args, stdin, words], { api }) => {
  api.fake.failNext({ body: { count: 2, secrets: twins } });
  const { code, stdout, stderr } = await api.run(args, { stdin });
  expect([code, stdout, api.methods()]).toEqual([64, "", "GET"]);
  expect(stderr).toContain(words);
});

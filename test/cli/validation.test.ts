// What breaks the contract, in the words of the command line.
import { describe, expect } from "vitest";
import { testWithApi } from "../support/cli-api.ts";

const it = testWithApi();
const LONG = "v".repeat(10_001);
const headline = (stderr: string) => stderr.split("\n")[0];

it.concurrent.for<[name: string, args: string[], stdin: string, want: string]>([
  [
    "a team",
    ["secrets", "list", "--team-id", "99999999999999999999"],
    "",
    "--team-id (SUPERMETRICS_TEAM_ID) must be at most 9223372036854775807.",
  ],
  [
    "a connector",
    ["secrets", "list", "--connector-identifier", "a/b"],
    "",
    "--connector-identifier (SUPERMETRICS_CONNECTOR_IDENTIFIER) must match ^[A-Za-z0-9_-]+$.",
  ],
  [
    "a name",
    ["secrets", "set", "n".repeat(256)],
    "v",
    "The name must be at most 255 characters long.",
  ],
  ["a value", ["secrets", "set", "name"], LONG, "The value must be at most 10000 characters long."],
  [
    "several parameters",
    ["secrets", "list", "--team-id", "0", "--connector-identifier", "a/b"],
    "",
    "--team-id (SUPERMETRICS_TEAM_ID) must be at least 1. " +
      "--connector-identifier (SUPERMETRICS_CONNECTOR_IDENTIFIER) must match ^[A-Za-z0-9_-]+$.",
  ],
  [
    "a placeholder",
    ["secrets", "update", ".."],
    "v",
    'The placeholder must not be missing, empty, "." or "..".',
  ],
  [
    "a value of a push",
    ["secrets", "push", "-"],
    `a.b=${LONG}`,
    "The value of a.b must be at most 10000 characters long.",
  ],
  [
    "a name of a push",
    ["secrets", "push", "-"],
    `${"n".repeat(256)}=v`,
    "A name (256 characters) must be at most 255 characters long.",
  ],
  [
    "too many secrets",
    ["secrets", "push", "-"],
    Array.from({ length: 101 }, (_, index) => `s${index}=v`).join("\n"),
    "With those already stored, these would make 101; a connector holds at most 100 secrets.",
  ],
  [
    "a time limit",
    ["secrets", "list", "--timeout", "0"],
    "",
    "--timeout must be an integer from 1 to 2147483647.",
  ],
])("%s", async ([_, args, stdin, want], { api }) => {
  // In every locale.
  const { code, stderr } = await api.run(args, { stdin, env: { LC_ALL: "C" } });
  expect([code, headline(stderr)]).toEqual([64, `error: ${want}`]);
});

describe("is told before a value or a yes is asked for", () => {
  it.concurrent.for<[name: string, args: string[], want: string]>([
    ["a team", ["secrets", "set", "name", "--team-id", "0"], "--team-id"],
    [
      "a connector",
      ["secrets", "delete", "sec_1", "--connector-identifier", "a b"],
      "--connector-identifier",
    ],
    ["a name", ["secrets", "create", "n".repeat(256)], "The name"],
    ["a placeholder to overwrite", ["secrets", "update", ".."], "The placeholder"],
    ["a placeholder to delete", ["secrets", "delete", "p".repeat(101)], "The placeholder"],
  ])("%s", async ([_, args, want], { api }) => {
    // There is no input and no terminal: whoever asked would fail with other words.
    const { code, stderr } = await api.run(args);
    expect([code, headline(stderr)]).toEqual([64, expect.stringContaining(`error: ${want}`)]);
  });
});

describe("a name that is also one of ours stays what it is", () => {
  it.concurrent.for(["apiKey", "baseUrl", "team_id", "secret_name", "timeout"])(
    "%s",
    async (name, { api }) => {
      const refused = await api.run(["secrets", "push", "-"], { stdin: `${name}=${LONG}` });
      expect(headline(refused.stderr)).toBe(
        `error: The value of ${name} must be at most 10000 characters long.`,
      );
      const message = `The ${name} is taken.`;
      api.fake.failNext({ status: 422, body: { error: { code: "TAKEN", message } } });
      const answered = await api.run(["secrets", "create", name], { stdin: "v" });
      expect(headline(answered.stderr)).toBe(`error: 422 TAKEN. The ${name} is taken.`);
    },
  );
});

it.concurrent("two secrets of the name, in a push", async ({ api }) => {
  const secrets = ["sec_1", "sec_2"].map((secret_placeholder) => ({
    secret_placeholder,
    secret_name: "twin",
  }));
  api.fake.failNext({ status: 200, body: { count: 2, secrets } });
  const { code, stderr } = await api.run(["secrets", "push", "-"], { stdin: "twin=v" });
  expect([code, headline(stderr)]).toEqual([
    64,
    "error: The name twin belongs to 2 secrets (sec_1, sec_2): delete all but one.",
  ]);
});

it.concurrent("what became of an item is told without the name of the operation", async ({
  api,
}) => {
  api.fake.failNext({}, {}, { status: 422 });
  const { stderr } = await api.run(["secrets", "push", "-"], { stdin: "a=1\nb=2" });
  expect(stderr).toMatch(/^✗ not created a: 422 UNPROCESSABLE_ENTITY\. .+ \(request id \w+\)$/m);
});

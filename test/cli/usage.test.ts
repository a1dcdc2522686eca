// Wrong usage: exit code 64, a suggestion, and never an echo of what was typed.
import { describe, expect } from "vitest";
import { VALUE } from "../support/cli.ts";
import { testWithApi } from "../support/cli-api.ts";

const it = testWithApi();

// The run itself fails where a stream shows the value or the key.
it.concurrent.for<[name: string, args: string[], ...words: string[]]>([
  ["a mistyped command gets a suggestion", ["lst"], "Did you mean list?", "--help"],
  ["a mistyped flag gets a suggestion", ["list", "--team-di", "1"], "Did you mean --team-id?"],
  ["a mistyped flag of a command too", ["set", "n", "--verbatm"], "Did you mean --verbatim?"],
  ["a secret in the place of a command", [VALUE], "no such command"],
  ["a secret behind the name", ["create", "name", VALUE], "too many arguments", "--from-env"],
  ["a secret behind a flag that is none", ["create", "name", "--value", VALUE], "no such flag"],
  ["a secret that begins with a dash", ["create", "name", `-${VALUE}`], "no such flag"],
  ["a secret behind =", ["create", "name", `--value=${VALUE}`], "no such flag", "--from-env"],
  ["a suggestion forged in a flag", ["list", `--x\n(Did you mean ${VALUE}?)`], "no such flag"],
  ["a secret in the name", ["set", `name=${VALUE}`], "contains a =", "--from-env"],
  ["a key as a flag", ["list", "--api-key", VALUE], "SUPERMETRICS_API_KEY"],
  ["a key as the team", ["list", "--team-id", VALUE], "--team-id", "digits"],
  ["a key as the output", ["list", "--output", VALUE], "table or json"],
  ["a key as the time limit", ["list", "--timeout", VALUE], "--timeout"],
  ["a key as the number of repeats", ["list", "--max-retries", VALUE], "--max-retries"],
  ["a key as the server", ["list", "--base-url", VALUE], "--base-url"],
  ["a value as the variable", ["set", "name", "--from-env", VALUE], "--from-env"],
  ["a value as the file", ["set", "name", "--from-file", VALUE], "--from-file"],
  ["a value as the file to push", ["push", VALUE], "cannot be read"],
  ["a missing name", ["create"], "name", "missing"],
  ["an empty name", ["create", ""], "name is empty"],
  ["a blank name", ["set", " "], "name is empty"],
  ["an empty name to look for", ["delete", "--name", ""], "name is empty"],
  ["an empty placeholder", ["update", ""], "placeholder is empty"],
  ["a name that is not UTF-8", ["set", "caf\ufffd"], "not UTF-8"],
  ["a missing file", ["push"], "file", "missing"],
  ["a flag without its argument", ["list", "--team-id"], "--team-id"],
  ["a time limit of no time", ["list", "--timeout", "0"], "--timeout"],
  ["no integer", ["list", "--timeout", "1.5"], "--timeout"],
  ["plain http elsewhere", ["list", "--base-url", "http://example.com"], "--base-url"],
  ["a team that is none", ["list", "--team-id", "0"], "--team-id"],
  ["a connector that is none", ["list", "--connector-identifier", "a/b"], "--connector-identifier"],
])("%s", async ([_, args, ...words], { api }) => {
  const { code, stdout, stderr } = await api.run(args, { stdin: "v" });
  expect([code, stdout]).toEqual([64, ""]);
  for (const word of words) expect(stderr).toContain(word);
  expect(api.fake.requests).toEqual([]);
});

it.concurrent("without a command shows the help on standard error", async ({ api }) => {
  const { code, stdout, stderr } = await api.run([]);
  expect([code, stdout]).toEqual([64, ""]);
  expect(stderr).toContain("Usage: connector-secrets");
});

describe("settings", () => {
  it.concurrent.for<
    [name: string, env: Record<string, string | undefined>, code: number, word: string]
  >([
    ["no credential", { SUPERMETRICS_API_KEY: undefined }, 65, "Supermetrics Hub"],
    ["an empty credential", { SUPERMETRICS_API_KEY: " " }, 65, "cb_secrets_read"],
    ["two credentials", { SUPERMETRICS_BEARER_TOKEN: "t" }, 64, "are both set"],
    ["a key with a newline in it", { SUPERMETRICS_API_KEY: "a\nb" }, 64, "SUPERMETRICS_API_KEY"],
    ["no team", { SUPERMETRICS_TEAM_ID: "" }, 64, "SUPERMETRICS_TEAM_ID"],
    ["no connector", { SUPERMETRICS_CONNECTOR_IDENTIFIER: "" }, 64, "--connector-identifier"],
  ])("%s is refused before a value is asked for", async ([_, env, code, word], { api }) => {
    const ran = await api.run(["set", "name"], { env, stdin: "open" });
    expect([ran.code, ran.stdout, api.fake.requests]).toEqual([code, "", []]);
    expect(ran.stderr).toContain(word);
  });

  it.concurrent("SUPERMETRICS_BEARER_TOKEN is sent in place of a key", async ({ api }) => {
    const { SUPERMETRICS_API_KEY: _, ...rest } = { SUPERMETRICS_API_KEY: "" };
    const env = { ...rest, SUPERMETRICS_API_KEY: undefined, SUPERMETRICS_BEARER_TOKEN: "otok_1" };
    const { code } = await api.run(["list"], { env });
    expect(code).toBe(65);
    expect(api.fake.requests[0]?.headers.authorization).toBe("Bearer otok_1");
  });

  it.concurrent("flags win over the environment, before and behind the command", async ({
    api,
  }) => {
    const env = { SUPERMETRICS_TEAM_ID: "1", SUPERMETRICS_CONNECTOR_IDENTIFIER: "none" };
    const args = ["--team-id", "936506", "list", "--connector-identifier", "T3S70"];
    expect((await api.run(args, { env })).code).toBe(0);
  });

  it.concurrent("a team beyond 2^53 is sent digit by digit", async ({ api }) => {
    await api.run(["list", "--team-id", "9223372036854775807"]);
    expect(api.fake.requests[0]?.path).toContain("/teams/9223372036854775807/");
  });

  it.concurrent("--verbose logs each attempt to standard error, and nothing else changes", async ({
    api,
  }) => {
    api.fake.failNext({ status: 500 });
    const { code, stdout, stderr } = await api.run(["list", "--verbose"]);
    expect([code, JSON.parse(stdout)]).toEqual([0, { count: 0, secrets: [] }]);
    expect(stderr).toMatch(/GET http.*: 500 in \d+ ms \(attempt 1/);
    expect(stderr).toMatch(/GET http.*: 200 in \d+ ms \(attempt 2/);
  });

  it.concurrent("says that it waits, where the server asks for more than a second", async ({
    api,
  }) => {
    api.fake.failNext({ status: 429, headers: { "retry-after": "2" } });
    const { code, stderr } = await api.run(["list"]);
    expect(code).toBe(0);
    expect(stderr).toContain("429: waiting 2 s.");
  });
});

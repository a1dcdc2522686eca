// Habits of people and of CI: files of ids, quiet output, annotations, logs that are followed.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { VALUE } from "../support/cli.ts";
import { type TestApi, testWithApi } from "../support/cli-api.ts";

const it = testWithApi({ client_id: "before" });

const NO_IDS = { SUPERMETRICS_TEAM_ID: undefined, SUPERMETRICS_CONNECTOR_IDENTIFIER: "" };
const writeIds = (api: TestApi, team: string, connector: string) => {
  api.write(".team-id", team);
  api.write(".ds-id", connector);
};

describe(".team-id and .ds-id", () => {
  it("are read if nothing else sets the id, and named", async ({ api }) => {
    writeIds(api, " 936506\r\n", "T3S70");
    const ran = await api.run("secrets list", { env: NO_IDS });
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain(".team-id: the team is 936506.");
    expect(ran.stderr).toContain(".ds-id: the connector is T3S70.");
    const quiet = await api.run("secrets list -q", { env: NO_IDS });
    expect(quiet).toMatchObject({ code: 0, stderr: "" });
    // A file never chooses what is deleted.
    expect((await api.run("connectors delete --yes")).code).toBe(64);
  });

  it("are not read if something does, or if the command does not need them", async ({ api }) => {
    writeIds(api, "nonsense", "");
    const env = { ...NO_IDS, SUPERMETRICS_TEAM_ID: "936506" };
    expect((await api.run("secrets list")).code).toBe(0);
    const get = await api.run("connectors get T3S70", { env });
    expect(get).toMatchObject({ code: 0, stderr: "" });
    expect((await api.run("connectors list", { env })).code).toBe(0);
  });

  it.for<[name: string, text: string | undefined]>([
    ["empty", ""],
    ["several lines", `1\n${VALUE}`],
    ["no identifier", VALUE.replace("_", " ")],
    ["a directory", undefined],
  ])("%s: refused by the name of the file", async ([_, text], { api }) => {
    if (text === undefined) mkdirSync(join(api.folder, ".ds-id"));
    else api.write(".ds-id", text);
    const env = { SUPERMETRICS_CONNECTOR_IDENTIFIER: "" };
    const { code, stderr } = await api.run("secrets list", { env });
    expect([code, api.fake.requests]).toEqual([64, []]);
    expect(stderr).toContain("The file .ds-id");
    expect(stderr).not.toContain("hunted");
  });
});

it("--quiet leaves warnings, errors and the log of --verbose", async ({ api }) => {
  const stdin = `a=${VALUE}\n`;
  const push = await api.run("secrets push - -q", { stdin });
  expect([push.code, push.stderr]).toEqual([0, ""]);
  api.fake.failNext({}, {}, { status: 422 });
  const failed = await api.run("secrets push - --quiet", { stdin });
  expect(failed.stderr).toMatch(/^✗ not updated a .*\nerror: Not all changes were made\.\n/);
  const env = { SUPERMETRICS_BASE_URL: " " };
  const warned = await api.run(`secrets list -qv --base-url ${api.url}`, { env });
  expect(warned.stderr).toMatch(/^GET .*: 200 in \d+ ms/);
});

describe("GITHUB_ACTIONS", () => {
  it("an error is an annotation, too; no foreign text is a command", async ({ api }) => {
    const env = { GITHUB_ACTIONS: "true" };
    const message = "100%\n::set-output name=a::b";
    api.fake.failNext({
      status: 400,
      body: { meta: { request_id: "request-1" }, error: { code: "BAD", message } },
    });
    const { stderr } = await api.run("secrets list", { env });
    expect(stderr).toMatch(
      /^::error::400 BAD\. 100%25\\u\{a\}::set-output .*%0ANothing was changed\.%0A/,
    );
    expect(stderr.match(/^\s*::/gm)).toEqual(["::"]);
    const logs = { logs: [{ id: "::stop-commands::x" }] };
    api.fake.failNext({ status: 200, body: logs });
    const { stdout } = await api.run("logs list -o table", { env });
    expect(stdout).not.toMatch(/^\s*::/m);
  });

  it("a push adds names, never values, to the summary of the step", async ({ api }) => {
    const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: "summary.md" };
    await api.run("secrets push -", { stdin: `client_id=${VALUE}\nb-1=2\n`, env });
    const text = api.read("summary.md");
    expect(text).toContain("2 changes: 2 done.");
    expect(text).toContain("\n| client_id | update | done |\n| b-1 | create | done |\n");
    expect(text).not.toContain(VALUE);
  });
});

describe("logs follow", () => {
  const entry = {
    id: "1",
    log_time: "2025-01-01T00:00:00Z",
    event: "a\n\u001b[2J",
    status: 500,
    extra: VALUE,
  };

  it.concurrent("a JSON object on each line, until Ctrl-C ends it without words", async ({
    api,
  }) => {
    api.fake.failNext(
      { body: { logs: [entry] } },
      { body: { logs: [{ ...entry, id: "2" }, entry] } },
    );
    const args = "logs follow --interval 1000 -v";
    const { code, stdout, stderr } = await api.spawn(args, {
      onStderr(text, child) {
        if (text.match(/: 200/g)?.length === 3) child.kill("SIGINT");
      },
    });
    expect([code, stderr.replaceAll(/GET .*\n/g, "")]).toEqual([130, ""]);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { extra: _, log_time, ...rest } = entry;
    expect(lines).toEqual(["1", "2"].map((id) => ({ ...rest, id, log_time })));
  });

  it.concurrent("a line each for people, until SIGTERM ends it without words", async ({ api }) => {
    api.fake.failNext({ body: { logs: [entry] } });
    const { code, stdout } = await api.spawn("logs follow -o table", {
      during: (child) =>
        child.stdout?.once("data", () => setTimeout(() => child.kill("SIGTERM"), 50)),
    });
    expect(stdout).toBe("2025-01-01T00:00:00Z  500  -  a\\u{a}\\u{1b}[2J  -  1\n");
    expect(code).toBe(143);
  });
});

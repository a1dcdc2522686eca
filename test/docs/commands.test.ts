// Every command that people read runs, as the command line, against the fake API.
import { describe, expect, test } from "vitest";
import { VALUE } from "../support/cli.ts";
import { type TestApi, testWithApi } from "../support/cli-api.ts";
import { readProjectFile, readProse, samplesOf } from "../support/samples.ts";

const prose = await readProse();
const shell = [...prose.values()].flatMap((text) => samplesOf(text, "sh|yaml")).join("\n");
const commands = Array.from(
  // `logs follow` has no end.
  shell.matchAll(/connector-builder ((?!logs follow)[a-z]+ [a-z].*?)(?: {2,}#.*)?$/gm),
  ([, args = ""]) => args,
);
const ENV = `client_id=${VALUE}\nclient_secret=${VALUE}\n`;

const configurationOf = (page_size: number) =>
  JSON.stringify({ client_id: "{{ secrets.client_id }}", page_size }, undefined, 2);

function writeFiles({ write }: TestApi) {
  write(".env", ENV);
  write("key.pem", VALUE);
  write("config.json", configurationOf(100));
  write("published.json", configurationOf(50));
}

describe("the commands of the README and the guides", async () => {
  const testApi = testWithApi({ client_id: "old", client_secret: "old" });
  const testSession = testWithApi({ client_id: "old", webhook_token: "old" });
  const sessions = samplesOf(await readProjectFile("README.md"), "console");

  test("are found", () => expect(commands.length).toBeGreaterThan(10));

  test("name the package that npx takes them from", () => {
    expect(shell).not.toMatch(/npx (--no )?connector-builder/);
  });

  testApi.for([...new Set(commands)])("connector-builder %s", async (command, { api }) => {
    writeFiles(api);
    // Nobody is there to ask.
    const isAsked = /--prune|secrets delete|configuration pull \S/.test(command);
    const { code, stderr } = await api.run(isAsked ? `${command} --yes` : command, {
      stdin: /secrets push -/.test(command) ? ENV : VALUE,
      env: { CLIENT_ID: VALUE, CLIENT_SECRET: VALUE },
    });
    // `diff` reports differences with 1.
    const expected = command.startsWith("configuration diff") ? 1 : 0;
    expect({ code, stderr }).toMatchObject({ code: expected });
    const writes = /secrets (set|create|update|push)/.test(command) && !/--dry-run/.test(command);
    expect(Object.values(api.stored()).includes(VALUE)).toBe(writes);
  });

  testSession.for(sessions)("what the README shows is printed: %s", async (session, { api }) => {
    writeFiles(api);
    const [, command = "", shown] = /^\$ [\w-]+ ([^\n]*)\n(.*)$/s.exec(session) ?? [];
    await api.run("configuration publish published.json");
    expect((await api.run(`${command} --yes`)).stderr).toBe(shown);
  });
});

const configuration = {
  url: "https://api.example.com/v1",
  page_size: 100,
  headers: { authorization: "Bearer {{ secrets.sec_9e3779b97 }}" },
};
const live = { team_id: 936506, connector_identifier: "P7X2Q", configuration };

testWithApi(
  { api_token: "old" },
  configuration,
  live,
)("the guide of an author's day shows what is printed", async ({ api }) => {
  api.write(".team-id", "936506\n");
  api.write(".ds-id", "T3S70\n");
  const guide = await readProjectFile("openapi/guides/from-a-folder-to-a-live-connector.md");
  const steps = samplesOf(guide, "console").flatMap((session) => session.split(/^\$ /m).slice(1));
  expect(steps).toHaveLength(7);
  for (const step of steps) {
    const [, command = "", shown] = /^connector-builder ([^\n]*)\n(.*)$/s.exec(step) ?? [];
    api.write(".env", `api_token=${VALUE}\nclient_id=${VALUE}\n`);
    const env = { SUPERMETRICS_TEAM_ID: "", SUPERMETRICS_CONNECTOR_IDENTIFIER: "" };
    const { stdout, stderr } = await api.run(command, { env });
    // At a terminal, the others print no data.
    expect((command.includes(" diff ") ? stdout : "") + stderr).toBe(shown);
    if (!command.includes(" pull ")) continue;
    const header = '"x-client": "{{ secrets.client_id }}",';
    const text = api.read("config.json").replace("100", "500");
    api.write("config.json", text.replace(/( *)"auth/, `$1${header}\n$&`));
  }
});

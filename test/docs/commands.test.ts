// Every command that people read runs, as the built command line, against the fake API.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFakeApi } from "../../src/testing/index.ts";
import { KEY, runCli, VALUE } from "../support/cli.ts";
import { testWithApi } from "../support/cli-api.ts";
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

const sessions = samplesOf(await readProjectFile("README.md"), "console");

describe("the commands of the README and the guides", () => {
  const testApi = testWithApi({ client_id: "old", client_secret: "old" });
  const testSession = testWithApi({ client_id: "old", webhook_token: "old" });
  let folder: string;
  // Afresh for each: `pull` writes to it.
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "commands-"));
    await writeFile(join(folder, ".env"), ENV);
    await writeFile(join(folder, "key.pem"), VALUE);
    await writeFile(join(folder, "config.json"), configurationOf(100));
    await writeFile(join(folder, "published.json"), configurationOf(50));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("are found", () => expect(commands.length).toBeGreaterThan(10));

  test("name the package that npx takes them from", () => {
    expect(shell).not.toMatch(/npx (--no )?connector-builder/);
  });

  testApi.for([...new Set(commands)])("connector-builder %s", async (command, { api }) => {
    const args = command.split(" ");
    // Nobody is there to ask.
    const isAsked = /--prune|secrets delete|configuration pull \S/.test(command);
    const unattended = isAsked ? [...args, "--yes"] : args;
    const { code, stderr } = await api.run(unattended, {
      cwd: folder,
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
    const [, command = "", shown] = /^\$ [\w-]+ ([^\n]*)\n(.*)$/s.exec(session) ?? [];
    const publish = ["configuration", "publish", "published.json"];
    await api.run(publish, { cwd: folder });
    const { stderr } = await api.run([...command.split(" "), "--yes"], { cwd: folder });
    expect(stderr).toBe(shown);
  });
});

test("the guide of an author's day shows what is printed", { timeout: 120_000 }, async () => {
  const team_id = 936506;
  const authorization = "Bearer {{ secrets.sec_9e3779b97 }}";
  const url = "https://api.example.com/v1";
  const configuration = { url, page_size: 100, headers: { authorization } };
  const fake = createFakeApi({
    connectors: [
      { team_id, connector_identifier: "T3S70", configuration, secrets: { api_token: "old" } },
      { team_id, connector_identifier: "P7X2Q", configuration },
    ],
    token: KEY,
  });
  const server = await fake.listen();
  const cwd = await mkdtemp(join(tmpdir(), "day-"));
  await writeFile(join(cwd, ".team-id"), `${team_id}\n`);
  await writeFile(join(cwd, ".ds-id"), "T3S70\n");
  const file = join(cwd, "config.json");
  const guide = await readProjectFile("openapi/guides/from-a-folder-to-a-live-connector.md");
  const steps = samplesOf(guide, "console").flatMap((session) => session.split(/^\$ /m).slice(1));
  expect(steps).toHaveLength(7);
  for (const step of steps) {
    const [, command = "", shown] = /^connector-builder ([^\n]*)\n(.*)$/s.exec(step) ?? [];
    await writeFile(join(cwd, ".env"), `api_token=${VALUE}\nclient_id=${VALUE}\n`);
    const { stdout, stderr } = await runCli(server.url, command.split(" "), {
      cwd,
      env: { SUPERMETRICS_TEAM_ID: "", SUPERMETRICS_CONNECTOR_IDENTIFIER: "" },
    });
    // At a terminal, the others print no data.
    expect((command.includes(" diff ") ? stdout : "") + stderr).toBe(shown);
    if (!command.includes(" pull ")) continue;
    const text = await readFile(file, "utf8");
    const header = '"x-client": "{{ secrets.client_id }}",';
    const edited = text.replace("100", "500").replace(/( *)"auth/, `$1${header}\n$&`);
    await writeFile(file, edited);
  }
  await server.close();
  await rm(cwd, { recursive: true });
});

// Every command that people read runs, as the built command line, against the fake API.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VALUE } from "../support/cli.ts";
import { testWithApi } from "../support/cli-api.ts";
import { readProjectFile, readProse, samplesOf } from "../support/samples.ts";

const prose = await readProse();
const shell = [...prose.values()].flatMap((text) => samplesOf(text, "sh|yaml")).join("\n");
const commands = Array.from(
  shell.matchAll(/connector-builder (secrets (?:list|set|update|push|delete).*?)(?: {2,}#.*)?$/gm),
  ([, args = ""]) => args,
);
const ENV = `client_id=${VALUE}\nclient_secret=${VALUE}\n`;

const sessions = samplesOf(await readProjectFile("README.md"), "console");

describe("the commands of the README and the guides", () => {
  const testApi = testWithApi({ client_id: "old", client_secret: "old" });
  const testSession = testWithApi({ client_id: "old", webhook_token: "old" });
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "commands-"));
    await writeFile(join(folder, ".env"), ENV);
    await writeFile(join(folder, "key.pem"), VALUE);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("are found", () => expect(commands.length).toBeGreaterThan(10));

  test("name the package that npx takes them from", () => {
    for (const [name, text] of prose) {
      for (const line of samplesOf(text, "sh|yaml").join("\n").split("\n")) {
        expect(line, name).not.toMatch(/npx connector-builder|npx --no connector-builder/);
      }
    }
  });

  testApi.for([...new Set(commands)])("connector-builder %s", async (command, { api }) => {
    const args = command
      .split(" ")
      .map((word) => word.replace(/^(\.env|key\.pem)$/, `${folder}/$1`));
    // Nobody is there to ask.
    const unattended = /--prune|secrets delete/.test(command) ? [...args, "--yes"] : args;
    const { code, stderr } = await api.run(unattended, {
      stdin: /secrets push -/.test(command) ? ENV : VALUE,
      env: { CLIENT_ID: VALUE, CLIENT_SECRET: VALUE },
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const writes = !/secrets (list|delete)|--dry-run/.test(command);
    expect(Object.values(api.stored()).includes(VALUE)).toBe(writes);
  });

  testSession.for(sessions)("what the README shows is printed: %s", async (session, { api }) => {
    const [, command = "", shown] = /^\$ [\w-]+ ([^\n]*)\n(.*)$/s.exec(session) ?? [];
    const args = command.replace(".env", `${folder}/.env`).split(" ");
    const { stderr } = await api.run([...args, "--yes"]);
    expect(stderr).toBe(shown);
  });
});

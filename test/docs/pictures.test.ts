// The sessions that the README shows are what the command prints now.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFakeApi } from "../../src/testing/index.ts";
import { readProjectFile, samplesOf } from "../support/samples.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
const sessions = samplesOf(await readProjectFile("README.md"), "console");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "session-"));
  await writeFile(join(folder, ".env"), "client_id=an-id\nclient_secret=a-secret\n");
});
afterAll(() => rm(folder, { recursive: true }));

test("there is one", () => expect(sessions.length).toBeGreaterThan(0));

test.each(sessions)("%s", async (session) => {
  const [, command = "", shown] = /^\$ [\w-]+ ([^\n]*)\n(.*)$/s.exec(session) ?? [];
  const secrets = { client_id: "old", webhook_token: "old" };
  const api = createFakeApi({ connectors: [{ ...CONNECTOR, secrets }] });
  const { url, close } = await api.listen();
  const env = {
    SUPERMETRICS_API_KEY: "a-key",
    SUPERMETRICS_TEAM_ID: String(CONNECTOR.team_id),
    SUPERMETRICS_CONNECTOR_IDENTIFIER: CONNECTOR.connector_identifier,
    SUPERMETRICS_BASE_URL: url,
  };
  const printed = await new Promise<string>((resolve) => {
    // Nobody is there to ask.
    const args = [CLI, ...command.split(" "), "--yes"];
    execFile(process.execPath, args, { cwd: folder, env }, (_error, _stdout, stderr) => {
      resolve(stderr);
    });
  });
  await close();
  expect(printed).toBe(shown);
});

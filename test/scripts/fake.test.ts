// `npm run fake`, as a process: what it prints is enough to use it.
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createClient } from "../../src/index.ts";
import { start } from "../support/project.ts";
import { hasTerminal, openTerminal } from "../support/terminal.ts";

async function startFake(...args: string[]) {
  const run = start("fake.mjs", ["--port", "0", ...args]);
  await expect.poll(() => run.output, { timeout: 30_000 }).toContain("Ctrl-C stops it");
  const exported = [...run.output.matchAll(/^ *export (\w+)=(\S+)$/gm)];
  const env = Object.fromEntries(exported.map(([, name, value]) => [name, value]));
  return { run, env };
}

test("npm run fake keeps what is stored, for whoever pastes what it prints", async () => {
  const { run, env } = await startFake("--token", "my-token");
  expect(Object.keys(env)).toEqual([
    "SUPERMETRICS_API_KEY",
    "SUPERMETRICS_TEAM_ID",
    "SUPERMETRICS_CONNECTOR_IDENTIFIER",
    "SUPERMETRICS_BASE_URL",
  ]);
  expect(run.output).toMatch(/^ {2}echo \S+ \| node dist\/cli\.js secrets set client_id$/m);
  expect(run.output).toContain("baseUrl: process.env.SUPERMETRICS_BASE_URL");

  const { SUPERMETRICS_API_KEY: apiKey, SUPERMETRICS_BASE_URL: baseUrl } = env;
  const client = createClient({ apiKey, baseUrl });
  const connector = {
    team_id: Number(env.SUPERMETRICS_TEAM_ID),
    connector_identifier: env.SUPERMETRICS_CONNECTOR_IDENTIFIER ?? "",
  };
  const { references } = await client.secrets.check(connector);
  expect(references).toMatchObject([{ match: "placeholder", secret_name: "api_key" }]);
  expect((await client.logs.list(connector)).logs).toHaveLength(3);
  const secret = { ...connector, secret_name: "client_id", secret_value: "the-sent-value" };
  expect(await client.secrets.set(secret)).toMatchObject({ action: "created" });
  expect(await client.secrets.set(secret)).toMatchObject({ action: "updated" });
  const stranger = createClient({ apiKey: "another", baseUrl });
  await expect(stranger.secrets.list(connector)).rejects.toHaveProperty("status", 401);
  await fetch(`${baseUrl}/else?a=the-sent-value`);

  const secrets = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
  for (const line of [
    `GET    200  read  ${secrets}`,
    `POST   201  applied  ${secrets}`,
    `GET    401  refused  ${secrets}`,
  ]) {
    await expect.poll(() => run.output.split("\n")).toContain(line);
  }
  expect(run.output).not.toMatch(/a-practice-value|the-sent-value/);

  run.child.kill("SIGINT");
  expect(await run.end).toBe(process.platform === "win32" ? null : 0);
});

test.runIf(hasTerminal)(
  "--lose: a push at a terminal is lost, and the next finishes it",
  async () => {
    const { run, env } = await startFake("--lose");
    const folder = await mkdtemp(join(tmpdir(), "fake-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "practice.env");
    await writeFile(file, "client_id=a\nclient_secret=b\n");
    const push = async () => {
      const terminal = openTerminal(env.SUPERMETRICS_BASE_URL ?? "", ["secrets", "push", file], {
        env,
      });
      await terminal.waitFor("Continue?");
      terminal.type("y");
      return { code: await terminal.ended, shown: terminal.shown() };
    };
    expect(await push()).toMatchObject({
      code: 69,
      shown: expect.stringMatching(/perhaps created/),
    });
    expect(run.output).toMatch(/^POST +--- +applied, but the response lost +\/v1/m);
    const { code, shown } = await push();
    expect([code, shown]).toEqual([0, expect.stringMatching(/updated .*client_id.*created/s)]);
  },
  60_000,
);

test("a script reports that its port is taken", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const run = start("fake.mjs", ["--port", port]);
  expect(await run.end).toBe(1);
  expect(run.output.trim()).toBe(
    `Port ${port} is taken. Choose another with --port, or 0 for a free one.`,
  );
  taken.close();
});

// `npm run fake`, as a process: what it prints is enough to use it.
import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { createClient } from "../../src/index.ts";
import { start } from "../support/project.ts";

test("npm run fake keeps what is stored, for whoever pastes what it prints", async () => {
  const run = start("fake.mjs", ["--port", "0"]);
  await expect.poll(() => run.output, { timeout: 30_000 }).toContain("Ctrl-C stops it");
  const exported = [...run.output.matchAll(/^ *export (\w+)=(\S+)$/gm)];
  const env = Object.fromEntries(exported.map(([, name, value]) => [name, value]));
  expect(Object.keys(env)).toEqual([
    "SUPERMETRICS_API_KEY",
    "SUPERMETRICS_TEAM_ID",
    "SUPERMETRICS_CONNECTOR_IDENTIFIER",
    "SUPERMETRICS_BASE_URL",
  ]);
  expect(run.output).toMatch(/^ {2}echo \S+ \| node dist\/cli\.js set client_id$/m);

  const { secrets } = createClient({
    apiKey: env.SUPERMETRICS_API_KEY,
    baseUrl: env.SUPERMETRICS_BASE_URL,
  });
  const connector = {
    team_id: Number(env.SUPERMETRICS_TEAM_ID),
    connector_identifier: env.SUPERMETRICS_CONNECTOR_IDENTIFIER ?? "",
  };
  const secret = { ...connector, secret_name: "client_id", secret_value: "a-value" };
  expect(await secrets.set(secret)).toMatchObject({ action: "created" });
  expect(await secrets.set(secret)).toMatchObject({ action: "updated" });
  expect(await secrets.list(connector)).toMatchObject({ count: 1 });

  run.child.kill("SIGINT");
  expect(await run.end).toBe(process.platform === "win32" ? null : 0);
});

test("npm run fake -- --lose loses the answer to a push, and the next push finishes it", async () => {
  const run = start("fake.mjs", ["--port", "0", "--lose"]);
  await expect.poll(() => run.output, { timeout: 30_000 }).toContain("Ctrl-C stops it");
  const [, baseUrl = ""] = /BASE_URL=(\S+)/.exec(run.output) ?? [];
  const { secrets } = createClient({ apiKey: "any", baseUrl });
  const params = { team_id: 936506, connector_identifier: "T3S70", secrets: { a: "1", b: "2" } };
  // As the command does: a dry run for the plan first.
  await secrets.sync({ ...params, dryRun: true });
  await expect(secrets.sync(params)).rejects.toMatchObject({
    result: { items: [{ status: "unknown" }, { status: "not_attempted" }] },
  });
  const { items } = await secrets.sync(params);
  expect(items.map(({ action }) => action)).toEqual(["update", "create"]);
  run.child.kill("SIGINT");
  await run.end;
});

test("npm run fake says when its port is taken", async () => {
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

// What programs read of an error: its operation, its code, and its JSON.
import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import type { Client, ClientOptions, ConflictError } from "../../src/index.ts";
import { CALLS, CONNECTOR } from "../support/calls.ts";
import { failed, json, KEY, listed, rejection, scriptedClient } from "../support/fake-fetch.ts";

const VALUE = "my-super-secret-value";
const SECRET = { ...CONNECTOR, secret_name: "client_id", secret_value: VALUE };
const LOST = { throws: new TypeError("fetch failed", { cause: { code: "ECONNRESET" } }) };
const NONE = () => json(200, { count: 0, secrets: [] });
const ONCE: ClientOptions = { apiKey: KEY, maxRetries: 0 };
const create = ({ secrets }: Client) => secrets.create(SECRET);
const set = ({ secrets }: Client) => secrets.set(SECRET);
const sync = ({ secrets }: Client) => secrets.sync({ ...CONNECTOR, secrets: { client_id: VALUE } });

describe("operation", () => {
  // contract/prism.test.ts has it for each documented error of each operation.
  it("is that of the method for any error", async () => {
    const { client } = scriptedClient(
      [failed(402), LOST, new Response("<html>"), { throws: 0 }],
      ONCE,
    );
    for (const params of [SECRET, SECRET, SECRET, SECRET, { ...SECRET, team_id: 0 }]) {
      const error = await rejection(client.secrets.create(params));
      expect(error).toHaveProperty("operation", "createConnectorSecret");
    }
  });

  it.each<[string, (client: Client) => Promise<unknown>, Response[], object]>([
    [
      "of the request that failed inside set",
      set,
      [listed(), failed(403)],
      { operation: "updateConnectorSecret" },
    ],
    [
      "of the list that failed inside sync",
      sync,
      [failed(403)],
      { operation: "listConnectorSecrets" },
    ],
    [
      "secrets.sync for a SyncError, and that of the request for its cause",
      sync,
      [NONE(), failed(403)],
      { operation: "secrets.sync", cause: { operation: "createConnectorSecret" } },
    ],
  ])("is that %s", async (_name, call, steps, want) => {
    const { client } = scriptedClient(steps, ONCE);
    expect(await rejection(call(client))).toMatchObject(want);
  });
});

it("a ValidationError's message is bounded, whatever the list holds", async () => {
  const secrets = Array.from({ length: 100_000 }, (_, index) => {
    return { secret_name: "client_id", secret_placeholder: `sec_${index}` };
  });
  const { client } = scriptedClient([json(200, { count: 1, secrets })]);
  const { message } = (await rejection(set(client))) as Error;
  expect(message).toMatch(/is used by 100000 secrets \(sec_0, .*sec_9, …\): delete all but one\.$/);
  const configuration = { list: Array.from({ length: 1000 }, () => Number.NaN) };
  const many = (await rejection(client.secrets.check({ ...CONNECTOR, configuration }))) as Error;
  expect(many.message.length).toBeLessThan(2000);
  expect(many).toHaveProperty("issues.length", 1000);
});

describe("JSON.stringify shows what the console shows, name and message last:", () => {
  const refusal = { name: "UnprocessableEntityError", status: 422 };
  const echo = () => json(422, { error: { code: "X", message: `no: ${VALUE}` } });
  it.each<
    [string, (client: Client) => Promise<unknown>, Parameters<typeof scriptedClient>[0], object]
  >([
    [
      "members, which hide neither",
      create,
      [failed(409)],
      {
        name: "ConflictError",
        message: expect.stringMatching(/^createConnectorSecret: 409 /),
        operation: "createConnectorSecret",
        status: 409,
        code: "SOME_CODE",
        outcome: "not_applied",
        method: "POST",
      },
    ],
    [
      "causes",
      create,
      [LOST],
      {
        name: "ConnectionError",
        outcome: "unknown",
        code: "ECONNRESET",
        cause: { name: "TypeError", message: "fetch failed", cause: { code: "ECONNRESET" } },
      },
    ],
    [
      "the errors of a SyncError's items",
      sync,
      [NONE(), failed(422)],
      { name: "SyncError", result: { items: [{ error: refusal }] }, cause: refusal },
    ],
    [
      "issues",
      ({ secrets }) => secrets.create({ ...SECRET, team_id: 0 }),
      [],
      { issues: [{ path: "team_id", keyword: "minimum" }], outcome: "not_applied" },
    ],
    ["and no value", create, [echo()], refusal],
  ])("%s", async (_name, call, steps, want) => {
    const { client } = scriptedClient(steps, ONCE);
    const error = await rejection(call(client));
    const parsed = JSON.parse(JSON.stringify(error));
    expect(parsed).toMatchObject(want);
    expect(Object.keys(parsed).slice(-2)).toEqual(["name", "message"]);
    expect(JSON.stringify(error) + inspect(error)).not.toContain(VALUE);
  });
});

it("name identifies the class in another thread, and between two copies of the package", async () => {
  const { client } = scriptedClient([failed(409)]);
  const error = (await rejection(CALLS.createConnectorSecret(client))) as ConflictError;
  const { name, message } = error;
  expect(structuredClone(error.toJSON())).toMatchObject({ name, message, status: 409 });
  vi.resetModules();
  const copy = await import("../../src/index.ts");
  expect(error).not.toBeInstanceOf(copy.ConflictError);
  expect(name).toBe(copy.ConflictError.name);
});

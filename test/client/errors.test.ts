// What programs read of an error: its operation, its option, its code, and its JSON.
import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import type { ClientOptions, ConflictError, createClient } from "../../src/index.ts";
import { CALLS, CONNECTOR, CONTRACT, OPERATION_IDS } from "../support/calls.ts";
import { failed, json, KEY, listed, rejection, scriptedClient } from "../support/fake-fetch.ts";

const SECRET = { ...CONNECTOR, secret_name: "client_id", secret_value: "my-super-secret-value" };
const VALUES = { ...CONNECTOR, secrets: { client_id: "my-super-secret-value" } };
const LOST = { throws: new TypeError("fetch failed", { cause: { code: "ECONNRESET" } }) };
const NONE = () => json(200, { count: 0, secrets: [] });
const ONCE: ClientOptions = { apiKey: KEY, maxRetries: 0 };

describe("operation", () => {
  it.each(OPERATION_IDS)("is %s for each error of it", async (operation) => {
    const { client } = scriptedClient(
      [failed(402), LOST, new Response("<html>"), { throws: 0 }],
      ONCE,
    );
    for (const params of [{}, {}, {}, {}, { team_id: 0 }]) {
      expect(await rejection(CALLS[operation](client, {}, params))).toMatchObject({ operation });
    }
  });

  it.each<
    [string, (client: ReturnType<typeof createClient>) => Promise<unknown>, Response[], object]
  >([
    [
      "of the request that failed inside set",
      ({ secrets }) => secrets.set(SECRET),
      [listed(), failed(403)],
      { name: "PermissionDeniedError", operation: "updateConnectorSecret" },
    ],
    [
      "of the list that failed inside sync",
      ({ secrets }) => secrets.sync(VALUES),
      [failed(403)],
      { name: "PermissionDeniedError", operation: "listConnectorSecrets" },
    ],
    [
      "secrets.sync for a SyncError, and that of the request for its cause",
      ({ secrets }) => secrets.sync(VALUES),
      [NONE(), failed(403)],
      { operation: "secrets.sync", cause: { operation: "createConnectorSecret" } },
    ],
    ...(["set", "sync", "check"] as const).map(
      (
        name,
      ): [string, (client: ReturnType<typeof createClient>) => Promise<unknown>, [], object] => [
        `secrets.${name} for invalid parameters`,
        ({ secrets }) => secrets[name]({ ...VALUES, ...SECRET, team_id: 0 } as never),
        [],
        { name: "ValidationError", operation: `secrets.${name}` },
      ],
    ),
    [
      "method and path template for client.http",
      ({ http }) =>
        http.GET(
          CONTRACT.listConnectorSecrets.path as never,
          { params: { path: CONNECTOR } } as never,
        ),
      [new Response("<html>")],
      { operation: `GET ${CONTRACT.listConnectorSecrets.path}` },
    ],
  ])("is %s", async (_name, call, steps, want) => {
    const { client } = scriptedClient(steps, ONCE);
    expect(await rejection(call(client))).toMatchObject(want);
  });
});

it("a ConnectionError has the runtime's code, or none", async () => {
  const { client } = scriptedClient([LOST, { throws: new TypeError("Failed to fetch") }], ONCE);
  expect(await rejection(client.secrets.create(SECRET))).toHaveProperty("code", "ECONNRESET");
  expect(await rejection(client.secrets.create(SECRET))).not.toHaveProperty("code");
});

it("a ValidationError's message is bounded, whatever the list holds", async () => {
  const secrets = Array.from({ length: 100_000 }, (_, index) => {
    return { secret_name: "a", secret_placeholder: `sec_${index}` };
  });
  const { client } = scriptedClient([json(200, { count: 1, secrets })]);
  const set = client.secrets.set({ ...CONNECTOR, secret_name: "a", secret_value: "v" });
  const { message } = (await rejection(set)) as Error;
  expect(message).toMatch(/belongs to 100000 secrets \(sec_0, .*sec_9, …\): delete all but one\.$/);
  const configuration = { list: Array.from({ length: 1000 }, () => Number.NaN) };
  const many = (await rejection(client.secrets.check({ ...CONNECTOR, configuration }))) as Error;
  expect(many.message.length).toBeLessThan(2000);
  expect(many).toHaveProperty("issues.length", 1000);
});

describe("JSON.stringify shows what the console shows:", () => {
  const parsed = (error: unknown) => JSON.parse(JSON.stringify(error));

  it("members, then name and message, which no member hides", async () => {
    const { client } = scriptedClient([failed(409)]);
    const error = parsed(await rejection(client.secrets.create(SECRET)));
    expect(error).toMatchObject({
      name: "ConflictError",
      message: expect.stringMatching(/^createConnectorSecret: 409 /),
      operation: "createConnectorSecret",
      status: 409,
      code: "SOME_CODE",
      outcome: "not_applied",
      method: "POST",
    });
    expect(Object.keys(error).slice(-2)).toEqual(["name", "message"]);
  });

  it("causes", async () => {
    const { client } = scriptedClient([LOST], ONCE);
    expect(parsed(await rejection(client.secrets.create(SECRET)))).toMatchObject({
      name: "ConnectionError",
      outcome: "unknown",
      code: "ECONNRESET",
      cause: { name: "TypeError", message: "fetch failed", cause: { code: "ECONNRESET" } },
    });
  });

  it("the errors of a SyncError's items", async () => {
    const { client } = scriptedClient([NONE(), failed(422)]);
    expect(parsed(await rejection(client.secrets.sync(VALUES)))).toMatchObject({
      name: "SyncError",
      result: { items: [{ error: { name: "UnprocessableEntityError", status: 422 } }] },
      cause: { name: "UnprocessableEntityError", status: 422 },
    });
  });

  it("issues and the outcome", async () => {
    const { client } = scriptedClient([]);
    const error = await rejection(client.secrets.create({ ...SECRET, team_id: 0 }));
    const issues = [{ path: "team_id", keyword: "minimum" }];
    expect(parsed(error)).toMatchObject({ issues, outcome: "not_applied" });
  });

  it("and no value", async () => {
    const error = { code: "X", message: `no: ${SECRET.secret_value}` };
    const { client } = scriptedClient([json(422, { error })]);
    const rejected = await rejection(client.secrets.create(SECRET));
    expect(JSON.stringify(rejected) + inspect(rejected)).not.toContain("my-super-secret");
  });
});

describe("name identifies the class if instanceof cannot:", () => {
  it("in another thread, and between two copies of the package", async () => {
    const { client } = scriptedClient([failed(409)]);
    const error = (await rejection(CALLS.createConnectorSecret(client))) as ConflictError;
    const { name, message } = error;
    expect(structuredClone(error.toJSON())).toMatchObject({ name, message, status: 409 });
    vi.resetModules();
    const copy = await import("../../src/index.ts");
    expect(error).not.toBeInstanceOf(copy.ConflictError);
    expect(name).toBe(copy.ConflictError.name);
  });
});

// What programs read of an error: its operation, its option, its code, and its JSON.
import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import {
  type CallOptions,
  type ClientOptions,
  type ConflictError,
  createClient,
} from "../../src/index.ts";
import { CALLS, CONNECTOR, CONTRACT, OPERATION_IDS } from "../support/calls.ts";
import { failed, json, KEY, listed, rejection, scriptedClient } from "../support/fake-fetch.ts";
import { serve } from "../support/servers.ts";

const SECRET = { ...CONNECTOR, secret_name: "client_id", secret_value: "my-super-secret-value" };
const VALUES = { ...CONNECTOR, secrets: { client_id: "my-super-secret-value" } };
const LOST = { throws: new TypeError("fetch failed", { cause: { code: "ECONNRESET" } }) };
const FAST: ClientOptions = { apiKey: KEY, maxRetryDelay: 0 };

describe("operation", () => {
  describe.each(OPERATION_IDS)("%s names itself in", (id) => {
    it.each([
      ["an ApiError", [failed(402)], {}, {}],
      ["a ConnectionError", [LOST, LOST, LOST], {}, {}],
      ["an UnexpectedResponseError", [new Response("<html>")], {}, {}],
      ["a ConfigurationError", [], { timeout: 0 }, {}],
      ["a ConfigurationError of fetch", [{ throws: null }, () => ({}) as Response], {}, {}],
      ["a ValidationError", [], {}, { team_id: 0 }],
    ])("%s", async (_name, steps, options, params) => {
      const { client } = scriptedClient(steps, FAST);
      expect(await rejection(CALLS[id](client, options, params))).toHaveProperty("operation", id);
    });
  });

  it("is that of the request that failed, inside set and sync", async () => {
    const set = scriptedClient([listed(), failed(403)]).client;
    const sync = scriptedClient([failed(403)]).client;
    const item = scriptedClient([json(200, { count: 0, secrets: [] }), failed(403)]).client;
    expect(await rejection(set.secrets.set(SECRET))).toHaveProperty(
      "operation",
      "updateConnectorSecret",
    );
    expect(await rejection(sync.secrets.sync(VALUES))).toHaveProperty(
      "operation",
      "listConnectorSecrets",
    );
    expect(await rejection(item.secrets.sync(VALUES))).toMatchObject({
      name: "SyncError",
      operation: "secrets.sync",
      cause: { operation: "createConnectorSecret" },
    });
  });

  it.each(["set", "sync", "check"] as const)(
    "is secrets.%s where it refuses itself",
    async (name) => {
      const { client } = scriptedClient([]);
      const params = { ...VALUES, ...SECRET, team_id: 0 } as never;
      expect(await rejection(client.secrets[name](params))).toMatchObject({
        name: "ValidationError",
        operation: `secrets.${name}`,
      });
      const options = { retries: 1 } as CallOptions;
      expect(await rejection(client.secrets[name](params, options))).toMatchObject({
        name: "ConfigurationError",
        operation: `secrets.${name}`,
      });
    },
  );

  it("is method and path template for client.http", async () => {
    const { client } = scriptedClient([LOST, LOST, LOST], FAST);
    const { path } = CONTRACT.listConnectorSecrets;
    const params = { path: CONNECTOR };
    const call = client.http.GET(path as never, { params } as never);
    expect(await rejection(call)).toHaveProperty("operation", `GET ${path}`);
  });

  it("is absent where createClient refuses", () => {
    const create = () => createClient({ apiKey: KEY, timeout: 0 });
    expect(create).toThrow(expect.not.objectContaining({ operation: expect.anything() }));
  });
});

describe("option", () => {
  it.each<[string, object]>([
    ["timeout", { timeout: 0 }],
    ["maxRetries", { maxRetries: -1 }],
    ["maxRetryDelay", { maxRetryDelay: 1.5 }],
    ["baseUrl", { baseUrl: "http://example.com" }],
    ["headers", { headers: { authorization: "x" } }],
    ["fetch", { fetch: 7 }],
    ["logger", { logger: 7 }],
    ["apiKey", { apiKey: " " }],
    ["baseURL", { baseURL: "https://example.com" }],
  ])("of createClient: %s", (option, options) => {
    const create = () => createClient({ apiKey: KEY, ...options });
    expect(create).toThrow(expect.objectContaining({ name: "ConfigurationError", option }));
  });

  it.each<[string, object]>([
    ["timeout", { timeout: 0 }],
    ["signal", { signal: {} }],
    ["token", { token: 7 }],
    ["time_out", { time_out: 1 }],
  ])("of a call: %s", async (option, options) => {
    const { client } = scriptedClient([]);
    const error = await rejection(client.secrets.list(CONNECTOR, options));
    expect(error).toMatchObject({ name: "ConfigurationError", option });
  });

  it("is tokenProvider, with the outcome, where the provider fails", async () => {
    const client = createClient({ tokenProvider: () => Promise.reject(new Error("no")) });
    expect(await rejection(client.secrets.create(SECRET))).toMatchObject({
      option: "tokenProvider",
      outcome: "not_applied",
    });
  });

  it("is absent where none is to blame", () => {
    expect(() => createClient({})).toThrow(
      expect.not.objectContaining({ option: expect.anything() }),
    );
  });
});

describe("code of a ConnectionError", () => {
  it("is the runtime's", async () => {
    const { url, close } = await serve({});
    await close();
    const client = createClient({ ...FAST, baseUrl: url });
    expect(await rejection(client.secrets.list(CONNECTOR))).toHaveProperty("code", "ECONNREFUSED");
  });

  it("is absent where the runtime tells none", async () => {
    const { client } = scriptedClient([{ throws: new TypeError("Failed to fetch") }], {
      ...FAST,
      maxRetries: 0,
    });
    expect(await rejection(client.secrets.create(SECRET))).not.toHaveProperty("code");
  });
});

describe("JSON.stringify shows what the console shows:", () => {
  const parsed = (error: unknown) => JSON.parse(JSON.stringify(error));

  it("name, message and members, those last that no member may hide", async () => {
    const { client } = scriptedClient([failed(409)]);
    const error = await rejection(client.secrets.create(SECRET));
    expect(parsed(error)).toMatchObject({
      name: "ConflictError",
      message: expect.stringMatching(/^createConnectorSecret: 409 /),
      operation: "createConnectorSecret",
      status: 409,
      code: "SOME_CODE",
      outcome: "not_applied",
      method: "POST",
    });
    expect(Object.keys(parsed(error)).slice(-2)).toEqual(["name", "message"]);
  });

  it("causes", async () => {
    const { client } = scriptedClient([LOST], { ...FAST, maxRetries: 0 });
    const error = await rejection(client.secrets.create(SECRET));
    expect(parsed(error)).toMatchObject({
      name: "ConnectionError",
      outcome: "unknown",
      code: "ECONNRESET",
      cause: { name: "TypeError", message: "fetch failed", cause: { code: "ECONNRESET" } },
    });
  });

  it("the errors of a SyncError's items", async () => {
    const { client } = scriptedClient([json(200, { count: 0, secrets: [] }), failed(409)]);
    const error = await rejection(client.secrets.sync(VALUES));
    expect(parsed(error)).toMatchObject({
      name: "SyncError",
      operation: "secrets.sync",
      result: { items: [{ status: "failed", error: { name: "ConflictError", status: 409 } }] },
      cause: { name: "ConflictError", status: 409 },
    });
  });

  it("issues and the outcome", async () => {
    const { client } = scriptedClient([]);
    const error = await rejection(client.secrets.create({ ...SECRET, team_id: 0 }));
    expect(parsed(error)).toMatchObject({
      issues: [{ path: "team_id", keyword: "minimum" }],
      outcome: "not_applied",
    });
  });

  it("and no value", async () => {
    const echo = `no: ${SECRET.secret_value}`;
    const { client } = scriptedClient([json(422, { error: { code: "X", message: echo } })]);
    const error = await rejection(client.secrets.create(SECRET));
    expect(JSON.stringify(error) + inspect(error)).not.toContain("my-super-secret");
  });
});

describe("where instanceof cannot help, name does:", () => {
  it("in what is sent to another thread", async () => {
    const { client } = scriptedClient([failed(409)]);
    const error = (await rejection(CALLS.createConnectorSecret(client))) as ConflictError;
    expect(structuredClone(error.toJSON())).toMatchObject({
      name: "ConflictError",
      message: error.message,
      status: 409,
      outcome: "not_applied",
    });
  });

  it("between two copies of the package", async () => {
    vi.resetModules();
    const copy = await import("../../src/index.ts");
    const { client } = scriptedClient([failed(409)]);
    const error = (await rejection(CALLS.createConnectorSecret(client))) as ConflictError;
    expect(error).not.toBeInstanceOf(copy.ConflictError);
    expect(error.name).toBe(copy.ConflictError.name);
  });
});

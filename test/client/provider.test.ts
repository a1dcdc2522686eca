// Token providers: when they are called, and how a refresh is shared.
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Client, ConfigurationError, createClient } from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";
import { CALLS, CONNECTOR } from "../support/calls.ts";
import {
  failed,
  failOnUnhandled,
  KEY,
  listed,
  rejection,
  type Sent,
  type Step,
  scripted,
  scriptedClient,
} from "../support/fake-fetch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** token-1, token-2, … */
function counter() {
  let number = 0;
  return vi.fn(async () => `token-${++number}`);
}
const bearers = (sent: readonly Sent[]) => sent.map(({ headers }) => headers.authorization);
const tokens = (...numbers: number[]) => numbers.map((number) => `Bearer token-${number}`);

describe("a tokenProvider", () => {
  it.each<[string, Step[], sent: number[]]>([
    ["is called once per call", [listed()], [1]],
    ["not again for a retry", [failed(500), failed(429), listed()], [1, 1, 1]],
    ["once more after a 401", [failed(401), listed()], [1, 2]],
    ["also later in the call", [failed(500), failed(401), listed()], [1, 1, 2]],
    ["not counted in maxRetries", [failed(401), failed(500), failed(500), listed()], [1, 2, 2, 2]],
    ["but only once more", [failed(401), failed(401), listed()], [1, 2]],
  ])("%s", async (_name, steps, sent) => {
    const tokenProvider = counter();
    const world = scriptedClient(steps, { tokenProvider });
    const call = world.client.secrets.list(CONNECTOR).catch((error) => error);
    await vi.advanceTimersByTimeAsync(100_000);
    const isFailed = steps.length > sent.length;
    expect(await call).toMatchObject(isFailed ? { name: "AuthenticationError" } : { count: 1 });
    expect(bearers(world.sent)).toEqual(tokens(...sent));
    expect(tokenProvider).toHaveBeenCalledTimes(Math.max(...sent));
  });

  const logs = [1, 2].map((id) => ({ id: `${id}`, log_time: `2026-01-0${id}T00:00:00Z` }));
  const secret = { secret_name: "a", secret_value: "4" };
  const configuration_json = { a: 1 };
  it.each<[name: string, requests: number, call: (client: Client) => Promise<unknown>]>([
    ["set", 2, ({ secrets }) => secrets.set({ ...CONNECTOR, ...secret })],
    ["sync", 3, ({ secrets }) => secrets.sync({ ...CONNECTOR, secrets: { a: "1", b: "2" } })],
    ["check", 2, ({ secrets }) => secrets.check(CONNECTOR)],
    ["publish", 3, ({ connectors }) => connectors.publish({ ...CONNECTOR, configuration_json })],
    [
      "logs.all",
      3,
      async ({ logs }) => {
        for await (const _ of logs.all({ ...CONNECTOR, limit: 1 }));
      },
    ],
  ])(
    "is called once for all %s's %i requests, and again after a 401",
    async (_name, count, call) => {
      const api = createFakeApi({ connectors: [{ ...CONNECTOR, logs }], token: "token-2" });
      const tokenProvider = counter();
      await call(createClient({ tokenProvider, fetch: api.fetch }));
      const sent = api.requests.map(({ headers }) => headers.authorization);
      expect(sent).toEqual(tokens(1, ...Array(count).fill(2)));
      expect(tokenProvider).toHaveBeenCalledTimes(2);
    },
  );

  it("is not called by createClient, nor for a call with its own token or bad parameters", async () => {
    const tokenProvider = counter();
    const { client } = scriptedClient([listed()], { tokenProvider });
    await client.secrets.list(CONNECTOR, { token: "own" });
    await rejection(client.secrets.list({ ...CONNECTOR, connector_identifier: "" }));
    expect(tokenProvider).not.toHaveBeenCalled();
  });

  it.each<[string, object, object]>([
    ["an apiKey", { apiKey: KEY }, {}],
    ["a bearerToken", { bearerToken: KEY }, {}],
    ["a token of the call", { tokenProvider: () => KEY }, { token: "own" }],
  ])("but %s is not sent again after a 401", async (_name, options, callOptions) => {
    const { client, sent } = scriptedClient([failed(401), listed()], options);
    const error = await rejection(client.secrets.list(CONNECTOR, callOptions));
    expect(error).toMatchObject({ name: "AuthenticationError", outcome: "not_applied" });
    expect(sent).toHaveLength(1);
  });
});

/** A step whose response comes when `respond` is called. */
function late() {
  let respond = (_response: Response) => {};
  const step = () => new Promise<Response>((resolve) => (respond = resolve));
  return { step, respond: (response: Response) => respond(response) };
}
/** Resolves with each of the values in turn, or throws it. */
function inTurn(...values: (string | Error | Promise<string>)[]) {
  return vi.fn(async () => {
    const value = values.shift() ?? "one too many";
    if (value instanceof Error) throw value;
    return value;
  });
}

describe("all calls that need a refresh share it:", () => {
  it("twenty in parallel", async () => {
    let asked = 0;
    const tokenProvider = vi.fn(async () => (++asked > 20 ? "new" : "old"));
    const sent: string[] = [];
    const fetch = async (_url: string, { headers }: { headers: Record<string, string> }) => {
      sent.push(headers.authorization ?? "");
      return headers.authorization === "Bearer new" ? listed() : failed(401);
    };
    const { secrets } = createClient({ tokenProvider, fetch });
    await Promise.all(Array.from({ length: 20 }, () => secrets.list(CONNECTOR)));
    expect(tokenProvider).toHaveBeenCalledTimes(21);
    expect(sent.filter((bearer) => bearer === "Bearer old")).toHaveLength(20);
    expect(sent.filter((bearer) => bearer === "Bearer new")).toHaveLength(20);
  });

  it("a 401 for a token older than the latest refresh uses that refresh", async () => {
    const tokenProvider = inTurn("old", "old", "new");
    const { step, respond } = late();
    const fetch = scripted(step, failed(401), listed(), listed());
    const { secrets } = createClient({ tokenProvider, fetch });
    const slow = secrets.list(CONNECTOR);
    await secrets.list(CONNECTOR);
    respond(failed(401));
    await slow;
    expect(tokenProvider).toHaveBeenCalledTimes(3);
    expect(bearers(fetch.sent).slice(2)).toEqual(["Bearer new", "Bearer new"]);
  });

  it("a token from after the refresh gets one of its own", async () => {
    const steps = [failed(401), listed(), failed(401), listed()];
    const { client, sent } = scriptedClient(steps, { tokenProvider: counter() });
    await client.secrets.list(CONNECTOR);
    await client.secrets.list(CONNECTOR);
    expect(bearers(sent)).toEqual(tokens(1, 2, 3, 4));
  });

  it("a failed refresh fails those who wait for it, and no call that meets its 401 later", async () => {
    const old = ["token-1", "token-1", "token-1"];
    const tokenProvider = inTurn(...old, new Error("down"), "token-2");
    const { step, respond } = late();
    const steps = [failed(401), failed(401), step, listed()];
    const { client, sent } = scriptedClient(steps, { tokenProvider });
    const calls = old.map(() => client.secrets.list(CONNECTOR));
    for (const call of calls.slice(0, 2)) {
      expect(await rejection(call)).toBeInstanceOf(ConfigurationError);
    }
    respond(failed(401));
    await expect(calls[2]).resolves.toHaveProperty("count");
    expect(bearers(sent).at(-1)).toBe("Bearer token-2");
  });

  it("a refresh that fails late does not discard a newer one", async () => {
    let failLate = (_error: Error) => {};
    const pending = new Promise<string>((_resolve, reject) => (failLate = reject));
    const tokenProvider = inTurn("token-1", pending, "token-2", "token-3", "token-4");
    const { step, respond } = late();
    const steps = [failed(401), step, failed(401), listed(), listed()];
    const { client, sent } = scriptedClient(steps, { tokenProvider });
    const first = rejection(client.secrets.list(CONNECTOR));
    await vi.advanceTimersByTimeAsync(0);
    // Both of these have a token from after the first refresh began.
    const second = client.secrets.list(CONNECTOR);
    await client.secrets.list(CONNECTOR);
    failLate(new Error("down"));
    expect(await first).toBeInstanceOf(ConfigurationError);
    respond(failed(401));
    await second;
    expect(bearers(sent)).toEqual(tokens(1, 2, 3, 4, 4));
  });
});

describe("if the call that started a refresh ends before it settles", () => {
  /** The first tokens are old, the first refresh hangs, each later one is good. */
  function hanging() {
    let old = 0;
    const tokenOf = (asked: number) => {
      if (asked <= old) return "old";
      return asked === old + 1 ? new Promise<string>(() => {}) : "new";
    };
    const tokenProvider = vi.fn(() => tokenOf(tokenProvider.mock.calls.length));
    const fetch = async (_url: string, { headers }: { headers: Record<string, string> }) =>
      headers.authorization === "Bearer new" ? listed() : failed(401);
    const { secrets } = createClient({ tokenProvider, fetch });
    /** Starts calls, which then all wait for the one refresh. */
    const start = async (all: readonly object[]) => {
      old = all.length;
      const calls = all.map((each) => secrets.list(CONNECTOR, each).catch((error) => error));
      await vi.advanceTimersByTimeAsync(0);
      expect(tokenProvider).toHaveBeenCalledTimes(old + 1);
      return calls;
    };
    return { secrets, start, tokenProvider };
  }

  it.each([
    ["an abort", {}, "gone"],
    ["its timeout", { timeout: 1000 }, expect.objectContaining({ name: "TimeoutError" })],
  ])("by %s, those who still wait start one new refresh", async (_name, options, error) => {
    const { start, tokenProvider } = hanging();
    const controller = new AbortController();
    const [first, ...others] = await start([{ signal: controller.signal, ...options }, {}, {}]);
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort("gone");
    expect(await first).toEqual(error);
    for (const list of await Promise.all(others)) expect(list).toHaveProperty("count");
    expect(tokenProvider).toHaveBeenCalledTimes(5);
  });

  it("with all others, there is no new one, and a later call has its own", async () => {
    const { start, secrets, tokenProvider } = hanging();
    const controller = new AbortController();
    const calls = await start(Array(3).fill({ signal: controller.signal }));
    controller.abort("all");
    expect(await Promise.all(calls)).toEqual(["all", "all", "all"]);
    await vi.advanceTimersByTimeAsync(0);
    expect(tokenProvider).toHaveBeenCalledTimes(4);
    await expect(secrets.list(CONNECTOR)).resolves.toHaveProperty("count");
  });

  it("but not if another call ends", async () => {
    const { start, tokenProvider } = hanging();
    const controller = new AbortController();
    const calls = await start([{}, { signal: controller.signal }, {}]);
    controller.abort("gone");
    expect(await calls[1]).toBe("gone");
    await vi.advanceTimersByTimeAsync(0);
    expect(tokenProvider).toHaveBeenCalledTimes(4);
  });
});

describe("a provider that fails is a ConfigurationError, which keeps nothing of its error:", () => {
  const SECRET = "refresh-token-hunter2";
  const thrown = Object.assign(new Error(SECRET, { cause: SECRET }), { code: SECRET });
  const fail = (error: unknown) => (): never => {
    throw error;
  };
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested here
  const thenable = { then: (_: unknown, reject: (error: unknown) => void) => reject(thrown) };

  it.each<[string, () => string | Promise<string>]>([
    ["it throws an error", fail(thrown)],
    ["it rejects", () => Promise.reject(thrown)],
    ["it throws a string", fail(SECRET)],
    ["it returns a rejected thenable", () => thenable as never],
    ["it throws undefined", fail(undefined)],
    ["it throws a ConfigurationError", fail(new ConfigurationError(SECRET))],
    ["it returns an unusable token", () => `${SECRET}\n`.repeat(2)],
  ])("%s", async (_name, fail) => {
    const tokenProvider = vi.fn(fail);
    const { client, sent } = scriptedClient([listed()], { tokenProvider, maxRetries: 5 });
    const error = await rejection(CALLS.createConnectorSecret(client));
    expect(error).toMatchObject({
      name: "ConfigurationError",
      option: "tokenProvider",
      outcome: "not_applied",
    });
    expect(inspect(error, { showHidden: true, depth: 10 })).not.toContain("hunter2");
    expect((error as Error).cause).toBeUndefined();
    expect(tokenProvider).toHaveBeenCalledOnce();
    expect(sent).toEqual([]);
  });

  it("if it aborts the call first, that rejects with the reason, and nothing is unhandled", async () => {
    failOnUnhandled();
    const controller = new AbortController();
    const tokenProvider = async () => {
      controller.abort("the login was left");
      throw new Error("no token");
    };
    const { client, sent } = scriptedClient([], { tokenProvider });
    const { signal } = controller;
    const error = await rejection(client.secrets.sync({ ...CONNECTOR, secrets: {} }, { signal }));
    expect(error).toBe("the login was left");
    expect(sent).toEqual([]);
  });

  it("after an attempt of unknown outcome, so is the call's", async () => {
    const tokenProvider = inTurn("token-1", new Error("down"));
    const { client } = scriptedClient([failed(500), failed(401)], { tokenProvider });
    const error = rejection(CALLS.updateConnectorSecret(client));
    await vi.advanceTimersByTimeAsync(100_000);
    expect(await error).toMatchObject({
      name: "ConfigurationError",
      message: "The token provider threw an error. The request may have been applied.",
      outcome: "unknown",
    });
  });
});

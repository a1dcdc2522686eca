import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AuthenticationError, ConfigurationError, createClient } from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";
import { CALLS, CONNECTOR } from "../support/calls.ts";
import {
  created,
  failed,
  KEY,
  listed,
  rejection,
  type Sent,
  scripted,
  scriptedClient,
} from "../support/fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** token-1, token-2, … */
function counter() {
  let number = 0;
  return vi.fn(async () => `token-${++number}`);
}
const bearers = (sent: readonly Sent[]) => sent.map(({ headers }) => headers.authorization);

describe("a tokenProvider", () => {
  it("is asked once per call", async () => {
    const tokenProvider = counter();
    const { client, sent } = scriptedClient([listed(), listed()], { tokenProvider });
    await client.secrets.list(CONNECTOR);
    await client.secrets.list(CONNECTOR);
    expect(bearers(sent)).toEqual(["Bearer token-1", "Bearer token-2"]);
    expect(tokenProvider).toHaveBeenCalledTimes(2);
  });

  it("is asked once for all requests of a set and of a sync, and again after a 401", async () => {
    const api = createFakeApi({ connectors: [CONNECTOR], token: "token-2" });
    const tokenProvider = counter();
    const { secrets } = createClient({ tokenProvider, fetch: api.fetch });
    await secrets.sync({ ...CONNECTOR, secrets: { a: "1", b: "2", c: "3" } });
    expect(tokenProvider).toHaveBeenCalledTimes(2);
    const statuses = api.requests.map(({ headers }) => headers.authorization);
    expect(statuses).toEqual(["Bearer token-1", ...Array(4).fill("Bearer token-2")]);
    await rejection(secrets.set({ ...CONNECTOR, secret_name: "a", secret_value: "4" }));
    expect(tokenProvider).toHaveBeenCalledTimes(4);
  });

  it("is not asked again for a repeat", async () => {
    const tokenProvider = counter();
    const { client, sent } = scriptedClient([failed(500), failed(429), listed()], {
      tokenProvider,
    });
    const call = client.secrets.list(CONNECTOR);
    await vi.advanceTimersByTimeAsync(100_000);
    await call;
    expect(bearers(sent)).toEqual(Array(3).fill("Bearer token-1"));
    expect(tokenProvider).toHaveBeenCalledOnce();
  });

  it("is not asked by createClient, nor for a call with its own token or bad parameters", async () => {
    const tokenProvider = counter();
    const { client } = scriptedClient([listed()], { tokenProvider });
    await client.secrets.list(CONNECTOR, { token: "own" });
    await rejection(client.secrets.list({ ...CONNECTOR, connector_identifier: "" }));
    expect(tokenProvider).not.toHaveBeenCalled();
  });
});

describe("after a 401", () => {
  it("the provider is asked once more, and the request repeated at once", async () => {
    const tokenProvider = counter();
    const { client, sent } = scriptedClient([failed(401), created()], { tokenProvider });
    await CALLS.createConnectorSecret(client);
    expect(bearers(sent)).toEqual(["Bearer token-1", "Bearer token-2"]);
    expect(sent[1]?.init.body).toBe(sent[0]?.init.body);
  });

  it("that is not counted in maxRetries, and happens at 0, too", async () => {
    const options = { tokenProvider: counter(), maxRetries: 0 };
    const { client, sent } = scriptedClient([failed(401), listed()], options);
    await client.secrets.list(CONNECTOR);
    expect(sent).toHaveLength(2);
    const steps = [failed(401), failed(500), failed(500), listed()];
    const counted = scriptedClient(steps, { tokenProvider: counter(), maxRetries: 2 });
    const call = counted.client.secrets.list(CONNECTOR);
    await vi.advanceTimersByTimeAsync(100_000);
    await call;
    expect(bearers(counted.sent)).toEqual(["Bearer token-1", ...Array(3).fill("Bearer token-2")]);
  });

  it("for ever, the call fails after one refresh", async () => {
    const tokenProvider = counter();
    const steps = Array.from({ length: 9 }, () => failed(401));
    const { client, sent } = scriptedClient(steps, { tokenProvider });
    const error = await rejection(CALLS.createConnectorSecret(client));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status: 401, outcome: "not_applied" });
    expect(sent).toHaveLength(2);
    expect(tokenProvider).toHaveBeenCalledTimes(2);
  });

  it("later in the call, the refresh is still to be had", async () => {
    const steps = [failed(500), failed(401), listed()];
    const { client, sent } = scriptedClient(steps, { tokenProvider: counter() });
    const call = client.secrets.list(CONNECTOR);
    await vi.advanceTimersByTimeAsync(100_000);
    await call;
    expect(bearers(sent)).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
  });

  it.each<[string, object, object]>([
    ["an apiKey", { apiKey: KEY }, {}],
    ["a bearerToken", { bearerToken: KEY }, {}],
    ["a token of the call", { tokenProvider: () => KEY }, { token: "own" }],
  ])("%s is not sent again", async (_name, options, callOptions) => {
    const { client, sent } = scriptedClient([failed(401), listed()], options);
    const call = client.secrets.list(CONNECTOR, callOptions);
    expect(await rejection(call)).toBeInstanceOf(AuthenticationError);
    expect(sent).toHaveLength(1);
  });
});

describe("all who need a refresh share it", () => {
  /** Takes the newest token alone; `current` may be moved on. */
  function guarded(valid: () => string) {
    const sent: string[] = [];
    const fetch = async (_url: unknown, init: RequestInit = {}) => {
      const bearer = new Headers(init.headers).get("authorization") ?? "";
      sent.push(bearer);
      return bearer === `Bearer ${valid()}` ? listed() : failed(401);
    };
    return { fetch: fetch as typeof globalThis.fetch, sent };
  }

  it("twenty parallel calls", async () => {
    let asked = 0;
    const tokenProvider = vi.fn(async () => (++asked > 20 ? "new" : "old"));
    const { fetch, sent } = guarded(() => "new");
    const { secrets } = createClient({ tokenProvider, fetch });
    await Promise.all(Array.from({ length: 20 }, () => secrets.list(CONNECTOR)));
    expect(tokenProvider).toHaveBeenCalledTimes(21);
    expect(sent.filter((bearer) => bearer === "Bearer old")).toHaveLength(20);
    expect(sent.filter((bearer) => bearer === "Bearer new")).toHaveLength(20);
  });

  it("a 401 for a token older than the latest refresh uses that refresh", async () => {
    let asked = 0;
    const tokenProvider = vi.fn(async () => (++asked > 2 ? "new" : "old"));
    let answerLate = (_response: Response) => {};
    const late = () =>
      new Promise<Response>((resolve) => {
        answerLate = resolve;
      });
    const fetch = scripted(late, failed(401), listed(), listed());
    const { secrets } = createClient({ tokenProvider, fetch });
    const slow = secrets.list(CONNECTOR);
    const quick = secrets.list(CONNECTOR);
    await quick;
    expect(tokenProvider).toHaveBeenCalledTimes(3);
    answerLate(failed(401));
    await slow;
    expect(tokenProvider).toHaveBeenCalledTimes(3);
    expect(bearers(fetch.sent)).toEqual(["Bearer old", "Bearer old", "Bearer new", "Bearer new"]);
  });

  it("a token that was asked for after the refresh gets one of its own", async () => {
    const tokenProvider = counter();
    const steps = [failed(401), listed(), failed(401), listed()];
    const { client, sent } = scriptedClient(steps, { tokenProvider });
    await client.secrets.list(CONNECTOR);
    await client.secrets.list(CONNECTOR);
    expect(bearers(sent)).toEqual([1, 2, 3, 4].map((n) => `Bearer token-${n}`));
  });

  it("a failed refresh fails those who wait for it, and no later one", async () => {
    const outcomes = ["token-1", "token-2", new Error("down"), "token-4", "token-5"];
    const tokenProvider = vi.fn(async () => {
      const outcome = outcomes.shift() ?? "token-n";
      if (outcome instanceof Error) throw outcome;
      return outcome;
    });
    const steps = [failed(401), failed(401), failed(401), listed()];
    const { client } = scriptedClient(steps, { tokenProvider });
    const calls = [client.secrets.list(CONNECTOR), client.secrets.list(CONNECTOR)];
    const errors = await Promise.all(calls.map(rejection));
    for (const error of errors) expect(error).toBeInstanceOf(ConfigurationError);
    expect(tokenProvider).toHaveBeenCalledTimes(3);
    await expect(client.secrets.list(CONNECTOR)).resolves.toHaveProperty("count");
  });
});

it("a failed refresh is not shared with a call that was under way before it", async () => {
  const outcomes = ["token-1", "token-1", new Error("down"), "token-2"];
  const tokenProvider = vi.fn(async () => {
    const outcome = outcomes.shift() ?? "one too many";
    if (outcome instanceof Error) throw outcome;
    return outcome;
  });
  let answerSlow = (_response: Response) => {};
  const slow = () =>
    new Promise<Response>((resolve) => {
      answerSlow = resolve;
    });
  const { client, sent } = scriptedClient([failed(401), slow, listed()], { tokenProvider });
  const first = rejection(client.secrets.list(CONNECTOR));
  const second = client.secrets.list(CONNECTOR);
  expect(await first).toBeInstanceOf(ConfigurationError);
  answerSlow(failed(401));
  await expect(second).resolves.toHaveProperty("count");
  expect(bearers(sent).at(-1)).toBe("Bearer token-2");
});

it("a refresh that fails late takes no newer one away", async () => {
  let failLate = (_error: Error) => {};
  const late = new Promise<string>((_resolve, reject) => {
    failLate = reject;
  });
  const answers: (string | Promise<string>)[] = ["token-1", late, "token-2", "token-3", "token-4"];
  const tokenProvider = vi.fn(() => answers.shift() ?? "one too many");
  let answerSlow = (_response: Response) => {};
  const slow = () =>
    new Promise<Response>((resolve) => {
      answerSlow = resolve;
    });
  const { client, sent } = scriptedClient([failed(401), slow, failed(401), listed(), listed()], {
    tokenProvider,
  });
  const first = rejection(client.secrets.list(CONNECTOR));
  await vi.advanceTimersByTimeAsync(0);
  // Both of these hold a token from after the first refresh began.
  const second = client.secrets.list(CONNECTOR);
  const third = client.secrets.list(CONNECTOR);
  await third;
  failLate(new Error("down"));
  expect(await first).toBeInstanceOf(ConfigurationError);
  answerSlow(failed(401));
  await second;
  expect(bearers(sent)).toEqual([1, 2, 3, 4, 4].map((n) => `Bearer token-${n}`));
});

describe("a refresh whose call ends before it came", () => {
  /** The first tokens are old, the first refresh hangs, each later one is good. */
  function hanging() {
    let old = 0;
    const answer = (asked: number) => {
      if (asked <= old) return "old";
      return asked === old + 1 ? new Promise<string>(() => {}) : "new";
    };
    const tokenProvider = vi.fn(() => answer(tokenProvider.mock.calls.length));
    const fetch = async (_url: string, { headers }: { headers: Record<string, string> }) =>
      headers.authorization === "Bearer new" ? listed() : failed(401);
    const { secrets } = createClient({ tokenProvider, fetch });
    /** Starts so many calls, which then all wait for the one refresh. */
    const start = async (all: readonly object[]) => {
      old = all.length;
      const calls = all.map((each) => secrets.list(CONNECTOR, each).catch((error) => error));
      await vi.advanceTimersByTimeAsync(0);
      expect(tokenProvider).toHaveBeenCalledTimes(old + 1);
      return calls;
    };
    return { secrets, start, tokenProvider };
  }

  it("by an abort is begun anew, once, by those who still wait", async () => {
    const { start, tokenProvider } = hanging();
    const controller = new AbortController();
    const [first, ...others] = await start([{ signal: controller.signal }, {}, {}, {}]);
    controller.abort("gone");
    expect(await first).toBe("gone");
    for (const list of await Promise.all(others)) expect(list).toHaveProperty("count");
    expect(tokenProvider).toHaveBeenCalledTimes(6);
  });

  it("by its time limit, too", async () => {
    const { start, tokenProvider } = hanging();
    const [first, ...others] = await start([{ timeout: 1000 }, {}, {}]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await first).toHaveProperty("name", "TimeoutError");
    for (const list of await Promise.all(others)) expect(list).toHaveProperty("count");
    expect(tokenProvider).toHaveBeenCalledTimes(5);
  });

  it("is not begun anew for those who ended with it, and not shared with a later call", async () => {
    const { start, secrets, tokenProvider } = hanging();
    const controller = new AbortController();
    const calls = await start(Array(3).fill({ signal: controller.signal }));
    controller.abort("all");
    expect(await Promise.all(calls)).toEqual(["all", "all", "all"]);
    await vi.advanceTimersByTimeAsync(0);
    expect(tokenProvider).toHaveBeenCalledTimes(4);
    await expect(secrets.list(CONNECTOR)).resolves.toHaveProperty("count");
  });

  it("goes on for the call that began it where another ends", async () => {
    const { start, tokenProvider } = hanging();
    const controller = new AbortController();
    const calls = await start([{}, { signal: controller.signal }, {}]);
    controller.abort("gone");
    expect(await calls[1]).toBe("gone");
    await vi.advanceTimersByTimeAsync(0);
    expect(tokenProvider).toHaveBeenCalledTimes(4);
  });
});

describe("a provider that throws is a ConfigurationError, of which nothing is kept", () => {
  const SECRET = "refresh-token-hunter2";
  const thrown = Object.assign(new Error(SECRET, { cause: SECRET }), { code: SECRET });
  it.each<[string, () => string | Promise<string>]>([
    [
      "at once",
      () => {
        throw thrown;
      },
    ],
    [
      "later",
      async () => {
        throw thrown;
      },
    ],
    [
      "a string",
      () => {
        throw SECRET;
      },
    ],
    [
      "a rejected thenable",
      () =>
        ({
          // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tried here
          then(_: unknown, reject: (e: unknown) => void) {
            reject(thrown);
          },
        }) as never,
    ],
    [
      "nothing",
      () => {
        throw undefined;
      },
    ],
    [
      "as a ConfigurationError of its own",
      () => {
        throw new ConfigurationError(SECRET);
      },
    ],
    ["an unusable token", () => `${SECRET}\n`.repeat(2)],
  ])("%s", async (_name, tokenProvider) => {
    const { client, sent } = scriptedClient([listed()], { tokenProvider });
    const error = await rejection(client.secrets.list(CONNECTOR));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(inspect(error, { showHidden: true, depth: 10 })).not.toContain("hunter2");
    expect((error as Error).cause).toBeUndefined();
    expect(sent).toEqual([]);
  });

  it("it is not repeated", async () => {
    const tokenProvider = vi.fn(() => Promise.reject(new Error("down")));
    const { client } = scriptedClient([], { tokenProvider, maxRetries: 5 });
    await rejection(client.secrets.list(CONNECTOR));
    expect(tokenProvider).toHaveBeenCalledOnce();
  });

  it.each(["list", "set", "sync"] as const)(
    "that aborts the call first: %s has the reason, and nothing is left unhandled",
    async (method) => {
      const unhandled = vi.fn();
      process.prependListener("unhandledRejection", unhandled);
      const controller = new AbortController();
      const tokenProvider = async () => {
        controller.abort("the login was left");
        throw new Error("no token");
      };
      const { client, sent } = scriptedClient([], { tokenProvider });
      const params = { ...CONNECTOR, secret_name: "a", secret_value: "1", secrets: { a: "1" } };
      const { secret_name, secret_value, secrets, ...connector } = params;
      const calls = {
        list: () => client.secrets.list(connector, { signal: controller.signal }),
        set: () =>
          client.secrets.set(
            { ...connector, secret_name, secret_value },
            { signal: controller.signal },
          ),
        sync: () => client.secrets.sync({ ...connector, secrets }, { signal: controller.signal }),
      };
      expect(await rejection(calls[method]())).toBe("the login was left");
      vi.useRealTimers();
      await new Promise((resolve) => setImmediate(resolve));
      process.off("unhandledRejection", unhandled);
      expect(unhandled).not.toHaveBeenCalled();
      expect(sent).toEqual([]);
    },
  );

  it("after an attempt of unknown outcome it says that it may have been applied", async () => {
    let asked = 0;
    const tokenProvider = () => {
      if (++asked > 1) throw new Error("down");
      return "token-1";
    };
    const { client } = scriptedClient([failed(500), failed(401)], { tokenProvider });
    const error = rejection(CALLS.updateConnectorSecret(client));
    await vi.advanceTimersByTimeAsync(100_000);
    expect(String(await error)).toBe(
      "ConfigurationError: The token provider threw an error. It may have been applied.",
    );
    expect(await error).toHaveProperty("outcome", "unknown");
  });
});

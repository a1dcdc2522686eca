import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient, TimeoutError } from "../../src/index.ts";
import { CALLS, CONNECTOR, type OperationId } from "../support/calls.ts";
import {
  created,
  done,
  failed,
  KEY,
  listed,
  rejection,
  type Step,
  scripted,
  scriptedClient,
} from "../support/fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
  // No jitter: what is waited for here is the timeout.
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  expect(vi.getTimerCount(), "a timer is left").toBe(0);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** How long the promise takes on the fake clock, and what comes of it. */
async function timed(promise: Promise<unknown>, atMost = 10_000_000) {
  const start = Date.now();
  let end: number | undefined;
  const result = promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  result.then(() => {
    end = Date.now();
  });
  for (let left = atMost; end === undefined && left > 0; left -= 500) {
    await vi.advanceTimersByTimeAsync(500);
  }
  return { error: await result, took: (end ?? Number.NaN) - start };
}

/** A response whose body gives its beginning and then nothing more. */
function stalled(status: number, beginning = '{"count":1'): Response & { cancelled: boolean } {
  const state = { cancelled: false };
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(beginning)),
    cancel() {
      state.cancelled = true;
    },
  });
  return Object.defineProperty(new Response(body, { status }), "cancelled", {
    get: () => state.cancelled,
  }) as Response & { cancelled: boolean };
}

const slow: [name: string, step: () => Step][] = [
  ["no headers", () => "hang"],
  ["no headers, by a fetch that ignores the signal", () => "ignore"],
  ["a body that stalls", () => stalled(200)],
];

describe.each(slow)("the time of an attempt covers %s", (_name, step) => {
  it("30 s by default, for each of three attempts", async () => {
    const { client, sent } = scriptedClient([step(), step(), step()]);
    const { error, took } = await timed(client.secrets.list(CONNECTOR));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ timeout: 30_000, outcome: "not_applied" });
    // A timer of no time takes a millisecond.
    expect(took).toBe(90_002);
    expect(sent).toHaveLength(3);
  });

  it("as createClient says", async () => {
    const { client } = scriptedClient([step()], { apiKey: KEY, timeout: 2000, maxRetries: 0 });
    const { error, took } = await timed(client.secrets.list(CONNECTOR));
    expect(error).toMatchObject({ name: "TimeoutError", timeout: 2000 });
    expect(took).toBe(2000);
  });

  it("as the call says, over createClient", async () => {
    const { client } = scriptedClient([step()], { apiKey: KEY, timeout: 2000, maxRetries: 5 });
    const call = client.secrets.list(CONNECTOR, { timeout: 500, maxRetries: 0 });
    expect((await timed(call)).took).toBe(500);
  });

  it("and the next attempt may succeed", async () => {
    const { client } = scriptedClient([step(), listed()]);
    expect((await timed(client.secrets.list(CONNECTOR))).error).toBeUndefined();
  });
});

it("a timeout really aborts the request", async () => {
  const { client, sent } = scriptedClient(["hang"], { apiKey: KEY, maxRetries: 0 });
  await timed(client.secrets.list(CONNECTOR));
  expect(sent[0]?.init.signal?.aborted).toBe(true);
});

it("a timeout cancels a body that stalls", async () => {
  const response = stalled(200);
  const { client } = scriptedClient([response], { apiKey: KEY, maxRetries: 0 });
  await timed(client.secrets.list(CONNECTOR));
  expect(response.cancelled).toBe(true);
});

it("a response that comes too late is cancelled", async () => {
  const late = stalled(200);
  const answer = () => new Promise<Response>((resolve) => setTimeout(resolve, 5000, late));
  const { client } = scriptedClient([answer], { apiKey: KEY, timeout: 1000, maxRetries: 0 });
  const { error } = await timed(client.secrets.list(CONNECTOR));
  expect(error).toBeInstanceOf(TimeoutError);
  expect(late.cancelled).toBe(false);
  await vi.advanceTimersByTimeAsync(5000);
  expect(late.cancelled).toBe(true);
});

it("the longest timeout does not fire at once", async () => {
  const answer = () =>
    new Promise<Response>((resolve) => setTimeout(resolve, 86_400_000, listed()));
  const { client } = scriptedClient([answer], { apiKey: KEY, timeout: 2_147_483_647 });
  const { error, took } = await timed(client.secrets.list(CONNECTOR), 100_000_000);
  expect(error).toBeUndefined();
  expect(took).toBe(86_400_000);
});

describe("a timeout of a write", () => {
  it.each<[OperationId, () => Response, number]>([
    ["createConnectorSecret", created, 1],
    ["updateConnectorSecret", done, 3],
    ["deleteConnectorSecret", done, 3],
  ])("%s is of unknown outcome", async (id, _success, attempts) => {
    const { client, sent } = scriptedClient(["hang", "hang", "hang", "hang"]);
    const { error } = await timed(CALLS[id](client));
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "unknown" });
    expect((error as Error).message).toContain("It may have been applied.");
    expect(sent).toHaveLength(attempts);
  });

  it.each([201, 200])(
    "in the body of a %s is one, too, and a create is not repeated",
    async (status) => {
      const { client, sent } = scriptedClient([stalled(status), created()]);
      const { error } = await timed(CALLS.createConnectorSecret(client));
      expect(error).toMatchObject({ name: "TimeoutError", outcome: "unknown" });
      expect(sent).toHaveLength(1);
    },
  );
});

describe("a body that stalls after the headers of an error", () => {
  it.each([
    [400, "BadRequestError", "not_applied"],
    [409, "ConflictError", "not_applied"],
    [500, "ServerError", "unknown"],
  ])("%s is still %s, %s", async (status, name, outcome) => {
    const { client } = scriptedClient([stalled(status, "{")], { apiKey: KEY, maxRetries: 0 });
    const { error, took } = await timed(CALLS.createConnectorSecret(client));
    expect(error).toMatchObject({ name, status, outcome, code: undefined });
    expect(took).toBe(30_000);
  });

  it("is not waited for where the request is repeated", async () => {
    const response = stalled(503);
    const { client } = scriptedClient([response, listed()]);
    expect((await timed(client.secrets.list(CONNECTOR))).took).toBeLessThan(1000);
    expect(response.cancelled).toBe(true);
  });
});

describe("a token provider that hangs", () => {
  it("falls under the timeout, is asked once, and nothing was applied", async () => {
    const tokenProvider = vi.fn(() => new Promise<string>(() => {}));
    const { client, sent } = scriptedClient([created()], { tokenProvider });
    const { error, took } = await timed(CALLS.createConnectorSecret(client));
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "not_applied" });
    expect(took).toBe(30_000);
    expect(tokenProvider).toHaveBeenCalledOnce();
    expect(sent).toEqual([]);
  });

  it("at its refresh holds up those who wait for it, and no later call", async () => {
    const tokens = [Promise.resolve("token-1"), new Promise<string>(() => {})];
    const tokenProvider = vi.fn(() => tokens.shift() ?? Promise.resolve("token-3"));
    const { client } = scriptedClient([failed(401), listed()], { tokenProvider });
    const { error, took } = await timed(client.secrets.list(CONNECTOR));
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "not_applied" });
    expect(took).toBe(30_000);
    await expect(client.secrets.list(CONNECTOR)).resolves.toHaveProperty("count");
  });
});

it("each attempt has a time of its own, the one after a 401 too", async () => {
  const after = (ms: number, response: Response) => () =>
    new Promise<Response>((resolve) => setTimeout(resolve, ms, response));
  const fetch = scripted(after(900, failed(401)), after(900, failed(503)), after(900, listed()));
  const client = createClient({ tokenProvider: () => "token", timeout: 1000, fetch });
  expect((await timed(client.secrets.list(CONNECTOR))).error).toBeUndefined();
});

it("the rejection of an abandoned fetch ends no process", async () => {
  const late = () =>
    new Promise<Response>((_resolve, reject) => setTimeout(reject, 5000, new Error("late")));
  const { client } = scriptedClient([late], { apiKey: KEY, timeout: 1000, maxRetries: 0 });
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  expect(await timed(client.secrets.list(CONNECTOR))).toHaveProperty("error.name", "TimeoutError");
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  await new Promise((resolve) => setImmediate(resolve));
  vi.useFakeTimers();
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

it("rejections name the operation and the time", async () => {
  const { client } = scriptedClient(["hang"], { apiKey: KEY, timeout: 1500, maxRetries: 0 });
  const error = rejection(client.secrets.list(CONNECTOR));
  await vi.advanceTimersByTimeAsync(1500);
  expect(String(await error)).toBe("TimeoutError: listConnectorSecrets: no answer within 1500 ms.");
});

describe("what comes after the deadline does not count", () => {
  const late = <T>(value: T) => new Promise<T>((resolve) => setTimeout(resolve, 5000, value));

  it("a token: nothing is sent any more, as the outcome has said", async () => {
    const fetch = scripted(created());
    const client = createClient({ tokenProvider: () => late("token"), timeout: 1000, fetch });
    const { error } = await timed(CALLS.createConnectorSecret(client));
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "not_applied" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fetch.sent).toEqual([]);
  });

  it("the end of a body: the logger is told once of the attempt", async () => {
    const logger = vi.fn();
    const text = new TextEncoder().encode("{}");
    const read = vi.fn(async () => late({ done: read.mock.calls.length > 1, value: text }));
    // Its reader cannot be stopped.
    const body = { getReader: () => ({ read, cancel() {} }) };
    const fetch = async () => Object.defineProperty(listed(), "body", { value: body });
    const client = createClient({ apiKey: KEY, timeout: 1000, maxRetries: 0, fetch, logger });
    const { error } = await timed(client.secrets.list(CONNECTOR));
    expect(error).toHaveProperty("name", "TimeoutError");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(read).toHaveBeenCalledTimes(2);
    expect(logger).toHaveBeenCalledOnce();
  });
});

// Calls obey the clock: timeouts, and the waits between attempts. retry.test.ts has the rules.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { CALLS, CONNECTOR } from "../support/calls.ts";
import {
  created,
  failed,
  failOnUnhandled,
  json,
  KEY,
  listed,
  type Step,
  scripted,
  scriptedClient,
} from "../support/fake-fetch.ts";

let random = vi.spyOn(Math, "random");
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-23T08:00:00Z") });
  random = vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  expect(vi.getTimerCount(), "a timer is left").toBe(0);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** How long the call takes on the fake clock, and its error. */
async function timed(promise: Promise<unknown>) {
  const start = Date.now();
  let end: number | undefined;
  const result = promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  result.then(() => {
    end = Date.now();
  });
  for (let turns = 0; end === undefined && turns < 1000; turns++) {
    await vi.advanceTimersToNextTimerAsync();
  }
  return { error: await result, took: (end ?? Number.NaN) - start };
}
const later = <T>(milliseconds: number, value: T) =>
  new Promise<T>((resolve) => setTimeout(resolve, milliseconds, value));

/** A response whose body stalls after its beginning. */
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

describe("between attempts, a call waits", () => {
  it.each<[string, Step, number]>([
    ["for a random part of 500 ms", failed(500), 250],
    ["also after a lost connection", { throws: new TypeError("fetch failed") }, 250],
    ["for Retry-After in seconds", failed(429, { "retry-after": "7" }), 7000],
    ["until its date", failed(429, { "retry-after": "Mon, 23 Nov 2026 08:00:09 GMT" }), 9000],
  ])("%s", async (_name, step, want) => {
    random.mockReturnValue(0.5);
    const { client } = scriptedClient([step, listed()]);
    expect(await timed(client.secrets.list(CONNECTOR))).toEqual({ error: undefined, took: want });
  });
});

it.each([
  [undefined, undefined, 3],
  [5, undefined, 6],
  [5, 0, 1],
])("maxRetries %s, %s for the call: %i attempts, the last one's error", async (all, own, want) => {
  const steps = Array.from({ length: 9 }, (_, n) =>
    json(503, { meta: { request_id: `${n + 1}` } }),
  );
  const { client, sent } = scriptedClient(steps, { apiKey: KEY, maxRetries: all });
  const { error } = await timed(client.secrets.list(CONNECTOR, { maxRetries: own }));
  expect(error).toMatchObject({ name: "ServerError", requestId: `${want}` });
  expect(sent).toHaveLength(want);
});

it.each<[name: string, step: () => Step]>([
  ["no headers", () => "hang"],
  ["no headers, by a fetch that ignores its signal", () => "ignore"],
  ["a body that stalls", () => stalled(200)],
])("each of three attempts has 30 s by default: %s", async (_name, step) => {
  const { client, sent } = scriptedClient([step(), step(), step()]);
  const { error, took } = await timed(client.secrets.list(CONNECTOR));
  expect(error).toMatchObject({
    name: "TimeoutError",
    timeout: 30_000,
    outcome: "not_applied",
    message: expect.stringMatching(/^listConnectorSecrets: .* 30000 ms\.$/),
  });
  expect([took, sent.length]).toEqual([90_000, 3]);
});

describe("a timeout", () => {
  it.each([
    [{ timeout: 2000 }, {}, 2000],
    [{ timeout: 2000 }, { timeout: 500 }, 500],
  ])("of the client %j and of the call %j", async (options, own, want) => {
    const { client } = scriptedClient(["hang"], { apiKey: KEY, maxRetries: 0, ...options });
    const { error, took } = await timed(client.secrets.list(CONNECTOR, own));
    expect([took, error]).toEqual([want, expect.objectContaining({ timeout: want })]);
  });

  it("aborts the request, and cancels a body that stalls", async () => {
    const body = stalled(200);
    const { client, sent } = scriptedClient(["hang", body], { apiKey: KEY, maxRetries: 1 });
    await timed(client.secrets.list(CONNECTOR));
    expect(sent.map(({ init }) => init.signal?.aborted)).toEqual([true, true]);
    expect(body.cancelled).toBe(true);
  });

  it("may be as long as a timer can be", async () => {
    const step = () => later(86_400_000, listed());
    const { client } = scriptedClient([step], { apiKey: KEY, timeout: 2_147_483_647 });
    const { error, took } = await timed(client.secrets.list(CONNECTOR));
    expect([error, took]).toEqual([undefined, 86_400_000]);
  });

  it("starts anew for each attempt, the one after a 401 too", async () => {
    const late = (response: Response) => () => later(900, response);
    const fetch = scripted(late(failed(401)), late(failed(503)), late(listed()));
    const client = createClient({ tokenProvider: () => "token", timeout: 1000, fetch });
    expect((await timed(client.secrets.list(CONNECTOR))).error).toBeUndefined();
  });

  it.each<[string, Step]>([
    ["no headers", "hang"],
    ["a stalled 201", stalled(201)],
  ])("of a create is of unknown outcome: %s", async (_name, step) => {
    const { client, sent } = scriptedClient([step, created()]);
    const { error } = await timed(CALLS.createConnectorSecret(client));
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "unknown" });
    expect(String(error)).toContain("The request may have been applied.");
    expect(sent).toHaveLength(1);
  });
});

describe("a stalled body of an error", () => {
  it.each([
    [409, "ConflictError", "not_applied"],
    [500, "ServerError", "unknown"],
  ])("%i is still %s, %s", async (status, name, outcome) => {
    const { client } = scriptedClient([stalled(status, "{")], { apiKey: KEY, maxRetries: 0 });
    const { error, took } = await timed(CALLS.createConnectorSecret(client));
    expect(error).toMatchObject({ name, status, outcome, code: undefined });
    expect(took).toBe(30_000);
  });

  it("is not awaited, but cancelled, if the request is retried", async () => {
    const response = stalled(503);
    const { client } = scriptedClient([response, listed()]);
    expect((await timed(client.secrets.list(CONNECTOR))).took).toBeLessThan(10);
    expect(response.cancelled).toBe(true);
  });
});

it("a token provider that hangs is subject to the timeout, called once, and nothing is applied", async () => {
  const tokenProvider = vi.fn(() => new Promise<string>(() => {}));
  const { client, sent } = scriptedClient([created()], { tokenProvider });
  const { error, took } = await timed(CALLS.createConnectorSecret(client));
  expect(error).toMatchObject({ name: "TimeoutError", outcome: "not_applied" });
  expect([took, tokenProvider.mock.calls.length, sent.length]).toEqual([30_000, 1, 0]);
});

describe("after the deadline,", () => {
  it("a late response is cancelled, and a late rejection handled", async () => {
    failOnUnhandled();
    const late = stalled(200);
    const broken = () => later(5000, 0).then(() => Promise.reject(new Error("late")));
    const steps = [() => later(5000, late), broken];
    const { client } = scriptedClient(steps, { apiKey: KEY, timeout: 1000, maxRetries: 1 });
    const { error } = await timed(client.secrets.list(CONNECTOR));
    expect([(error as Error).name, late.cancelled]).toEqual(["TimeoutError", false]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(late.cancelled).toBe(true);
  });

  it("a late token is not sent", async () => {
    const fetch = scripted(created());
    const tokenProvider = () => later(5000, "token");
    const client = createClient({ tokenProvider, timeout: 1000, fetch });
    const { error } = await timed(CALLS.createConnectorSecret(client));
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "not_applied" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fetch.sent).toEqual([]);
  });

  it("the end of a body is not logged again", async () => {
    const logger = vi.fn();
    const text = new TextEncoder().encode("{}");
    const read = vi.fn(async () => later(5000, { done: read.mock.calls.length > 1, value: text }));
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

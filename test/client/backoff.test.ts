import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RateLimitError, ServerError } from "../../src/index.ts";
import { CALLS, CONNECTOR } from "../support/calls.ts";
import {
  done,
  failed,
  KEY,
  listed,
  rejection,
  type Step,
  scriptedClient,
} from "../support/fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-23T08:00:00Z") });
});
afterEach(() => {
  expect(vi.getTimerCount(), "a timer is left").toBe(0);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** When each attempt was sent, in milliseconds after the first. */
async function schedule(steps: Step[], options = {}): Promise<number[]> {
  const start = Date.now();
  const times: number[] = [];
  const timed = steps.map(
    (step): Step =>
      () => {
        times.push(Date.now() - start);
        if (step instanceof Response) return step;
        throw typeof step === "object" ? step.throws : undefined;
      },
  );
  const { client } = scriptedClient(timed, { apiKey: KEY, ...options });
  const call = client.secrets.list(CONNECTOR).catch(() => {});
  await vi.advanceTimersByTimeAsync(100_000_000);
  await call;
  return times;
}

describe("the wait between attempts", () => {
  it("is random from 0 to a bound that doubles from 500 ms to 8 s: full jitter", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const steps = Array.from({ length: 8 }, () => failed(500));
    const times = await schedule(steps, { maxRetries: 7 });
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000]);
  });

  it("differs from call to call", async () => {
    const calls = Array.from({ length: 50 }, () => schedule([failed(500), listed()]));
    const waits = (await Promise.all(calls)).map(([, second]) => second ?? Number.NaN);
    expect(new Set(waits).size).toBeGreaterThan(20);
    for (const wait of waits) expect(wait >= 0 && wait <= 500).toBe(true);
  });

  it.each<[string, string, number]>([
    ["delta-seconds", "7", 7000],
    ["a date", "Mon, 23 Nov 2026 08:00:09 GMT", 9000],
    ["a past date: none", "Mon, 23 Nov 2026 07:00:00 GMT", 250],
    ["0: none", "0", 250],
    ["a malformed value: none", "-1", 250],
    ["another: none", "1e3", 250],
    ["empty: none", "", 250],
  ])("is no shorter than Retry-After, as %s", async (_name, value, want) => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const steps = [failed(429, { "retry-after": value }), listed()];
    expect(await schedule(steps)).toEqual([0, want]);
  });

  it("is bound by maxRetryDelay", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.999);
    const [, second = 0] = await schedule([failed(500), listed()], { maxRetryDelay: 10 });
    expect(second).toBeLessThanOrEqual(10);
  });

  it("begins after a failed connection, too", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    expect(await schedule([{ throws: new TypeError("fetch failed") }, listed()])).toEqual([0, 250]);
  });
});

describe("a Retry-After beyond maxRetryDelay", () => {
  it.each<[string, string, number]>([
    ["by a second", "61", 61],
    ["by far", "3600", 3600],
    ["beyond every timer", "9999999999", 9_999_999_999],
    ["as a date", "Mon, 23 Nov 2026 09:00:00 GMT", 3600],
  ])("%s fails the call at once, which says so", async (_name, value, retryAfter) => {
    const { client, sent } = scriptedClient([failed(429, { "retry-after": value }), listed()]);
    const error = await rejection(client.secrets.list(CONNECTOR));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfter, outcome: "not_applied", code: "SOME_CODE" });
    expect(sent).toHaveLength(1);
  });

  it("may be waited for where maxRetryDelay says so", async () => {
    const steps = [failed(429, { "retry-after": "86400" }), listed()];
    expect(await schedule(steps, { maxRetryDelay: 2_147_483_647 })).toEqual([0, 86_400_000]);
  });
});

describe("maxRetries", () => {
  it.each([0, 1, 2, 5])("%s: the error is that of the last attempt", async (maxRetries) => {
    const steps = Array.from({ length: 9 }, (_, n) => failed(503, { "x-request-id": `id-${n}` }));
    const { client, sent } = scriptedClient(steps, { apiKey: KEY, maxRetries });
    const error = rejection(client.secrets.list(CONNECTOR));
    await vi.advanceTimersByTimeAsync(100_000);
    expect(await error).toBeInstanceOf(ServerError);
    expect(sent).toHaveLength(maxRetries + 1);
  });

  it("of a call wins over that of the client", async () => {
    const { client, sent } = scriptedClient([failed(503), listed()]);
    expect(await rejection(client.secrets.list(CONNECTOR, { maxRetries: 0 }))).toBeInstanceOf(
      ServerError,
    );
    expect(sent).toHaveLength(1);
  });
});

it("each attempt sends the same bytes, headers and address", async () => {
  const { client, sent } = scriptedClient([failed(500), failed(429), done()]);
  const call = CALLS.updateConnectorSecret(client);
  await vi.advanceTimersByTimeAsync(100_000);
  await call;
  const parts = sent.map(({ url, headers, init }) => [url, headers, init.method, init.body]);
  expect(parts).toHaveLength(3);
  expect(parts[1]).toEqual(parts[0]);
  expect(parts[2]).toEqual(parts[0]);
  expect(parts[0]?.[3]).toBe('{"secret_value":"my-super-secret-value"}');
});

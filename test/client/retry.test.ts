import { describe, expect, it } from "vitest";
import { type AttemptResult, nextStep } from "../../src/http/retry.ts";

const STATE = { retries: 0, canRefresh: false, maxRetries: 2, maxRetryDelay: 60_000 };
const status = (status: number, retryAfter?: number, isRedirect = false): AttemptResult => ({
  kind: "response",
  status,
  retryAfter,
  isRedirect,
});
const LOST: AttemptResult = { kind: "lost", sent: true };
const REFUSED: AttemptResult = { kind: "lost", sent: false };
const TIMEOUT: AttemptResult = { kind: "timeout", sent: true };
const SLOW_TOKEN: AttemptResult = { kind: "timeout", sent: false };

const repeats = (method: string, result: AttemptResult) =>
  nextStep(method, result, STATE, 0).action === "retry";

const STATUSES = Array.from({ length: 500 }, (_, index) => 100 + index);
const TRANSIENT = [408, 429, 500, 502, 503, 504];

describe.each([
  ["list", "GET", TRANSIENT, { lost: true, timeout: true }],
  ["update", "PUT", TRANSIENT, { lost: true, timeout: true }],
  ["delete", "DELETE", TRANSIENT, { lost: true, timeout: true }],
  ["create", "POST", [429], { lost: false, timeout: false }],
  ["client.http with PATCH, as create", "PATCH", [429], { lost: false, timeout: false }],
  ["client.http with HEAD, as list", "HEAD", TRANSIENT, { lost: true, timeout: true }],
  ["client.http with OPTIONS, as list", "OPTIONS", TRANSIENT, { lost: true, timeout: true }],
])("%s is repeated", (_name, method, statuses, { lost, timeout }) => {
  it(`on ${statuses.join(", ")} and on no other status`, () => {
    expect(STATUSES.filter((each) => repeats(method, status(each)))).toEqual(statuses);
  });
  it.each([
    ["a lost connection", LOST, lost],
    ["a timeout", TIMEOUT, timeout],
    ["a connection that is known never to have stood", REFUSED, true],
    ["a token provider that hangs: it is asked once per call", SLOW_TOKEN, false],
  ])("on %s: %s → %s", (_what, result, want) => {
    expect(repeats(method, result)).toBe(want);
  });
});

describe("the wait before a repeat", () => {
  it.each<[string, AttemptResult, number, Partial<typeof STATE>, number, number | undefined]>([
    ["is 500 ms at most at first", LOST, 0, {}, 0.999, 499.5],
    ["is anything from 0 on: full jitter", LOST, 0, {}, 0, 0],
    ["doubles", LOST, 1, {}, 0.5, 500],
    ["doubles again", LOST, 2, { maxRetries: 9 }, 0.5, 1000],
    ["is 8 s at most", LOST, 8, { maxRetries: 9 }, 0.5, 4000],
    ["stays so for ever", LOST, 5000, { maxRetries: 9999 }, 0.5, 4000],
    ["is maxRetryDelay at most", LOST, 3, { maxRetries: 9, maxRetryDelay: 100 }, 0.5, 50],
    ["is none for maxRetryDelay 0", LOST, 0, { maxRetryDelay: 0 }, 0.9, 0],
    ["is no shorter than Retry-After", status(503, 7), 0, {}, 0.5, 7000],
    ["is longer than a short Retry-After", status(429, 1), 9, { maxRetries: 10 }, 0.5, 4000],
    ["takes a Retry-After of 0", status(429, 0), 0, {}, 0.5, 250],
    ["may be all of maxRetryDelay", status(429, 60), 0, {}, 0.5, 60_000],
    [
      "is neither shortened nor waited for beyond maxRetryDelay",
      status(429, 61),
      0,
      {},
      0.5,
      undefined,
    ],
    [
      "so also for an absurd Retry-After",
      status(429, Number.MAX_SAFE_INTEGER),
      0,
      {},
      0.5,
      undefined,
    ],
    ["ends with maxRetries", LOST, 2, {}, 0.5, undefined],
    ["is not there with maxRetries 0", LOST, 0, { maxRetries: 0 }, 0.5, undefined],
    ["is not there for what is not repeated", status(400, 1), 0, {}, 0.5, undefined],
  ])("%s", (_name, result, retries, limits, random, want) => {
    const step = nextStep("GET", result, { ...STATE, retries, ...limits }, random);
    expect(step).toEqual(
      want === undefined ? { action: "stop" } : { action: "retry", delay: want },
    );
  });
});

describe("a newer token", () => {
  const canRefresh = { ...STATE, canRefresh: true };
  it.each<[string, AttemptResult, typeof STATE, string]>([
    ["is asked for after a 401", status(401), canRefresh, "refresh"],
    ["is not counted in maxRetries", status(401), { ...canRefresh, maxRetries: 0 }, "refresh"],
    ["is asked for only once", status(401), STATE, "stop"],
    ["is for a 401 alone", status(403), canRefresh, "stop"],
  ])("%s", (_name, result, state, want) => {
    expect(nextStep("GET", result, state, 0).action).toBe(want);
  });
});

it.each([401, 429, 503])("a followed redirect that ends in %i is not repeated", (each) => {
  const result = status(each, undefined, true);
  expect(nextStep("GET", result, { ...STATE, canRefresh: true }, 0)).toEqual({ action: "stop" });
});

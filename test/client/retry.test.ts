// The rules of retries, as tables. timing.test.ts shows that calls obey them.
import { describe, expect, it } from "vitest";
import { type AttemptResult, nextStep, outcomeOf, parseRetryAfter } from "../../src/http/retry.ts";

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

const STATUSES = Array.from({ length: 500 }, (_, index) => 100 + index);
const TRANSIENT = [408, 429, 500, 502, 503, 504];

describe.each([
  ["GET", TRANSIENT, true],
  ["HEAD", TRANSIENT, true],
  ["OPTIONS", TRANSIENT, true],
  ["PUT", TRANSIENT, true],
  ["DELETE", TRANSIENT, true],
  ["POST", [429], false],
  ["PATCH", [429], false],
])("%s is retried", (method, statuses, isIdempotent) => {
  const isRetried = (result: AttemptResult) =>
    nextStep(method, result, STATE, 0).action === "retry";

  it(`on ${statuses} and on no other status`, () => {
    expect(STATUSES.filter((each) => isRetried(status(each)))).toEqual(statuses);
  });
  it.each([
    ["a lost connection", LOST, isIdempotent],
    ["a timeout", TIMEOUT, isIdempotent],
    ["a connection that is known not to have been established", REFUSED, true],
    ["a token provider that hangs", SLOW_TOKEN, false],
  ])("on %s: %s → %s", (_what, result, want) => {
    expect(isRetried(result)).toBe(want);
  });
});

describe("the wait before a retry", () => {
  type Limits = Partial<typeof STATE>;
  it.each<[string, AttemptResult, Limits, random: number, delay: number | undefined]>([
    ["is at most 500 ms at first", LOST, {}, 0.999, 499.5],
    ["starts at 0: full jitter", LOST, {}, 0, 0],
    ["doubles", LOST, { retries: 1 }, 0.5, 500],
    ["doubles again", LOST, { retries: 2, maxRetries: 9 }, 0.5, 1000],
    ["is at most 8 s", LOST, { retries: 8, maxRetries: 9 }, 0.5, 4000],
    ["stays at that", LOST, { retries: 5000, maxRetries: 9999 }, 0.5, 4000],
    ["is at most maxRetryDelay", LOST, { retries: 1, maxRetryDelay: 100 }, 0.5, 50],
    ["is none for maxRetryDelay 0", LOST, { maxRetryDelay: 0 }, 0.9, 0],
    ["is at least Retry-After", status(503, 7), {}, 0.5, 7000],
    ["may exceed Retry-After", status(429, 1), { retries: 9, maxRetries: 10 }, 0.5, 4000],
    ["ignores a Retry-After of 0", status(429, 0), {}, 0.5, 250],
    ["may be all of maxRetryDelay", status(429, 60), {}, 0.5, 60_000],
    ["is not shortened: beyond maxRetryDelay, no retry", status(429, 61), {}, 0.5, undefined],
    ["does not overflow", status(429, Number.MAX_SAFE_INTEGER), {}, 0.5, undefined],
    ["is none after maxRetries", LOST, { retries: 2 }, 0.5, undefined],
    ["is none with maxRetries 0", LOST, { maxRetries: 0 }, 0.5, undefined],
    ["is none for what is not retried", status(400, 1), {}, 0.5, undefined],
  ])("%s", (_name, result, limits, random, delay) => {
    const step = nextStep("GET", result, { ...STATE, ...limits }, random);
    expect(step).toEqual(delay === undefined ? { action: "stop" } : { action: "retry", delay });
  });
});

describe("a newer token", () => {
  const canRefresh = { ...STATE, canRefresh: true };
  it.each<[string, AttemptResult, typeof STATE, string]>([
    ["is requested after a 401", status(401), canRefresh, "refresh"],
    ["does not count in maxRetries", status(401), { ...canRefresh, maxRetries: 0 }, "refresh"],
    ["is requested only once", status(401), STATE, "stop"],
    ["is for a 401 only", status(403), canRefresh, "stop"],
    ["is not for a 401 from elsewhere", status(401, undefined, true), canRefresh, "stop"],
  ])("%s", (_name, result, state, want) => {
    expect(nextStep("GET", result, state, 0).action).toBe(want);
  });
});

it.each([401, 429, 503])("a followed redirect that ends in %i is not retried", (each) => {
  expect(nextStep("GET", status(each, 1, true), STATE, 0)).toEqual({ action: "stop" });
});

describe("the outcome of a failed write", () => {
  const unknown: AttemptResult[] = [LOST, TIMEOUT];
  const notApplied: AttemptResult[] = [REFUSED, SLOW_TOKEN];
  for (const code of [0, 300, 302, 307, 399, 408, 500, 503, 599, 999]) unknown.push(status(code));
  for (const code of [400, 401, 404, 409, 418, 429, 499]) notApplied.push(status(code));

  it.each(["POST", "PUT", "DELETE", "PATCH"])("%s", (method) => {
    for (const result of unknown) expect(outcomeOf(method, result)).toBe("unknown");
    for (const result of notApplied) expect(outcomeOf(method, result)).toBe("not_applied");
  });
  it.each(["GET", "HEAD", "OPTIONS"])("%s is none: not_applied", (method) => {
    for (const result of unknown) expect(outcomeOf(method, result)).toBe("not_applied");
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-11-23T08:00:00.000Z");
  it.each<[string, string | null, number | undefined]>([
    ["absent", null, undefined],
    ["delta-seconds", "120", 120],
    ["zero", "0", 0],
    ["leading zeros", "007", 7],
    ["beyond 2^32", "9999999999", 9_999_999_999],
    ["beyond every number", "9".repeat(400), Number.MAX_SAFE_INTEGER],
    ["a date", "Mon, 23 Nov 2026 08:01:30 GMT", 90],
    ["a past date", "Mon, 23 Nov 2026 07:00:00 GMT", 0],
    ["the obsolete date of RFC 850", "Monday, 23-Nov-26 08:00:10 GMT", 10],
    ["the obsolete date of asctime", "Mon Nov 23 08:00:10 2026", 10],
    ["asctime with a one-digit day", "Tue Dec  1 08:00:00 2026", 8 * 86_400],
    ["empty", "", undefined],
    ["negative", "-1", undefined],
    ["signed", "+1", undefined],
    ["a fraction", "1.5", undefined],
    ["an exponent", "1e3", undefined],
    ["hexadecimal", "0x10", undefined],
    ["a superscript", "²", undefined],
    ["an Arabic digit", "٣", undefined],
    ["a list", "5, 10", undefined],
    ["a unit", "5s", undefined],
    ["a line break after it", "5\n", undefined],
    ["words", "soon", undefined],
    ["an ISO date", "2026-11-23T09:00:00Z", undefined],
    ["another time zone", "Mon, 23 Nov 2026 08:01:30 CET", undefined],
    ["a date without a weekday", "23 Nov 2026 08:01:30 GMT", undefined],
    ["an impossible day", "Mon, 99 Nov 2026 08:01:30 GMT", undefined],
    ["an impossible month", "Mon, 23 Nix 2026 08:01:30 GMT", undefined],
  ])("%s: %j → %s s", (_name, value, want) => {
    expect(parseRetryAfter(value, now)).toBe(want);
  });

  it("is rounded up if a date falls between two seconds", () => {
    expect(parseRetryAfter("Mon, 23 Nov 2026 08:00:01 GMT", now + 1)).toBe(1);
    expect(parseRetryAfter("Mon, 23 Nov 2026 08:00:01 GMT", now - 1)).toBe(2);
  });
});

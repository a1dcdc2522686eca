import { describe, expect, it } from "vitest";
import { parseRetryAfter } from "../../src/http/retry.ts";

const NOW = Date.parse("2026-11-23T08:00:00.000Z");

describe("Retry-After", () => {
  it.each<[string, string | null, number | undefined]>([
    ["absent", null, undefined],
    ["delta-seconds", "120", 120],
    ["zero", "0", 0],
    ["leading zeros", "007", 7],
    ["beyond 2^32", "9999999999", 9_999_999_999],
    ["beyond every number", "9".repeat(400), Number.MAX_SAFE_INTEGER],
    ["a date", "Mon, 23 Nov 2026 08:01:30 GMT", 90],
    ["a date that has passed", "Mon, 23 Nov 2026 07:00:00 GMT", 0],
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
    ["white space alone", " ", undefined],
    ["white space around it", " 5 ", undefined],
    ["a line after it", "5\n", undefined],
    ["words", "soon", undefined],
    ["an ISO date", "2026-11-23T09:00:00Z", undefined],
    ["a date in another zone", "Mon, 23 Nov 2026 08:01:30 CET", undefined],
    ["a date without a weekday", "23 Nov 2026 08:01:30 GMT", undefined],
    ["a day that no month has", "Mon, 99 Nov 2026 08:01:30 GMT", undefined],
    ["a month that no year has", "Mon, 23 Nix 2026 08:01:30 GMT", undefined],
  ])("%s: %j → %s s", (_name, given, want) => {
    expect(parseRetryAfter(given, NOW)).toBe(want);
  });

  it("is rounded up where a date falls between two seconds", () => {
    expect(parseRetryAfter("Mon, 23 Nov 2026 08:00:01 GMT", NOW + 1)).toBe(1);
    expect(parseRetryAfter("Mon, 23 Nov 2026 08:00:01 GMT", NOW - 1)).toBe(2);
  });
});

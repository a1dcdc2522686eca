import { describe, expect, it } from "vitest";
import { type AttemptResult, outcomeOf } from "../../src/http/retry.ts";

const status = (status: number): AttemptResult => ({ kind: "response", status, isRedirect: false });

const RESULTS: [name: string, result: AttemptResult, write: string][] = [
  ["a connection that never stood", { kind: "lost", sent: false }, "not_applied"],
  ["a lost connection", { kind: "lost", sent: true }, "unknown"],
  ["a timeout", { kind: "timeout", sent: true }, "unknown"],
  ["a timeout of the token provider", { kind: "timeout", sent: false }, "not_applied"],
  ["a hidden redirect", status(0), "unknown"],
  ...[300, 302, 304, 307, 308, 399].map((each): (typeof RESULTS)[number] => [
    `${each}`,
    status(each),
    "unknown",
  ]),
  ...[400, 401, 403, 404, 409, 418, 422, 429, 499].map((each): (typeof RESULTS)[number] => [
    `${each}`,
    status(each),
    "not_applied",
  ]),
  ...[408, 500, 501, 502, 503, 504, 599, 999].map((each): (typeof RESULTS)[number] => [
    `${each}`,
    status(each),
    "unknown",
  ]),
];

describe.each(["POST", "PUT", "DELETE", "PATCH"])("the outcome of a failed %s", (method) => {
  it.each(RESULTS)("after %s", (_name, result, want) => {
    expect(outcomeOf(method, result)).toBe(want);
  });
});

describe.each(["GET", "HEAD", "OPTIONS"])("the outcome of a failed %s is not_applied", (method) => {
  it.each(RESULTS)("after %s", (_name, result) => {
    expect(outcomeOf(method, result)).toBe("not_applied");
  });
});

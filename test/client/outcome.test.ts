import { describe, expect, it } from "vitest";
import type { Happening } from "../../src/retry.ts";
import { outcomeOf, semanticsOf } from "../../src/semantics.ts";

const status = (status: number): Happening => ({ kind: "response", status });

const HAPPENINGS: [name: string, happening: Happening, write: string][] = [
  ["a connection that never stood", { kind: "lost", sent: false }, "not_applied"],
  ["a lost connection", { kind: "lost", sent: true }, "unknown"],
  ["a timeout", { kind: "timeout", sent: true }, "unknown"],
  ["a timeout of the token provider", { kind: "timeout", sent: false }, "not_applied"],
  ["a hidden redirect", status(0), "unknown"],
  ...[300, 302, 304, 307, 308, 399].map((each): (typeof HAPPENINGS)[number] => [
    `${each}`,
    status(each),
    "unknown",
  ]),
  ...[400, 401, 403, 404, 409, 418, 422, 429, 499].map((each): (typeof HAPPENINGS)[number] => [
    `${each}`,
    status(each),
    "not_applied",
  ]),
  ...[408, 500, 501, 502, 503, 504, 599, 999].map((each): (typeof HAPPENINGS)[number] => [
    `${each}`,
    status(each),
    "unknown",
  ]),
];

describe.each(["POST", "PUT", "DELETE", "PATCH"])("the outcome of a failed %s", (method) => {
  it.each(HAPPENINGS)("after %s", (_name, happening, want) => {
    expect(outcomeOf(semanticsOf(method), happening)).toBe(want);
  });
});

describe.each(["GET", "HEAD", "OPTIONS"])("the outcome of a failed %s is not_applied", (method) => {
  it.each(HAPPENINGS)("after %s", (_name, happening) => {
    expect(outcomeOf(semanticsOf(method), happening)).toBe("not_applied");
  });
});

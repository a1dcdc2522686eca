import { expect, it } from "vitest";
import { contract } from "../support/contract.ts";

const table = [
  ["RateLimitLimit", { type: "integer", minimum: 1, maximum: 10000 }, 5000],
  ["RateLimitRemaining", { type: "integer", minimum: 0, maximum: 10000 }, 4999],
  ["RetryAfter", { type: "integer", minimum: 1, maximum: 86400 }, 3600],
  ["WwwAuthenticate", { type: "string", maxLength: 255, pattern: "^Bearer.*" }, "Bearer"],
  ["AccessControlAllowOrigin", { type: "string", maxLength: 255, const: "*" }, "*"],
] as const;

it("there are these headers and no others", () => {
  expect(Object.keys(contract.components.headers ?? {})).toEqual(table.map(([name]) => name));
});

it.each(table)("%s demands %j, for example %j", (name, schema, example) => {
  expect(contract.components.headers?.[name]).toEqual({
    description: expect.any(String),
    schema,
    example,
  });
});

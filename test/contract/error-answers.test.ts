import { describe, expect, it } from "vitest";
import { contract, operations } from "../support/contract.ts";

const rateLimit = ["X-RateLimit-Limit", "X-RateLimit-Remaining"];
const anyOrigin = "Access-Control-Allow-Origin";

const table = [
  ["400", "BadRequest", [...rateLimit, anyOrigin]],
  ["401", "Unauthorized", ["WWW-Authenticate", ...rateLimit, anyOrigin]],
  ["403", "Forbidden", [...rateLimit, anyOrigin]],
  ["404", "NotFound", [...rateLimit, anyOrigin]],
  ["409", "Conflict", [...rateLimit, anyOrigin]],
  ["422", "UnprocessableEntity", [...rateLimit, anyOrigin]],
  ["429", "TooManyRequests", [...rateLimit, "Retry-After", anyOrigin]],
  ["500", "InternalServerError", [anyOrigin]],
] as const;

const component: Record<string, string> = {
  "X-RateLimit-Limit": "RateLimitLimit",
  "X-RateLimit-Remaining": "RateLimitRemaining",
  "Retry-After": "RetryAfter",
  "WWW-Authenticate": "WwwAuthenticate",
  "Access-Control-Allow-Origin": "AccessControlAllowOrigin",
};

describe.each(table)("%s", (status, name, headers) => {
  it.each(Object.entries(operations))(`is ${name}, if at all, for %s`, (_request, operation) => {
    expect([undefined, { $ref: `#/components/responses/${name}` }]).toContainEqual(
      operation.responses[status],
    );
  });

  it(`carries ${headers.join(", ")}`, () => {
    expect(contract.components.responses?.[name]).toHaveProperty(
      "headers",
      Object.fromEntries(
        headers.map((header) => [header, { $ref: `#/components/headers/${component[header]}` }]),
      ),
    );
  });
});

import { expect, it } from "vitest";
import { contract } from "../support/contract.ts";

const table = [
  ["BadRequest", "BAD_REQUEST", "The request was invalid."],
  ["Unauthorized", "UNAUTHORIZED", "Authentication is required."],
  ["Forbidden", "FORBIDDEN", "You do not have access to this resource."],
  ["NotFound", "NOT_FOUND", "The requested resource was not found."],
  ["Conflict", "CONFLICT_ERROR", "The resource already exists."],
  ["UnprocessableEntity", "UNPROCESSABLE_ENTITY", "Validation failed for the request parameters."],
  ["TooManyRequests", "TOO_MANY_REQUESTS", "Rate limit exceeded. Retry later."],
  ["InternalServerError", "INTERNAL_SERVER_ERROR", "An unexpected error occurred."],
] as const;

it("has an example for each error", () => {
  expect(table.map(([name]) => name)).toEqual(Object.keys(contract.components.responses ?? {}));
});

it.each(table)("%s is shown as %s: %s", (name, code, message) => {
  const exampleName = name.replace(/\B[A-Z]/g, "_$&").toLowerCase();
  expect(contract.components.responses?.[name]).toHaveProperty("content", {
    "application/json": {
      schema: { $ref: "#/components/schemas/ErrorEnvelope" },
      examples: {
        [exampleName]: {
          summary: expect.any(String),
          value: {
            meta: { request_id: "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN" },
            error: { code, message },
          },
        },
      },
    },
  });
});

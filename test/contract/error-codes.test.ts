import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { contract } from "../support/contract.ts";

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(contract, "contract");
const admits = ajv.compile({ $ref: "contract#/components/schemas/ErrorCode" });

it("names the common codes", () => {
  expect(contract.components.schemas?.ErrorCode).toHaveProperty("x-extensible-enum", [
    "BAD_REQUEST",
    "UNAUTHORIZED",
    "FORBIDDEN",
    "NOT_FOUND",
    "CONFLICT_ERROR",
    "PERMISSION_ERROR",
    "UNPROCESSABLE_ENTITY",
    "UNPROCESSABLE_CONTENT",
    "TOO_MANY_REQUESTS",
    "INTERNAL_SERVER_ERROR",
    "DUPLICATION_FAILED",
    "SERVICE_UNAVAILABLE",
  ]);
});

it.each([
  ["a common code", "CONFLICT_ERROR", true],
  ["a code yet to come", "QUOTA_2_EXCEEDED", true],
  ["100 characters", "A".repeat(100), true],
  ["101 characters", "A".repeat(101), false],
  ["lower case", "conflict_error", false],
  ["a leading digit", "2_MANY", false],
  ["nothing", "", false],
])("as to %s: given %j, admits it: %j", (_name, given, want) => {
  expect(admits(given)).toBe(want);
});

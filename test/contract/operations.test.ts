import { describe, expect, it } from "vitest";
import { operations } from "../support/contract.ts";

const secrets = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
const secret = `${secrets}/{secret_placeholder}`;

const table = [
  [
    "listConnectorSecrets",
    { request: `GET ${secrets}` },
    { success: "200", returns: "SecretList", errors: ["401", "403", "404", "429", "500"] },
  ],
  [
    "createConnectorSecret",
    { request: `POST ${secrets}`, sends: "CreateSecretRequest" },
    {
      success: "201",
      returns: "SecretList",
      errors: ["400", "401", "403", "404", "409", "422", "429", "500"],
    },
  ],
  [
    "updateConnectorSecret",
    { request: `PUT ${secret}`, sends: "UpdateSecretRequest" },
    { success: "204", errors: ["400", "401", "403", "404", "422", "429", "500"] },
  ],
  [
    "deleteConnectorSecret",
    { request: `DELETE ${secret}` },
    { success: "204", errors: ["401", "403", "404", "429", "500"] },
  ],
] as const;

const json = (schema: string) => ({
  "application/json": { schema: { $ref: `#/components/schemas/${schema}` } },
});

it("documents these operations and no others", () => {
  expect(Object.keys(operations).sort()).toEqual(table.map(([, given]) => given.request).sort());
});

describe.each(table)("%s", (operationId, given, want) => {
  const operation = operations[given.request];

  it(`is ${given.request}`, () => {
    expect(operation?.operationId).toBe(operationId);
  });

  it(`sends ${"sends" in given ? given.sends : "no body"}`, () => {
    if ("sends" in given) {
      expect(operation?.requestBody).toMatchObject({ required: true, content: json(given.sends) });
    } else {
      expect(operation?.requestBody).toBeUndefined();
    }
  });

  it(`answers ${want.success}, ${want.errors.join(", ")}`, () => {
    expect(Object.keys(operation?.responses ?? {})).toEqual([want.success, ...want.errors]);
  });

  it(`returns ${"returns" in want ? want.returns : "no body"} and documents no headers`, () => {
    const success = operation?.responses[want.success];
    if ("returns" in want) {
      expect(success).toMatchObject({ content: json(want.returns) });
    } else {
      expect(success).not.toHaveProperty("content");
    }
    expect(success).not.toHaveProperty("headers");
  });
});

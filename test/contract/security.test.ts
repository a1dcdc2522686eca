import { expect, it } from "vitest";
import { contract, operations } from "../support/contract.ts";

it("takes either credential, each of them enough alone", () => {
  expect(contract.security).toEqual([{ BearerAuth: [] }, { ApiKeyAuth: [] }]);
});

it.each([
  ["BearerAuth", { type: "http", scheme: "bearer" }],
  ["ApiKeyAuth", { type: "apiKey", in: "header", name: "Authorization" }],
])("%s is %j, sent after the word Bearer", (name, want) => {
  expect(contract.components.securitySchemes?.[name]).toEqual({
    ...want,
    description: expect.stringContaining("`Authorization: Bearer <"),
  });
});

it.each(Object.entries(operations))("%s needs a credential", (_request, operation) => {
  expect(operation).not.toHaveProperty("security");
});

it.each([
  ["listConnectorSecrets", ["cb_secrets_read"]],
  ["createConnectorSecret", ["cb_secrets_write"]],
  ["updateConnectorSecret", ["cb_secrets_write"]],
  ["deleteConnectorSecret", ["cb_secrets_write"]],
])("%s names its scope %j and who may call it", (operationId, scopes) => {
  const description = Object.values(operations).find(
    (operation) => operation.operationId === operationId,
  )?.description;
  expect(description?.match(/\bcb_secrets_\w+/g)).toEqual(scopes);
  expect(description).toMatch(/Admin, Owner or Editor .* add-on/);
});

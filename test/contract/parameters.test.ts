import { expect, it } from "vitest";
import { contract } from "../support/contract.ts";

const secrets = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";

const table = [
  [
    "TeamId",
    "team_id",
    // The maximum is 9223372036854775807, rounded as numbers are. See int64.test.ts.
    { schema: { type: "integer", format: "int64", minimum: 1, maximum: 2 ** 63 }, example: 936506 },
  ],
  [
    "ConnectorIdentifier",
    "connector_identifier",
    { schema: { type: "string", maxLength: 100, pattern: "^[A-Za-z0-9_-]+$" }, example: "T3S70" },
  ],
  [
    "SecretPlaceholder",
    "secret_placeholder",
    { schema: { $ref: "#/components/schemas/SecretPlaceholder" }, example: "sec_a23f23d26" },
  ],
] as const;

it.each(table)("%s is %s in the path", (component, name, want) => {
  expect(contract.components.parameters?.[component]).toEqual({
    name,
    in: "path",
    required: true,
    description: expect.any(String),
    ...want,
  });
});

it.each([
  ["the secrets of a connector", secrets, ["TeamId", "ConnectorIdentifier"]],
  [
    "one secret",
    `${secrets}/{secret_placeholder}`,
    ["TeamId", "ConnectorIdentifier", "SecretPlaceholder"],
  ],
])("the path of %s takes them once for all its operations", (_name, path, want) => {
  expect(contract.paths[path]?.parameters).toEqual(
    want.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  );
});

import { expect, it } from "vitest";
import { contract, demandsOf } from "../support/contract.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const table: [name: string, demands: object][] = [
  ["SecretName", { type: "string", maxLength: 255 }],
  ["SecretValue", { type: "string", maxLength: 10000 }],
  ["SecretPlaceholder", { type: "string", maxLength: 100 }],
  [
    "Secret",
    {
      type: "object",
      required: ["secret_placeholder", "secret_name"],
      properties: {
        secret_placeholder: ref("SecretPlaceholder"),
        secret_name: ref("SecretName"),
      },
    },
  ],
  [
    "SecretList",
    {
      type: "object",
      required: ["count", "secrets"],
      properties: {
        count: { type: "integer", format: "int32", minimum: 0 },
        secrets: { type: "array", maxItems: 100, items: ref("Secret") },
      },
    },
  ],
  [
    "CreateSecretRequest",
    {
      type: "object",
      required: ["secret_name", "secret_value"],
      properties: { secret_name: ref("SecretName"), secret_value: ref("SecretValue") },
    },
  ],
  [
    "UpdateSecretRequest",
    {
      type: "object",
      required: ["secret_value"],
      properties: { secret_value: ref("SecretValue") },
    },
  ],
  [
    "ErrorEnvelope",
    {
      type: "object",
      required: ["meta", "error"],
      properties: {
        meta: {
          type: "object",
          required: ["request_id"],
          properties: {
            request_id: {
              type: "string",
              minLength: 8,
              maxLength: 64,
              pattern: "^[A-Za-z0-9_-]+$",
            },
          },
        },
        error: {
          type: "object",
          required: ["code", "message"],
          properties: {
            code: ref("ErrorCode"),
            message: { type: "string", maxLength: 255, pattern: "^.+$" },
            description: { type: "string", maxLength: 2048 },
          },
        },
      },
    },
  ],
  ["ErrorCode", { type: "string", maxLength: 100, pattern: "^[A-Z][A-Z0-9_]*$" }],
];

it("there are these schemas and no others", () => {
  expect(Object.keys(contract.components.schemas ?? {})).toEqual(table.map(([name]) => name));
});

it.each(table)("%s demands this and no more", (name, demands) => {
  expect(demandsOf(contract.components.schemas?.[name])).toEqual(demands);
});

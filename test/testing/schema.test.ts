// The fake API is held to the contract: every response is validated with its schema, in which no
// undocumented member is allowed, and has the documented headers.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { contract, merged, operations } from "../support/contract.ts";
import { EXCHANGES, prepare } from "../support/exchanges.ts";

interface DocumentedAnswer {
  headers?: Record<string, { $ref: string }>;
  content?: { "application/json": { schema: object } };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The contract, in which no object may have a member that is not documented. */
const closed = JSON.parse(JSON.stringify(contract), (_, value) => {
  const schema = isRecord(value) && value.allOf ? merged(value) : value;
  return isRecord(schema) && schema.type === "object"
    ? { ...schema, additionalProperties: false }
    : schema;
});

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(closed, "contract");

/** What a reference leads to. */
function resolve<T>(node: T | { $ref: string }): T {
  if (!isRecord(node) || typeof node.$ref !== "string") return node as T;
  const found = node.$ref
    .slice(2)
    .split("/")
    .reduce((at, key) => at[key], closed);
  return resolve<T>(found);
}

function compile(schema: object): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/', '"contract#/');
  return ajv.compile(JSON.parse(text));
}

/** Of a refusal that its operation does not document, that of another operation. */
function documentedAnswer(operation: string, status: number): DocumentedAnswer {
  const all = Object.values(operations);
  const own = all.find(({ operationId }) => operationId === operation);
  const other = all.find(({ responses }) => status in responses);
  const answer = own?.responses[status] ?? other?.responses[status];
  if (!isRecord(answer)) throw new Error(`${operation} ${status} is not documented.`);
  return resolve<DocumentedAnswer>(answer);
}

it.each(EXCHANGES)("%s", async (_name, exchange) => {
  const { api, request } = prepare(exchange);

  const response = await api.fetch(request("http://fake"));

  const { status, headers } = response;
  expect(status).toBe(exchange.status);
  const documented = documentedAnswer(exchange.operation, status);
  const body = await response.text();
  const schema = documented.content?.["application/json"].schema;
  if (schema) {
    expect(headers.get("content-type")).toBe("application/json");
    const validate = compile(schema);
    validate(JSON.parse(body));
    expect(validate.errors).toBeNull();
  } else {
    expect(body).toBe("");
  }
  const isOpenEnded = exchange.quota && exchange.quota.retryAfter === undefined;
  for (const [name, node] of Object.entries(documented.headers ?? {})) {
    const value = headers.get(name);
    // The contract says that not every refusal carries it.
    if (name === "Retry-After" && isOpenEnded) {
      expect(value).toBeNull();
      continue;
    }
    expect(value, name).not.toBeNull();
    const { schema: rule } = resolve<{ schema: { type: string } }>(node);
    const validate = compile(rule);
    validate(rule.type === "integer" ? Number(value) : value);
    expect(validate.errors, name).toBeNull();
  }
});

it("Ajv would find a value that is returned", () => {
  const secret = { secret_placeholder: "sec_1", secret_name: "a", secret_value: "b" };
  const validate = compile({ $ref: "#/components/schemas/SecretList" });
  expect(validate({ count: 1, secrets: [secret] })).toBe(false);
  expect(validate.errors).toMatchObject([{ keyword: "additionalProperties" }]);
});

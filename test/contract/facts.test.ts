// What the API's own pages say, and what must never drift. What is new here is none of its concern.
import { describe, expect, it } from "vitest";
import {
  bodyOf,
  contract,
  exactContract,
  exampleOf,
  merged,
  operations,
  resolve,
} from "../support/contract.ts";

const CONNECTORS = "/v1/teams/{team_id}/connector_builder/connectors";
const LOGS = `GET ${CONNECTORS}/{connector_identifier}/logs`;
const CREATE_SECRET = `POST ${CONNECTORS}/{connector_identifier}/secrets`;

/** Request, operation, scope of an API key, encoding of the body, statuses. */
const OPERATIONS = `
GET    .                           listConnectors        cb_connectors_read  -         200 401 403 429 500
POST   .                           createConnector       cb_connectors_write form      201 401 403 404 429 500
GET    ./1                         getConnector          cb_connectors_read  -         200 400 401 403 404 429 500
PUT    ./1                         updateConnector       cb_connectors_write json      204 400 401 403 404 422 429 500
DELETE ./1                         deleteConnector       cb_connectors_write -         204 400 401 403 404 429 500
GET    ./1/logo                    getConnectorLogo      cb_logo_read        -         200 401 403 404 429 500
POST   ./1/logo                    uploadConnectorLogo   cb_logo_write       multipart 201 400 401 403 404 429 500
GET    ./1/logs                    listConnectorLogs     cb_logs_read        -         200 400 401 403 429 500
GET    ./1/logs/{log_id}           getConnectorLog       cb_logs_read        -         200 401 403 404 429 500
GET    ./1/secrets                 listConnectorSecrets  cb_secrets_read     -         200 401 403 404 429 500
POST   ./1/secrets                 createConnectorSecret cb_secrets_write    json      201 400 401 403 404 409 422 429 500
PUT    ./1/secrets/{secret_placeholder} updateConnectorSecret cb_secrets_write json    204 400 401 403 404 422 429 500
DELETE ./1/secrets/{secret_placeholder} deleteConnectorSecret cb_secrets_write -       204 401 403 404 429 500
`;
const ENCODINGS: Record<string, string> = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  multipart: "multipart/form-data",
};
const table = OPERATIONS.trim()
  .split("\n")
  .map((row) => {
    const [method, path = "", operationId, scope, encoding = "", ...statuses] = row.split(/ +/);
    const full = path.replace("1", "{connector_identifier}").replace(".", CONNECTORS);
    return { line: `${method} ${full}`, operationId, scope, encoding, statuses };
  });

it.each(table)("$operationId is $line", ({ line, operationId, scope, encoding, statuses }) => {
  const operation = operations[line];
  expect(operation).toMatchObject({ operationId });
  expect(operation?.description).toMatch(/Admin, Owner or Editor/);
  expect(operation?.description.match(/\bcb_\w+/g)).toEqual([scope]);
  expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(statuses));
  expect(bodyOf(operation?.requestBody)?.type).toBe(ENCODINGS[encoding]);
});

describe("limits", () => {
  it.each([
    ["ConnectorIdentifier", { maxLength: 100, pattern: "^[A-Za-z0-9_-]+$" }],
    ["ConnectorName", { maxLength: 255 }],
    ["ConnectorDescription", { maxLength: 1000 }],
    ["LogoUrl", { format: "uri", maxLength: 2048 }],
    ["Timestamp", { format: "date-time", maxLength: 30 }],
    ["LogId", { maxLength: 255 }],
    ["SecretName", { maxLength: 255 }],
    ["SecretValue", { maxLength: 10000, writeOnly: true }],
    ["SecretPlaceholder", { maxLength: 100 }],
    ["SecretList", { required: ["count", "secrets"] }],
    ["SecretList.secrets", { maxItems: 100 }],
    ["SecretList.count", { format: "int32", minimum: 0 }],
    ["Secret", { required: ["secret_placeholder", "secret_name"] }],
    ["ConnectorList", { required: ["count", "connectors"] }],
    ["ConnectorList.connectors", { maxItems: 1000 }],
    ["ConnectorConfiguration.version", { maxLength: 20 }],
    ["LogList", { required: ["logs"] }],
    ["LogList.logs", { maxItems: 1000 }],
    ["LogEntry.status", { type: ["integer", "null"], minimum: 100, maximum: 599 }],
    ["LogEntry.event", { type: ["string", "null"], maxLength: 255 }],
    ["LogEntry.request", { type: ["string", "null"], maxLength: 1000 }],
    ["LogEntry.duration_ms", { type: ["integer", "null"], format: "int32", minimum: 0 }],
    ["LogEntry.request_id", { type: ["string", "null"], format: "uuid" }],
    ["CreateConnectorRequest", { required: ["title"] }],
    ["UploadConnectorLogoRequest", { required: ["logo"] }],
    ["ConnectorLogo", { required: ["logo_url"] }],
    ["ErrorEnvelope.meta.request_id", { minLength: 8, maxLength: 64 }],
    ["ErrorEnvelope.error", { required: ["code", "message"] }],
    ["ErrorEnvelope.error.code", { maxLength: 100, pattern: "^[A-Z][A-Z0-9_]*$" }],
    ["ErrorEnvelope.error.message", { maxLength: 255, pattern: "^.+$" }],
    ["ErrorEnvelope.error.description", { maxLength: 2048 }],
  ])("%s: %j", (place, limits) => {
    const [component, ...members] = place.split(".");
    const schema = members.reduce(
      (found, member) => merged(resolve(found.properties)[member]),
      merged({ $ref: `#/components/schemas/${component}` }),
    );
    expect(schema).toMatchObject(limits);
  });

  it.each(["Connector", "ConnectorWithConfiguration", "ConnectorConfiguration", "LogEntry"])(
    "no member of %s is known to come always",
    (component) => {
      expect(merged({ $ref: `#/components/schemas/${component}` })).not.toHaveProperty("required");
    },
  );

  it("a team_id is any positive int64, digit by digit", () => {
    expect(exactContract.components.parameters?.TeamId).toHaveProperty(
      "schema",
      expect.objectContaining({ format: "int64", minimum: 1n, maximum: 9223372036854775807n }),
    );
  });

  it("a page of logs has 1 to 1000 entries, 100 unless asked", () => {
    const limit = operations[LOGS]?.parameters.find(({ name }) => name === "limit");
    expect(limit?.schema).toMatchObject({ minimum: 1, maximum: 1000, default: 100 });
  });
});

describe("what is sent comes back under another name, as the same component", () => {
  const membersOf = (name: string) =>
    resolve(merged({ $ref: `#/components/schemas/${name}` }).properties);

  it("title is the connector's name", () => {
    expect(membersOf("CreateConnectorRequest").title).toEqual(membersOf("Connector").name);
  });

  it("before is a log_time", () => {
    const before = operations[LOGS]?.parameters.find(({ name }) => name === "before");
    expect(before?.schema).toEqual(membersOf("LogEntry").log_time);
  });
});

describe("an error", () => {
  const limit = ["X-RateLimit-Limit", "X-RateLimit-Remaining"];
  it.each([
    ["400", "BAD_REQUEST", "The request was invalid.", limit],
    ["401", "UNAUTHORIZED", "Authentication is required.", ["WWW-Authenticate", ...limit]],
    ["403", "FORBIDDEN", "You do not have access to this resource.", limit],
    ["404", "NOT_FOUND", "The requested resource was not found.", limit],
    ["409", "CONFLICT_ERROR", "The resource already exists.", limit],
    ["422", "UNPROCESSABLE_ENTITY", "Validation failed for the request parameters.", limit],
    ["429", "TOO_MANY_REQUESTS", "Rate limit exceeded. Retry later.", ["Retry-After", ...limit]],
    ["500", "INTERNAL_SERVER_ERROR", "An unexpected error occurred.", []],
  ] as const)("%s is %s: %s", (status, code, message, headers) => {
    const response = resolve(operations[CREATE_SECRET]?.responses[status]);
    expect(exampleOf(bodyOf(response)?.media ?? {})).toMatchObject({ error: { code, message } });
    expect(Object.keys(resolve(response.headers))).toEqual(
      expect.arrayContaining([...headers, "Access-Control-Allow-Origin"]),
    );
  });

  it.each([
    ["RateLimitLimit", { type: "integer", minimum: 1, maximum: 10000 }],
    ["RateLimitRemaining", { type: "integer", minimum: 0, maximum: 10000 }],
    ["RetryAfter", { type: "integer", minimum: 1, maximum: 86400 }],
    ["WwwAuthenticate", { type: "string", maxLength: 255, pattern: "^Bearer.*" }],
    ["AccessControlAllowOrigin", { type: "string", const: "*" }],
  ])("%s is %j", (name, schema) => {
    expect(contract.components.headers?.[name]).toMatchObject({ schema });
  });

  it("has one of these codes, or any other", () => {
    const { enum: choices, "x-extensible-enum": known } = merged({
      $ref: "#/components/schemas/ErrorCode",
    });
    expect(choices).toBeUndefined();
    expect(known).toEqual(
      expect.arrayContaining([
        ...["BAD_REQUEST", "UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "CONFLICT_ERROR"],
        ...["PERMISSION_ERROR", "UNPROCESSABLE_ENTITY", "UNPROCESSABLE_CONTENT"],
        ...["TOO_MANY_REQUESTS", "INTERNAL_SERVER_ERROR", "DUPLICATION_FAILED"],
        "SERVICE_UNAVAILABLE",
      ]),
    );
  });
});

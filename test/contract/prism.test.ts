// The client against Prism, which serves the contract and judges every request by it.
import { beforeAll, describe, expect, it } from "vitest";
import { createConnectorSecret } from "../../generated/contract.ts";
import { SUCCESS } from "../../generated/examples.ts";
import * as sdk from "../../src/index.ts";
import { operations } from "../support/contract.ts";
import {
  CALLS,
  CONTRACT,
  LIST,
  OPERATION_IDS,
  type OperationId,
  PARAMS,
  pathOf,
} from "../support/params.ts";
import { startPrism } from "../support/prism.ts";

let url = "";
beforeAll(async () => {
  const prism = await startPrism();
  url = prism.url;
  return prism.close;
});

const connect = (options: Partial<sdk.ClientOptions> = { apiKey: "an-api-key" }) =>
  sdk.createClient({ baseUrl: url, maxRetries: 0, ...options });

/** Status → class, and what the documented example says. */
const ERRORS = {
  400: [sdk.BadRequestError, "BAD_REQUEST", "The request was invalid."],
  401: [sdk.AuthenticationError, "UNAUTHORIZED", "Authentication is required."],
  403: [sdk.PermissionDeniedError, "FORBIDDEN", "You do not have access to this resource."],
  404: [sdk.NotFoundError, "NOT_FOUND", "The requested resource was not found."],
  409: [sdk.ConflictError, "CONFLICT_ERROR", "The resource already exists."],
  422: [
    sdk.UnprocessableEntityError,
    "UNPROCESSABLE_ENTITY",
    "Validation failed for the request parameters.",
  ],
  429: [sdk.RateLimitError, "TOO_MANY_REQUESTS", "Rate limit exceeded. Retry later."],
  500: [sdk.ServerError, "INTERNAL_SERVER_ERROR", "An unexpected error occurred."],
} as const;

/** The statuses that the spec documents for an operation. */
function statusesOf(id: OperationId): number[] {
  const found = Object.values(operations).find(({ operationId }) => operationId === id);
  return Object.keys(found?.responses ?? {}).map(Number);
}
const errorCases = OPERATION_IDS.flatMap((id) =>
  statusesOf(id)
    .filter((status) => status >= 400)
    .map((status) => [id, status as keyof typeof ERRORS] as const),
);

it("calls every operation of the spec, with every documented error", () => {
  const documented = Object.values(operations).map(({ operationId }) => operationId);
  expect([...OPERATION_IDS].sort()).toEqual(documented.sort());
  expect(new Set(errorCases.map(([, status]) => String(status)))).toEqual(
    new Set(Object.keys(ERRORS)),
  );
  expect(errorCases).toHaveLength(5 + 8 + 7 + 5);
});

describe("a success", () => {
  const results = [
    ["listConnectorSecrets", 200, LIST],
    ["createConnectorSecret", 201, LIST],
    ["updateConnectorSecret", 204, undefined],
    ["deleteConnectorSecret", 204, undefined],
  ] as const;

  it.each(results)("%s answers %i", async (id, status, data) => {
    const done = await CALLS[id](connect()).withResponse();
    expect(done).toMatchObject({ data, rateLimit: { limit: undefined, remaining: undefined } });
    expect(done.response.status).toBe(status);
    expect(done.response.headers.get("sl-violations")).toBeNull();
    expect(await CALLS[id](connect())).toEqual(data);
    expect(status).toBe(SUCCESS[id]);
  });

  it.each([
    ["an API key", { apiKey: "an-api-key" }],
    ["a bearer token", { bearerToken: "otok_example" }],
    ["a token provider", { tokenProvider: async () => "otok_example" }],
  ])("comes with %s", async (_name, credential) => {
    expect(await CALLS.listConnectorSecrets(connect(credential))).toEqual(LIST);
  });

  it("comes for the greatest team_id that the mock takes, as number and as bigint", async () => {
    for (const team_id of [Number.MAX_SAFE_INTEGER, BigInt(Number.MAX_SAFE_INTEGER)]) {
      expect(await CALLS.listConnectorSecrets(connect(), {}, { team_id })).toEqual(LIST);
    }
  });
});

describe("a documented error", () => {
  it.each(errorCases)("%s rejects on %i with its class and details", async (id, status) => {
    const [ErrorClass, code, words] = ERRORS[status];
    const { method } = CONTRACT[id];
    const outcome = status === 500 && method !== "GET" ? "unknown" : "not_applied";
    const sequel = outcome === "unknown" ? " It may have been applied." : "";
    const headers = { prefer: `code=${status}` };

    const error = await CALLS[id](connect(), { headers }).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(ErrorClass);
    expect(error).toBeInstanceOf(sdk.ApiError);
    expect(error).toMatchObject({
      name: ErrorClass.name,
      message: `${id}: ${status} ${code}. ${words}${sequel}`,
      status,
      code,
      description: undefined,
      requestId: "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN",
      rateLimit:
        status === 500
          ? { limit: undefined, remaining: undefined }
          : { limit: 5000, remaining: 4999 },
      retryAfter: status === 429 ? 3600 : undefined,
      outcome,
      method,
      path: pathOf(id),
    });
  });
});

describe("what Prism refuses, the client refuses first, by the same keyword", () => {
  const refused = [
    ["team_id below 1", { team_id: 0 }, "minimum"],
    ["an identifier with a space", { connector_identifier: "T3 S70" }, "pattern"],
    ["an identifier of 101 characters", { connector_identifier: "x".repeat(101) }, "maxLength"],
    ["no secret_name", { secret_name: undefined }, "required"],
    ["a secret_value that is a number", { secret_value: 1 }, "type"],
    ["a secret_name of 256 characters", { secret_name: "x".repeat(256) }, "maxLength"],
    ["a secret_value of 10001 code points", { secret_value: "😀".repeat(10_001) }, "maxLength"],
  ] as const;

  it.each(refused)("%s", async (_name, change, keyword) => {
    const { team_id, connector_identifier, ...body } = {
      ...PARAMS.createConnectorSecret,
      ...change,
    };
    const { error, response } = await connect().http.POST(createConnectorSecret.path, {
      params: { path: { team_id, connector_identifier } },
      // Some of it breaks the type as well: that is the point.
      body: body as never,
    });
    expect(response.status).toBe(422);
    expect(error).toMatchObject({ error: { code: "UNPROCESSABLE_ENTITY" } });
    const violations = JSON.parse(response.headers.get("sl-violations") ?? "[]");
    expect(violations.map(({ code }: { code: string }) => code)).toEqual([keyword]);

    await expect(CALLS.createConnectorSecret(connect(), {}, change)).rejects.toMatchObject({
      name: "ValidationError",
      issues: [{ path: Object.keys(change)[0], keyword }],
    });
  });
});

describe("a request that the client cannot send", () => {
  it.each(OPERATION_IDS)("%s without a credential is a 401", async (id) => {
    const { method, body: schema } = CONTRACT[id];
    const body = schema ? JSON.stringify(PARAMS[id]) : null;
    const headers = { "content-type": "application/json" };
    const response = await fetch(url + pathOf(id), { method, body, headers });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(await response.json()).toMatchObject({ error: { code: "UNAUTHORIZED" } });
  });

  it("a body that is no JSON is a 400", async () => {
    const { method } = createConnectorSecret;
    const headers = { authorization: "Bearer an-api-key", "content-type": "application/json" };
    const target = url + pathOf("createConnectorSecret");
    expect((await fetch(target, { method, body: "{", headers })).status).toBe(400);
  });
});

import { describe, expect, it, onTestFinished } from "vitest";
import { ApiError, createClient, SupermetricsError } from "../../src/index.ts";
import { CALLS, CONTRACT, OPERATION_IDS, type OperationId, pathOf } from "../support/calls.ts";
import { operations } from "../support/contract.ts";
import { rejection } from "../support/fake-fetch.ts";
import { type Answer, serve } from "../support/servers.ts";

/** The classes that a status has; any other is an `ApiError`, from 500 on a `ServerError`. */
const CLASSES: Record<number, string> = {
  400: "BadRequestError",
  401: "AuthenticationError",
  403: "PermissionDeniedError",
  404: "NotFoundError",
  409: "ConflictError",
  422: "UnprocessableEntityError",
  429: "RateLimitError",
};
const classOf = (status: number) => CLASSES[status] ?? (status < 500 ? "ApiError" : "ServerError");

async function ask(id: OperationId, answer: Answer) {
  const server = await serve(answer);
  onTestFinished(server.close);
  const client = createClient({ apiKey: "an-api-key", baseUrl: server.url, maxRetries: 0 });
  const error = await rejection(CALLS[id](client));
  return { error, requests: server.requests.length };
}

const REQUEST_ID = "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN";
const GOOD = {
  meta: { request_id: REQUEST_ID },
  error: { code: "CONFLICT_ERROR", message: "A message.", description: "A description." },
};
const HEADERS = {
  "x-request-id": "id-of-the-header",
  "x-ratelimit-limit": "5000",
  "x-ratelimit-remaining": "0",
  "retry-after": "3600",
};
const NOTHING = { code: undefined, description: undefined, requestId: undefined };

/** A body that says it is longer than it is. */
const cut =
  (status: number): Answer =>
  (_request, response) => {
    response.writeHead(status, { "content-length": "500" });
    response.write('{"error":{"code":"X"', () => response.destroy());
  };

type Body = Exclude<Answer, string | ((...parameters: never) => unknown)>["body"];

const BODIES: [name: string, body: Body, want: object][] = [
  [
    "the documented body",
    GOOD,
    { code: "CONFLICT_ERROR", description: "A description.", requestId: REQUEST_ID },
  ],
  ["no meta", { error: GOOD.error }, { code: "CONFLICT_ERROR", requestId: undefined }],
  ["no error", { meta: GOOD.meta }, { code: undefined, requestId: REQUEST_ID }],
  ["a code alone", { error: { code: "SOME_CODE" } }, { ...NOTHING, code: "SOME_CODE" }],
  ["a code that is none", { error: { code: 7, description: {}, message: [] } }, NOTHING],
  ["an empty code", { error: { code: "" } }, NOTHING],
  ["members of another kind", { error: "conflict", meta: [REQUEST_ID] }, NOTHING],
  ["a gateway's page", "<html>Bad gateway</html>", NOTHING],
  ["no body", undefined, NOTHING],
  ["white space", " ", NOTHING],
  ["null", null, NOTHING],
  ["an array", [GOOD], NOTHING],
  ["a string", '"CONFLICT_ERROR"', NOTHING],
  ["half the JSON", JSON.stringify(GOOD).slice(0, -1), NOTHING],
];

/** Every error that the spec documents. */
const CASES = OPERATION_IDS.flatMap((id) =>
  documentedErrors(id).map((status) => [id, status] as const),
);

function documentedErrors(id: OperationId): number[] {
  const { method, path } = CONTRACT[id];
  return Object.keys(operations[`${method} ${path}`]?.responses ?? {})
    .map(Number)
    .filter((status) => status >= 400);
}

describe.each(CASES)("%s → %i", (id, status) => {
  it.each(BODIES)("with %s", async (_name, body, want) => {
    const answer = body === undefined ? { status } : { status, body };
    const { error, requests } = await ask(id, answer);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: classOf(status),
      status,
      method: CONTRACT[id].method,
      path: pathOf(id).split("?")[0],
      retryAfter: undefined,
      rateLimit: { limit: undefined, remaining: undefined },
      outcome: status >= 500 && CONTRACT[id].method !== "GET" ? "unknown" : "not_applied",
      ...want,
    });
    expect(requests).toBe(1);
  });

  it("with a body that breaks off", async () => {
    const { error } = await ask(id, cut(status));
    expect(error).toMatchObject({ name: classOf(status), status, ...NOTHING });
  });

  it("with headers alone", async () => {
    const { error } = await ask(id, { status, headers: HEADERS });
    expect(error).toMatchObject({
      requestId: "id-of-the-header",
      rateLimit: { limit: 5000, remaining: 0 },
      retryAfter: 3600,
    });
  });

  it("with an empty request id and a quota beyond all numbers: neither", async () => {
    const headers = { "x-request-id": "", "x-ratelimit-limit": "9".repeat(400) };
    const { error } = await ask(id, { status, headers });
    expect(error).toMatchObject({ requestId: undefined, rateLimit: { limit: undefined } });
  });

  it("with a request id in the body and in the headers: the body's", async () => {
    const { error } = await ask(id, { status, headers: HEADERS, body: GOOD });
    expect(error).toHaveProperty("requestId", REQUEST_ID);
  });
});

describe("a status without a class of its own", () => {
  it.each([
    [402, "ApiError", "not_applied"],
    [408, "ApiError", "unknown"],
    [410, "ApiError", "not_applied"],
    [418, "ApiError", "not_applied"],
    [451, "ApiError", "not_applied"],
    [501, "ServerError", "unknown"],
    [502, "ServerError", "unknown"],
    [503, "ServerError", "unknown"],
    [504, "ServerError", "unknown"],
    [599, "ServerError", "unknown"],
    // RFC 9110 §15: as if it were a 5xx.
    [999, "ServerError", "unknown"],
  ])("%i is %s, %s", async (status, name, outcome) => {
    const { error } = await ask("createConnectorSecret", { status, body: GOOD });
    expect(error).toMatchObject({ name, status, outcome });
  });
});

describe("the message", () => {
  it.each<[string, Answer, string]>([
    [
      "says what failed, how, and in the server's words why",
      { status: 409, body: GOOD },
      "createConnectorSecret: 409 CONFLICT_ERROR. A message. A description.",
    ],
    [
      "says when a write may have been applied",
      { status: 500, body: { error: { code: "X", message: "Y." } } },
      "createConnectorSecret: 500 X. Y. It may have been applied.",
    ],
    [
      "says when the documented body is missing, and quotes no page",
      { status: 400, body: "<html>secret</html>" },
      "createConnectorSecret: 400 without the documented error body.",
    ],
  ])("%s", async (_name, answer, want) => {
    const { error } = await ask("createConnectorSecret", answer);
    expect(error).toHaveProperty("message", want);
  });

  it("is shortened where the server's is without end", async () => {
    const message = "x".repeat(100_000);
    const { error } = await ask("listConnectorSecrets", {
      status: 400,
      body: { error: { message } },
    });
    expect((error as Error).message.length).toBeLessThan(2200);
  });
});

it("every error is a SupermetricsError with a stack that names its class", async () => {
  const { error } = await ask("createConnectorSecret", { status: 409, body: GOOD });
  expect(error).toBeInstanceOf(SupermetricsError);
  expect((error as Error).stack).toMatch(/^ConflictError: createConnectorSecret: 409/);
});

describe("a rate limit that is no number counts as absent", () => {
  it.each(["", "-1", "1e3", "many", "²"])("%j", async (value) => {
    const headers = { "x-ratelimit-limit": value, "x-ratelimit-remaining": value };
    const { error } = await ask("listConnectorSecrets", { status: 400, headers });
    expect(error).toHaveProperty("rateLimit", { limit: undefined, remaining: undefined });
  });
});

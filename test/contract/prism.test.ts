// The client against Prism, which serves the contract and judges every request by it.
import { beforeAll, describe, expect, it } from "vitest";
import { startPrism } from "../../scripts/support/prism.mjs";
import * as sdk from "../../src/index.ts";
import { call } from "../support/calls.ts";
import {
  bodyOf,
  exampleOf,
  invalidCallsOf,
  longestOf,
  type Node,
  type Operation,
  operations,
  paramsOf,
  pathOf,
  requestOf,
  resolve,
} from "../support/contract.ts";

let url = "";
beforeAll(async () => {
  const prism = await startPrism();
  url = prism.url;
  return prism.close;
});

const connect = (options: Partial<sdk.ClientOptions> = { apiKey: "an-api-key" }) =>
  sdk.createClient({ baseUrl: url, maxRetries: 0, ...options });

const methods = Object.entries(operations)
  .filter(([, operation]) => "x-method" in operation)
  .map(([line, operation]) => ({ id: operation.operationId, line, operation }));
const isRead = (line: string) => /^(GET|HEAD) /.test(line);

/** The documented answers of an operation, by status. */
const answersOf = ({ responses }: Operation) =>
  Object.entries(responses)
    .filter(([status]) => /^\d+$/.test(status))
    .map(([status, response]) => ({ status: Number(status), response: resolve(response) }));

/** What its examples say. */
function documented(response: Node) {
  const { media } = bodyOf(response) ?? {};
  const header = (name: string): unknown => resolve(resolve(response.headers)[name]).example;
  return { body: media && exampleOf(media), header };
}

describe("a success", () => {
  it.each(methods)("$id returns the documented example", async ({ operation }) => {
    const answers = answersOf(operation).filter(({ status }) => status < 300);
    const [{ status, response: answer }] = answers as [(typeof answers)[0]];
    const { data, response, rateLimit } = await call(connect(), operation).withResponse();
    expect(data).toEqual(documented(answer).body);
    expect(response.status).toBe(status);
    expect(response.headers.get("sl-violations")).toBeNull();
    expect(rateLimit).toEqual({ limit: undefined, remaining: undefined });
    expect(await call(connect(), operation)).toEqual(data);
  });

  it.each([
    ["an API key", { apiKey: "an-api-key" }],
    ["a bearer token", { bearerToken: "otok_example" }],
    ["a token provider", { tokenProvider: async () => "otok_example" }],
  ])("comes with %s", async (_name, credential) => {
    for (const { operation } of methods) await call(connect(credential), operation);
    expect(methods.length).toBeGreaterThan(0);
  });

  it("comes for the greatest team_id that the mock takes, as number and as bigint", async () => {
    for (const team_id of [Number.MAX_SAFE_INTEGER, BigInt(Number.MAX_SAFE_INTEGER)]) {
      for (const { operation } of methods) {
        await call(connect(), operation, { ...paramsOf(operation), team_id });
      }
    }
    expect(methods.length).toBeGreaterThan(0);
  });
});

describe("a documented error", () => {
  const CLASSES: Record<number, new (...args: never) => sdk.ApiError> = {
    400: sdk.BadRequestError,
    401: sdk.AuthenticationError,
    403: sdk.PermissionDeniedError,
    404: sdk.NotFoundError,
    409: sdk.ConflictError,
    422: sdk.UnprocessableEntityError,
    429: sdk.RateLimitError,
  };
  const cases = methods.flatMap((method) =>
    answersOf(method.operation)
      .filter(({ status }) => status >= 400)
      .map((answer) => ({ ...method, ...answer })),
  );

  it.each(cases)("$id rejects on $status", async ({ id, line, operation, status, response }) => {
    const ErrorClass = CLASSES[status] ?? (status < 500 ? sdk.ApiError : sdk.ServerError);
    const { body, header } = documented(response);
    const { meta, error: said } = body as {
      meta: { request_id: string };
      error: { code: string; message: string; description?: string };
    };
    const isUnknown = !isRead(line) && (status >= 500 || status === 408);
    const [method, template = ""] = line.split(" ");
    const headers = { prefer: `code=${status}` };

    const promise = call(connect(), operation, paramsOf(operation), { headers });
    const error = await promise.catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(ErrorClass);
    expect(error).toMatchObject({
      name: ErrorClass.name,
      message: expect.stringContaining(`${id}: ${status} ${said.code}. ${said.message}`),
      status,
      code: said.code,
      description: said.description,
      requestId: meta.request_id,
      rateLimit: {
        limit: header("X-RateLimit-Limit"),
        remaining: header("X-RateLimit-Remaining"),
      },
      retryAfter: header("Retry-After"),
      outcome: isUnknown ? "unknown" : "not_applied",
      method,
      path: pathOf(template, paramsOf(operation)),
    });
  });
});

describe("what Prism refuses, the client refuses first, by the same keyword", () => {
  const cases = methods.flatMap((method) =>
    invalidCallsOf(method.operation).map((breach) => ({ ...method, ...breach })),
  );

  it.each(cases)("$id: $keyword of $at", async ({ line, operation, at, keyword, params }) => {
    const { path, init } = requestOf(line, operation, params);
    const headers = { ...init.headers, authorization: "Bearer an-api-key" };
    const response = await fetch(url + path, { ...init, headers });
    expect(response.ok).toBe(false);
    expect(await violationsIn(response)).toContain(keyword);

    await expect(call(connect(), operation, params)).rejects.toMatchObject({
      name: "ValidationError",
      issues: [{ path: at, keyword }],
    });
  });
});

describe("what is as long as it may be, in code points", () => {
  const cases = methods.flatMap((method) =>
    longestOf(method.operation).map((longest) => ({ ...method, ...longest })),
  );

  it.each(cases)("$id: neither refuses $at", async ({ operation, params }) => {
    const { response } = await call(connect(), operation, params).withResponse();
    expect(response.headers.get("sl-violations")).toBeNull();
  });
});

describe("a request that the client cannot send", () => {
  it.each(methods)("$id without a credential is a 401", async ({ line, operation }) => {
    const { path, init } = requestOf(line, operation);
    const response = await fetch(url + path, init);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
  });

  const inJson = methods.filter(
    ({ operation }) => bodyOf(operation.requestBody)?.type === "application/json",
  );
  it.each(inJson)("$id with a body that is no JSON is a 400", async ({ line, operation }) => {
    const { path, init } = requestOf(line, operation);
    const headers = { ...init.headers, authorization: "Bearer an-api-key" };
    expect((await fetch(url + path, { ...init, headers, body: "{" })).status).toBe(400);
  });
});

/** Prism lists them in a header, or, where the contract documents no refusal, in its own words. */
async function violationsIn(response: Response): Promise<string[]> {
  const listed = response.headers.get("sl-violations");
  const violations = listed ? JSON.parse(listed) : (await response.json()).validation;
  return violations.map(({ code }: { code: string }) => code);
}

// The client against Prism, which serves the contract and judges every request by it.
import { beforeAll, describe, expect, it } from "vitest";
import { startPrism } from "../../scripts/support/prism.mjs";
import * as sdk from "../../src/index.ts";
import {
  bodyOf,
  exampleOf,
  type Node,
  type Operation,
  operations,
  type Params,
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
const CREATE = methods.find(({ id }) => id === "createConnectorSecret") ?? expect.unreachable();
const isRead = (line: string) => /^(GET|HEAD) /.test(line);

/** Calls the method that `x-method` names. */
function call(
  client: sdk.Client,
  operation: Operation,
  params: Params = paramsOf(operation),
  options: sdk.CallOptions = {},
): sdk.ApiPromise<unknown> {
  const [resource = "", verb = ""] = String(operation["x-method"]).split(".");
  type Methods = Record<string, (params: Params, options: object) => sdk.ApiPromise<unknown>>;
  const methods = (client as unknown as Record<string, Methods>)[resource];
  return methods?.[verb]?.(params, options) ?? expect.unreachable();
}

/** The documented responses of an operation, by status. */
const responsesOf = ({ responses }: Operation) =>
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
    const responses = responsesOf(operation).filter(({ status }) => status < 300);
    const [{ status, response: success }] = responses as [(typeof responses)[0]];
    const { data, response, rateLimit } = await call(connect(), operation).withResponse();
    expect(data).toEqual(documented(success).body);
    expect(response.status).toBe(status);
    expect(response.headers.get("sl-violations")).toBeNull();
    expect(rateLimit).toEqual({ limit: undefined, remaining: undefined });
    expect(await call(connect(), operation)).toEqual(data);
  });

  it.each<[string, object, object]>([
    ["a bearer token", { bearerToken: "otok_example" }, {}],
    ["a token provider", { tokenProvider: async () => "otok_example" }, {}],
    ["the greatest safe team_id", { apiKey: "key" }, { team_id: Number.MAX_SAFE_INTEGER }],
    ["a bigint", { apiKey: "key" }, { team_id: BigInt(Number.MAX_SAFE_INTEGER) }],
  ])("comes with %s", async (_name, credential, params) => {
    const { operation } = CREATE;
    const created = call(connect(credential), operation, { ...paramsOf(operation), ...params });
    expect(await created).toHaveProperty("count");
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
    responsesOf(method.operation)
      .filter(({ status }) => status >= 400)
      .map((response) => ({ ...method, ...response })),
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
      operation: id,
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

it("a request without a credential or with a body that is not JSON is refused", async () => {
  const { path, init } = requestOf(CREATE.line, CREATE.operation);
  const response = await fetch(url + path, init);
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toBe("Bearer");
  const headers = { ...init.headers, authorization: "Bearer an-api-key" };
  expect((await fetch(url + path, { ...init, headers, body: "{" })).status).toBe(400);
});

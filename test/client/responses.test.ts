// What a response becomes: a result, an error of its status, or an UnexpectedResponseError.
// contract/prism.test.ts has every documented response of every operation.
import { describe, expect, it, vi } from "vitest";
import { updateConnectorSecret } from "../../generated/operations.ts";
import { ApiError, createClient } from "../../src/index.ts";
import { CALLS, LIST, SECRET } from "../support/calls.ts";
import { json, KEY, rejection, scriptedClient } from "../support/fake-fetch.ts";
import { rawServer, serve } from "../support/servers.ts";

const REQUEST_ID = "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN";
const META = { request_id: REQUEST_ID };
const ERROR = { code: "CONFLICT_ERROR", message: "A message.", description: "A description." };
const ENVELOPE = { meta: META, error: ERROR };
const PAGE = "<html>Please log in</html>";

/** The error of a call whose response this is. It is not repeated, unless it says so. */
async function errorOf(id: keyof typeof CALLS, response: Response, maxRetries = 2) {
  const { client, sent } = scriptedClient([response], { apiKey: KEY, maxRetries });
  const error = await rejection(CALLS[id](client));
  expect(sent).toHaveLength(1);
  return error;
}
const errorOfCreate = (response: Response) => errorOf("createConnectorSecret", response, 0);

/** A response with any status, also one that the platform's class refuses. */
const responseOf = (
  status: number,
  body: unknown = ENVELOPE,
  headers: Record<string, string> = {},
) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return Object.defineProperty(new Response(text, { headers }), "status", { value: status });
};

describe("a 4xx or 5xx has the class and the outcome of its status", () => {
  it.each([
    [400, "BadRequestError", "not_applied"],
    [401, "AuthenticationError", "not_applied"],
    [403, "PermissionDeniedError", "not_applied"],
    [404, "NotFoundError", "not_applied"],
    [408, "ApiError", "unknown"],
    [409, "ConflictError", "not_applied"],
    [418, "ApiError", "not_applied"],
    [422, "UnprocessableEntityError", "not_applied"],
    [429, "RateLimitError", "not_applied"],
    [451, "ApiError", "not_applied"],
    [500, "ServerError", "unknown"],
    [503, "ServerError", "unknown"],
    [599, "ServerError", "unknown"],
    // RFC 9110 §15: treated as a 5xx.
    [999, "ServerError", "unknown"],
  ])("%i: %s, %s", async (status, name, outcome) => {
    const error = await errorOfCreate(responseOf(status));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ name, status, outcome, method: "POST" });
    expect(error).toHaveProperty("path", expect.stringMatching(/^\/v1\/.*\/T3S70\/secrets$/));
    expect((error as Error).stack).toMatch(`${name}: createConnectorSecret: ${status}`);
  });
});

describe("an error reads from its body what is documented", () => {
  const nothing = { code: undefined, description: undefined, requestId: undefined };
  const all = { code: ERROR.code, description: ERROR.description, requestId: REQUEST_ID };
  it.each<[name: string, body: unknown, want: object]>([
    ["the documented body", ENVELOPE, all],
    ["no meta", { error: ERROR }, { ...all, requestId: undefined }],
    ["no error", { meta: META }, { ...nothing, requestId: REQUEST_ID }],
    ["only a code", { error: { code: "SOME_CODE" } }, { ...nothing, code: "SOME_CODE" }],
    ["members of other types", { error: { code: 7, description: {}, message: [] } }, nothing],
    ["members that are not objects", { error: "conflict", meta: [REQUEST_ID] }, nothing],
    ["a gateway's page", PAGE, nothing],
    ["an empty body", "", nothing],
    ["an array", [ENVELOPE], nothing],
    ["truncated JSON", JSON.stringify(ENVELOPE).slice(0, -1), nothing],
  ])("%s", async (_name, body, want) => {
    const error = await errorOfCreate(responseOf(409, body));
    expect(error).toMatchObject({ name: "ConflictError", ...want });
  });
});

describe("an error reads from its headers", () => {
  const headers = {
    "x-request-id": "id-of-the-header",
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "0",
    "retry-after": "3600",
  };
  const rateLimit = { limit: 5000, remaining: 0 };
  type Row = [name: string, body: object, headers: Record<string, string>, want: object];
  it.each<Row>([
    ["all of them", {}, headers, { requestId: "id-of-the-header", rateLimit, retryAfter: 3600 }],
    ["the request id unless the body has one", ENVELOPE, headers, { requestId: REQUEST_ID }],
    ["no empty request id", {}, { "x-request-id": "" }, { requestId: undefined }],
    ["none", {}, {}, { requestId: undefined, retryAfter: undefined, rateLimit: {} }],
    ...["", "-1", "1e3", "many", "9".repeat(400)].map(
      (value): Row => [
        `no rate limit from ${value.slice(0, 9)}`,
        {},
        { "x-ratelimit-limit": value, "x-ratelimit-remaining": value },
        { rateLimit: { limit: undefined, remaining: undefined } },
      ],
    ),
    [
      "a date, by the server's own clock",
      {},
      {
        date: "Mon, 23 Nov 2020 08:00:00 GMT",
        "retry-after": "Mon, 23 Nov 2020 08:00:07 GMT",
      },
      { retryAfter: 7 },
    ],
  ])("%s", async (_name, body, headers, want) => {
    expect(await errorOfCreate(responseOf(409, body, headers))).toMatchObject(want);
  });

  it("without the white space around a value, which Node keeps", async () => {
    const padded = Object.entries(headers).map(([name, value]) => [name, `${value} \t`]);
    const get = (name: string) => Object.fromEntries(padded)[name] ?? null;
    const response = { status: 409, headers: { get }, text: async () => "{}" };
    const fetch = async () => response;
    const error = await rejection(
      CALLS.createConnectorSecret(createClient({ apiKey: KEY, fetch })),
    );
    expect(error).toMatchObject({ requestId: "id-of-the-header", rateLimit, retryAfter: 3600 });
  });
});

it.each<[string, number, object]>([
  ["an error", 409, ENVELOPE],
  ["a success", 201, LIST],
])("the body of %s is parsed once", async (_name, status, body) => {
  const parse = vi.spyOn(JSON, "parse");
  const steps = [responseOf(status, body)];
  const { client } = scriptedClient(steps, { apiKey: KEY, logger: () => {} });
  await Promise.allSettled([CALLS.createConnectorSecret(client).withResponse()]);
  const texts = parse.mock.calls.map(([text]) => text);
  parse.mockRestore();
  expect(texts.filter((text) => text === JSON.stringify(body))).toHaveLength(1);
});

it("a GET whose body breaks off is a lost connection: it is repeated", async () => {
  const cut = () => {
    const pull = (controller: ReadableStreamDefaultController) => controller.error(new Error("no"));
    return new Response(new ReadableStream({ pull }));
  };
  const { client, sent } = scriptedClient([cut, cut, json(200, LIST)], {
    apiKey: KEY,
    maxRetries: 1,
    maxRetryDelay: 0,
  });
  expect(await rejection(CALLS.listConnectorSecrets(client))).toMatchObject({
    name: "ConnectionError",
    outcome: "not_applied",
  });
  expect(await CALLS.listConnectorSecrets(client)).toEqual(LIST);
  expect(sent).toHaveLength(3);
});

describe("the message of an error", () => {
  const op = "createConnectorSecret";
  const PATH = "(POST /v1/teams/936506/connector_builder/connectors/T3S70/secrets)";
  it.each<[number, unknown, string]>([
    [409, ENVELOPE, `${op}: 409 CONFLICT_ERROR. A message. A description. ${PATH}`],
    [
      500,
      { error: { code: "X", message: "Y." } },
      `${op}: 500 X. Y. ${PATH} The request may have been applied.`,
    ],
    [400, "<html>secret</html>", `${op}: 400 (unrecognized error body). ${PATH}`],
  ])("%i with %j", async (status, body, want) => {
    expect(await errorOfCreate(responseOf(status, body))).toHaveProperty("message", want);
  });
});

const list = JSON.stringify(LIST);
const one = (secret: object) => ({ count: 1, secrets: [secret] });
const DEEP = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;

describe.each<[id: keyof typeof CALLS, outcome: string, bodies: [name: string, body: unknown][]]>([
  [
    "createConnectorSecret",
    "unknown",
    [
      ["a gateway's page", PAGE],
      ["an empty body", ""],
      ["truncated JSON", list.slice(0, -1)],
      ["an error envelope", ENVELOPE],
      ["null", null],
      ["an array", LIST.secrets],
      ["no count", { secrets: LIST.secrets }],
      ["null for secrets", { count: 0, secrets: null }],
      ["a string for the count", { ...LIST, count: "1" }],
      ["an object for the secrets", { count: 1, secrets: { ...LIST.secrets } }],
      ["a secret without a placeholder", one({ secret_name: "client_id" })],
      ["a null name", one({ secret_placeholder: "sec_a23f23d26", secret_name: null })],
      ["200,000 levels", DEEP],
    ],
  ],
  ["listConnectorSecrets", "not_applied", [["a gateway's page", PAGE]]],
  [
    "updateConnectorSecret",
    "unknown",
    [
      ["a gateway's page", PAGE],
      ["an error envelope", ENVELOPE],
      ["a list", LIST],
      ["an empty object", {}],
      ["null", null],
    ],
  ],
])("%s does not take for a success, and does not repeat,", (id, outcome, bodies) => {
  it.each(bodies)("%s", async (_name, body) => {
    expect(await errorOf(id, responseOf(200, body))).toMatchObject({
      name: "UnexpectedResponseError",
      status: 200,
      outcome,
      requestId: body === ENVELOPE ? REQUEST_ID : undefined,
      message: expect.stringMatching(/^\w+: 200 with an undocumented body/),
    });
  });
});

describe("a success may have", () => {
  const large = {
    count: 1,
    secrets: [{ secret_placeholder: "s".repeat(101), secret_name: "n".repeat(256) }],
  };
  const many = { count: 101, secrets: Array.from({ length: 101 }, () => LIST.secrets[0]) };
  const more = { ...LIST, secrets: [{ ...LIST.secrets[0], made: "today" }], next: null };
  const escaped = list.replace("client_id", "\\u0041".repeat(1_200_000));

  it.each<[string, Response, unknown]>([
    ["any 2xx", json(203, LIST), LIST],
    ["another content type", new Response(new Blob([list], { type: "text/html" })), LIST],
    ["a byte order mark", new Response(`\uFEFF${list}`), LIST],
    ["white space around it", new Response(`\n${JSON.stringify(LIST, null, 2)}\n`), LIST],
    ["no secrets", json(200, { count: 0, secrets: [] }), { count: 0, secrets: [] }],
    ["unknown members", json(200, more), more],
    ["more than 100 secrets", json(200, many), many],
    ["longer strings", json(200, large), large],
    ["7 MB of escapes", new Response(escaped), JSON.parse(escaped)],
  ])("%s", async (_name, response, want) => {
    const { client } = scriptedClient([response]);
    expect(await CALLS.createConnectorSecret(client)).toEqual(want);
  });

  it.each([200, 201, 202, 204])("an empty %i, if nothing is documented", async (status) => {
    const { client } = scriptedClient([new Response(null, { status })]);
    expect(await client.secrets.delete(SECRET)).toBeUndefined();
  });
});

describe("no redirect is followed:", () => {
  it("another origin gets nothing, from no method and not from client.http", async () => {
    const other = await serve({ body: LIST });
    const location = `${other.url}/v1/steal`;
    const server = await serve({ status: 307, headers: { location, "x-request-id": "an-id" } });
    const client = createClient({ apiKey: KEY, baseUrl: server.url });
    const params = { path: SECRET };
    const error = { name: "UnexpectedResponseError", status: 307, requestId: "an-id" };
    const calls = await Promise.allSettled([
      CALLS.updateConnectorSecret(client),
      client.http.PUT(updateConnectorSecret.path, { params } as never),
    ]);
    for (const call of calls) expect(call).toMatchObject({ reason: error });
    expect([server.requests.length, other.requests.length]).toEqual([2, 0]);
  });

  const opaque = { status: { value: 0 }, ok: { value: false }, type: { value: "opaqueredirect" } };
  const followed = (status: number) =>
    Object.defineProperty(json(status, LIST), "redirected", { value: true });
  it.each<[string, Response, number | undefined]>([
    ["300", new Response(null, { status: 300 }), 300],
    ["304", new Response(null, { status: 304 }), 304],
    ["one that the runtime hides", Object.defineProperties(new Response(null), opaque), undefined],
    ["one that fetch followed to a 200", followed(200), 200],
    ["one that fetch followed to a 401", followed(401), 401],
    ["one that fetch followed to a 503", followed(503), 503],
  ])("%s", async (_name, response, status) => {
    const want = { name: "UnexpectedResponseError", status, outcome: "unknown" };
    expect(await errorOf("createConnectorSecret", response)).toMatchObject(want);
  });

  it("nor is the end of its body awaited", async () => {
    const server = await rawServer((socket) => {
      socket.write("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 500\r\n\r\nnever");
    });
    const client = createClient({ apiKey: KEY, baseUrl: server.url });
    expect(await rejection(CALLS.createConnectorSecret(client))).toHaveProperty("status", 302);
  });
});

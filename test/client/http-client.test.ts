// `client.http`: an openapi-fetch client over the same send.
import { getEventListeners } from "node:events";
import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { type ClientOptions, createClient, type HttpClient } from "../../src/index.ts";
import { CONNECTOR, LIST, SECRET, succeeded } from "../support/calls.ts";
import {
  done,
  failed,
  json,
  KEY,
  listed,
  rejection,
  type Sent,
  type Step,
  scriptedClient,
} from "../support/fake-fetch.ts";
import { rawServer, readRequest, serve } from "../support/servers.ts";

const CONNECTORS = "/v1/teams/{team_id}/connector_builder/connectors";
const PATH = `${CONNECTORS}/{connector_identifier}/secrets` as const;
const SECRET_PATH = `${PATH}/{secret_placeholder}` as const;
const AT = { params: { path: CONNECTOR } };
const BODY = { secret_name: "client_id", secret_value: "my-super-secret-value" };
/** Retries immediately. */
const FAST: ClientOptions = { apiKey: KEY, maxRetryDelay: 0 };
const ONCE: ClientOptions = { apiKey: KEY, maxRetries: 0 };

const fast = (...steps: Step[]) => scriptedClient(steps, FAST);
const list = (http: HttpClient, more: object = {}) => http.GET(PATH, { ...AT, ...more });
const create = (http: HttpClient, more: object = {}) =>
  http.POST(PATH, { ...AT, body: BODY, ...more });
/** For paths, methods and options that the types refuse. */
const call = (http: HttpClient, method: string, path: string, init?: object) => {
  const methods = http as unknown as Record<string, typeof request>;
  const request = (_path: string, _init?: object): Promise<{ response: Response }> =>
    expect.unreachable();
  return (methods[method] ?? request)(path, init);
};
const textOf = (sent: Sent | undefined) => Buffer.from(sent?.init.body as Uint8Array).toString();

describe("accepts what HTTP servers send and the platform's own Response refuses:", () => {
  /** A server that responds with these very bytes. */
  async function responding(head: string, body = "") {
    const server = await rawServer(async (socket) => {
      await readRequest(socket);
      const length = body ? `Content-Length: ${body.length}\r\n` : "";
      socket.end(Buffer.from(`HTTP/1.1 ${head}\r\n${length}\r\n${body}`, "latin1"));
    });
    return createClient({ ...ONCE, baseUrl: server.url }).http;
  }

  it.each([
    ["a reason phrase in Latin-1", "204 Gel\u00f6scht"],
    ["one in UTF-8", "204 \u00e5\u0088\u00aa\u00e9\u0099\u00a4"],
    ["one with a control character", "204 No\u0001Content"],
    ["none", "204"],
    ["an empty 205", "205 Reset Content"],
  ])("%s", async (_name, line) => {
    const http = await responding(line);
    const { error, response } = await http.DELETE(SECRET_PATH, { params: { path: SECRET } });
    expect([error, response.status]).toEqual([undefined, Number.parseInt(line, 10)]);
  });

  it("a phrase that an injected fetch invents", async () => {
    const response = Object.defineProperty(done(), "statusText", { value: "删除\ud800\n" });
    const { http } = fast(response).client;
    const result = await http.DELETE(SECRET_PATH, { params: { path: SECRET } });
    expect(result.response.statusText).toBe("????");
  });

  it("an invalid header, which is left out, or it rejects with a class of this package", async () => {
    const pairs = [
      ["x good", "1"],
      ["x-bad", "a\u0000b"],
      ["x-any", "1"],
    ];
    const headers = Object.assign(pairs, { get: () => null });
    const { http } = fast(Object.defineProperty(listed(), "headers", { value: headers })).client;
    const { data, response } = await list(http);
    expect([data, [...response.headers]]).toEqual([LIST, expect.arrayContaining([["x-any", "1"]])]);
    const [result] = await Promise.allSettled([
      list(await responding("200 OK\r\nx{bad: 1", JSON.stringify(LIST))),
    ]);
    // Node accepts such a header or refuses the response.
    const got = result.status === "fulfilled" ? result.value.data : result.reason.name;
    expect([LIST, "ConnectionError"]).toContainEqual(got);
  });
});

describe("is an openapi-fetch client that", () => {
  it("sends the same as the methods, and resolves a success as { data, response }", async () => {
    const headers = { "x-any": "1" };
    const { url, requests } = await serve({ status: 201, body: LIST, headers });
    const { http } = createClient({ apiKey: KEY, baseUrl: url });
    const { data, error, response } = await create(http);
    expect([data, error, response.status]).toEqual([LIST, undefined, 201]);
    expect(response.headers.get("x-any")).toBe("1");
    expect(response.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/teams\/936506\//);
    const [request] = requests;
    expect(request?.body).toBe(JSON.stringify(BODY));
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      "content-type": "application/json",
      accept: "application/json",
    });
  });

  const own = { error: { code: "X", message: BODY.secret_value } };
  const documented = (description?: string) => ({
    meta: { request_id: "" },
    error: { code: "UNKNOWN", message: expect.stringMatching(/^(400|502) /), description },
  });
  const empty = { status: 502, headers: { "content-length": "0" } };
  it.each<[string, Response, unknown]>([
    ["in the server's own text", json(400, own), own],
    ["a 429 as well", json(429, own), own],
    ["a page as the documented object", new Response("<p>", { status: 502 }), documented("<p>")],
    ["nothing", new Response("", empty), documented()],
    ["null", json(400, null), documented("null")],
    ["an array", json(400, [1]), documented("[1]")],
  ])("resolves an error as { error }: %s", async (_name, failure, want) => {
    const { data, error, response } = await create(scriptedClient([failure], ONCE).client.http);
    expect([data, error, response.status]).toEqual([undefined, want, failure.status]);
  });

  it("resolves the error of a HEAD as openapi-fetch does: it has no body", async () => {
    const { client } = scriptedClient([new Response(null, { status: 404 })], ONCE);
    const { response } = await call(client.http, "HEAD", PATH, AT);
    expect(response.status).toBe(404);
  });

  it("leaves an undefined member of a body out", async () => {
    const { client, sent } = fast(json(201, {}), json(201, LIST));
    const body = { title: "A", description: undefined } as { title: string };
    await client.http.POST(CONNECTORS, { params: { path: { team_id: 1 } }, body });
    await create(client.http, { body: { ...BODY, more: undefined } });
    expect(sent.map(textOf)).toEqual(["title=A", JSON.stringify(BODY)]);
  });

  it.each<[string, object, string]>([
    ["a URLSearchParams as a body", { body: new URLSearchParams("a=b") }, "body"],
    ["a Map", { body: new Map([["a", 1]]) }, "body"],
    ["a Blob", { body: new Blob(["{}"]) }, "body"],
    ["a Date in the query", { params: { ...AT.params, query: { since: new Date() } } }, "since"],
  ])("refuses %s", async (_name, init, path) => {
    const { client, sent } = fast();
    expect(await rejection(create(client.http, init))).toMatchObject({
      name: "ValidationError",
      issues: [{ path, keyword: "type" }],
    });
    expect(sent).toEqual([]);
  });

  it("limits a body that is a stream to the time of an attempt", async () => {
    const { client, sent } = scriptedClient([], { ...ONCE, timeout: 20 });
    const bodySerializer = () => new ReadableStream();
    const endless = create(client.http, { bodySerializer, duplex: "half" });
    expect(await rejection(endless)).toMatchObject({
      name: "TimeoutError",
      outcome: "not_applied",
      timeout: 20,
    });
    expect(sent).toEqual([]);
  });

  it("has the same in `request` and in its verbs, those that the spec does not use too", async () => {
    const verbs = ["GET", "OPTIONS", "HEAD", "PATCH"];
    const { client, sent } = fast(...[...verbs, ""].map(listed));
    await client.http.request("get", PATH, AT);
    for (const verb of verbs) await call(client.http, verb, PATH, AT);
    expect(sent.map(({ init }) => init.method)).toEqual(["GET", ...verbs]);
    expect(new Set(sent.map(({ url }) => url)).size).toBe(1);
    // A platform's Request refuses TRACE, as fetch does.
    await rejection(call(client.http, "TRACE", PATH, AT));
    expect(sent).toHaveLength(5);
    expect(client.http).toBe(client.http);
  });

  it("parses and serializes as a call asks it to", async () => {
    const { client, sent } = fast(
      new Response("<html>"),
      listed(),
      listed(),
      json(201, LIST),
      listed(),
    );
    expect((await list(client.http, { parseAs: "text" })).data).toBe("<html>");
    expect((await list(client.http, { parseAs: "arrayBuffer" })).data).toBeInstanceOf(ArrayBuffer);
    expect((await list(client.http, { parseAs: "stream" })).data).toBeInstanceOf(ReadableStream);
    await create(client.http, { bodySerializer: () => "own" });
    expect(textOf(sent[3])).toBe("own");
    const query = { since: new Date() };
    const own = { params: { ...AT.params, query }, querySerializer: () => "since=now" };
    await list(client.http, own);
    expect(sent[4]?.url).toMatch(/\?since=now$/);
  });

  const configuration = { configuration_json: { id: 9223372036854775807n } };
  it.each<[method: string, path: string, body: object, type: RegExp, text: RegExp]>([
    ["POST", "", { title: "A & B" }, /^application\/x-www-form-urlencoded$/, /^title=A\+%26\+B$/],
    ["POST", "/{connector_identifier}/logo", { logo: new Blob() }, /^multipart/, /filename="blob"/],
    [
      "POST",
      "",
      { a: [1, 2], b: { c: "d" } },
      /urlencoded$/,
      /^a=1&a=2&b=%7B%22c%22%3A%22d%22%7D$/,
    ],
    ["PUT", "/{connector_identifier}", { configuration }, /json$/, /"id":9223372036854775807}/],
  ])("encodes a body as its operation does: %s %s", async (method, path, body, type, text) => {
    const { client, sent } = scriptedClient([succeeded("getConnector")]);
    await call(client.http, method, CONNECTORS + path, { ...AT, body });
    expect(sent[0]?.headers["content-type"]).toMatch(type);
    expect(textOf(sent[0])).toMatch(text);
  });
});

describe("rejects with this package's classes:", () => {
  const cut = () => new Response(new ReadableStream({ pull: (c) => c.error() }));
  it.each<[string, Step, object]>([
    ["no response", { throws: new TypeError("fetch failed") }, { name: "ConnectionError" }],
    ["a 3xx", new Response(null, { status: 302 }), { status: 302 }],
    ["a page with 200", new Response("<html>"), { status: 200 }],
    ["an empty 200", new Response(""), { status: 200 }],
    ["a length of 0", new Response("", { headers: { "content-length": "0" } }), { status: 200 }],
    ["a 200 that breaks off", cut(), { status: 200 }],
    ["no such status", Object.defineProperty(listed(), "status", { value: 999 }), { status: 999 }],
    ["a timeout", "hang", { name: "TimeoutError", timeout: 500 }],
  ])("%s", async (_name, step, want) => {
    const { client, sent } = scriptedClient([step], { ...FAST, timeout: 500 });
    const error = await rejection(create(client.http));
    const usual = { name: "UnexpectedResponseError", outcome: "unknown" };
    expect(error).toMatchObject({ ...usual, ...want });
    expect(sent).toHaveLength(1);
  });
});

describe("an error has nothing of", () => {
  const EXTRA = "hunter2-hunter2-hunter2";
  const FORM = { "content-type": "application/x-www-form-urlencoded" };
  const formOf = (value: string) => {
    const form = new FormData();
    form.append("key", value);
    return form;
  };
  const addHeader = ({ request }: { request: Request }) => request.headers.set("x-key", EXTRA);

  it.each<[string, object]>([
    ["the body", { body: { ...BODY, secret_value: EXTRA } }],
    ["a body that is not JSON", { bodySerializer: () => `value=${EXTRA}` }],
    ["the headers of the call", { headers: { "x-key": EXTRA } }],
    ["the query", { params: { ...AT.params, query: { key: EXTRA } } }],
    ["the members of a form", { bodySerializer: () => `a=1&key=${EXTRA}`, headers: FORM }],
    ["the parts of a multipart body", { bodySerializer: () => formOf(EXTRA) }],
    ["a header that a middleware adds", { middleware: [{ onRequest: addHeader }] }],
  ])("%s", async (_name, init) => {
    const fetch = async () => Promise.reject(new Error(`refused ${EXTRA} because`));
    const error = await rejection(create(createClient({ ...FAST, fetch }).http, init));
    expect(error).toHaveProperty("name", "ConnectionError");
    expect(inspect(error, { showHidden: true, depth: 10 })).not.toContain("hunter2");
  });
});

describe("shares", () => {
  it("the credential with its refresh, and the logger", async () => {
    let asked = 0;
    const tokenProvider = () => `token-${++asked}`;
    const logger = vi.fn();
    const { client, sent } = scriptedClient([failed(401), listed()], { tokenProvider, logger });
    await list(client.http);
    const bearers = sent.map(({ headers }) => headers.authorization);
    expect(bearers).toEqual(["Bearer token-1", "Bearer token-2"]);
    const events = [401, 200].map((status) => [{ operation: `GET ${PATH}`, status }]);
    expect(logger.mock.calls).toMatchObject(events);
  });

  it("the headers of createClient, which a call overrides or removes", async () => {
    const headers = { "x-a": "1", "x-b": "1", "x-c": "1" };
    const { client, sent } = scriptedClient([listed()], { apiKey: KEY, headers });
    await list(client.http, { headers: { "X-B": "2", "x-c": null }, signal: null });
    expect(sent[0]?.headers).toMatchObject({ "x-a": "1", "x-b": "2" });
    expect(sent[0]?.headers).not.toHaveProperty("x-c");
  });

  it.each([
    ["PUT", 503, 3],
    ["POST", 503, 1],
    ["PATCH", 429, 3],
  ])("the retries: %s on %i is sent %i times, and the same", async (method, status, times) => {
    const { client, sent } = fast(failed(status), failed(status), failed(status), failed(status));
    const { response } = await call(client.http, method, PATH, { ...AT, body: BODY });
    expect(response.status).toBe(status);
    expect(sent.map(textOf)).toEqual(Array(times).fill(JSON.stringify(BODY)));
  });
});

describe("a path parameter", () => {
  const id = (connector_identifier: unknown) => ({ ...CONNECTOR, connector_identifier });
  it.each<[string, object, issues: number]>([
    ["undefined", id(undefined), 1],
    ["null", id(null), 1],
    ["empty", id(""), 1],
    ["a dot", id("."), 1],
    ["two dots", id(".."), 1],
    ["two dots in a list", id([".."]), 1],
    ["an empty list", id([]), 1],
    ["an empty object", id({}), 1],
    ["half a character", id("sec_\ud83d"), 1],
    ["half a character in a list", id(["a", "\udc00"]), 1],
    ["missing, as all others", {}, 2],
  ])("is refused if it is %s", async (_name, path, issues) => {
    const { client, sent } = fast(listed());
    const error = await rejection(list(client.http, { params: { path } }));
    expect(error).toMatchObject({ name: "ValidationError", issues: { length: issues } });
    expect(sent).toEqual([]);
  });

  it.each(["{;id}", "{.id}", "{id*}", "{team-id}", "{größe}"])("or %s is missing", async (name) => {
    const { client, sent } = fast(listed());
    const issues = [expect.objectContaining({ path: name.replace(/[{}.;*]/g, "") })];
    const refused = rejection(call(client.http, "GET", `/v1/teams/${name}`));
    expect(await refused).toMatchObject({ issues });
    expect(sent).toEqual([]);
  });

  it("is percent-encoded otherwise, in the style that a template asks for", async () => {
    const { client, sent } = fast(listed(), listed());
    await list(client.http, { params: { path: id("../a?b#c{team_id}") } });
    const path = { id: 7, format: "json" };
    await call(client.http, "GET", "/v1/teams/{;id*}/{.format}", { params: { path } });
    expect(sent[0]?.url).toMatch(/\/connectors\/\.\.%2Fa%3Fb%23c%7Bteam_id%7D\/secrets$/);
    expect(sent[1]?.url).toMatch(/\/v1\/teams\/;id=7\/\.json$/);
  });
});

describe("the credential is sent only to baseUrl: refused is", () => {
  const header = (name: string, value: unknown) => ({ headers: { [name]: value } });
  it.each<[string, object]>([
    ["a baseUrl of the call", { baseUrl: "https://evil.example" }],
    ["an undefined one", { baseUrl: undefined }],
    ["an inherited one", Object.create({ baseUrl: "https://evil.example" })],
    ["a fetch of the call", { fetch: () => expect.unreachable() }],
    ["a redirect", { redirect: "follow" }],
    ["a Request", { Request }],
    ["authorization in a Headers", { headers: new Headers({ authorization: "hunter2" }) }],
    ["authorization removed", header("authorization", null)],
    ["authorization as a parameter", { params: { header: { Authorization: "hunter2" } } }],
    ["a line break in a header", header("x-a", "hunter2\nx")],
    ["a line break in one of many values", header("x-a", ["1", "hunter2\nx"])],
    ["a line break in a header parameter", { params: { header: { "x-a": "hunter2\nx" } } }],
    ["an invalid signal", { signal: {} }],
  ])("%s", async (_name, more: { params?: object }) => {
    const { client, sent } = fast(listed());
    const init = Object.assign(more, { params: { ...AT.params, ...more.params } });
    const error = await rejection(call(client.http, "GET", PATH, init));
    expect(error).toMatchObject({ name: "ConfigurationError", operation: `GET ${PATH}` });
    expect(String(error)).not.toContain("hunter2");
    expect(sent).toEqual([]);
  });

  const evil = "https://api.supermetrics.com.evil.example/";
  it.each<[string, (request: Request) => Request]>([
    ["another origin", (request) => new Request("https://evil.example/", request)],
    ["an origin with the same beginning", (request) => new Request(evil, request)],
    ["another scheme", (request) => new Request(request.url.replace("https:", "http:"), request)],
    ["another port", (request) => new Request("https://api.supermetrics.com:8443/v1", request)],
    ["authorization", (request) => new Request(request, { headers: { authorization: "x" } })],
  ])("a middleware that sends %s, of the client or of the call", async (_name, rewrite) => {
    const { client, sent } = fast(listed(), listed());
    const middleware = { onRequest: ({ request }: { request: Request }) => rewrite(request) };
    const error = { name: "ConfigurationError" };
    await expect(list(client.http, { middleware: [middleware] })).rejects.toMatchObject(error);
    client.http.use(middleware);
    await expect(list(client.http)).rejects.toMatchObject(error);
    expect(sent).toEqual([]);
  });

  it("a path that leaves the prefix of baseUrl", async () => {
    const options = { apiKey: KEY, baseUrl: "https://example.com/prefix" };
    const { client, sent } = scriptedClient([listed(), listed()], options);
    for (const path of ["/../admin", "/%2e%2e/admin", "-other/x", "@evil.example/"]) {
      await rejection(call(client.http, "GET", path));
    }
    expect(sent).toEqual([]);
  });
});

describe("a middleware may", () => {
  it("see and change the request within baseUrl, and the response", async () => {
    const { client, sent } = fast(listed());
    client.http.use({
      onRequest({ request }) {
        // The credential is written last.
        expect(request.headers.has("authorization")).toBe(false);
        return new Request(`${request.url}?page=2`, { headers: { "x-trace": "1" } });
      },
      onResponse: ({ response }) => new Response(response.body, { status: 203 }),
    });
    const { data, response } = await list(client.http);
    expect([data, response.status]).toEqual([LIST, 203]);
    expect(sent[0]?.url).toMatch(/\/secrets\?page=2$/);
    expect(sent[0]?.headers).toMatchObject({ "x-trace": "1", authorization: `Bearer ${KEY}` });
  });

  it("change the method, and with it what is retried", async () => {
    const { client, sent } = fast(failed(503), failed(503), failed(503));
    client.http.use({ onRequest: ({ request }) => new Request(request.url, { method: "POST" }) });
    await list(client.http);
    expect(sent.map(({ init }) => init.method)).toEqual(["POST"]);
  });

  it("see an error of this package", async () => {
    const { client } = scriptedClient([{ throws: new Error("x") }], ONCE);
    const onError = vi.fn();
    client.http.use({ onError });
    await rejection(list(client.http));
    expect(onError.mock.calls).toMatchObject([[{ error: { name: "ConnectionError" } }]]);
  });
});

describe("an abort rejects with the reason itself, and leaves no listener,", () => {
  const never = () => new Promise<never>(() => {});
  const stream = { body: true, bodySerializer: (body: unknown) => body, duplex: "half" };
  it.each<[string, object]>([
    ["before the headers", {}],
    ["while a middleware waits", { middleware: [{ onRequest: never }] }],
    ["while the caller's own body waits", stream],
    ["if a middleware responds", { middleware: [{ onResponse: () => Response.json({ x: 1 }) }] }],
  ])("%s", async (_name, more) => {
    for (const reason of [new Error("mine"), "mine", null, 0]) {
      const { client } = scriptedClient([never], FAST);
      const controller = new AbortController();
      const { signal } = controller;
      const body = "body" in more ? { body: new ReadableStream() } : {};
      const error = rejection(create(client.http, { ...more, ...body, signal }));
      controller.abort(reason);
      expect(await error).toBe(reason);
      expect(getEventListeners(signal, "abort")).toEqual([]);
    }
  });

  it("and nothing is sent and no middleware called if it came before", async () => {
    const { client, sent } = fast();
    const onRequest = vi.fn();
    client.http.use({ onRequest });
    const signal = AbortSignal.abort("early");
    expect(await rejection(create(client.http, { signal }))).toBe("early");
    expect([sent.length, onRequest.mock.calls.length]).toEqual([0, 0]);
  });
});

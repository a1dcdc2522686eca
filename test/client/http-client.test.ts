import { getEventListeners } from "node:events";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type ClientOptions, createClient, type HttpClient } from "../../src/index.ts";
import { CONNECTOR, LIST, SECRET } from "../support/calls.ts";
import {
  done,
  failed,
  json,
  KEY,
  listed,
  rejection,
  type Step,
  scriptedClient,
} from "../support/fake-fetch.ts";
import { type Answer, rawServer, readRequest, serve } from "../support/servers.ts";

const PATH = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
const SECRET_PATH = `${PATH}/{secret_placeholder}` as const;
const AT = { params: { path: CONNECTOR } };
const BODY = { secret_name: "client_id", secret_value: "my-super-secret-value" };
/** No waiting between repeats. */
const FAST: ClientOptions = { apiKey: KEY, maxRetryDelay: 0 };

const fast = (...steps: Step[]) => scriptedClient(steps, FAST);
const list = (http: HttpClient, more: object = {}) => http.GET(PATH, { ...AT, ...more });
const create = (http: HttpClient, more: object = {}) =>
  http.POST(PATH, { ...AT, body: BODY, ...more });

async function overSocket(answer: Answer, options: ClientOptions = FAST) {
  const server = await serve(answer);
  onTestFinished(server.close);
  const client = createClient({ ...options, baseUrl: server.url });
  return { http: client.http, requests: server.requests };
}

describe("client.http takes what HTTP servers send and the platform's own Response refuses", () => {
  /** A server that answers with these very bytes. */
  async function answering(head: string, body = "") {
    const server = await rawServer(async (socket) => {
      await readRequest(socket);
      const length = body ? `Content-Length: ${body.length}\r\n` : "";
      socket.end(Buffer.from(`HTTP/1.1 ${head}\r\n${length}\r\n${body}`, "latin1"));
    });
    onTestFinished(server.close);
    return createClient({ ...FAST, maxRetries: 0, baseUrl: server.url }).http;
  }

  it.each([
    ["a reason phrase in Latin-1", "204 Gel\u00f6scht"],
    ["one in UTF-8", "204 \u00e5\u0088\u00aa\u00e9\u0099\u00a4"],
    ["one with a control character", "204 No\u0001Content"],
    ["none", "204"],
  ])("%s", async (_name, line) => {
    const http = await answering(line);
    const { error, response } = await http.DELETE(SECRET_PATH, { params: { path: SECRET } });
    expect([error, response.status]).toEqual([undefined, 204]);
  });

  it("a phrase that an injected fetch makes up", async () => {
    const answer = Object.defineProperty(done(), "statusText", { value: "删除\ud800\n" });
    const { client } = fast(answer);
    const { response } = await client.http.DELETE(SECRET_PATH, { params: { path: SECRET } });
    expect(response.statusText).toBe("????");
  });

  it("a header whose name or value Headers refuses: it is left out", async () => {
    const headers = Object.assign(
      [
        ["x good", "1"],
        ["x-bad", "a\u0000b"],
        ["x-any", "1"],
      ],
      { get: () => null },
    );
    const { client } = fast(Object.defineProperty(listed(), "headers", { value: headers }));
    const { data, response } = await list(client.http);
    expect(data).toEqual(LIST);
    expect([...response.headers]).toContainEqual(["x-any", "1"]);
  });

  it("or rejects with a class of this package", async () => {
    const http = await answering("200 OK\r\nx{bad: 1", JSON.stringify(LIST));
    const [result] = await Promise.allSettled([list(http)]);
    // Node takes such a header or refuses the response; a bare TypeError comes of neither.
    const got = result.status === "fulfilled" ? result.value.data : result.reason.name;
    expect([LIST, "ConnectionError"]).toContainEqual(got);
  });
});

describe("client.http refuses a lone surrogate", () => {
  it.each<[string, object]>([
    ["in a placeholder", { ...SECRET, secret_placeholder: "sec_\ud83d" }],
    ["in a list of a parameter", { ...SECRET, secret_placeholder: ["a", "\udc00"] }],
  ])("%s", async (_name, path) => {
    const { client, sent } = fast(done());
    const call = client.http.DELETE(SECRET_PATH, { params: { path: path as typeof SECRET } });
    expect(await rejection(call)).toHaveProperty("name", "ValidationError");
    expect(sent).toEqual([]);
  });
});

describe("client.http is an openapi-fetch client", () => {
  it("that resolves a success as { data, response }", async () => {
    const { http } = await overSocket({ body: LIST, headers: { "x-any": "1" } });
    const { data, error, response } = await list(http);
    expect(data).toEqual(LIST);
    expect(error).toBeUndefined();
    expect(response.status).toBe(200);
    expect(response.headers.get("x-any")).toBe("1");
    expect(response.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/teams\/936506\//);
  });

  it("that sends the same as the methods", async () => {
    const { http, requests } = await overSocket({ status: 201, body: LIST });
    await create(http);
    const [request] = requests;
    expect(request?.body).toBe(JSON.stringify(BODY));
    expect(request?.header("authorization")).toBe(`Bearer ${KEY}`);
    expect(request?.header("content-type")).toBe("application/json");
    expect(request?.header("accept")).toBe("application/json");
  });

  it.each([204, 205])("that resolves an empty %i", async (status) => {
    const { http } = await overSocket({ status });
    const { error, response } = await http.DELETE(SECRET_PATH, { params: { path: SECRET } });
    expect([error, response.status]).toEqual([undefined, status]);
  });

  it.each([400, 401, 403, 404, 409, 422, 429, 500, 503])(
    "that resolves a %i as { error, response }, in the server's own words",
    async (status) => {
      const body = { error: { code: "X", message: BODY.secret_value } };
      const { http } = await overSocket({ status, body });
      const { data, error, response } = await create(http);
      expect(data).toBeUndefined();
      expect(error).toEqual(body);
      expect(response.status).toBe(status);
    },
  );

  it.each<[string, Answer, unknown]>([
    ["a page", { status: 502, body: "<html>" }, "<html>"],
    ["null", { status: 400, body: null }, null],
    ["an array", { status: 400, body: [1] }, [1]],
  ])("that resolves an error with %s", async (_name, answer, want) => {
    const { http } = await overSocket(answer, { ...FAST, maxRetries: 0 });
    expect((await list(http)).error).toEqual(want);
  });

  it("whose verbs and `request` are the same", async () => {
    const { client, sent } = fast(listed(), listed());
    await client.http.GET(PATH, AT);
    await client.http.request("get", PATH, AT);
    expect(sent[1]?.url).toBe(sent[0]?.url);
    expect(sent[1]?.init.method).toBe("GET");
  });

  it.each(["OPTIONS", "HEAD", "PATCH", "TRACE"] as const)("that has %s", async (method) => {
    const fetch = vi.fn(async (_url: unknown, _init?: RequestInit) => done());
    const { http } = createClient({ apiKey: KEY, fetch });
    // The spec has none of them yet.
    const call = (
      http as unknown as Record<string, (path: string, init: object) => Promise<object>>
    )[method];
    // A platform's Request refuses TRACE, as fetch does.
    const sent = await call?.(PATH, AT).then(
      () => fetch.mock.calls[0]?.[1]?.method,
      () => "refused",
    );
    expect(sent).toBe(method === "TRACE" ? "refused" : method);
  });

  it("that makes other forms of a success where it is asked to", async () => {
    const { client } = fast(new Response("<html>"), listed(), listed());
    expect((await list(client.http, { parseAs: "text" })).data).toBe("<html>");
    expect((await list(client.http, { parseAs: "arrayBuffer" })).data).toBeInstanceOf(ArrayBuffer);
    expect((await list(client.http, { parseAs: "stream" })).data).toBeInstanceOf(ReadableStream);
  });

  it("that encodes a body as a call's own serializer says", async () => {
    const { client, sent } = fast(json(201, LIST));
    await create(client.http, { bodySerializer: () => "own" });
    expect(new TextDecoder().decode(sent[0]?.init.body as Uint8Array)).toBe("own");
  });

  it("that is made once", () => {
    const { client } = fast();
    expect(client.http).toBe(client.http);
  });
});

describe("client.http rejects with this package's classes", () => {
  it.each<[string, Step, string, string]>([
    ["no response", { throws: new TypeError("fetch failed") }, "ConnectionError", "unknown"],
    ["a 3xx", new Response(null, { status: 302 }), "UnexpectedResponseError", "unknown"],
    ["a 2xx that is a page", new Response("<html>"), "UnexpectedResponseError", "unknown"],
    ["a 2xx that is empty", new Response(""), "UnexpectedResponseError", "unknown"],
    [
      "a 2xx of a length of 0",
      new Response("", { headers: { "content-length": "0" } }),
      "UnexpectedResponseError",
      "unknown",
    ],
    [
      "a 2xx that is cut",
      new Response(new ReadableStream({ pull: (c) => c.error() })),
      "UnexpectedResponseError",
      "unknown",
    ],
  ])("%s → %s", async (_name, step, name, outcome) => {
    const { client, sent } = fast(step);
    expect(await rejection(create(client.http))).toMatchObject({ name, outcome });
    expect(sent).toHaveLength(1);
  });

  it("a status that HTTP does not have", async () => {
    const { http } = await overSocket({ status: 999 });
    expect(await rejection(create(http))).toMatchObject({
      name: "UnexpectedResponseError",
      status: 999,
    });
  });

  it("a timeout", async () => {
    const options = { apiKey: KEY, timeout: 50, maxRetries: 0 };
    const { client } = scriptedClient(["hang"], options);
    const error = await rejection(create(client.http));
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "unknown", timeout: 50 });
  });

  it.each([new Error("mine"), "mine", null, 0, ""])(
    "an abort with its own reason: %j",
    async (reason) => {
      const { client } = fast("hang", "hang");
      const controller = new AbortController();
      const error = rejection(list(client.http, { signal: controller.signal }));
      setTimeout(() => controller.abort(reason), 5);
      expect(await error).toBe(reason);
      const late = rejection(list(client.http, { signal: controller.signal }));
      expect(await late).toBe(reason);
    },
  );

  it("an error that echoes the body, cleaned, also of a body that is no JSON", async () => {
    const echo = async (_url: unknown, init: RequestInit = {}) => {
      throw new Error(`refused: ${new TextDecoder().decode(init.body as Uint8Array)}`);
    };
    const client = createClient({ ...FAST, fetch: echo as typeof fetch });
    const secret = "hunter2-hunter2-hunter2";
    const bodySerializer = () => `value=${secret}`;
    for (const more of [{ body: { ...BODY, secret_value: secret } }, { bodySerializer }]) {
      const error = await rejection(create(client.http, more));
      expect(error).toHaveProperty("name", "ConnectionError");
      expect(inspect(error, { showHidden: true, depth: 10 })).not.toContain(secret);
    }
  });
});

describe("client.http rejects with an error that is cleaned of", () => {
  const EXTRA = "hunter2-hunter2";
  const FORM = { "content-type": "application/x-www-form-urlencoded" };

  function formOf(name: string, value: string): FormData {
    const form = new FormData();
    form.append(name, value);
    return form;
  }

  it.each<[string, object]>([
    ["the headers of the call", { headers: { "x-key": EXTRA } }],
    ["the query", { params: { ...AT.params, query: { key: EXTRA } } }],
    ["the members of a form", { bodySerializer: () => `a=1&key=${EXTRA}`, headers: FORM }],
    ["the parts of a multipart body", { bodySerializer: () => formOf("key", EXTRA) }],
  ])("%s", async (_, init) => {
    const fetch = async () => {
      throw new Error(`refused ${EXTRA} because`);
    };
    const client = createClient({ ...FAST, fetch });
    const error = await rejection(create(client.http, init));
    expect(error).toHaveProperty("name", "ConnectionError");
    expect(inspect(error, { showHidden: true, depth: 10 })).not.toContain(EXTRA);
  });

  it("the headers that a middleware adds", async () => {
    const fetch = async () => {
      throw new Error(`refused ${EXTRA} because`);
    };
    const { http } = createClient({ ...FAST, fetch });
    http.use({
      onRequest({ request }) {
        request.headers.set("x-key", EXTRA);
      },
    });
    const error = await rejection(create(http));
    expect(inspect(error, { showHidden: true, depth: 10 })).not.toContain(EXTRA);
  });
});

describe("client.http shares", () => {
  it("the credential and its refresh", async () => {
    let asked = 0;
    const tokenProvider = () => `token-${++asked}`;
    const { client, sent } = scriptedClient([failed(401), listed()], { tokenProvider });
    await list(client.http);
    expect(sent.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer token-1",
      "Bearer token-2",
    ]);
  });

  it("the headers of createClient, under its own", async () => {
    const options = { apiKey: KEY, headers: { "x-a": "1", "x-b": "1" } };
    const { client, sent } = scriptedClient([listed()], options);
    await list(client.http, { headers: { "X-B": "2" } });
    expect(sent[0]?.headers).toMatchObject({ "x-a": "1", "x-b": "2" });
  });

  it("but for one that a call takes away", async () => {
    const options = { apiKey: KEY, headers: { "x-a": "1", "x-b": "1" } };
    const { client, sent } = scriptedClient([listed()], options);
    await list(client.http, { headers: { "x-a": null }, signal: null });
    expect(sent[0]?.headers).toHaveProperty("x-b");
    expect(sent[0]?.headers).not.toHaveProperty("x-a");
  });

  it("the logger", async () => {
    const logger = vi.fn();
    const { client } = scriptedClient([listed()], { apiKey: KEY, logger });
    await list(client.http);
    expect(logger.mock.calls[0]?.[0]).toMatchObject({
      operation: `GET ${PATH}`,
      attempt: 1,
      status: 200,
    });
  });

  it.each([
    ["GET", 503, 3],
    ["PUT", 503, 3],
    ["DELETE", 503, 3],
    ["POST", 503, 1],
    ["PATCH", 503, 1],
    ["POST", 429, 3],
    ["PATCH", 429, 3],
    ["GET", 400, 1],
  ])("the repeats: %s on %i is sent %i times", async (method, status, times) => {
    const { client, sent } = fast(failed(status), failed(status), failed(status), failed(status));
    const { request } = client.http as unknown as {
      request(method: string, path: string, init: object): Promise<{ response: Response }>;
    };
    const { response } = await request(method, PATH, AT);
    expect(response.status).toBe(status);
    expect(sent).toHaveLength(times);
  });

  it("the redirect rule: another origin gets nothing", async () => {
    const stranger = await serve({ body: LIST });
    onTestFinished(stranger.close);
    const { http, requests } = await overSocket({
      status: 307,
      headers: { location: `${stranger.url}/v1/steal` },
    });
    expect(await rejection(create(http))).toHaveProperty("status", 307);
    expect(requests).toHaveLength(1);
    expect(stranger.requests).toEqual([]);
  });

  it("the bytes of each repeat", async () => {
    const { client, sent } = fast(failed(429), json(201, LIST));
    await create(client.http);
    expect(sent[1]?.init.body).toEqual(sent[0]?.init.body);
    expect(new TextDecoder().decode(sent[0]?.init.body as Uint8Array)).toBe(JSON.stringify(BODY));
  });
});

describe("client.http refuses in a path parameter", () => {
  it.each<[string, object]>([
    ["its absence", { ...CONNECTOR, connector_identifier: undefined }],
    ["null", { ...CONNECTOR, connector_identifier: null }],
    ["an empty one", { ...CONNECTOR, connector_identifier: "" }],
    ["a dot", { ...CONNECTOR, connector_identifier: "." }],
    ["two dots", { ...CONNECTOR, connector_identifier: ".." }],
    ["a list of two dots", { ...CONNECTOR, connector_identifier: [".."] }],
    ["an empty list", { ...CONNECTOR, connector_identifier: [] }],
    ["an empty object", { ...CONNECTOR, connector_identifier: {} }],
    ["all of them missing", {}],
  ])("%s", async (_name, path) => {
    const { client, sent } = fast(listed());
    const error = await rejection(list(client.http, { params: { path } }));
    expect(error).toMatchObject({
      name: "ValidationError",
      issues: [expect.objectContaining({}), ...("team_id" in path ? [] : [expect.anything()])],
    });
    expect(sent).toEqual([]);
  });

  it("nothing else: it is percent-encoded", async () => {
    const { client, sent } = fast(listed());
    await list(client.http, {
      params: { path: { ...CONNECTOR, connector_identifier: "../a?b#c{team_id}" } },
    });
    expect(sent[0]?.url).toMatch(/\/connectors\/\.\.%2Fa%3Fb%23c%7Bteam_id%7D\/secrets$/);
  });

  it.each(["{;id}", "{.id}", "{id*}", "{team-id}", "{größe}"])("%s, missing", async (template) => {
    const { client, sent } = fast(listed());
    const { GET } = client.http as unknown as { GET(path: string): Promise<unknown> };
    const path = template.replace(/[{}.;*]/g, "");
    const issues = [expect.objectContaining({ path })];
    expect(await rejection(GET(`/v1/teams/${template}`))).toMatchObject({ issues });
    expect(sent).toEqual([]);
  });

  it("nothing else: a template may ask for another style", async () => {
    const { client, sent } = fast(listed());
    const { GET } = client.http as unknown as { GET(path: string, init: object): Promise<unknown> };
    await GET("/v1/teams/{;id*}/{.format}", { params: { path: { id: 7, format: "json" } } });
    expect(sent[0]?.url).toMatch(/\/v1\/teams\/;id=7\/\.json$/);
  });

  it("a call without parameters", async () => {
    const { client } = fast(listed());
    const { GET } = client.http as unknown as { GET(path: string): Promise<unknown> };
    expect(await rejection(GET(PATH))).toHaveProperty("name", "ValidationError");
  });
});

describe("the credential goes to baseUrl alone: client.http refuses", () => {
  it.each<[string, object]>([
    ["a baseUrl of the call", { baseUrl: "https://evil.example" }],
    ["an undefined one", { baseUrl: undefined }],
    ["a fetch of the call", { fetch: () => expect.unreachable() }],
    ["a redirect", { redirect: "follow" }],
    ["a Request", { Request }],
    ["what is only inherited", Object.create({ baseUrl: "https://evil.example" })],
    ["authorization", { headers: { authorization: "Bearer hunter2" } }],
    ["authorization in any case", { headers: { AUTHORIZATION: "Bearer hunter2" } }],
    ["authorization in a Headers", { headers: new Headers({ authorization: "hunter2" }) }],
    ["authorization in pairs", { headers: [["Authorization", "Bearer hunter2"]] }],
    ["authorization taken away", { headers: { authorization: null } }],
    [
      "authorization among the parameters",
      { params: { path: CONNECTOR, header: { Authorization: "hunter2" } } },
    ],
    ["a line break in a header", { headers: { "x-a": "hunter2\nx" } }],
    ["a line break in one of many values", { headers: { "x-a": ["1", "hunter2\nx"] } }],
    ["a header that has no name", { headers: { "hunter2 ": "1" } }],
    [
      "a line break in a header parameter",
      { params: { ...AT.params, header: { "x-a": "hunter2\nx" } } },
    ],
    ["a signal that is none", { signal: {} }],
  ])("%s", async (_name, more) => {
    const { client, sent } = fast(listed());
    const init = Object.assign(more, { params: AT.params, ...more });
    const { GET } = client.http as unknown as { GET(path: string, init: object): Promise<unknown> };
    const error = await rejection(GET(PATH, init));
    expect(error).toMatchObject({ name: "ConfigurationError", operation: `GET ${PATH}` });
    expect(String(error)).not.toContain("hunter2");
    expect(sent).toEqual([]);
  });

  it.each<[string, (request: Request) => Request]>([
    ["another origin", (request) => new Request("https://evil.example/", request)],
    [
      "an origin that begins alike",
      (request) => new Request("https://api.supermetrics.com.evil.example/", request),
    ],
    ["another scheme", (request) => new Request(request.url.replace("https:", "http:"), request)],
    ["another port", (request) => new Request("https://api.supermetrics.com:8443/v1", request)],
    [
      "a header of authorization",
      (request) => new Request(request, { headers: { authorization: "Bearer x" } }),
    ],
  ])("a middleware that sends to %s", async (_name, rewrite) => {
    const { client, sent } = fast(listed());
    client.http.use({ onRequest: ({ request }) => rewrite(request) });
    const error = await rejection(list(client.http));
    expect(error).toHaveProperty("name", "ConfigurationError");
    expect(sent).toEqual([]);
  });

  it("a middleware of the call, too", async () => {
    const { client, sent } = fast(listed());
    const onRequest = () => new Request("https://evil.example/");
    expect(await rejection(list(client.http, { middleware: [{ onRequest }] }))).toHaveProperty(
      "name",
      "ConfigurationError",
    );
    expect(sent).toEqual([]);
  });

  it("a path that leaves the prefix of baseUrl", async () => {
    const options = { apiKey: KEY, baseUrl: "https://example.com/prefix" };
    const { client, sent } = scriptedClient([listed(), listed()], options);
    const { GET } = client.http as unknown as { GET(path: string): Promise<unknown> };
    for (const path of ["/../admin", "/%2e%2e/admin", "-other/x", "@evil.example/"]) {
      await rejection(GET(path));
    }
    expect(sent).toEqual([]);
  });
});

describe("a middleware may", () => {
  it("see and change the request within baseUrl, and the response", async () => {
    const { client, sent } = fast(listed());
    client.http.use({
      onRequest({ request }) {
        // Not there yet: the credential is written last.
        expect(request.headers.has("authorization")).toBe(false);
        const headers = { "x-trace": "1" };
        return new Request(`${request.url}?page=2`, { headers });
      },
      onResponse: ({ response }) => new Response(response.body, { status: 203 }),
    });
    const { data, response } = await list(client.http);
    expect([data, response.status]).toEqual([LIST, 203]);
    expect(sent[0]?.url).toMatch(/\/secrets\?page=2$/);
    expect(sent[0]?.headers).toMatchObject({ "x-trace": "1", authorization: `Bearer ${KEY}` });
  });

  it("change the method, and with it what is repeated", async () => {
    const { client, sent } = fast(failed(503), failed(503), failed(503));
    client.http.use({ onRequest: ({ request }) => new Request(request.url, { method: "POST" }) });
    await list(client.http);
    expect(sent.map(({ init }) => init.method)).toEqual(["POST"]);
  });

  it("see an error of this package", async () => {
    const { client } = scriptedClient([{ throws: new Error("x") }], { apiKey: KEY, maxRetries: 0 });
    const names: string[] = [];
    client.http.use({ onError: ({ error }) => void names.push((error as Error).name) });
    await rejection(list(client.http));
    expect(names).toEqual(["ConnectionError"]);
  });
});

describe("an abort ends client.http, with the reason itself,", () => {
  it.each<[string, Parameters<HttpClient["use"]>[0] | undefined, object]>([
    ["while a middleware waits", { onRequest: () => new Promise(() => {}) }, {}],
    [
      "while the caller's own body waits",
      undefined,
      { body: new ReadableStream(), bodySerializer: (body: unknown) => body, duplex: "half" },
    ],
    ["where a middleware answers for it", { onResponse: () => Response.json({ x: 1 }) }, {}],
  ])("%s", async (_name, middleware, more) => {
    const { client } = scriptedClient([() => new Promise<never>(() => {})], FAST);
    if (middleware) client.http.use(middleware);
    const controller = new AbortController();
    const call = create(client.http, { ...more, signal: controller.signal });
    controller.abort(null);
    expect(await rejection(call)).toBe(null);
  });

  it("and no listener is left, whether it comes or not", async () => {
    const { client } = scriptedClient([listed(), () => new Promise<never>(() => {})], FAST);
    const controller = new AbortController();
    const { signal } = controller;
    await list(client.http, { signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
    client.http.use({ onRequest: () => new Promise(() => {}) });
    const call = rejection(list(client.http, { signal }));
    controller.abort("enough");
    expect(await call).toBe("enough");
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("and sends nothing and asks no middleware where it came before", async () => {
    const { client, sent } = scriptedClient([], FAST);
    const onRequest = vi.fn();
    client.http.use({ onRequest });
    const signal = AbortSignal.abort("early");
    expect(await rejection(create(client.http, { signal }))).toBe("early");
    expect([sent.length, onRequest.mock.calls.length]).toEqual([0, 0]);
  });
});

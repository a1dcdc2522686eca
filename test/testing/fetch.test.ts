// The fake's fetch takes what the platform's takes, and the fake serves the same over HTTP.
import { getEventListeners, once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { ConfigurationError, createClient } from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";

const setup = () =>
  createFakeApi({ connectors: [{ ...CONNECTOR, secrets: { a: "1" } }], token: "a-key" });
const url =
  "https://api.supermetrics.com/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
const headers = { authorization: "Bearer a-key", "content-type": "application/json" };
const body = '{"secret_name":"b","secret_value":"ü"}';

describe("fetch", () => {
  it.each<[string, () => Parameters<typeof fetch>]>([
    ["a string and an init", () => [url, { method: "POST", headers, body }]],
    ["a URL", () => [new URL(url), { method: "POST", headers: new Headers(headers), body }]],
    ["bytes", () => [url, { method: "POST", headers, body: new TextEncoder().encode(body) }]],
    ["a Request", () => [new Request(url, { method: "POST", headers, body })]],
    ["a Blob", () => [url, { method: "POST", headers, body: new Blob([body]) }]],
    [
      "what the client gives: no platform object, and a signal of another platform",
      () => {
        const signal = { aborted: false, addEventListener() {} } as unknown as AbortSignal;
        return [url, { method: "POST", headers, body, redirect: "manual", signal }];
      },
    ],
    [
      "an init over a Request",
      () => [new Request(url, { method: "POST", body: "{}" }), { headers, body }],
    ],
  ])("takes %s", async (_name, request) => {
    const api = setup();
    const response = await api.fetch(...request());
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ count: 2 });
    expect(api.secrets(936506, "T3S70")[1]).toMatchObject({ secret_name: "b", secret_value: "ü" });
  });

  it.each<[string, (signal: AbortSignal) => Parameters<typeof fetch>]>([
    ["an init", (signal) => [url, { headers, signal }]],
    ["a Request", (signal) => [new Request(url, { headers, signal })]],
  ])(
    "an abort through %s rejects with its reason, and nothing is applied",
    async (_name, request) => {
      const api = setup();
      const reason = new Error("enough");
      await expect(api.fetch(...request(AbortSignal.abort(reason)))).rejects.toBe(reason);
      const controller = new AbortController();
      const late = api.fetch(...request(controller.signal));
      controller.abort(reason);
      await expect(late).rejects.toBe(reason);
      expect(api.requests).toEqual([]);
      api.failNext({ stall: true });
      const stalled = new AbortController();
      const waiting = api.fetch(...request(stalled.signal));
      await vi.waitUntil(() => api.requests.length === 1);
      stalled.abort(reason);
      await expect(waiting).rejects.toBe(reason);
      expect(getEventListeners(stalled.signal, "abort")).toHaveLength(0);
    },
  );

  it("leaves no listener on a signal", async () => {
    const { signal } = new AbortController();
    await setup().fetch(url, { headers, signal });
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("a URL without an origin rejects as the platform's fetch does", async () => {
    await expect(setup().fetch("/v1/teams")).rejects.toBeInstanceOf(TypeError);
  });
});

describe("listen", () => {
  it("serves the same store as fetch, on a free port of the loopback interface", async () => {
    const api = setup();
    const server = await api.listen();
    onTestFinished(server.close);
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await expect(fetch(server.url.replace("127.0.0.1", "127.0.0.2"))).rejects.toThrow(TypeError);
    const client = createClient({ apiKey: "a-key", baseUrl: server.url });
    await client.secrets.create({
      ...CONNECTOR,
      secret_name: "ü",
      secret_value: "é".repeat(10_000),
    });
    expect(api.secrets(936506, "T3S70")).toMatchObject([
      { secret_name: "a" },
      { secret_name: "ü", secret_value: "é".repeat(10_000) },
    ]);
    expect(api.requests).toMatchObject([
      { method: "POST", headers: { authorization: "Bearer a-key" }, body: { secret_name: "ü" } },
    ]);
    await expect(
      client.secrets.delete({ ...CONNECTOR, secret_placeholder: "sec_000000000" }),
    ).rejects.toMatchObject({ status: 404, code: "NOT_FOUND", rateLimit: { limit: 5000 } });
  });

  it.each<["before" | "after", number]>([
    ["before", 0],
    ["after", 1],
  ])('drop "%s" cuts the connection', async (drop, count) => {
    const api = createFakeApi({ connectors: [CONNECTOR] });
    const server = await api.listen();
    onTestFinished(server.close);
    const client = createClient({ apiKey: "a-key", baseUrl: server.url });
    api.failNext({ drop });
    await expect(
      client.secrets.create({ ...CONNECTOR, secret_name: "b", secret_value: "2" }),
    ).rejects.toMatchObject({ name: "ConnectionError", outcome: "unknown" });
    expect(api.secrets(936506, "T3S70")).toHaveLength(count);
  });

  it("close ends a connection that is stalled", async () => {
    const api = setup();
    const server = await api.listen();
    const client = createClient({ apiKey: "a-key", baseUrl: server.url, maxRetries: 0 });
    api.failNext({ stall: true });
    const list = client.secrets.list(CONNECTOR);
    await vi.waitUntil(() => api.requests.length === 1);
    await Promise.all([
      server.close(),
      expect(list).rejects.toMatchObject({ name: "ConnectionError" }),
    ]);
  });

  it("takes a port, and rejects where it is in use", async () => {
    const first = await setup().listen();
    onTestFinished(first.close);
    const port = Number(new URL(first.url).port);
    await expect(setup().listen(port)).rejects.toMatchObject({ code: "EADDRINUSE" });
    await first.close();
    const second = await setup().listen(port);
    onTestFinished(second.close);
    expect(second.url).toBe(first.url);
  });

  it("a client that leaves in the middle of its request sends none", async () => {
    const api = setup();
    const server = await api.listen();
    onTestFinished(server.close);
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    const head = "POST / HTTP/1.1\r\nhost: fake\r\ncontent-length: 100\r\n\r\n";
    await new Promise((resolve) => socket.write(`${head}{`, resolve));
    socket.end();
    await once(socket.resume(), "close");
    expect(api.requests).toEqual([]);
    const client = createClient({ apiKey: "a-key", baseUrl: server.url });
    await client.secrets.list(CONNECTOR);
    expect(api.requests).toHaveLength(1);
  });

  it("puts a character together that comes in two chunks", async () => {
    const api = setup();
    const server = await api.listen();
    onTestFinished(server.close);
    const bytes = Buffer.from(body);
    const middle = bytes.indexOf("ü") + 1;
    const chunk = (part: Uint8Array) => [`${part.length.toString(16)}\r\n`, part, "\r\n"];
    const lines = { ...headers, host: "fake", "transfer-encoding": "chunked", connection: "close" };
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    const message = [
      `POST ${new URL(url).pathname} HTTP/1.1\r\n`,
      ...Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`),
      "\r\n",
      ...chunk(bytes.subarray(0, middle)),
      ...chunk(bytes.subarray(middle)),
      "0\r\n\r\n",
    ];
    socket.end(Buffer.concat(message.map((part) => Buffer.from(part))));
    await once(socket.resume(), "close");
    expect(api.requests[0]?.body).toEqual(JSON.parse(body));
  });

  it.each(["/%zz", "/v1/teams/%E0%A4%A/connector_builder/connectors", "*", "//", "/?%zz=["])(
    "answers a request for %s, and goes on",
    async (target) => {
      const api = setup();
      const server = await api.listen();
      onTestFinished(server.close);
      const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
      socket.setEncoding("utf8");
      let answer = "";
      socket.on("data", (chunk) => {
        answer += chunk;
      });
      socket.write(`GET ${target} HTTP/1.1\r\nhost: fake\r\nconnection: close\r\n\r\n`);
      await once(socket, "close");
      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
      const client = createClient({ apiKey: "a-key", baseUrl: server.url });
      expect(await client.secrets.list(CONNECTOR)).toHaveProperty("count", 1);
    },
  );

  it("a header that Node refuses ends the connection, not the process", async () => {
    const api = setup();
    const server = await api.listen();
    onTestFinished(server.close);
    const client = createClient({ apiKey: "a-key", baseUrl: server.url, maxRetries: 0 });
    api.failNext({ status: 204, headers: { trailer: "x-a" } });
    const refused = client.secrets.list(CONNECTOR);
    await expect(refused).rejects.toHaveProperty("name", "ConnectionError");
    expect(await client.secrets.list(CONNECTOR)).toHaveProperty("count", 1);
  });

  it("takes an upload, bytes as they are", async () => {
    const api = setup();
    const server = await api.listen();
    onTestFinished(server.close);
    const client = createClient({ apiKey: "a-key", baseUrl: server.url });
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 256);
    await client.connectors.uploadLogo({ ...CONNECTOR, logo: new Blob([bytes]) });
    const [sent] = api.requests.map((request) => request.body as { logo: Blob });
    expect(new Uint8Array((await sent?.logo.arrayBuffer()) ?? [])).toEqual(bytes);
  });

  it.each([
    ["no process", undefined],
    ["a process without Node's modules", {}],
  ])("says so where there is %s", async (_name, process) => {
    const api = setup();
    vi.stubGlobal("process", process);
    const refused = api.listen();
    vi.unstubAllGlobals();
    await expect(refused).rejects.toBeInstanceOf(ConfigurationError);
  });
});

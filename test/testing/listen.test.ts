// The fake over HTTP: the same as over fetch, and guarded against whoever else finds the port.
import { once } from "node:events";
import { connect } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { ConfigurationError, createClient } from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { cpuTimeOf } from "../support/runs.ts";

const PATH = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
const HEAD = { authorization: "Bearer a-key", "content-type": "application/json" };
const BODY = '{"secret_name":"b","secret_value":"ü"}';
const FORM = { "content-type": "application/x-www-form-urlencoded" };

async function setup() {
  const api = createFakeApi({
    connectors: [{ ...CONNECTOR, secrets: { a: "1" } }],
    token: "a-key",
  });
  const server = await api.listen();
  onTestFinished(server.close);
  const client = createClient({ apiKey: "a-key", baseUrl: server.url, maxRetries: 0 });
  /** Sends bytes as they are, and reads the whole response. */
  const exchange = async (
    line: string,
    headers: Readonly<Record<string, string>>,
    ...body: (string | Uint8Array)[]
  ) => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk) => (text += chunk));
    const fields = { host: "localhost", connection: "close", ...headers };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    for (const part of [`${line} HTTP/1.1\r\n`, ...lines, "\r\n", ...body]) socket.write(part);
    socket.end();
    await once(socket, "close");
    return text;
  };
  return { api, server, client, exchange, stored: () => api.secrets(936506, "T3S70") };
}

it("serves the same store as fetch, on a free port of the loopback interface", async () => {
  const { api, server, client, stored } = await setup();
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await expect(fetch(server.url.replace("127.0.0.1", "127.0.0.2"))).rejects.toThrow(TypeError);
  const secret = { secret_name: "ü", secret_value: "é".repeat(10_000) };
  await client.secrets.create({ ...CONNECTOR, ...secret });
  expect(stored()).toMatchObject([{ secret_name: "a" }, secret]);
  expect(api.requests).toMatchObject([
    { method: "POST", headers: { authorization: "Bearer a-key" }, body: { secret_name: "ü" } },
  ]);
  const bytes = Uint8Array.from({ length: 3_000 }, (_, index) => index % 256);
  await client.connectors.uploadLogo({ ...CONNECTOR, logo: new Blob([bytes]) });
  const { logo } = api.requests.map(({ body }) => body)[1] as { logo: Blob };
  expect(new Uint8Array(await logo.arrayBuffer())).toEqual(bytes);
});

it("a drop cuts the connection", async () => {
  const { api, client, stored } = await setup();
  api.failNext({ drop: "after" });
  const create = client.secrets.create({ ...CONNECTOR, secret_name: "b", secret_value: "2" });
  await expect(create).rejects.toMatchObject({ name: "ConnectionError", outcome: "unknown" });
  expect(stored()).toHaveLength(2);
});

it("close ends a connection that is stalled", async () => {
  const { api, server, client } = await setup();
  api.failNext({ stall: true });
  const list = client.secrets.list(CONNECTOR);
  await vi.waitUntil(() => api.requests.length === 1, { timeout: 60_000 });
  const failed = expect(list).rejects.toMatchObject({ name: "ConnectionError" });
  await Promise.all([server.close(), failed]);
});

it("takes a port, and rejects if it is in use", async () => {
  const { api, server } = await setup();
  const port = Number(new URL(server.url).port);
  await expect(api.listen(port)).rejects.toMatchObject({ code: "EADDRINUSE" });
  await server.close();
  const second = await api.listen(port);
  onTestFinished(second.close);
  expect(second.url).toBe(server.url);
});

it("a client that leaves in the middle of its request sends none", async () => {
  const { api, client, exchange } = await setup();
  await exchange("POST /", { ...HEAD, "content-length": "100" }, "{");
  expect(api.requests).toEqual([]);
  await client.secrets.list(CONNECTOR);
  expect(api.requests).toHaveLength(1);
});

it("reads a character that comes in two chunks", async () => {
  const { api, exchange } = await setup();
  const bytes = Buffer.from(BODY);
  const middle = bytes.indexOf("ü") + 1;
  const parts = [bytes.subarray(0, middle), bytes.subarray(middle)];
  const chunks = parts.flatMap((part) => [`${part.length.toString(16)}\r\n`, part, "\r\n"]);
  const headers = { ...HEAD, "transfer-encoding": "chunked" };
  await exchange(`POST ${PATH}`, headers, ...chunks, "0\r\n\r\n");
  expect(api.requests[0]?.body).toEqual(JSON.parse(BODY));
});

it("no request and no fault ends the process", async () => {
  const { api, client, exchange } = await setup();
  const path = "/v1/teams/%E0%A4%A/connector_builder/connectors";
  for (const target of ["/%zz", path, "*", "//", "/?%zz=["]) {
    expect(await exchange(`GET ${target}`, HEAD), target).toMatch(/^HTTP\/1\.1 404 /);
  }
  // Node refuses this header.
  api.failNext({ status: 204, headers: { trailer: "x-a" } });
  const refused = client.secrets.list(CONNECTOR);
  await expect(refused).rejects.toHaveProperty("name", "ConnectionError");
  expect(await client.secrets.list(CONNECTOR)).toHaveProperty("count", 1);
});

it.each([
  ["evil.example", 421],
  ["127.0.0.1.evil.example", 421],
  ["127.0.0.1@evil.example", 421],
  ["", 421],
  ["localhost", 201],
  ["API.LOCALHOST:4020", 201],
  ["127.1.2.3", 201],
  ["[::1]:4020", 201],
])("the host %j gets %i: a page that takes a loopback address gets 421", async (host, status) => {
  const { api, exchange, stored } = await setup();
  api.failNext({});
  const headers = { ...HEAD, host, "content-length": String(Buffer.byteLength(BODY)) };
  const response = await exchange(`POST ${PATH}`, headers, BODY);
  expect(response).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect([api.requests.length, stored().length]).toEqual(status === 201 ? [1, 2] : [0, 1]);
});

it.each([
  ["none", {}],
  ["another", { authorization: "Bearer another" }],
])("with the credential %j, the body is not read: 401", async (_name, credential) => {
  const { api, exchange } = await setup();
  const headers = { ...FORM, ...credential, "content-length": "1000000000" };
  const response = await exchange(`POST ${PATH}`, headers);
  expect(response).toMatch(/^HTTP\/1\.1 401 .*"UNAUTHORIZED"/s);
  expect(api.requests).toMatchObject([{ method: "POST", path: PATH, body: undefined }]);
});

it("a form that repeats a name is read in no time", async () => {
  const { api, exchange } = await setup();
  const body = "a&".repeat(200_000);
  const headers = { ...HEAD, ...FORM, "content-length": String(body.length) };
  const time = await cpuTimeOf(async () => {
    expect(await exchange(`POST ${PATH}`, headers, body)).toMatch(/^HTTP\/1\.1 400 /);
  });
  expect(time).toBeLessThan(4_000);
  expect(api.requests[0]?.body).toHaveProperty("a.length", 200_000);
});

it("a body beyond 65 MiB gets 413, announced or not, and is no request", async () => {
  const { api, exchange } = await setup();
  const largest = 65 * 2 ** 20;
  const send = (headers: object, ...body: Uint8Array[]) =>
    exchange(`POST ${PATH}`, { ...HEAD, "content-type": "text/plain", ...headers }, ...body);
  const chunk = Buffer.from(`100000\r\n${"x".repeat(2 ** 20)}\r\n`);
  const chunks = Array.from({ length: 66 }, () => chunk);
  expect(await send({ "content-length": `${largest + 1}` })).toMatch(/^HTTP\/1\.1 413 /);
  expect(await send({ "transfer-encoding": "chunked" }, ...chunks)).toMatch(/^HTTP\/1\.1 413 /);
  // It waits for one that is not larger.
  expect(await send({ "content-length": `${largest}` })).not.toMatch(/ 413 /);
  expect(api.requests).toEqual([]);
});

const PREFLIGHT = { "access-control-request-method": "POST" };
it.each([
  ["http://localhost:3000", true],
  ["http://[::1]:80", true],
  ["https://evil.example", false],
  ["http://localhost.evil.example", false],
  ["null", false],
])("a page of %s may call it in a browser: %s", async (origin, isAllowed) => {
  const { api, server } = await setup();
  api.failNext({});
  const allowed = isAllowed ? origin : null;
  const preflight = { method: "OPTIONS", headers: { origin, ...PREFLIGHT } };
  const { status, headers } = await fetch(server.url + PATH, preflight);
  expect([status, headers.get("access-control-allow-origin")]).toEqual([204, allowed]);
  expect(headers.get("access-control-allow-headers")).toBe(
    isAllowed ? "authorization, content-type" : null,
  );
  expect(api.requests).toEqual([]);
  const list = await fetch(server.url + PATH, { headers: { ...HEAD, origin } });
  expect(list.headers.get("access-control-allow-origin")).toBe(allowed);
});

it.each([
  ["no process", undefined],
  ["a process without Node's modules", {}],
])("reports %s", async (_name, process) => {
  const api = createFakeApi({ connectors: [] });
  vi.stubGlobal("process", process);
  const refused = api.listen();
  vi.unstubAllGlobals();
  await expect(refused).rejects.toBeInstanceOf(ConfigurationError);
});

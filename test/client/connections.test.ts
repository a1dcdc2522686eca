// Failures of real sockets, and what is known of a write after them.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { type ClientOptions, createClient } from "../../src/index.ts";
import { CALLS, LIST } from "../support/calls.ts";
import { envelope, KEY, rejection } from "../support/fake-fetch.ts";
import { type Reply, rawServer, readRequest, serve } from "../support/servers.ts";

/** Retries immediately. */
const FAST: ClientOptions = { apiKey: KEY, maxRetryDelay: 0 };

/** A server that does this on each connection, once the request is read. */
async function broken(onRequest: (socket: Socket, number: number) => unknown) {
  let connections = 0;
  const server = await rawServer(async (socket, number) => {
    connections = number;
    await readRequest(socket);
    onRequest(socket, number);
  });
  return { url: server.url, connections: () => connections };
}

async function scripted(...replies: [Reply, ...Reply[]]) {
  const server = await serve(...replies);
  return createClient({ ...FAST, baseUrl: server.url });
}

describe("a connection that was never established: not_applied, and even a create is retried", () => {
  /** A fatal alert in a TLS record (RFC 8446 §6). */
  const HANDSHAKE_FAILURE = Uint8Array.of(21, 3, 3, 0, 2, 2, 40);
  const https = (url: string) => url.replace("http:", "https:");
  async function closedPort(): Promise<string> {
    const server = await serve({});
    await server.close();
    return server.url;
  }
  /** A server that does this once the client has begun the handshake. */
  async function greeted(end: (socket: Socket) => unknown): Promise<string> {
    const server = await rawServer((socket) => socket.once("data", () => end(socket)));
    return https(server.url);
  }
  const refusing = () => greeted((socket) => socket.end(HANDSHAKE_FAILURE));
  async function plain(): Promise<string> {
    const server = await serve(() => expect.unreachable("The request was sent."));
    return https(server.url);
  }
  async function untrusted(): Promise<string> {
    const pem = (name: string) => readFileSync(new URL(`../support/tls/${name}`, import.meta.url));
    const options = { key: pem("key.pem"), cert: pem("cert.pem") };
    const server = createServer(options, () => expect.unreachable("The request was sent."));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each<[string, () => Promise<string>, string]>([
    ["refused", closedPort, "ECONNREFUSED"],
    ["an unresolved name", async () => "https://connector-builder.invalid", "ENOTFOUND|EAI_AGAIN"],
    ["an untrusted certificate", untrusted, "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["https: to a port of plain http", plain, "ERR_SSL_WRONG_VERSION_NUMBER"],
    ["a TLS handshake that breaks off", () => greeted((socket) => socket.destroy()), "ECONNRESET"],
    ["a refused TLS handshake", refusing, "ERR_SSL_\\S*_ALERT_HANDSHAKE_FAILURE"],
  ])("%s", async (_name, baseUrl, code) => {
    const attempts: number[] = [];
    const logger = ({ attempt }: { attempt: number }) => void attempts.push(attempt);
    const client = createClient({ ...FAST, baseUrl: await baseUrl(), logger });
    expect(await rejection(CALLS.createConnectorSecret(client))).toMatchObject({
      name: "ConnectionError",
      outcome: "not_applied",
      code: expect.stringMatching(`^(${code})$`),
      message: expect.stringMatching(`^createConnectorSecret: .* be reached \\((${code})\\)\\.$`),
    });
    expect(attempts).toEqual([1, 2, 3]);
  });
});

const OK = `HTTP/1.1 200 OK\r\nContent-Length: ${JSON.stringify(LIST).length}\r\n\r\n${JSON.stringify(LIST)}`;

describe("a connection that is lost after the request", () => {
  it.each<[string, (socket: Socket) => unknown]>([
    ["closed without a byte", (socket) => socket.end()],
    ["reset", (socket) => socket.resetAndDestroy()],
    ["closed in the headers", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n")],
    ["another protocol", (socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n")],
  ])("%s: a create is unknown, a list is retried", async (_name, end) => {
    const server = await broken(end);
    const client = createClient({ ...FAST, baseUrl: server.url });
    const error = await rejection(CALLS.createConnectorSecret(client));
    expect(error).toMatchObject({ name: "ConnectionError", outcome: "unknown" });
    expect(server.connections()).toBe(1);
    const { url } = await broken((socket, number) => (number < 3 ? end(socket) : socket.end(OK)));
    expect(await CALLS.listConnectorSecrets(createClient({ ...FAST, baseUrl: url }))).toEqual(LIST);
  });
});

describe("a response whose body cannot be read", () => {
  const head = "Content-Length: 500\r\n\r\n{";
  const chunked = "Transfer-Encoding: chunked\r\n\r\n";
  type Broken = [string, string, ((socket: Socket) => unknown)?];
  const bodies: Broken[] = [
    ["shorter than announced", head, (socket) => socket.end()],
    ["reset", head, (socket) => socket.resetAndDestroy()],
    ["a chunk that is cut", `${chunked}5\r\n{`, (socket) => socket.end()],
    ["not gzip, as announced", "Content-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip"],
  ];

  /** Sends the head and the beginning, and ends it when the client has the headers. */
  async function call(status: string, rest: string, end?: (socket: Socket) => unknown) {
    let finish = () => {};
    const server = await broken((socket) => {
      finish = () => void end?.(socket);
      socket.write(`HTTP/1.1 ${status}\r\n${rest}`);
    });
    const fetch: ClientOptions["fetch"] = async (url, init) => {
      const response = await globalThis.fetch(url, init);
      finish();
      return response;
    };
    const client = createClient({ ...FAST, baseUrl: server.url, fetch });
    const error = await rejection(CALLS.createConnectorSecret(client));
    expect(server.connections()).toBe(1);
    return error;
  }

  it.each(bodies)("%s: of a success or of an error", async (_name, rest, end) => {
    expect(await call("200 OK", rest, end)).toMatchObject({
      name: "UnexpectedResponseError",
      status: 200,
      outcome: "unknown",
      message: expect.stringContaining("with a truncated body"),
    });
    const conflict = { name: "ConflictError", code: undefined, outcome: "not_applied" };
    expect(await call("409 Conflict", rest, end)).toMatchObject(conflict);
  });

  it("but a 204 has none, whatever it announces", async () => {
    const server = await broken((socket) => socket.write(`HTTP/1.1 204 No Content\r\n${head}`));
    const client = createClient({ ...FAST, baseUrl: server.url });
    await expect(CALLS.deleteConnectorSecret(client)).resolves.toBeUndefined();
  });
});

describe("if any attempt was unknown, the call is:", () => {
  it.each<[string, [Reply, ...Reply[]], string]>([
    ["a 409 after a 500", [{ status: 500 }, { status: 409 }], "ConflictError"],
    ["a 401 after a lost connection", ["drop", { status: 401 }], "AuthenticationError"],
    ["a 429 after a 503", [{ status: 503 }, { status: 429 }, { status: 429 }], "RateLimitError"],
    ["a 404 to an update", ["drop", { status: 404, body: envelope("NOT_FOUND") }], "NotFoundError"],
  ])("%s", async (_name, replies, name) => {
    const client = await scripted(...replies);
    const error = await rejection(CALLS.updateConnectorSecret(client));
    expect(error).toMatchObject({ name, outcome: "unknown" });
  });

  it("a refused connection after a lost one", async () => {
    const server = await serve((response) => {
      response.destroy();
      return server.close();
    });
    const client = createClient({ ...FAST, baseUrl: server.url });
    const error = await rejection(CALLS.updateConnectorSecret(client));
    expect(error).toMatchObject({ name: "ConnectionError", outcome: "unknown" });
    expect(String(error)).toMatch(/ECONNREFUSED.*The request may have been applied\./);
  });
});

describe("a 404 to a delete", () => {
  const gone = { status: 404, body: envelope("NOT_FOUND") };
  it.each<[string, Reply]>([
    ["a lost connection", "drop"],
    ["a 500", { status: 500 }],
    ["a 408", { status: 408 }],
  ])("means success after %s, and is its response", async (_name, first) => {
    const client = await scripted(first, gone);
    expect(await CALLS.deleteConnectorSecret(client).withResponse()).toMatchObject({
      data: undefined,
      requestId: envelope().meta.request_id,
      response: { status: 404 },
    });
  });

  it.each<[string, [Reply, ...Reply[]], object]>([
    ["if it is the first", [gone], { outcome: "not_applied" }],
    ["after a 429", [{ status: 429 }, gone], { outcome: "not_applied" }],
    ["without the documented body", ["drop", { status: 404, body: "404" }], { outcome: "unknown" }],
  ])("is a NotFoundError %s", async (_name, replies, want) => {
    const client = await scripted(...replies);
    const error = await rejection(CALLS.deleteConnectorSecret(client));
    expect(error).toMatchObject({ name: "NotFoundError", ...want });
  });
});

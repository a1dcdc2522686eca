import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { type ClientOptions, createClient } from "../../src/index.ts";
import { CALLS, LIST } from "../support/calls.ts";
import { envelope, KEY, rejection } from "../support/fake-fetch.ts";
import { rawServer, readRequest, script, serve } from "../support/servers.ts";

/** Repeats at once. */
const FAST: ClientOptions = { apiKey: KEY, maxRetryDelay: 0 };
const WRITES = ["createConnectorSecret", "updateConnectorSecret", "deleteConnectorSecret"] as const;

/** A server that answers each connection so, after the request has come in. */
async function broken(onRequest: (socket: Socket, number: number) => unknown) {
  let connections = 0;
  const server = await rawServer(async (socket, number) => {
    connections = number;
    await readRequest(socket);
    onRequest(socket, number);
  });
  onTestFinished(server.close);
  return { url: server.url, connections: () => connections };
}

async function closedPort(): Promise<string> {
  const server = await serve({});
  await server.close();
  return server.url;
}

const SUCCESS = {
  listConnectorSecrets: response("200 OK", JSON.stringify(LIST)),
  createConnectorSecret: response("201 Created", JSON.stringify(LIST)),
  updateConnectorSecret: "HTTP/1.1 204 No Content\r\n\r\n",
  deleteConnectorSecret: "HTTP/1.1 204 No Content\r\n\r\n",
};
function response(status: string, body: string, headers = ""): string {
  return `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`;
}

describe("a connection that never stood: not_applied, and a create is repeated, too", () => {
  const NEVER: [name: string, baseUrl: () => Promise<string>, code: string][] = [
    ["refused", closedPort, "ECONNREFUSED"],
    ["an unresolved name", async () => "https://connector-builder.invalid", "ENOTFOUND|EAI_AGAIN"],
    ["a certificate that is not trusted", untrusted, "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["https: to a port of plain http", plain, "ERR_SSL_WRONG_VERSION_NUMBER"],
    ["a TLS handshake that is cut", () => greeted((socket) => socket.destroy()), "ECONNRESET"],
    [
      "a TLS handshake that is refused",
      () => greeted((socket) => socket.end(HANDSHAKE_FAILURE)),
      "ERR_SSL_\\S*_ALERT_HANDSHAKE_FAILURE",
    ],
  ];
  /** A fatal alert in a TLS record (RFC 8446 §6). */
  const HANDSHAKE_FAILURE = Uint8Array.of(21, 3, 3, 0, 2, 2, 40);
  /** A server that does so once the client has begun the handshake. */
  async function greeted(end: (socket: Socket) => unknown): Promise<string> {
    const server = await rawServer((socket) => socket.once("data", () => end(socket)));
    onTestFinished(server.close);
    return server.url.replace("http:", "https:");
  }
  async function plain(): Promise<string> {
    const server = await serve(() => expect.unreachable("The request was sent."));
    onTestFinished(server.close);
    return server.url.replace("http:", "https:");
  }
  async function untrusted(): Promise<string> {
    const pem = (name: string) => readFileSync(new URL(`../support/tls/${name}`, import.meta.url));
    const options = { key: pem("key.pem"), cert: pem("cert.pem") };
    const server = createServer(options, () => expect.unreachable("The request was sent."));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  describe.each(NEVER)("%s", (_name, baseUrl, code) => {
    it.each([...WRITES, "listConnectorSecrets"] as const)("%s", async (id) => {
      const attempts: number[] = [];
      const logger = ({ attempt }: { attempt: number }) => attempts.push(attempt);
      const client = createClient({ ...FAST, baseUrl: await baseUrl(), logger });
      const error = await rejection(CALLS[id](client));
      expect(error).toMatchObject({
        name: "ConnectionError",
        outcome: "not_applied",
        message: expect.stringMatching(`${id}: .* cannot be reached \\((${code})\\)\\.$`),
      });
      expect(attempts).toEqual([1, 2, 3]);
    });
  });
});

const LOST: [name: string, answer: (socket: Socket) => unknown][] = [
  ["closed without a word", (socket) => socket.end()],
  ["reset", (socket) => socket.resetAndDestroy()],
  ["closed in the status line", (socket) => socket.end("HTTP/1.1 20")],
  ["closed in the headers", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n")],
  [
    "reset in the headers",
    (socket) => socket.write("HTTP/1.1 200 OK\r\nX", () => socket.resetAndDestroy()),
  ],
  ["no HTTP", (socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n")],
];

describe.each(LOST)("a connection that is lost after the request: %s", (_name, answer) => {
  it.each(WRITES)("%s is of unknown outcome", async (id) => {
    const server = await broken(answer);
    const client = createClient({ ...FAST, baseUrl: server.url });
    const error = await rejection(CALLS[id](client));
    expect(error).toMatchObject({ name: "ConnectionError", outcome: "unknown" });
    expect(server.connections()).toBe(id === "createConnectorSecret" ? 1 : 3);
  });

  it("a list is repeated", async () => {
    const server = await broken((socket, number) =>
      number < 3 ? answer(socket) : socket.end(SUCCESS.listConnectorSecrets),
    );
    const client = createClient({ ...FAST, baseUrl: server.url });
    expect(await CALLS.listConnectorSecrets(client)).toEqual(LIST);
  });

  it("an update and a delete are repeated", async () => {
    for (const id of ["updateConnectorSecret", "deleteConnectorSecret"] as const) {
      const server = await broken((socket, number) =>
        number < 2 ? answer(socket) : socket.end(SUCCESS[id]),
      );
      await expect(
        CALLS[id](createClient({ ...FAST, baseUrl: server.url })),
      ).resolves.toBeUndefined();
    }
  });
});

const GZIP = "Content-Encoding: gzip\r\n";
const UNREADABLE: [name: string, bytes: string, then: "end" | "reset" | "stay"][] = [
  ["shorter than announced", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{", "end"],
  ["reset", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{", "reset"],
  ["a chunk that is cut", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", "end"],
  [
    "a chunk without a size",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "stay",
  ],
  ["no gzip, as it says", response("200 OK", "not gzip", GZIP), "stay"],
];

describe.each(UNREADABLE)("a success whose body cannot be read: %s", (_name, bytes, then) => {
  it.each([...WRITES, "listConnectorSecrets"] as const)("%s is not repeated", async (id) => {
    const server = await broken((socket) =>
      socket.write(bytes, () => {
        // The headers first, or there would be no response.
        if (then === "end") setTimeout(() => socket.end(), 20);
        if (then === "reset") setTimeout(() => socket.resetAndDestroy(), 20);
      }),
    );
    const error = await rejection(CALLS[id](createClient({ ...FAST, baseUrl: server.url })));
    expect(error).toMatchObject({
      name: "UnexpectedResponseError",
      status: 200,
      outcome: id === "listConnectorSecrets" ? "not_applied" : "unknown",
      message: expect.stringContaining("with a body that broke off"),
    });
    expect(server.connections()).toBe(1);
  });
});

it.each([201, 409])("a body without end after %i is cut at 1 MiB", async (status) => {
  const server = await serve((_request, response) => {
    response.writeHead(status);
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(65_536))) {}
    };
    response.on("drain", more);
    more();
  });
  onTestFinished(server.close);
  const client = createClient({ ...FAST, baseUrl: server.url });
  const error = await rejection(CALLS.createConnectorSecret(client));
  expect(error).toMatchObject({ status });
  expect(server.requests).toHaveLength(1);
});

describe("a body that stalls is ended by the timeout", () => {
  const stalled = (status: string) => `HTTP/1.1 ${status}\r\nContent-Length: 500\r\n\r\n{`;
  it.each([
    ["201 Created", "createConnectorSecret", "TimeoutError", "unknown"],
    ["200 OK", "listConnectorSecrets", "TimeoutError", "not_applied"],
    ["409 Conflict", "createConnectorSecret", "ConflictError", "not_applied"],
    ["500 Oops", "createConnectorSecret", "ServerError", "unknown"],
  ] as const)("%s: %s → %s, %s", async (status, id, name, outcome) => {
    const server = await broken((socket) => socket.write(stalled(status)));
    const client = createClient({ ...FAST, baseUrl: server.url, timeout: 150, maxRetries: 0 });
    const error = await rejection(CALLS[id](client));
    expect(error).toMatchObject({ name, outcome });
  });

  it("a 204 has no body to wait for, whatever it announces", async () => {
    const server = await broken((socket) => socket.write(stalled("204 No Content")));
    const client = createClient({ ...FAST, baseUrl: server.url, timeout: 2000, maxRetries: 0 });
    await expect(CALLS.deleteConnectorSecret(client)).resolves.toBeUndefined();
  });
});

describe("once an attempt was of unknown outcome, so is the call", () => {
  it.each([
    ["a 409 after a 500", [{ status: 500 }, { status: 409 }], "ConflictError"],
    ["a 401 after a lost connection", ["drop", { status: 401 }], "AuthenticationError"],
    ["a 429 after a 503", [{ status: 503 }, { status: 429 }, { status: 429 }], "RateLimitError"],
    ["a 400 after a 408", [{ status: 408 }, { status: 400 }], "BadRequestError"],
  ] as const)("%s", async (_name, answers, name) => {
    const server = await serve(script(answers));
    onTestFinished(server.close);
    const client = createClient({ ...FAST, baseUrl: server.url });
    const error = await rejection(CALLS.updateConnectorSecret(client));
    expect(error).toMatchObject({ name, outcome: "unknown" });
  });

  it("a refused connection after a lost one", async () => {
    const server = await serve((_request, response) => {
      response.destroy();
      return server.close();
    });
    const client = createClient({ ...FAST, baseUrl: server.url });
    const error = await rejection(CALLS.updateConnectorSecret(client));
    expect(error).toMatchObject({ name: "ConnectionError", outcome: "unknown" });
    expect(String(error)).toMatch(/ECONNREFUSED.*It may have been applied\./);
  });
});

describe("a delete that meets 404", () => {
  it.each([
    ["a lost connection", "drop"],
    ["a 500", { status: 500 }],
    ["a 408", { status: 408 }],
  ] as const)("after %s has succeeded, and shows that 404", async (_name, first) => {
    const server = await serve(script([first, { status: 404, body: envelope("NOT_FOUND") }]));
    onTestFinished(server.close);
    const client = createClient({ ...FAST, baseUrl: server.url });
    const done = await CALLS.deleteConnectorSecret(client).withResponse();
    expect(done).toMatchObject({
      data: undefined,
      requestId: envelope().meta.request_id,
      response: { status: 404 },
    });
  });

  it.each([
    ["at first", []],
    ["after a 429: nothing was applied", [{ status: 429 }]],
  ])("%s is a NotFoundError", async (_name, before) => {
    const server = await serve(script([...before, { status: 404 }]));
    onTestFinished(server.close);
    const client = createClient({ ...FAST, baseUrl: server.url });
    const error = await rejection(CALLS.deleteConnectorSecret(client));
    expect(error).toMatchObject({ name: "NotFoundError", outcome: "not_applied" });
  });

  it("without the documented body is a gateway's, and says nothing of the secret", async () => {
    const page = { status: 404, body: "default backend - 404" };
    const server = await serve(script(["drop", page]));
    onTestFinished(server.close);
    const client = createClient({ ...FAST, baseUrl: server.url });
    const error = await rejection(CALLS.deleteConnectorSecret(client));
    expect(error).toMatchObject({ name: "NotFoundError", code: undefined, outcome: "unknown" });
  });

  it("an update does not take it so", async () => {
    const server = await serve(script(["drop", { status: 404 }]));
    onTestFinished(server.close);
    const client = createClient({ ...FAST, baseUrl: server.url });
    const error = await rejection(CALLS.updateConnectorSecret(client));
    expect(error).toMatchObject({ name: "NotFoundError", outcome: "unknown" });
  });
});

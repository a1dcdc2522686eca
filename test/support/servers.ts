// Servers for tests: real sockets, on a free port of the loopback interface.
//
//   const server = await serve(script([{ status: 429 }, { status: 200, body: LIST }]));
//   onTestFinished(server.close);
import { once } from "node:events";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from "node:net";

export interface RunningServer {
  readonly url: string;
  /** Ends the open connections, too. Bound: it can be handed to `onTestFinished` as it is. */
  readonly close: () => Promise<void>;
}

/** A request as it came in. */
export interface RecordedRequest {
  readonly method: string;
  /** The request target: path and query, undecoded. */
  readonly url: string;
  /** In the order and the case in which they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** The first header of that name, in any case. */
  header(name: string): string | undefined;
}

export type Handler = (request: RecordedRequest, response: ServerResponse) => unknown;

/** A response (a body that is not text is sent as JSON), or a failure. */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array | object | null;
    }
  /** The connection is closed once the request is read. */
  | "drop"
  /** No response. */
  | "stall"
  | Handler;

/** An HTTP server that records its requests. */
export async function serve(
  handler: Reply,
): Promise<RunningServer & { readonly requests: readonly RecordedRequest[] }> {
  const requests: RecordedRequest[] = [];
  const listener: RequestListener = async (message, response) => {
    const chunks: Uint8Array[] = [];
    // A client that disconnects must not fail the test.
    message.on("error", () => {});
    for await (const chunk of message) chunks.push(chunk);
    const headers = pairs(message.rawHeaders);
    const request: RecordedRequest = {
      method: message.method ?? "",
      url: message.url ?? "",
      headers,
      body: Buffer.concat(chunks).toString("utf8"),
      header: (name) => headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1],
    };
    requests.push(request);
    await send(handler, request, response);
  };
  const server = createServer((message, response) => {
    Promise.resolve(listener(message, response)).catch(() => response.destroy());
  });
  return { ...(await listen(server)), requests };
}

/**
 * One reply for each request, in order. A request too many gets a 501, which no client retries: count
 * `requests` if the number matters.
 */
export function script(replies: readonly Reply[]): Handler {
  const left = [...replies];
  const exhausted: Reply = { status: 501, body: "The script has no reply left." };
  return (request, response) => send(left.shift() ?? exhausted, request, response);
}

/**
 * A TCP server, for bytes that no HTTP server would send.
 * @param onConnection gets the socket and the number of the connection, counted from 1
 */
export async function rawServer(
  onConnection: (socket: Socket, number: number) => unknown,
): Promise<RunningServer> {
  let number = 0;
  const server = createTcpServer((socket) => {
    // A client may reset a connection.
    socket.on("error", () => {});
    onConnection(socket, ++number);
  });
  return listen(server);
}

/** Reads one request from a raw socket: all of its bytes, as text. */
export async function readRequest(socket: Socket): Promise<string> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    const end = bytes.indexOf("\r\n\r\n");
    if (end >= 0) {
      const length = /^content-length: *(\d+)/im.exec(bytes.toString("latin1", 0, end))?.[1] ?? 0;
      if (bytes.length >= end + 4 + Number(length)) return bytes.toString("utf8");
    }
    const [chunk]: Buffer[] = await once(socket, "data");
    if (chunk) bytes = Buffer.concat([bytes, chunk]);
  }
}

async function send(reply: Reply, request: RecordedRequest, response: ServerResponse) {
  if (typeof reply === "function") return reply(request, response);
  if (reply === "stall") return undefined;
  if (reply === "drop") return response.destroy();
  const { status = 200, headers = {}, body } = reply;
  const isText = typeof body === "string" || body instanceof Uint8Array;
  const json = isText || body === undefined ? {} : { "content-type": "application/json" };
  response.writeHead(status, { ...json, ...headers });
  return response.end(isText || body === undefined ? body : JSON.stringify(body));
}

async function listen(server: Server): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

/** `[name, value, name, value]` → `[[name, value], [name, value]]` */
function pairs(raw: readonly string[]) {
  return raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : [],
  );
}

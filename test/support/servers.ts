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

/** What to answer: a response (a body that is no text goes out as JSON), or something ruder. */
export type Answer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array | object | null;
    }
  /** The connection is cut once the request is read. */
  | "drop"
  /** Nothing ever comes. */
  | "stall"
  | Handler;

/** An HTTP server that keeps what it was asked. */
export async function serve(
  handler: Answer,
): Promise<RunningServer & { readonly requests: readonly RecordedRequest[] }> {
  const requests: RecordedRequest[] = [];
  const listener: RequestListener = async (message, response) => {
    const chunks: Uint8Array[] = [];
    // A client that leaves in the middle is no concern of the server's.
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
    await answer(handler, request, response);
  };
  const server = createServer((message, response) => {
    Promise.resolve(listener(message, response)).catch(() => response.destroy());
  });
  return { ...(await listen(server)), requests };
}

/**
 * One answer a request, in order. A request too many gets a 501, which no client repeats: count
 * `requests` where the number matters.
 */
export function script(answers: readonly Answer[]): Handler {
  const left = [...answers];
  const exhausted: Answer = { status: 501, body: "The script has no answer left." };
  return (request, response) => answer(left.shift() ?? exhausted, request, response);
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
    // A client may well reset a connection that it gives up.
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

async function answer(what: Answer, request: RecordedRequest, response: ServerResponse) {
  if (typeof what === "function") return what(request, response);
  if (what === "stall") return undefined;
  if (what === "drop") return response.destroy();
  const { status = 200, headers = {}, body } = what;
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

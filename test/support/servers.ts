// Servers for tests: real sockets, on a free port of the loopback interface, closed after the test.
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** A request as it came in. */
export interface RecordedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A response (a body that is not text is sent as JSON), or a failure. */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | object;
    }
  /** The connection is closed once the request is read. */
  | "drop"
  | ((response: ServerResponse) => unknown);

/**
 * An HTTP server that records its requests. With several replies, each is for one request, in order,
 * and a request too many gets a 501, which no client retries.
 */
export async function serve(first: Reply, ...others: Reply[]) {
  const requests: RecordedRequest[] = [];
  const left = [first, ...others];
  const server = createServer(async (message, response) => {
    // A client that disconnects must not fail the test.
    const body = await text(message).catch(() => "");
    requests.push({ headers: message.headers, body });
    const reply = others.length > 0 ? left.shift() : first;
    if (reply === "drop") response.destroy();
    else if (typeof reply === "function") reply(response);
    else {
      const { status = 200, headers = {}, body } = reply ?? { status: 501 };
      response
        .writeHead(status, headers)
        .end(typeof body === "string" ? body : JSON.stringify(body));
    }
  });
  return { ...(await listen(server)), requests };
}

/**
 * A TCP server, for bytes that no HTTP server would send.
 * @param onConnection gets the socket and the number of the connection, counted from 1
 */
export async function rawServer(onConnection: (socket: Socket, number: number) => unknown) {
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

async function listen(server: Server) {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  async function close() {
    if (!server.listening) return;
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  }
  onTestFinished(close);
  return { url: `http://127.0.0.1:${port}`, close };
}

// The ways to the fake API: a `fetch`, and a server over HTTP.
import { ConfigurationError } from "../index.ts";
import { type FakeResponse, failure } from "./response.ts";
import type { Serve } from "./server.ts";

export function createFetch(serve: Serve): typeof globalThis.fetch {
  return async (input, init) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    throwIfAborted(signal);
    // The signal stays here: a Request would leave a listener on it.
    const request = new Request(input, { ...init, signal: null });
    const bytes = new Uint8Array(await request.arrayBuffer());
    throwIfAborted(signal);
    const { pathname, search } = new URL(request.url);
    const { method } = request;
    const headers = Object.fromEntries(request.headers);
    const result = await serve({ method, path: `${pathname}${search}`, headers, bytes });
    if (result === "lost") throw connectionLost();
    if (result === "stalled") return untilAborted(signal);
    return toResponse(result, method);
  };
}

/** Not every signal has a throwIfAborted: React Native's has none. */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason;
}

/** What Node's `fetch` rejects with when the server resets the connection. */
function connectionLost(): TypeError {
  const details = { code: "ECONNRESET", syscall: "read" };
  const cause = Object.assign(new Error("read ECONNRESET"), details);
  return new TypeError("fetch failed", { cause });
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function toResponse({ status, headers, body }: FakeResponse, method: string): Response {
  // The Fetch standard's null body statuses: a Response refuses a body for them.
  const isEmpty = method === "HEAD" || [204, 205, 304].includes(status);
  return new Response(isEmpty ? null : (body ?? null), { status, headers });
}

/** The fake API, reached over HTTP. */
export interface FakeServer {
  /** For `createClient({ baseUrl })`. */
  readonly url: string;
  /** Stops listening, and ends the open connections. */
  readonly close: () => Promise<void>;
}

/** The parts of Node's messages used here, so that users do not need @types/node. */
interface Incoming {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: object;
}

interface Outgoing {
  writeHead(status: number, headers: FakeResponse["headers"]): Outgoing;
  end(body: string | undefined): unknown;
  destroy(): unknown;
}

export async function listen(serve: Serve, port: number): Promise<FakeServer> {
  // Neither an import nor a type of node:http: bundlers for other runtimes would refuse it.
  const http = globalThis.process?.getBuiltinModule?.("node:http");
  if (!http) throw new ConfigurationError("listen needs Node; hand fetch to createClient instead.");

  const server = http.createServer((request, response) => {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    // A client that leaves in the middle of its request sends none.
    request.on("error", () => {});
    request.on("data", (chunk: Uint8Array<ArrayBuffer>) => chunks.push(chunk));
    request.on("end", () => {
      // No mistake may end the process of a test.
      answer(request, chunks, response).catch(() => response.destroy());
    });
  });

  async function answer(
    { method = "", url: path = "", headers: fields }: Incoming,
    chunks: Uint8Array<ArrayBuffer>[],
    response: Outgoing,
  ): Promise<void> {
    const entries = Object.entries(fields).map(([name, value]) => [name, String(value)]);
    const headers = Object.fromEntries(entries);
    const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
    const result = await serve({ method, path, headers, bytes }).catch(() => failure(500));
    if (result === "stalled") return;
    if (result === "lost") response.destroy();
    else response.writeHead(result.status, result.headers).end(result.body);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

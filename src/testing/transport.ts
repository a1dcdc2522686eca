// The ways to the fake API: a `fetch`, and a server over HTTP.
import { reasonOf, throwIfAborted } from "../http/deadline.ts";
import { ConfigurationError } from "../index.ts";
import type { IncomingRequest } from "./request.ts";
import { type FakeResponse, withBody, withHeaders } from "./response.ts";

/** Responds to a request, or not. */
export type Serve = (request: IncomingRequest) => Promise<FakeResponse | "lost" | "stalled">;

/** What HTTP needs: it reads no body of a request that is not admitted. */
interface Server {
  readonly admits: (headers: IncomingRequest["headers"]) => boolean;
  readonly serve: Serve;
}

export function createFetch(serve: Serve): typeof globalThis.fetch {
  return async (input, init) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    throwIfAborted(signal);
    // The signal stays here: a Request would leave a listener on it.
    const request = new Request(input, { ...init, signal: null });
    const body = await request.blob();
    throwIfAborted(signal);
    const { pathname, search } = new URL(request.url);
    const { method } = request;
    const headers = Object.fromEntries(request.headers);
    const result = await serve({ method, path: `${pathname}${search}`, headers, body });
    if (result === "lost") {
      // As Node's `fetch`, when the server resets the connection.
      const cause = { code: "ECONNRESET", syscall: "read" };
      const lost = Object.assign(new Error("read ECONNRESET"), cause);
      throw new TypeError("fetch failed", { cause: lost });
    }
    if (result === "stalled") {
      throwIfAborted(signal);
      return new Promise((_, reject) => {
        signal?.addEventListener("abort", () => reject(reasonOf(signal)), { once: true });
      });
    }
    // The Fetch standard's null body statuses: a Response refuses a body for them.
    const isEmpty = method === "HEAD" || [204, 205, 304].includes(result.status);
    return new Response(isEmpty ? null : (result.body ?? null), result);
  };
}

/** The fake API, reached over HTTP. */
export interface FakeServer {
  /** For `createClient({ baseUrl })`. */
  readonly url: string;
  /** Stops listening, and ends the open connections. */
  readonly close: () => Promise<void>;
}

export async function listen(fake: Server, port: number): Promise<FakeServer> {
  // Neither an import nor a type of node:http: bundlers for other runtimes would refuse it.
  const http = globalThis.process?.getBuiltinModule?.("node:http");
  if (!http) throw new ConfigurationError("listen needs Node; hand fetch to createClient instead.");

  const server = http.createServer(async (request, response) => {
    // The client may disconnect in the middle of its request.
    request.on("error", () => {});
    try {
      const result = await respond(fake, request);
      if (result === "stalled") return;
      if (result === "lost") return void response.destroy();
      const { status, headers, body } = withHeaders(result, corsOf(request.headers.origin));
      response.writeHead(status, headers).end(body);
    } catch {
      // A bug here must not kill the test process.
      response.destroy();
    }
  });

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

/** The parts of Node's request used here, so that users do not need @types/node. */
interface Incoming {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: object;
  on(event: "data", listener: (chunk: Uint8Array<ArrayBuffer>) => void): unknown;
  on(event: "end", listener: () => void): unknown;
}

/** Refuses what it can before it reads the body. Node discards the rest of such a request. */
async function respond(fake: Server, request: Incoming): ReturnType<Serve> {
  const { method = "", url: path = "" } = request;
  const entries = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  const headers: Record<string, string> = Object.fromEntries(entries);
  if (!LOOPBACK.test(headers.host ?? "")) return MISDIRECTED;
  if (method === "OPTIONS" && "access-control-request-method" in headers) return PREFLIGHT;
  const announced = Number(headers["content-length"] ?? 0);
  const body = fake.admits(headers) ? await readBytes(request, announced) : new Blob();
  if (!body) return TOO_LARGE;
  return fake.serve({ method, path, headers, body });
}

/** A web page can give its own host name the address 127.0.0.1, and would then read every secret. */
const LOOPBACK = /^(?:(?:[^@/:]+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

const refusal = (status: number, text: string) =>
  withBody({ status, headers: { "content-type": "text/plain" } }, `${text}\n`);
const MISDIRECTED = refusal(421, "The fake API responds to loopback host names alone.");
/** A list of connectors with their configurations is large: the client reads up to 64 MiB. */
const LARGEST = 65 * 1024 * 1024;
const TOO_LARGE = refusal(413, "The body is larger than 65 MiB.");
const PREFLIGHT: FakeResponse = { status: 204, headers: {} };

/**
 * Pages of this machine, such as a development server's, may call the fake. Any other page gets no
 * permission: without a preflight it cannot send a credential, so it only ever gets a 401.
 */
function corsOf(origin = ""): Readonly<Record<string, string>> {
  const host = /^https?:\/\/(.*)/.exec(origin)?.[1] ?? "";
  if (!LOOPBACK.test(host)) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers": "authorization, content-type",
    "access-control-expose-headers": "*",
    vary: "origin",
  };
}

/** @returns `undefined` if it is too large */
function readBytes(request: Incoming, announced: number): Promise<Blob | undefined> {
  return new Promise((resolve) => {
    if (announced > LARGEST) return resolve(undefined);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let length = 0;
    request.on("data", (chunk) => {
      length += chunk.length;
      if (length <= LARGEST) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on("end", () => resolve(new Blob(chunks)));
  });
}

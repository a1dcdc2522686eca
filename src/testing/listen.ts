// The fake API over HTTP.
import { ConfigurationError } from "../errors/local.ts";
import type { Serve } from "./server.ts";

/** The fake API, reached over HTTP. */
export interface FakeServer {
  /** For `createClient({ baseUrl })`. */
  readonly url: string;
  /** Stops listening, and ends the open connections. */
  readonly close: () => Promise<void>;
}

export async function listen(serve: Serve, port: number): Promise<FakeServer> {
  // Neither an import nor a type of node:http: bundlers for other runtimes would refuse it.
  const http = globalThis.process?.getBuiltinModule?.("node:http");
  if (!http) throw new ConfigurationError("listen needs Node; hand fetch to createClient instead.");

  const server = http.createServer((request, response) => {
    const decoder = new TextDecoder();
    let text = "";
    // A client that leaves in the middle of its request sends none.
    request.on("error", () => {});
    request.on("data", (chunk: Uint8Array) => {
      text += decoder.decode(chunk, { stream: true });
    });
    request.on("end", () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const { method = "", url: path = "" } = request;
      const reaction = serve({ method, path, headers, text });
      if (reaction === "stalled") return;
      if (reaction === "lost") response.destroy();
      else response.writeHead(reaction.status, reaction.headers).end(reaction.body);
    });
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

// Serves docs/ on this machine and tells open pages to load themselves again.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { listen } from "./listen.mjs";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".yaml": "application/yaml; charset=utf-8",
  ".svg": "image/svg+xml",
};

const CHANGES = "/.changes";
const LIVE = `<script>new EventSource("${CHANGES}").onmessage = () => location.reload();</script>`;

/**
 * @param {string} folder @param {number} port 0 for any that is free
 * @returns {Promise<{ url: string, reload(): void, close(): Promise<void> }>}
 */
export async function serveFolder(folder, port) {
  /** @type {Set<import("node:http").ServerResponse>} */
  const open = new Set();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === CHANGES) {
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      open.add(response);
      response.on("close", () => open.delete(response));
      return;
    }
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    // A URL has no ".." left, but may have an encoded one.
    const path = join(folder, normalize(decodeURIComponent(name)));
    const body = path.startsWith(folder) ? await readFile(path).catch(() => undefined) : undefined;
    if (!body) {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
      return;
    }
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
    response.end(name === "/index.html" ? `${body}${LIVE}` : body);
  });
  return {
    url: await listen(server, port),
    reload() {
      for (const response of open) response.write("data: changed\n\n");
    },
    async close() {
      for (const response of open) response.end();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

// The HTTP server of the mock, the docs and npm run dev: on this machine alone.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, STATUS_CODES } from "node:http";
import { extname, join, normalize, sep } from "node:path";

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {{ url: string, close: () => Promise<void> }} Running */

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".yaml": "application/yaml",
};

const CHANGES = "/.changes";
export const LIVE = `new EventSource("${CHANGES}").onmessage = () => location.reload();`;

/**
 * No request ends the process: any web page can send one to this machine.
 * @param {(request: Request, response: Response, pathname: string) => unknown} handle gets the
 *   decoded path
 * @param {number} [port] without one, or with 0, a free one
 * @returns {Promise<Running>}
 */
export async function serve(handle, port = 0) {
  const server = createServer(async (request, response) => {
    try {
      await handle(request, response, pathnameOf(request));
    } catch (error) {
      const isMalformed = error instanceof URIError;
      if (!isMalformed) console.error(error);
      if (!response.headersSent) refuse(response, isMalformed ? 400 : 500);
      else response.destroy();
    }
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server.close(), "close");
      server.closeAllConnections();
      await closed;
    },
  };
}

/** @param {Response} response @param {number} status */
export const refuse = (response, status) =>
  response.writeHead(status, { "content-type": "text/plain" }).end(`${STATUS_CODES[status]}\n`);

/** @param {Request} request @throws {URIError} for a URL that cannot be decoded */
function pathnameOf({ url = "/" }) {
  if (!URL.canParse(url, "http://localhost")) throw new URIError(url);
  return decodeURIComponent(new URL(url, "http://localhost").pathname);
}

/**
 * Serves a folder, and reloads open pages on demand.
 * @param {string} folder @param {number} port
 * @returns {Promise<Running & { reload(): void }>}
 */
export async function serveFolder(folder, port) {
  /** @type {Set<Response>} */
  const open = new Set();
  const server = await serve(async (_request, response, pathname) => {
    if (pathname === CHANGES) {
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      open.add(response);
      response.on("close", () => open.delete(response));
      return;
    }
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    // A URL has no ".." left, but may have had an encoded one.
    const path = join(folder, normalize(name));
    const isInside = path.startsWith(join(folder, sep));
    const body = isInside ? await readFile(path).catch(() => undefined) : undefined;
    if (!body) return refuse(response, 404);
    const type = `${TYPES[extname(path)] ?? "application/octet-stream"}; charset=utf-8`;
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
    response.end(name === "/index.html" ? `${body}<script>${LIVE}</script>` : body);
  }, port);
  return {
    ...server,
    reload() {
      for (const response of open) response.write("data: changed\n\n");
    },
  };
}

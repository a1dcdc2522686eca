// What a case is run against. The fake API behind a server of our own, which does to each request
// what the case asked for, and counts what arrived; beside it a server that a case controls it by.
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { buffer, json } from "node:stream/consumers";
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { answer, serve } from "../support/serve.mjs";

/**
 * @typedef {object} Fault what happens to one request
 * @property {"before" | "after"} [drop] the request is read, and the connection dropped before or
 *   after the request was applied
 * @property {boolean} [stall] no response ever comes
 * @property {boolean} [always] every later request fares the same
 * @property {number} [status] @property {Record<string, string | null>} [headers] @property {unknown} [body]
 *
 * @typedef {{ call: string | undefined, method: string, path: string, body: string, isApplied: boolean }} Seen
 */

const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
const ORIGIN = { "access-control-allow-origin": "*" };
/** As the API documents it. */
const PREFLIGHT = {
  ...ORIGIN,
  "access-control-allow-headers": "authorization, content-type, cache-control, pragma",
  "access-control-allow-methods": "GET, POST, PUT, DELETE",
  "access-control-max-age": "0",
};

/**
 * @param {string} [folder] whose files a browser may load
 * @returns {Promise<import("../support/serve.mjs").Running>}
 */
export async function startServer(folder) {
  /** @type {Awaited<ReturnType<typeof startApi>> | undefined} */
  let api;
  let redirected = 0;

  const control = await serve(async (request, response, path) => {
    if (path === "/fake") {
      await api?.close();
      api = await startApi(/** @type {any} */ (await json(request)));
      response.end(JSON.stringify({ url: api.url, placeholders: api.placeholders }));
    } else if (path === "/seen") {
      response.end(JSON.stringify({ requests: api?.seen ?? [], redirected }));
    } else if (path === "/redirected") {
      redirected++;
      response.writeHead(200, ORIGIN).end();
    } else if (folder && [".html", ".js", ".mjs"].includes(extname(path))) {
      const type = extname(path) === ".html" ? "text/html" : "text/javascript";
      response.writeHead(200, { "content-type": type }).end(await readFile(join(folder, path)));
    } else {
      answer(response, 404);
    }
  });
  return {
    url: control.url,
    async close() {
      await api?.close();
      await control.close();
    },
  };
}

/**
 * @param {{ faults?: Fault[], token?: string, connectors?: number, seed?: number }} setup
 *   `connectors`: how many more, each with a secret; with a seed, faults are drawn by lot
 */
async function startApi({ faults = [], token, connectors = 0, seed }) {
  const many = Array.from({ length: connectors }, (_, index) => {
    return { ...CONNECTOR, connector_identifier: `C${index}`, secrets: { old: "old value" } };
  });
  const api = createFakeApi({
    connectors: [CONNECTOR, { ...CONNECTOR, team_id: 2n ** 63n - 1n }, ...many],
    ...(token && { token }),
  });
  const draw = seed === undefined ? undefined : drawFrom(seed);
  /** @type {Seen[]} */
  const seen = [];

  const server = await serve(async (request, response) => {
    if (request.method === "OPTIONS") return response.writeHead(204, PREFLIGHT).end();
    const { method = "", url: path = "" } = request;
    const body = await buffer(request);
    const call = request.headers["x-call"]?.toString();
    const record = { call, method, path, body: body.toString(), isApplied: false };
    seen.push(record);
    const fault = draw?.() ?? (faults[0]?.always ? faults[0] : faults.shift()) ?? {};
    const { drop, stall, always: _, ...change } = fault;
    if (stall) return undefined;
    if (drop === "before") return request.socket.destroy();
    api.failNext(change);
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    const result = await api.fetch(`http://127.0.0.1${path}`, {
      method,
      headers: Object.fromEntries(headers),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    record.isApplied = result.ok && method !== "GET" && change.status === undefined;
    if (drop === "after") return request.socket.destroy();
    response.writeHead(result.status, { ...ORIGIN, ...Object.fromEntries(result.headers) });
    return response.end(Buffer.from(await result.arrayBuffer()));
  });
  const placeholders = many.map(({ team_id, connector_identifier }) => {
    return api.secrets(team_id, connector_identifier)[0]?.secret_placeholder;
  });
  return { ...server, seen, placeholders };
}

/** The same faults for the same seed. @param {number} seed @returns {() => Fault} */
function drawFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const chance = state / 2 ** 32;
    if (chance < 0.3) return { drop: "after" };
    if (chance < 0.4) return { drop: "before" };
    return chance < 0.45 ? { status: 503 } : {};
  };
}

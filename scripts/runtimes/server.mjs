// What every runtime is tested against: the fake API over HTTP, a fresh one for each case, and
// beside it a server that makes it, tells what arrived, and serves the package to a browser.
import { readFile } from "node:fs/promises";
import { json } from "node:stream/consumers";
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { ROOT } from "../support/script.mjs";
import { answer, serve } from "../support/serve.mjs";

export const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
const FILES = /^\/(dist|scripts\/runtimes)\/[\w-]+\.m?js$/;

/**
 * @param {boolean} browser whether each request comes with a preflight
 * @returns {Promise<import("../support/serve.mjs").Running>}
 */
export async function startServer(browser) {
  /** @type {ReturnType<typeof createFakeApi> | undefined} */
  let api;
  /** @type {{ url: string, close: () => Promise<void> } | undefined} */
  let running;
  let redirected = 0;

  const server = await serve(async (request, response, path) => {
    if (path === "/fake") {
      const { faults, token } = /** @type {any} */ (await json(request));
      await running?.close();
      api = createFakeApi({
        connectors: [CONNECTOR, { ...CONNECTOR, team_id: 2n ** 63n - 1n }],
        token,
      });
      api.failNext(...(browser ? faults.flatMap(withPreflight) : faults));
      running = await api.listen();
      response.end(JSON.stringify({ url: running.url }));
    } else if (path === "/seen") {
      const requests = api?.requests.filter(({ method }) => method !== "OPTIONS") ?? [];
      response.end(JSON.stringify({ requests, redirected }));
    } else if (path === "/redirected") {
      redirected++;
      response.setHeader("access-control-allow-origin", "*").end();
    } else if (path === "/") {
      response.setHeader("content-type", "text/html").end("<!doctype html>");
    } else if (FILES.test(path)) {
      response.setHeader("content-type", "text/javascript").end(await readFile(ROOT + path));
    } else {
      answer(response, 404);
    }
  });
  return {
    url: server.url,
    async close() {
      await running?.close();
      await server.close();
    },
  };
}

/** As the API documents it: any origin, and no word of other headers. @param {{ headers?: object, drop?: string }} fault */
function withPreflight(fault) {
  const origin = { "access-control-allow-origin": "*" };
  const allowed = {
    ...origin,
    "access-control-allow-headers": "authorization, content-type, cache-control, pragma",
    "access-control-allow-methods": "GET, POST, PUT, DELETE",
    "access-control-max-age": "0",
  };
  const open = { ...fault, headers: { ...origin, ...fault.headers } };
  // A browser repeats a request, without another preflight, when it loses a connection that it kept.
  return [{ status: 204, headers: allowed }, open, ...(fault.drop ? [open] : [])];
}

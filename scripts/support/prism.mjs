// The mock server of the contract: Prism in a thread, behind a server of ours.
import { request as httpRequest } from "node:http";
import { Worker } from "node:worker_threads";
import { SPEC } from "./script.mjs";
import { refuse, serve } from "./serve.mjs";

/**
 * Responds with the examples of the contract, and with those of an error for a request that breaks
 * it or asks for one (`Prefer: code=409`).
 *
 * Some requests end Prism: a path such as `/v1/teams/%zz`, an odd `Accept`. Our server refuses what
 * it cannot decode, keeps the port, and starts Prism again when it has died.
 *
 * @param {number} [port] without one, a free one
 * @returns {Promise<import("./serve.mjs").Running & { restart: () => Promise<void> }>}
 */
export async function startPrism(port) {
  /** @type {ReturnType<typeof startThread> | undefined} */
  let thread;
  function start() {
    const fresh = startThread(() => {
      if (thread === fresh) thread = undefined;
    });
    return fresh;
  }
  const front = await serve(async (request, response) => {
    thread ??= start();
    forward((await thread).url, request, response);
  }, port);
  /** The next request starts it again. */
  async function restart() {
    const old = thread;
    thread = undefined;
    await (await old)?.worker.terminate();
  }
  async function close() {
    await front.close();
    await restart();
  }
  return { url: front.url, restart, close };
}

/** @param {() => void} ended @returns {Promise<{ url: string, worker: Worker }>} */
function startThread(ended) {
  // The streams are its own: Prism logs each request to standard output.
  const options = { workerData: SPEC, stdout: true, stderr: true };
  const worker = new Worker(new URL("prism-thread.mjs", import.meta.url), options);
  worker.stderr.resume();
  return new Promise((resolve, reject) => {
    /** @param {unknown} reason */
    function end(reason) {
      ended();
      reject(reason);
    }
    worker.on("error", end).on("exit", () => end(new Error("Prism ended before it listened.")));
    worker.stdout.setEncoding("utf8").on("data", (text) => {
      const [, url] = /listening on (http:\S+)/.exec(text) ?? [];
      if (url) resolve({ url, worker });
    });
  });
}

/**
 * Passes a request on to another server on this machine.
 * @param {string} origin @param {import("./serve.mjs").Request} request
 * @param {import("./serve.mjs").Response} response
 */
function forward(origin, request, response) {
  const { method, headers, url = "/" } = request;
  const passed = httpRequest(origin, { method, headers, path: url, agent: false });
  passed.on("response", (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
    reply.pipe(response);
  });
  passed.on("error", () => (response.headersSent ? response.destroy() : refuse(response, 502)));
  // Whoever leaves early must not keep the other server busy.
  response.on("close", () => passed.destroy());
  request.pipe(passed);
}

// The mock server of the contract: Prism in a thread, behind a server of ours.
import { Worker } from "node:worker_threads";
import { SPEC } from "./script.mjs";
import { forward, serve } from "./serve.mjs";

/** @typedef {{ url: string, stop: () => Promise<unknown> }} Thread */

/**
 * Answers with the examples of the contract, and with those of an error for a request that breaks
 * it or asks for one (`Prefer: code=409`).
 *
 * Some requests end Prism: a path such as `/v1/teams/%zz`, an odd `Accept`. Our server refuses what
 * it cannot decode, keeps the port, and starts Prism again when it has died.
 *
 * @param {{ port?: number, spec?: string, upstream?: string }} [options] without a port, a free one;
 *   with an upstream, requests go there, and `sl-violations` lists what breaks the contract in them
 *   and in the answers
 * @returns {Promise<import("./serve.mjs").Running & { restart: () => Promise<void> }>}
 */
export async function startPrism({ port = 0, spec = SPEC, upstream } = {}) {
  /** @type {Promise<Thread> | undefined} */
  let thread;
  const start = () => {
    const fresh = startThread({ document: spec, upstream }, () => {
      if (thread === fresh) thread = undefined;
    });
    return fresh;
  };
  const front = await serve(async (request, response) => {
    thread ??= start();
    forward((await thread).url, request, response);
  }, port);

  async function restart() {
    const old = thread;
    thread = start();
    await (await old)?.stop();
    await thread;
  }
  async function close() {
    const last = thread;
    await front.close();
    await (await last)?.stop();
  }

  try {
    await restart();
  } catch (error) {
    await front.close();
    throw error;
  }
  return { url: front.url, restart, close };
}

/**
 * @param {{ document: string, upstream: string | undefined }} workerData
 * @param {() => void} ended
 * @returns {Promise<Thread>}
 */
function startThread(workerData, ended) {
  // The streams are its own: Prism logs each request to standard output.
  const options = { workerData, stdout: true, stderr: true };
  const worker = new Worker(new URL("prism-thread.mjs", import.meta.url), options);
  worker.stderr.resume();
  return new Promise((resolve, reject) => {
    /** @param {unknown} reason */
    function end(reason) {
      ended();
      reject(reason);
    }
    worker.on("error", end).on("exit", () => end(new Error("Prism ended before it listened.")));
    let output = "";
    worker.stdout.setEncoding("utf8").on("data", (text) => {
      if (output === "found") return;
      output += text;
      const [, url] = /listening on (http:\S+)/.exec(output) ?? [];
      if (!url) return;
      output = "found";
      resolve({ url, stop: () => worker.terminate() });
    });
  });
}

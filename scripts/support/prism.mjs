// The mock server of the contract: Prism, inside this process, behind a server of our own.
import { createRequire } from "node:module";
import { createSingleProcessPrism } from "@stoplight/prism-cli/dist/util/createServer.js";
import { SPEC } from "./script.mjs";
import { answer, forward, serve } from "./serve.mjs";

// Prism announces each start on standard output.
const requireOfPrism = createRequire(import.meta.resolve("@stoplight/prism-cli/package.json"));
requireOfPrism("signale").disable();

/**
 * Answers with the examples of the contract, and with those of an error for a request that breaks
 * it or asks for one (`Prefer: code=409`). A path such as `/v1/teams/%zz` would end Prism and this
 * process with it, so Prism gets only what our server could decode. That server also keeps the port
 * while Prism restarts.
 *
 * @param {{ port?: number, spec?: string, upstream?: string }} [options] without a port, a free one;
 *   with an upstream, requests go there, and `sl-violations` lists what breaks the contract in them
 *   and in the answers
 * @returns {Promise<import("./serve.mjs").Running & { restart: () => Promise<void> }>}
 */
export async function startPrism({ port = 0, spec = SPEC, upstream } = {}) {
  /** @type {import("./serve.mjs").Running | undefined} */
  let prism;
  const front = await serve((request, response) => {
    if (prism) forward(prism.url, request, response);
    else answer(response, 503);
  }, port);

  async function restart() {
    const old = prism;
    prism = undefined;
    await old?.close();
    prism = await startBehind(spec, upstream);
  }
  async function close() {
    await front.close();
    await prism?.close();
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
 * @param {string} document @param {string | undefined} upstream
 * @returns {Promise<import("./serve.mjs").Running>}
 */
async function startBehind(document, upstream) {
  // Prism does not tell its port, so it cannot choose one itself.
  const probe = await serve(() => {});
  await probe.close();
  const server = await createSingleProcessPrism({
    document,
    host: "127.0.0.1",
    port: Number(new URL(probe.url).port),
    cors: false,
    dynamic: false,
    errors: false,
    ignoreExamples: false,
    jsonSchemaFakerFillProperties: true,
    multiprocess: false,
    seed: "",
    verboseLevel: "silent",
    ...(upstream && {
      upstream: new URL(upstream),
      validateRequest: true,
      upstreamProxy: undefined,
    }),
  });
  if (!server) throw new TypeError("Prism gave no server.");
  return { url: probe.url, close: () => server.close() };
}

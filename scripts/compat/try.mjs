// Copied into each project, and run there: node try.mjs <case> [arguments]
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { promisify } from "node:util";
import { walk } from "./walk.mjs";

/**
 * What a project has and this tree has not. @param {string} name
 * @returns {Promise<any>}
 */
const load = (name) => import(name);

const { BASE_URL = "" } = process.env;
const { createClient } = await load("supermetrics-connector-builder");
const connector = { team_id: 936506, connector_identifier: "T3S70" };
const secret = { ...connector, secret_name: "a", secret_value: "my-super-secret-value" };

const refused = (/** @type {number} */ status) => ({
  name: "ConnectionError",
  outcome: "not_applied",
  message: new RegExp(`the proxy refused .* with status ${status}`),
});
/**
 * What a proxy says to CONNECT (nothing, and hangs up; nothing at all), and what comes of it.
 * @type {Record<string, [said: string | undefined, want: object]>}
 */
const PROXIES = {
  407: ["HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", refused(407)],
  403: ["HTTP/1.1 403 Forbidden\r\n\r\n", refused(403)],
  502: ["HTTP/1.1 502 Bad Gateway\r\n\r\n", refused(502)],
  closing: ["", { name: "TimeoutError" }],
  silent: [undefined, { name: "TimeoutError" }],
};

/** @type {Record<string, (...given: string[]) => Promise<unknown>>} */
const TRIES = {
  async fetch(name = "", member = "") {
    await walk(createClient, { fetch: (await load(name))[member] });
  },

  async foreignDispatcher() {
    const { secrets } = clientWith(fetch, new (await load("undici")).Agent());
    const want = { name: "ConnectionError", outcome: "not_applied" };
    await assert.rejects(secrets.create(secret), want);
  },

  /** Starts each proxy, and a Node that is sent through it: it reads its environment once. */
  async proxies(agent = "") {
    for (const [kind, [said]] of Object.entries(PROXIES)) {
      const proxy = createServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", () => said === undefined || socket.end(said));
      });
      const url = `http://127.0.0.1:${await listen(proxy)}`;
      const env = { ...process.env, NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: url, HTTP_PROXY: url };
      const options = { env, timeout: 20_000 };
      await promisify(execFile)(process.execPath, ["try.mjs", "tunnel", kind, agent], options);
      proxy.close();
    }
  },

  async tunnel(kind = "", agent = "") {
    const options = { apiKey: "key", maxRetries: 0, timeout: 500 };
    const { ProxyAgent, fetch } = agent ? await load(agent) : {};
    const client = agent
      ? clientWith(fetch, new ProxyAgent(process.env.HTTPS_PROXY), options)
      : createClient(options);
    await assert.rejects(client.secrets.create(secret), PROXIES[kind]?.[1] ?? {}, kind);
    if (!agent)
      assert.throws(() => createClient({ ...options, baseUrl: BASE_URL }), { option: "baseUrl" });
    process.exit();
  },

  /** A rejection that nobody handles, or a throwing listener, would end this process. */
  async watchers() {
    /** @type {Response[]} */
    const clones = [];
    const { secrets } = createClient({
      apiKey: "wrong",
      baseUrl: BASE_URL,
      fetch: async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
        init.signal?.addEventListener("abort", () => `${init.signal?.reason}`);
        const response = await fetch(url, init);
        clones.push(response.clone());
        return response;
      },
    });
    await assert.rejects(secrets.list(connector), { status: 401 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.match((await clones[0]?.text()) ?? "", /UNAUTHORIZED/);
  },

  async msw() {
    const { http, passthrough } = await load("msw");
    const { setupServer } = await load("msw/node");
    const server = setupServer(http.all("*", () => passthrough()));
    server.listen();
    await walk(createClient);
    server.close();
  },

  async nock() {
    const { default: nock } = await load("nock");
    const path = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
    const list = { count: 0, secrets: [] };
    nock("https://api.supermetrics.com")
      .matchHeader("authorization", "Bearer key")
      .get(path)
      .reply(503)
      .get(path)
      .reply(200, list)
      .post(path, { secret_name: "a", secret_value: secret.secret_value })
      .replyWithError({ code: "ECONNREFUSED" })
      .post(path)
      .reply(409, { meta: { request_id: "12345678" }, error: { code: "CONFLICT", message: "no" } });
    const { secrets } = createClient({ apiKey: "key", maxRetryDelay: 0 });
    assert.deepEqual(await secrets.list(connector), list);
    await assert.rejects(secrets.create(secret), { code: "CONFLICT", outcome: "not_applied" });
    assert.ok(nock.isDone());
  },

  /** The page was built while nothing was stored: its list must not be that of then. */
  async next() {
    const port = await freePort();
    const args = ["node_modules/next/dist/bin/next", "start", "-p", String(port)];
    const server = spawn(process.execPath, args, { stdio: "ignore" });
    try {
      const { secrets } = createClient({ apiKey: "key", baseUrl: BASE_URL });
      assert.match(await page(port), /stored: 0/);
      await secrets.create(secret);
      assert.match(await page(port), /stored: 1/);
    } finally {
      server.kill();
    }
  },
};

/** @param {Function} fetch @param {unknown} dispatcher @param {object} [options] */
function clientWith(
  fetch,
  dispatcher,
  options = { apiKey: "key", baseUrl: BASE_URL, maxRetries: 0 },
) {
  const through = (/** @type {string} */ url, /** @type {object} */ init) =>
    fetch(url, { ...init, dispatcher });
  return createClient({ ...options, fetch: through });
}

/** @param {import("node:net").Server} server */
async function listen(server) {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}

async function freePort() {
  const server = createServer();
  const port = await listen(server);
  await once(server.close(), "close");
  return port;
}

/** A page of a server that may still be starting. @param {number} port @returns {Promise<string>} */
async function page(port, tries = 100) {
  try {
    return await (await fetch(`http://127.0.0.1:${port}/`)).text();
  } catch (error) {
    if (tries === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return page(port, tries - 1);
  }
}

const [, , name = "", ...given] = process.argv;
await TRIES[name]?.(...given);

// Copied into each project, and run there: node try.mjs <case> [arguments]
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { walk } from "./walk.mjs";

/** What a project has and this tree has not. @param {string} name @returns {Promise<any>} */
const load = (name) => import(name);

const { createClient } = await load("supermetrics-connector-builder");
const connector = { team_id: 936506, connector_identifier: "T3S70" };
const secret = { ...connector, secret_name: "a", secret_value: "my-super-secret-value" };
const options = { apiKey: "key", baseUrl: process.env.BASE_URL, maxRetries: 0 };

/**
 * What a proxy replies to CONNECT (nothing, and hangs up; nothing at all), and what follows.
 * @type {[reply: string | undefined, want: object][]}
 */
const PROXIES = [
  [
    "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
    { outcome: "not_applied", message: /the proxy refused .* with status 407/ },
  ],
  ["", { name: "TimeoutError" }],
  [undefined, { name: "TimeoutError" }],
];

/** @type {Record<string, (...args: string[]) => Promise<unknown>>} */
const TRIES = {
  async fetch(name = "", member = "") {
    await walk(createClient, { fetch: (await load(name))[member] });
  },

  async foreignDispatcher() {
    const { Agent } = await load("undici");
    const { secrets } = createClient({ ...options, fetch: through(fetch, new Agent()) });
    const want = { name: "ConnectionError", outcome: "not_applied" };
    await assert.rejects(secrets.create(secret), want);
  },

  /** By undici's agent; test/cli tries those that Node reads from its environment. */
  async proxies() {
    const { ProxyAgent, fetch } = await load("undici");
    for (const [reply, want] of PROXIES) {
      const proxy = createServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", () => reply === undefined || socket.end(reply));
      });
      const agent = new ProxyAgent(`http://127.0.0.1:${await listen(proxy)}`);
      const remote = { ...options, baseUrl: undefined, timeout: 2_000 };
      const { secrets } = createClient({ ...remote, fetch: through(fetch, agent) });
      await assert.rejects(secrets.create(secret), want);
    }
    process.exit();
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
    const { secret_name, secret_value } = secret;
    nock("https://api.supermetrics.com")
      .get(path)
      .reply(503)
      .get(path)
      .reply(200, list)
      .post(path, { secret_name, secret_value })
      .reply(409, { meta: { request_id: "12345678" }, error: { code: "CONFLICT", message: "no" } });
    const { secrets } = createClient({ apiKey: "key", maxRetryDelay: 0 });
    assert.deepEqual(await secrets.list(connector), list);
    await assert.rejects(secrets.create(secret), { code: "CONFLICT", outcome: "not_applied" });
  },

  /** The page was built while nothing was stored: its list must not be that of then. */
  async next() {
    const free = createServer();
    const port = await listen(free);
    await once(free.close(), "close");
    const args = ["node_modules/next/dist/bin/next", "start", "-p", String(port)];
    const server = spawn(process.execPath, args, { stdio: "ignore" });
    const page = async () => (await fetch(`http://127.0.0.1:${port}/`)).text();
    try {
      for (let tries = 0; tries < 100 && !(await page().catch(() => "")); tries++)
        await setTimeout(100);
      assert.match(await page(), /stored: 0/);
      await createClient(options).secrets.create(secret);
      assert.match(await page(), /stored: 1/);
    } finally {
      server.kill();
    }
  },
};

/** Through a dispatcher of undici. @param {Function} fetch @param {unknown} dispatcher */
const through = (fetch, dispatcher) => (/** @type {string} */ url, /** @type {object} */ init) =>
  fetch(url, { ...init, dispatcher });

/** @param {import("node:net").Server} server @returns {Promise<number>} its port */
async function listen(server) {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}

const [, , name = "", ...args] = process.argv;
await TRIES[name]?.(...args);

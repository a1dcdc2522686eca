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

/** What a proxy replies to CONNECT before it hangs up, and what follows. */
const PROXIES = /** @type {const} */ ([
  [
    "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
    { outcome: "not_applied", message: /the proxy refused .* with status 407/ },
  ],
  ["", { name: "TimeoutError" }],
]);

/** @type {Record<string, (...args: string[]) => Promise<unknown>>} */
const TRIES = {
  async fetch(name = "", member = "") {
    await walk(createClient, { fetch: (await load(name))[member] });
  },

  /** By undici's agent; test/cli tries those that Node reads from its environment. */
  async proxies() {
    const { ProxyAgent, fetch } = await load("undici");
    for (const [reply, want] of PROXIES) {
      const proxy = createServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", () => socket.end(reply));
      });
      const dispatcher = new ProxyAgent(`http://127.0.0.1:${await listen(proxy)}`);
      const { secrets } = createClient({
        apiKey: "key",
        maxRetries: 0,
        timeout: 2_000,
        fetch: (/** @type {string} */ url, /** @type {object} */ init) =>
          fetch(url, { ...init, dispatcher }),
      });
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
      await createClient({ apiKey: "key", baseUrl: process.env.BASE_URL }).secrets.create(secret);
      assert.match(await page(), /stored: 1/);
    } finally {
      server.kill();
    }
  },
};

/** @param {import("node:net").Server} server @returns {Promise<number>} its port */
async function listen(server) {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}

const [, , name = "", ...args] = process.argv;
await TRIES[name]?.(...args);

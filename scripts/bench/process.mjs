// One process of the benchmark: the server, or a client that measures a slice when it is asked to.
//   node --expose-gc process.mjs '{"name": "ky", "baseUrl": …, "folder": …}'
import { createServer } from "node:http";
import { CLIENTS, REPLY } from "./clients.mjs";

const { name, baseUrl, folder } = JSON.parse(process.argv[2] ?? "{}");
const headers = { "content-type": "application/json" };
process.on("disconnect", () => process.exit());

if (name) await measureOnDemand();
else listen();

/** Reports its URL to the parent. */
function listen() {
  const length = Buffer.byteLength(REPLY);
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(201, { ...headers, "content-length": length }).end(REPLY);
    });
  });
  // No connection may close in the middle of a measurement.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1", () => {
    const address = /** @type {import("node:net").AddressInfo} */ (server.address());
    process.send?.(`http://127.0.0.1:${address.port}`);
  });
}

/**
 * Without a server, the cost of the client alone: responds in this process, and makes the Request
 * that the platform's fetch makes.
 * @param {RequestInfo | URL} input @param {RequestInit} [init]
 */
async function respond(input, init) {
  new Request(input, init);
  return new Response(REPLY, { status: 201, headers });
}

async function measureOnDemand() {
  const target = baseUrl ? { baseUrl } : { baseUrl: "http://127.0.0.1:1", fetch: respond };
  const call = await CLIENTS[name]?.({ ...target, folder });
  if ((await call?.())?.count !== 3) throw new Error(`${name} has another result`);
  process.on("message", async (/** @type {[number, number]} */ slice) =>
    process.send?.(await load(call, ...slice)),
  );
  process.send?.("ready");
}

/** @param {import("./clients.mjs").Call | undefined} call @param {number} lanes @param {number} milliseconds */
async function load(call, lanes, milliseconds) {
  // Young objects alone: a full collection drops optimized code.
  globalThis.gc?.({ type: "minor" });
  /** @type {number[]} */
  const latencies = [];
  const started = performance.now();
  const cpu = process.cpuUsage();
  async function lane() {
    for (let before = performance.now(); before < started + milliseconds; ) {
      await call?.();
      const after = performance.now();
      latencies.push(after - before);
      before = after;
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  return {
    p50: latencies[latencies.length >> 1],
    throughput: latencies.length / seconds,
    cpu: (user + system) / latencies.length,
  };
}

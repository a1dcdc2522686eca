// One process of the benchmark: the server, or a client that measures a slice when it is told to.
//   node --expose-gc process.mjs '{"name": "ky", "baseUrl": …, "folder": …}'
import { createServer } from "node:http";
import { ANSWER, CLIENTS } from "./clients.mjs";

/**
 * @typedef {object} Slice
 * @property {number} lanes calls in flight
 * @property {number} milliseconds
 */

const { name, baseUrl, folder } = JSON.parse(process.argv[2] ?? "{}");
process.on("disconnect", () => process.exit());

if (name) await measureOnDemand();
else listen();

/** The API's answer to a create. Tells its port to the parent. */
function listen() {
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(ANSWER),
  };
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(201, headers).end(ANSWER));
  });
  // No connection may close in the middle of a measurement.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (typeof address === "object") process.send?.(address?.port);
  });
}

async function measureOnDemand() {
  // Without a server, the cost of the client alone: with a fetch that answers in this process and
  // makes the Request that the platform's makes.
  const fetch = baseUrl
    ? undefined
    : async (
        /** @type {RequestInfo | URL} */ input,
        /** @type {RequestInit | undefined} */ init,
      ) => {
        new Request(input, init);
        return new Response(ANSWER, {
          status: 201,
          headers: { "content-type": "application/json" },
        });
      };
  const call = await CLIENTS[name]?.({ baseUrl: baseUrl ?? "http://127.0.0.1:1", fetch, folder });
  if (!call) throw new Error(`no client is called ${name}`);
  if ((await call()).count !== 3) throw new Error(`${name} gives another answer`);
  process.on("message", async (/** @type {Slice} */ slice) =>
    process.send?.(await load(call, slice)),
  );
  process.send?.("ready");
}

/** @param {import("./clients.mjs").Call} call @param {Slice} slice */
async function load(call, { lanes, milliseconds }) {
  // Young objects alone: a full collection drops optimized code.
  globalThis.gc?.({ type: "minor" });
  /** @type {number[]} */
  const latencies = [];
  const started = performance.now();
  const cpu = process.cpuUsage();
  async function lane() {
    for (let before = performance.now(); before < started + milliseconds; ) {
      await call();
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

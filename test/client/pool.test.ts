// Sockets and requests are released.
import { getEventListeners } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { CALLS, LIST } from "../support/calls.ts";
import { KEY } from "../support/fake-fetch.ts";

/** A server that fails all requests but one of so many, and counts its connections. */
async function counting(oneOf: number, body = "") {
  const counts = { connections: 0, open: 0, requests: 0 };
  const server = createServer((_request, response) => {
    const failing = ++counts.requests % oneOf !== 0;
    response.writeHead(failing ? 503 : 200, { "content-type": "application/json" });
    response.end(failing ? body : JSON.stringify(LIST));
  });
  server.on("connection", (socket) => {
    counts.connections++;
    counts.open++;
    socket.on("close", () => counts.open--);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const signals: AbortSignal[] = [];
  const client = createClient({
    apiKey: KEY,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    maxRetryDelay: 0,
    fetch: (input, init) => {
      signals.push(init.signal);
      return fetch(input, init);
    },
  });
  return { client, counts, signals };
}

it.each([
  ["after successes", 1, "", 50],
  ["after discarded responses", 3, JSON.stringify({ error: { code: "X" } }), 150],
])("a socket is used again %s", async (_name, oneOf, body, requests) => {
  const { client, counts } = await counting(oneOf, body);
  for (let call = 0; call < 50; call++) await CALLS.listConnectorSecrets(client);
  expect(counts.requests).toBe(requests);
  expect(counts.connections).toBeLessThan(10);
});

it("a long discarded body does not keep its socket open", async () => {
  const { client, counts } = await counting(3, "x".repeat(4 * 1024 * 1024));
  for (let call = 0; call < 10; call++) await CALLS.listConnectorSecrets(client);
  expect(counts.requests).toBe(30);
  await vi.waitFor(() => expect(counts.open).toBeLessThan(5), { timeout: 60_000 });
});

it.each([
  ["a success", 1],
  ["an error", 9],
])("a request is released once its response is read: %s", async (_name, oneOf) => {
  const { client, signals } = await counting(oneOf);
  await CALLS.createConnectorSecret(client).catch(() => {});
  expect(signals.map((signal) => getEventListeners(signal, "abort").length)).toEqual([0]);
});

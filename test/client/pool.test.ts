import { getEventListeners } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { CALLS, LIST } from "../support/calls.ts";
import { KEY } from "../support/fake-fetch.ts";
import { serve } from "../support/servers.ts";

/** A server that fails all requests but one of so many, and counts its connections. */
async function counting(oneOf: number, body = "") {
  const seen = { connections: 0, open: 0, requests: 0 };
  const server = createServer((_request, response) => {
    const failing = ++seen.requests % oneOf !== 0;
    response.writeHead(failing ? 503 : 200, { "content-type": "application/json" });
    response.end(failing ? body : JSON.stringify(LIST));
  });
  server.on("connection", (socket) => {
    seen.connections++;
    seen.open++;
    socket.on("close", () => seen.open--);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { client: createClient({ apiKey: KEY, baseUrl: url, maxRetryDelay: 0 }), seen };
}

describe("the body of a discarded response is cancelled", () => {
  it("so that its socket is used again", async () => {
    const { client, seen } = await counting(3, JSON.stringify({ error: { code: "X" } }));
    for (let call = 0; call < 50; call++) await CALLS.listConnectorSecrets(client);
    expect(seen.requests).toBe(150);
    expect(seen.connections).toBeLessThan(10);
  });

  it("so that a long one does not keep its socket open", async () => {
    const { client, seen } = await counting(3, "x".repeat(4 * 1024 * 1024));
    for (let call = 0; call < 10; call++) await CALLS.listConnectorSecrets(client);
    expect(seen.requests).toBe(30);
    await vi.waitFor(() => expect(seen.open).toBeLessThan(5));
  });
});

describe("a request is released once its response is read", () => {
  it.each([
    [200, "a success"],
    [404, "an error"],
  ])("after %i, %s", async (status) => {
    const server = await serve({ status, body: LIST });
    onTestFinished(server.close);
    const signals: AbortSignal[] = [];
    const client = createClient({
      apiKey: KEY,
      baseUrl: server.url,
      fetch: (input, init) => {
        if (init?.signal) signals.push(init.signal);
        return fetch(input, init);
      },
    });
    await CALLS.listConnectorSecrets(client).catch(() => {});
    expect(signals.map((signal) => getEventListeners(signal, "abort").length)).toEqual([0]);
  });

  it("and its socket is kept", async () => {
    const { client, seen } = await counting(1);
    for (let call = 0; call < 50; call++) await CALLS.listConnectorSecrets(client);
    expect(seen.requests).toBe(50);
    expect(seen.connections).toBeLessThan(5);
  });
});

import { describe, expect, it, onTestFinished } from "vitest";
import { createClient } from "../../src/index.ts";
import { CALLS, CONTRACT, LIST, OPERATION_IDS } from "../support/calls.ts";
import { failed, KEY, listed, rejection, scripted, scriptedClient } from "../support/fake-fetch.ts";
import { rawServer, serve } from "../support/servers.ts";

const REDIRECTS = [300, 301, 302, 303, 304, 305, 307, 308];

describe.each(OPERATION_IDS)("%s follows no redirect", (id) => {
  it.each(REDIRECTS)("%i to another origin, which gets nothing", async (status) => {
    const stranger = await serve({ body: LIST });
    onTestFinished(stranger.close);
    const location = `${stranger.url}/v1/steal`;
    const server = await serve({ status, headers: { location, "x-request-id": "an-id" } });
    onTestFinished(server.close);
    const error = await rejection(CALLS[id](createClient({ apiKey: KEY, baseUrl: server.url })));
    expect(error).toMatchObject({
      name: "UnexpectedResponseError",
      status,
      requestId: "an-id",
      outcome: CONTRACT[id].method === "GET" ? "not_applied" : "unknown",
    });
    expect(server.requests).toHaveLength(1);
    expect(stranger.requests).toEqual([]);
  });

  it("307 to the same origin", async () => {
    const server = await serve({ status: 307, headers: { location: "/elsewhere" } });
    onTestFinished(server.close);
    const error = await rejection(CALLS[id](createClient({ apiKey: KEY, baseUrl: server.url })));
    expect(error).toMatchObject({ name: "UnexpectedResponseError", status: 307 });
    expect(server.requests).toHaveLength(1);
  });

  it("302 without a location", async () => {
    const server = await serve({ status: 302 });
    onTestFinished(server.close);
    const error = await rejection(CALLS[id](createClient({ apiKey: KEY, baseUrl: server.url })));
    expect(error).toMatchObject({ name: "UnexpectedResponseError", status: 302 });
  });

  it.each([200, 401, 404, 503])(
    "a %i that an injected fetch brings from elsewhere",
    async (status) => {
      const followed = new Response(JSON.stringify(LIST), { status });
      Object.defineProperty(followed, "redirected", { value: true });
      const fetch = scripted(followed, listed());
      const error = await rejection(CALLS[id](createClient({ apiKey: KEY, fetch })));
      expect(error).toMatchObject({
        name: "UnexpectedResponseError",
        outcome: CONTRACT[id].method === "GET" ? "not_applied" : "unknown",
      });
      expect(fetch.sent).toHaveLength(1);
    },
  );

  it("a redirect that the runtime hides has no status", async () => {
    const opaque = Object.defineProperties(new Response(null), {
      status: { value: 0 },
      ok: { value: false },
      type: { value: "opaqueredirect" },
    });
    const fetch = scripted(opaque, listed());
    const error = await rejection(CALLS[id](createClient({ apiKey: KEY, fetch })));
    expect(error).toMatchObject({ name: "UnexpectedResponseError", status: undefined });
    expect(fetch.sent).toHaveLength(1);
  });
});

it("a redirect after an answer that is repeated is not repeated", async () => {
  const redirect = new Response(null, { status: 302 });
  const { client, sent } = scriptedClient([failed(503), redirect, redirect], {
    apiKey: KEY,
    maxRetryDelay: 0,
  });
  const error = await rejection(CALLS.updateConnectorSecret(client));
  expect(error).toMatchObject({ name: "UnexpectedResponseError", status: 302 });
  expect(sent).toHaveLength(2);
});

it("a redirect whose body does not end is not waited for", async () => {
  const server = await rawServer((socket) => {
    socket.write("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 500\r\n\r\nnever");
  });
  onTestFinished(server.close);
  const client = createClient({ apiKey: KEY, baseUrl: server.url });
  const error = await rejection(CALLS.createConnectorSecret(client));
  expect(error).toMatchObject({ name: "UnexpectedResponseError", status: 302, outcome: "unknown" });
});

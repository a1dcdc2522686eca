// The fake's fetch takes what the platform's takes.
import { getEventListeners } from "node:events";
import { expect, it, vi } from "vitest";
import { createFakeApi } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";

const setup = () =>
  createFakeApi({ connectors: [{ ...CONNECTOR, secrets: { a: "1" } }], token: "a-key" });
const url =
  "https://api.supermetrics.com/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
const headers = { authorization: "Bearer a-key", "content-type": "application/json" };
const body = '{"secret_name":"b","secret_value":"ü"}';

it.each<[string, () => Parameters<typeof fetch>]>([
  ["a string and an init", () => [url, { method: "POST", headers, body }]],
  ["a URL", () => [new URL(url), { method: "POST", headers: new Headers(headers), body }]],
  ["bytes", () => [url, { method: "POST", headers, body: new TextEncoder().encode(body) }]],
  ["a Request", () => [new Request(url, { method: "POST", headers, body })]],
  ["a Blob", () => [url, { method: "POST", headers, body: new Blob([body]) }]],
  [
    "what the client passes: no platform object, and a signal of another platform",
    () => {
      const signal = { aborted: false, addEventListener() {} } as unknown as AbortSignal;
      return [url, { method: "POST", headers, body, redirect: "manual", signal }];
    },
  ],
  [
    "an init over a Request",
    () => [new Request(url, { method: "POST", body: "{}" }), { headers, body }],
  ],
])("takes %s", async (_name, request) => {
  const api = setup();
  const response = await api.fetch(...request());
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ count: 2 });
  expect(api.secrets(936506, "T3S70")[1]).toMatchObject({ secret_name: "b", secret_value: "ü" });
});

it.each<[string, (signal: AbortSignal) => Parameters<typeof fetch>]>([
  ["an init", (signal) => [url, { headers, signal }]],
  ["a Request", (signal) => [new Request(url, { headers, signal })]],
])(
  "an abort through %s rejects with its reason, and nothing is applied",
  async (_name, request) => {
    const api = setup();
    const reason = new Error("enough");
    await expect(api.fetch(...request(AbortSignal.abort(reason)))).rejects.toBe(reason);
    const controller = new AbortController();
    const late = api.fetch(...request(controller.signal));
    controller.abort(reason);
    await expect(late).rejects.toBe(reason);
    expect(api.requests).toEqual([]);
    api.failNext({ stall: true });
    const stalled = new AbortController();
    const waiting = api.fetch(...request(stalled.signal));
    await vi.waitUntil(() => api.requests.length === 1, { timeout: 60_000 });
    stalled.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(getEventListeners(stalled.signal, "abort")).toHaveLength(0);
  },
);

it("leaves no listener on a signal", async () => {
  const { signal } = new AbortController();
  await setup().fetch(url, { headers, signal });
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

it("a URL without an origin rejects as the platform's fetch does", async () => {
  await expect(setup().fetch("/v1/teams")).rejects.toBeInstanceOf(TypeError);
});

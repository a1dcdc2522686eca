import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CALLS, CONNECTOR, OPERATION_IDS } from "../support/calls.ts";
import {
  failed,
  KEY,
  listed,
  rejection,
  type Step,
  scriptedClient,
} from "../support/fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount(), "a timer is left").toBe(0);
  vi.useRealTimers();
});

const listenersOf = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

const endless = () => new Response(new ReadableStream({ pull() {} }));
const busy = () => failed(503, { "retry-after": "10" });

/** Where in a call an abort meets it. */
const MOMENTS: [name: string, step: () => Step, tokenProvider?: () => Promise<string>][] = [
  ["while the provider is asked", () => listed(), () => new Promise(() => {})],
  ["before the headers", () => "hang"],
  ["before the headers, the fetch ignoring the signal", () => "ignore"],
  ["in the body", endless],
  ["in the body of an error", () => new Response(endless().body, { status: 400 })],
  ["between attempts", busy],
];

const REASONS: [name: string, reason: unknown][] = [
  ["an error", new Error("changed my mind")],
  ["a string", "changed my mind"],
  ["an object", { changed: "my mind" }],
  ["null", null],
  ["false", false],
  ["0", 0],
  ["an empty string", ""],
];

describe.each(MOMENTS)("a caller's abort %s", (_name, step, tokenProvider) => {
  const options = tokenProvider ? { tokenProvider } : { apiKey: KEY };

  it.each(REASONS)("rejects with the signal's own reason: %s", async (_reason, reason) => {
    const { client } = scriptedClient([step(), step(), step()], options);
    const controller = new AbortController();
    const error = rejection(client.secrets.list(CONNECTOR, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(100);
    controller.abort(reason);
    expect(await error).toBe(reason);
    expect(listenersOf(controller.signal)).toBe(0);
  });

  it("does so within 50 ms, and sends nothing more", async () => {
    const { client, sent } = scriptedClient([step(), step(), step()], options);
    const controller = new AbortController();
    const settled = vi.fn();
    const call = client.secrets.list(CONNECTOR, { signal: controller.signal }).catch(settled);
    await vi.advanceTimersByTimeAsync(100);
    const before = sent.length;
    controller.abort();
    await vi.advanceTimersByTimeAsync(49);
    expect(settled).toHaveBeenCalledOnce();
    await call;
    await vi.advanceTimersByTimeAsync(100_000);
    expect(sent).toHaveLength(before);
  });

  it("aborts what fetch has begun", async () => {
    const { client, sent } = scriptedClient([step(), step(), step()], options);
    const controller = new AbortController();
    const error = rejection(client.secrets.list(CONNECTOR, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(100);
    controller.abort();
    await error;
    const running = sent.filter(() => step !== busy);
    expect(running.every(({ init }) => init.signal?.aborted)).toBe(true);
  });
});

describe.each(OPERATION_IDS)("%s", (id) => {
  it.each(REASONS)(
    "sends nothing under a signal that is aborted already: %s",
    async (_name, reason) => {
      const tokenProvider = vi.fn(() => "token");
      const { client, sent } = scriptedClient([], { tokenProvider });
      const signal = AbortSignal.abort(reason);
      expect(await rejection(CALLS[id](client, { signal }))).toBe(reason);
      expect(tokenProvider).not.toHaveBeenCalled();
      expect(sent).toEqual([]);
    },
  );

  it("rejects with the reason even where its outcome was unknown", async () => {
    const { client } = scriptedClient(["hang"]);
    const controller = new AbortController();
    const error = rejection(CALLS[id](client, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(100);
    controller.abort("reason");
    expect(await error).toBe("reason");
  });
});

it("the caller's signal is not handed to fetch", async () => {
  const { client, sent } = scriptedClient([listed()]);
  const { signal } = new AbortController();
  await client.secrets.list(CONNECTOR, { signal });
  expect(sent[0]?.init.signal).toBeInstanceOf(AbortSignal);
  expect(sent[0]?.init.signal).not.toBe(signal);
});

it("an abort by the fetch itself ends the call, too", async () => {
  const controller = new AbortController();
  const step = () => {
    controller.abort("by fetch");
    return listed();
  };
  const { client } = scriptedClient([step]);
  const call = client.secrets.list(CONNECTOR, { signal: controller.signal });
  expect(await rejection(call)).toBe("by fetch");
});

it("an abort by the logger ends the call before it waits", async () => {
  const controller = new AbortController();
  const logger = () => controller.abort("by logger");
  const { client, sent } = scriptedClient([failed(503), listed()], { apiKey: KEY, logger });
  const call = client.secrets.list(CONNECTOR, { signal: controller.signal });
  expect(await rejection(call)).toBe("by logger");
  expect(sent).toHaveLength(1);
});

it("an abort by the token provider, asked again, ends the call", async () => {
  const controller = new AbortController();
  let asked = 0;
  const tokenProvider = () => {
    if (++asked === 2) controller.abort("by provider");
    return "token";
  };
  const { client, sent } = scriptedClient([failed(401), listed()], { tokenProvider });
  const call = client.secrets.list(CONNECTOR, { signal: controller.signal });
  expect(await rejection(call)).toBe("by provider");
  expect(sent).toHaveLength(1);
});

it("an abort after the call changes nothing", async () => {
  const controller = new AbortController();
  const { client } = scriptedClient([listed()]);
  const list = await client.secrets.list(CONNECTOR, { signal: controller.signal });
  controller.abort();
  expect(list.count).toBe(1);
});

it("a call without a timeout's end leaves no timer, whatever comes of it", async () => {
  for (const step of [listed(), failed(400), new Response("<html>"), { throws: "x" }]) {
    const { client } = scriptedClient([step], { apiKey: KEY, maxRetries: 0 });
    await client.secrets.list(CONNECTOR).catch(() => {});
    expect(vi.getTimerCount()).toBe(0);
  }
});

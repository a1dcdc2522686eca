// The caller's signal, and the one that fetch gets.
import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { CALLS, CONNECTOR, LIST } from "../support/calls.ts";
import {
  failed,
  failOnUnhandled,
  KEY,
  listed,
  rejection,
  type Step,
  scriptedClient,
} from "../support/fake-fetch.ts";
import { serve } from "../support/servers.ts";

const listenersOf = (signal: AbortSignal) => getEventListeners(signal, "abort").length;
const endless = () => new Response(new ReadableStream({ pull() {} }));
const busy = () => failed(503, { "retry-after": "10" });

describe("with fake timers", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    expect(vi.getTimerCount(), "a timer is left").toBe(0);
    vi.useRealTimers();
  });

  it.each<[name: string, step: () => Step, provider?: () => Promise<string>]>([
    ["while the provider is asked", listed, () => new Promise(() => {})],
    ["before the headers", () => "hang"],
    ["before the headers, if fetch ignores its signal", () => "ignore"],
    ["in the body", endless],
    ["in the body of an error", () => new Response(endless().body, { status: 400 })],
    ["between attempts", busy],
  ])("an abort %s rejects within 50 ms and sends nothing more", async (_name, step, provider) => {
    const options = provider ? { tokenProvider: provider } : { apiKey: KEY };
    const { client, sent } = scriptedClient([step(), step(), step()], options);
    const controller = new AbortController();
    const { signal } = controller;
    const reason = { changed: "my mind" };
    const settled = vi.fn();
    client.secrets.list(CONNECTOR, { signal }).catch(settled);
    await vi.advanceTimersByTimeAsync(100);
    const before = sent.length;
    controller.abort(reason);
    await vi.advanceTimersByTimeAsync(49);
    expect(settled.mock.calls).toEqual([[reason]]);
    expect([listenersOf(signal), vi.getTimerCount()]).toEqual([0, 0]);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(sent).toHaveLength(before);
    for (const { init } of sent) {
      expect(init.signal).not.toBe(signal);
      if (step !== busy) expect(init.signal?.aborted).toBe(true);
    }
  });

  it.each(["mine", null, false, 0, "", undefined])(
    "rejects with the reason itself: %j",
    async (reason) => {
      const { client } = scriptedClient(["hang"]);
      const controller = new AbortController();
      const error = rejection(CALLS.createConnectorSecret(client, { signal: controller.signal }));
      await vi.advanceTimersByTimeAsync(100);
      controller.abort(reason);
      expect(await error).toBe(controller.signal.reason);
    },
  );

  it("nothing is sent if the signal is already aborted", async () => {
    const tokenProvider = vi.fn(() => "token");
    const { client, sent } = scriptedClient([], { tokenProvider });
    const signal = AbortSignal.abort(null);
    expect(await rejection(CALLS.createConnectorSecret(client, { signal }))).toBe(null);
    expect([tokenProvider.mock.calls, sent]).toEqual([[], []]);
  });

  it.each(["fetch", "logger", "tokenProvider"])("%s may abort the call itself", async (who) => {
    const controller = new AbortController();
    const abort = () => controller.abort(`by ${who}`);
    const asked = vi.fn(() =>
      asked.mock.calls.length === 2 && who === "tokenProvider" ? abort() : 0,
    );
    const logger = vi.fn(() => (who === "logger" ? abort() : undefined));
    const options = { tokenProvider: () => `token-${asked()}`, logger };
    const status = who === "tokenProvider" ? 401 : 503;
    const step = () => {
      if (who === "fetch") abort();
      return failed(status);
    };
    const { client, sent } = scriptedClient([step, listed()], options);
    const call = client.secrets.list(CONNECTOR, { signal: controller.signal });
    expect(await rejection(call)).toBe(`by ${who}`);
    expect(sent).toHaveLength(1);
    expect(logger).toHaveBeenCalledOnce();
  });
});

describe("the signal of a polyfill or of React Native", () => {
  /** The standard of 2019: neither throwIfAborted nor reason. */
  function oldSignal(members: object = {}) {
    const target = Object.assign(new EventTarget(), { aborted: false, ...members });
    const abort = () => {
      target.aborted = true;
      target.dispatchEvent(new Event("abort"));
    };
    return { signal: target as unknown as AbortSignal, abort };
  }

  it.each<[string, Step]>([
    ["before the headers", "hang"],
    ["between attempts", busy()],
  ])("ends a call %s with an AbortError", async (_name, step) => {
    const { client } = scriptedClient([step]);
    const { signal, abort } = oldSignal();
    const error = rejection(client.secrets.list(CONNECTOR, { signal }));
    setImmediate(abort);
    expect(await error).toMatchObject({ name: "AbortError", message: expect.any(String) });
    const late = rejection(client.secrets.list(CONNECTOR, { signal }));
    expect(await late).toHaveProperty("name", "AbortError");
    const { signal: own } = oldSignal({ reason: "mine", aborted: true });
    expect(await rejection(client.secrets.list(CONNECTOR, { signal: own }))).toBe("mine");
  });
});

describe("a thousand calls that share a signal leave no listener and no warning", () => {
  const warned = vi.fn();
  beforeEach(() => {
    warned.mockClear();
    process.on("warning", warned);
  });
  afterEach(async () => {
    // Warnings are emitted in a later turn.
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", warned);
    expect(warned).not.toHaveBeenCalled();
  });

  it.each<[string, (number: number) => Step, rejected: unknown[]]>([
    ["of which half fail", (number) => (number % 2 ? listed() : failed(400)), Array(500)],
    ["ended by one abort", () => "hang", Array(1000).fill("all")],
  ])("%s", async (_name, step, rejected) => {
    const controller = new AbortController();
    const { signal } = controller;
    const steps = Array.from({ length: 1000 }, (_, number) => step(number));
    const { client } = scriptedClient(steps);
    const calls = steps.map(() => client.secrets.list(CONNECTOR, { signal }));
    expect(listenersOf(signal)).toBe(1);
    if (steps.includes("hang")) controller.abort("all");
    const settled = await Promise.allSettled(calls);
    const reasons = settled.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(reasons).toHaveLength(rejected.length);
    if (signal.aborted) expect(reasons).toEqual(rejected);
    expect(listenersOf(signal)).toBe(0);
  });
});

describe("whoever observes a call cannot end the process:", () => {
  /** A client over a real socket, whose fetch is observed. */
  async function observed(
    statuses: readonly number[],
    observe: (response: Response, signal: AbortSignal) => unknown,
  ) {
    failOnUnhandled();
    const [first = {}, ...others] = statuses.map((status) => ({ status, body: LIST }));
    const server = await serve(first, ...others);
    return createClient({
      apiKey: KEY,
      baseUrl: server.url,
      maxRetryDelay: 0,
      async fetch(url, init) {
        const response = await fetch(url, init);
        observe(response, init.signal);
        return response;
      },
    });
  }

  it("a listener that prints the reason of an abort: always the same Error", async () => {
    const reasons: unknown[] = [];
    const { secrets } = await observed([200, 200], (_response, signal) => {
      signal.addEventListener("abort", () => reasons.push([`${signal.reason}`, signal.reason]));
    });
    await secrets.list(CONNECTOR);
    await secrets.list(CONNECTOR);
    const [first] = reasons as [[string, Error]];
    expect(first).toEqual(["AbortError: The response has been read.", expect.any(Error)]);
    expect(reasons).toEqual([first, first]);
  });

  it.each([
    ["retried", [503, 200]],
    ["an error", [400]],
  ])("a clone of a response that is %s, which can be read", async (_name, statuses) => {
    const clones: Response[] = [];
    const { secrets } = await observed(statuses, (response) => clones.push(response.clone()));
    await secrets.list(CONNECTOR).catch(() => {});
    const texts = await Promise.all(clones.map((clone) => clone.text()));
    expect(texts).toEqual(statuses.map(() => JSON.stringify(LIST)));
  });

  it.each([
    ["a discarded response", [503, 200], [false, true]],
    ["a redirect", [302], [false]],
  ])("the signal of %s does not abort", async (_name, statuses, want) => {
    const signals: AbortSignal[] = [];
    const { secrets } = await observed(statuses, (_response, signal) => signals.push(signal));
    await secrets.list(CONNECTOR).catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    expect(signals.map(({ aborted }) => aborted)).toEqual(want);
  });
});

import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CONNECTOR } from "../support/calls.ts";
import { failed, listed, rejection, type Step, scriptedClient } from "../support/fake-fetch.ts";

const listenersOf = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

describe("a thousand calls on one signal leave no listener and no warning", () => {
  const warned = vi.fn();
  beforeEach(() => {
    warned.mockClear();
    process.on("warning", warned);
  });
  afterEach(() => {
    process.off("warning", warned);
  });
  const steps = () => Array.from({ length: 1000 }, (_, n) => (n % 2 ? listed() : failed(400)));
  /** Warnings are sent in a later turn. */
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it("one after another", async () => {
    const { signal } = new AbortController();
    const { client } = scriptedClient(steps());
    for (let n = 0; n < 1000; n++) await client.secrets.list(CONNECTOR, { signal }).catch(() => {});
    await turn();
    expect(listenersOf(signal)).toBe(0);
    expect(warned).not.toHaveBeenCalled();
  });

  it("at the same time", async () => {
    const { signal } = new AbortController();
    const seen: number[] = [];
    const watching = steps().map((response) => () => {
      seen.push(listenersOf(signal));
      return response;
    });
    const { client } = scriptedClient(watching);
    const calls = Array.from({ length: 1000 }, () => client.secrets.list(CONNECTOR, { signal }));
    const results = await Promise.allSettled(calls);
    await turn();
    expect(new Set(seen)).toEqual(new Set([1]));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(500);
    expect(listenersOf(signal)).toBe(0);
    expect(warned).not.toHaveBeenCalled();
  });

  it("at the same time, ended by one abort", async () => {
    const controller = new AbortController();
    const { client, sent } = scriptedClient(Array.from({ length: 1000 }, (): Step => "hang"));
    const calls = Array.from({ length: 1000 }, () =>
      rejection(client.secrets.list(CONNECTOR, { signal: controller.signal })),
    );
    controller.abort("all");
    expect(new Set(await Promise.all(calls))).toEqual(new Set(["all"]));
    await turn();
    expect(sent.every(({ init }) => init.signal?.aborted)).toBe(true);
    expect(listenersOf(controller.signal)).toBe(0);
    expect(warned).not.toHaveBeenCalled();
  });
});

// Signals of polyfills and of React Native, and what watches the one that fetch is given.
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { CONNECTOR, LIST } from "../support/calls.ts";
import {
  failed,
  KEY,
  listed,
  rejection,
  type Step,
  scriptedClient,
} from "../support/fake-fetch.ts";
import { script, serve } from "../support/servers.ts";

describe("a caller's signal", () => {
  /** No more than the standard of 2019: neither throwIfAborted nor reason. */
  function oldSignal() {
    const target = new EventTarget();
    return Object.assign(target, {
      aborted: false,
      abort(this: EventTarget & { aborted: boolean }) {
        this.aborted = true;
        this.dispatchEvent(new Event("abort"));
      },
    });
  }
  type Given = AbortSignal & { abort(): void };

  it.each<[string, Step]>([
    ["before the headers", "hang"],
    ["between attempts", failed(503, { "retry-after": "10" })],
  ])("without throwIfAborted and reason ends a call %s with an AbortError", async (_name, step) => {
    const { client } = scriptedClient([step]);
    const signal = oldSignal() as unknown as Given;
    const error = rejection(client.secrets.list(CONNECTOR, { signal }));
    setImmediate(() => signal.abort());
    expect(await error).toMatchObject({ name: "AbortError", message: expect.any(String) });
  });

  it("that aborted before sends nothing", async () => {
    const { client, sent } = scriptedClient([listed()]);
    const signal = oldSignal() as unknown as Given;
    signal.abort();
    expect(await rejection(client.secrets.list(CONNECTOR, { signal }))).toHaveProperty(
      "name",
      "AbortError",
    );
    expect(sent).toEqual([]);
  });

  it("with a reason and no throwIfAborted rejects with it", async () => {
    const { client } = scriptedClient(["hang"]);
    const signal = Object.assign(oldSignal(), { reason: "mine" }) as unknown as Given;
    const error = rejection(client.secrets.list(CONNECTOR, { signal }));
    signal.abort();
    expect(await error).toBe("mine");
  });

  it.each<unknown>([{}, { aborted: false }, { aborted: false, addEventListener() {} }, "signal"])(
    "that is none is refused: %j",
    async (signal) => {
      const { client } = scriptedClient([]);
      const call = client.secrets.list(CONNECTOR, { signal: signal as AbortSignal });
      expect(await rejection(call)).toMatchObject({ option: "signal" });
    },
  );
});

describe("nothing that merely watches a call can end the process:", () => {
  /** A client whose fetch is watched, over a real socket, on which no rejection may go unhandled. */
  async function watched(
    statuses: readonly number[],
    watch: (response: Response, signal: AbortSignal) => unknown,
  ) {
    const unhandled = vi.fn();
    process.prependListener("unhandledRejection", unhandled);
    const server = await serve(script(statuses.map((status) => ({ status, body: LIST }))));
    onTestFinished(async () => {
      await server.close();
      process.off("unhandledRejection", unhandled);
      expect(unhandled).not.toHaveBeenCalled();
    });
    return createClient({
      apiKey: KEY,
      baseUrl: server.url,
      maxRetryDelay: 0,
      async fetch(url, init) {
        const response = await fetch(url, init);
        watch(response, init.signal);
        return response;
      },
    });
  }
  const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

  it("a listener that prints the reason of an abort, which is an Error and always the same", async () => {
    const reasons: unknown[] = [];
    const { secrets } = await watched([200, 200], (_response, signal) => {
      signal.addEventListener("abort", () => reasons.push([`${signal.reason}`, signal.reason]));
    });
    await secrets.list(CONNECTOR);
    await secrets.list(CONNECTOR);
    const [first] = reasons as [[string, Error]];
    expect(first).toEqual(["AbortError: The response has been read.", expect.any(Error)]);
    expect(reasons).toEqual([first, first]);
  });

  it.each([
    ["repeated", [503, 200]],
    ["refused", [400]],
    ["a success", [200]],
  ])("a clone of a response that is %s, which can be read to its end", async (_name, statuses) => {
    const clones: Response[] = [];
    const { secrets } = await watched(statuses, (response) => clones.push(response.clone()));
    await secrets.list(CONNECTOR).catch(() => {});
    await turn();
    const texts = await Promise.all(clones.map((clone) => clone.text()));
    expect(texts).toEqual(statuses.map(() => JSON.stringify(LIST)));
  });

  it("a clone that nobody reads", async () => {
    const clones: Response[] = [];
    const { secrets } = await watched([503, 200], (response) => clones.push(response.clone()));
    await expect(secrets.list(CONNECTOR)).resolves.toEqual(LIST);
    await turn();
  });

  it("the signal of a response that was discarded does not abort", async () => {
    const signals: AbortSignal[] = [];
    const { secrets } = await watched([503, 200], (_response, signal) => signals.push(signal));
    await secrets.list(CONNECTOR);
    await turn();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  });

  it("a redirect, neither", async () => {
    const signals: AbortSignal[] = [];
    const { secrets } = await watched([302], (_response, signal) => signals.push(signal));
    await rejection(secrets.list(CONNECTOR));
    await turn();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });
});

import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AttemptEvent, Logger } from "../../src/index.ts";
import { CALLS, CONNECTOR } from "../support/calls.ts";
import {
  created,
  failed,
  failOnUnhandled,
  json,
  KEY,
  listed,
  rejection,
  scriptedClient,
} from "../support/fake-fetch.ts";

const URL_OF_SECRETS =
  "https://api.supermetrics.com/v1/teams/936506/connector_builder/connectors/T3S70/secrets";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function events(steps: Parameters<typeof scriptedClient>[0], options = {}) {
  const logged: AttemptEvent[] = [];
  const logger: Logger = (event) => logged.push(event);
  const { client } = scriptedClient(steps, { tokenProvider: () => KEY, ...options, logger });
  const call = CALLS.createConnectorSecret(client).catch(() => {});
  await vi.advanceTimersByTimeAsync(100_000);
  await call;
  return logged;
}

describe("the logger gets one plain event per attempt", () => {
  const event = { operation: "createConnectorSecret", method: "POST", url: URL_OF_SECRETS };
  const id = { "x-request-id": "id-of-the-header" };

  it("with its number, status, duration and request id", async () => {
    const slow = () => new Promise<Response>((resolve) => setTimeout(resolve, 40, failed(429, id)));
    const logged = await events([slow, created()]);
    expect(logged).toEqual([
      {
        ...event,
        attempt: 1,
        status: 429,
        duration: 40,
        requestId: "id-of-the-header",
        retryIn: expect.any(Number),
      },
      { ...event, attempt: 2, status: 201, duration: 0 },
    ]);
    for (const each of logged) expect(Object.getPrototypeOf(each)).toBe(Object.prototype);
  });

  const stalled = () => new Response(new ReadableStream(), { status: 201, headers: id });
  it.each<[string, Parameters<typeof scriptedClient>[0], object[]]>([
    [
      "the request id of the body before that of the header",
      [failed(400, id)],
      [{ attempt: 1, status: 400, requestId: "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN" }],
    ],
    [
      "one before a refresh, too",
      [failed(401, id), created()],
      [
        { attempt: 1, status: 401, requestId: "id-of-the-header", retryIn: 0 },
        { attempt: 2, status: 201 },
      ],
    ],
    ["no status without a response", [{ throws: new TypeError("fetch failed") }], [{ attempt: 1 }]],
    ["a timeout", ["hang"], [{ attempt: 1, duration: 700 }]],
    [
      "a body that stalls",
      [stalled()],
      [{ attempt: 1, status: 201, duration: 700, requestId: "id-of-the-header" }],
    ],
  ])("%s", async (_name, steps, want) => {
    const logged = await events(steps, { timeout: 700 });
    expect(logged).toEqual(want.map((each) => ({ ...event, duration: 0, ...each })));
  });

  it("and none if nothing was sent", async () => {
    const logger = vi.fn();
    const { client } = scriptedClient([], { apiKey: KEY, logger });
    await rejection(client.secrets.list({ ...CONNECTOR, team_id: 0 }));
    expect(logger).not.toHaveBeenCalled();
  });
});

const fail = (error: unknown) => () => {
  throw error;
};

it("a URL shows no credential, not even one that the server put there", async () => {
  const logged: string[] = [];
  const logger: Logger = ({ url }) => logged.push(url);
  const header = "a-header-of-mine";
  const pages = [KEY, header].map((log_time) => json(200, { logs: [{ log_time }] }));
  const options = { apiKey: KEY, headers: { "x-mine": header }, logger };
  const { client } = scriptedClient([...pages, json(200, { logs: [] })], options);
  for await (const _entry of client.logs.all(CONNECTOR));
  const urls = logged.map((url) => new URL(url).searchParams.get("before"));
  expect(urls).toEqual([null, "[redacted]", "[redacted]"]);
});

it("a logger runs in the context of its call, also if another aborts it", async () => {
  const context = new AsyncLocalStorage<string>();
  const logger = vi.fn(() => context.getStore());
  const { client } = scriptedClient(["hang"], { apiKey: KEY, logger });
  const controller = new AbortController();
  const call = context.run("caller", () =>
    client.secrets.list(CONNECTOR, { signal: controller.signal }),
  );
  context.run("aborter", () => controller.abort("no"));
  expect(await rejection(call)).toBe("no");
  expect(logger).toHaveReturnedWith("caller");
});

describe("a call is the same if its logger", () => {
  it.each<[string, Logger]>([
    ["throws", fail(new Error("no"))],
    ["throws undefined", fail(undefined)],
    ["rejects", async () => Promise.reject(new Error("no"))],
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested here
    ["returns a thenable that throws", () => ({ then: fail(new Error("no")) }) as never],
    ["never settles", () => new Promise(() => {}) as never],
    ["is frozen", Object.freeze(() => {})],
    ["rewrites its event", (event) => Object.assign(event, { attempt: -1, url: "x", status: 500 })],
    ["freezes its event", (event) => void Object.freeze(event)],
  ])("%s", async (_name, logger) => {
    failOnUnhandled();
    const { client, sent } = scriptedClient([failed(503), listed()], { apiKey: KEY, logger });
    const call = client.secrets.list(CONNECTOR);
    await vi.advanceTimersByTimeAsync(600);
    expect(await call).toHaveProperty("count", 1);
    expect(sent).toHaveLength(2);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type AttemptEvent, type Logger, ValidationError } from "../../src/index.ts";
import { CALLS, CONNECTOR, OPERATION_IDS, pathOf } from "../support/calls.ts";
import { created, failed, KEY, listed, rejection, scriptedClient } from "../support/fake-fetch.ts";

const URL =
  "https://api.supermetrics.com/v1/teams/936506/connector_builder/connectors/T3S70/secrets";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function events(steps: Parameters<typeof scriptedClient>[0], options = {}) {
  const logged: AttemptEvent[] = [];
  const logger: Logger = (event) => logged.push(event);
  const { client } = scriptedClient(steps, { apiKey: KEY, ...options, logger });
  const call = CALLS.createConnectorSecret(client).catch(() => {});
  await vi.advanceTimersByTimeAsync(100_000);
  await call;
  return logged;
}

describe("the logger gets one plain event per attempt", () => {
  const event = { operation: "createConnectorSecret", method: "POST", url: URL };

  it("with its number, status, duration and request id", async () => {
    const slow = () =>
      new Promise<Response>((resolve) =>
        setTimeout(resolve, 40, failed(429, { "x-request-id": "id-of-the-header" })),
      );
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

  it("with the request id of the body before that of the header", async () => {
    const [first] = await events([failed(400, { "x-request-id": "id-of-the-header" })]);
    expect(first?.requestId).toBe("BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN");
  });

  it("without a status where no response came", async () => {
    expect(await events([{ throws: new TypeError("fetch failed") }])).toEqual([
      { ...event, attempt: 1, duration: 0 },
    ]);
    expect(await events(["hang"], { timeout: 700 })).toEqual([
      { ...event, attempt: 1, duration: 700 },
    ]);
  });

  it("with status and request id where the body did not come in time", async () => {
    const stalled = new Response(new ReadableStream(), {
      status: 201,
      headers: { "x-request-id": "id-of-the-header" },
    });
    expect(await events([stalled], { timeout: 700 })).toEqual([
      { ...event, attempt: 1, status: 201, duration: 700, requestId: "id-of-the-header" },
    ]);
  });

  it("also for the attempt before a refresh", async () => {
    const logged = await events([failed(401), created()], {
      apiKey: undefined,
      tokenProvider: () => "token",
    });
    expect(logged.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 401],
      [2, 201],
    ]);
  });

  it("and none where no attempt was made", async () => {
    const logger = vi.fn();
    const { client } = scriptedClient([], { apiKey: KEY, logger });
    const call = client.secrets.list({ ...CONNECTOR, team_id: 0 });
    expect(await rejection(call)).toBeInstanceOf(ValidationError);
    expect(logger).not.toHaveBeenCalled();
  });

  it.each(OPERATION_IDS)("by the name of the operation: %s", async (id) => {
    const logger = vi.fn();
    const { client } = scriptedClient([failed(400)], { apiKey: KEY, logger });
    await rejection(CALLS[id](client));
    const url = `https://api.supermetrics.com${pathOf(id)}`;
    expect(logger.mock.calls).toEqual([[expect.objectContaining({ operation: id, url })]]);
  });
});

describe("a logger changes nothing that", () => {
  it.each<[string, Logger]>([
    [
      "throws",
      () => {
        throw new Error("no");
      },
    ],
    [
      "throws nothing",
      () => {
        throw undefined;
      },
    ],
    [
      "rejects",
      async () => {
        throw new Error("no");
      },
    ],
    [
      "returns a thenable that throws",
      () =>
        ({
          // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tried here
          then() {
            throw new Error("no");
          },
        }) as never,
    ],
    ["never comes back", () => new Promise(() => {}) as never],
    ["is slow", () => new Promise((resolve) => setTimeout(resolve, 100_000)) as never],
    ["is frozen", Object.freeze(() => {})],
    ["rewrites its event", (event) => Object.assign(event, { attempt: -1, url: "x", status: 500 })],
    ["freezes its event", (event) => void Object.freeze(event)],
  ])("%s", async (_name, logger) => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const { client, sent } = scriptedClient([failed(503), listed()], { apiKey: KEY, logger });
    const call = client.secrets.list(CONNECTOR);
    await vi.advanceTimersByTimeAsync(600);
    expect(await call).toHaveProperty("count", 1);
    expect(sent).toHaveLength(2);
    vi.useRealTimers();
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

it("an attempt that the logger itself aborts is told once", async () => {
  const controller = new AbortController();
  const logger = vi.fn(() => controller.abort("enough"));
  const { client } = scriptedClient([listed()], { apiKey: KEY, logger });
  const { signal } = controller;
  expect(await rejection(client.secrets.list(CONNECTOR, { signal }))).toBe("enough");
  expect(logger).toHaveBeenCalledOnce();
});

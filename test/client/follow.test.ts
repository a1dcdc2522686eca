// `logs.follow`, on a clock of our own and a server whose log grows.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type CallOptions,
  createClient,
  type FollowLogsParams,
  type LogEntry,
} from "../../src/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { failed, json, KEY, rejection, scriptedClient } from "../support/fake-fetch.ts";

const START = Date.UTC(2026, 0, 1);
const entry = (id: number): LogEntry => ({
  id: `${id}`,
  log_time: new Date(START + id * 1000).toISOString(),
});
/** The entries with these numbers, both ends included, the newest first. */
const range = (newest: number, oldest: number) =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => entry(newest - index));
const texts = (entries: readonly LogEntry[]) => entries.map(({ id, event }) => id ?? event);

/** A server with a log for each time that its first page is asked for; the last one stays. */
function serving(...logs: (readonly LogEntry[])[]) {
  const sent: { at: number; limit: string | null; before: string | null }[] = [];
  let current: readonly LogEntry[] = [];
  const fetch = async (url: string) => {
    const { searchParams } = new URL(url);
    const [limit, before] = [searchParams.get("limit"), searchParams.get("before")];
    sent.push({ at: Date.now() - START, limit, before });
    if (before === null) current = logs.shift() ?? current;
    const older = current.filter(({ log_time = "" }) => before === null || log_time < before);
    return json(200, { logs: older.slice(0, Number(limit)) });
  };
  return { client: createClient({ apiKey: KEY, fetch, maxRetries: 0 }), sent };
}

/** Follows for so long, and gathers what came. */
async function follow(
  { client }: Pick<ReturnType<typeof serving>, "client">,
  params: Partial<FollowLogsParams> = {},
  milliseconds = 30_000,
) {
  const controller = new AbortController();
  const entries: LogEntry[] = [];
  const reading = (async () => {
    const { signal } = controller;
    for await (const one of client.logs.follow({ ...CONNECTOR, ...params }, { signal })) {
      entries.push(one);
    }
  })();
  const ended = rejection(reading);
  await vi.advanceTimersByTimeAsync(milliseconds);
  controller.abort("enough");
  expect(await ended).toBe("enough");
  return texts(entries);
}

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

const nameless = (event: string): LogEntry => ({ log_time: "2026-01-01T00:00:00Z", event });

describe("the newest entries, oldest first, and then each new one", () => {
  it.each<[name: string, logs: LogEntry[][], want: unknown[], limit?: number]>([
    ["ten, if no other number is given", [range(20, 1)], texts(range(20, 11).reverse())],
    ["as many as asked for", [range(5, 1)], ["4", "5"], 2],
    ["as many as there are", [range(3, 2)], ["2", "3"]],
    ["no old one", [range(3, 1), range(4, 1)], ["4"], 0],
    ["nothing at first", [[], [], range(2, 1), range(3, 1)], ["1", "2", "3"]],
    ["several in one response", [range(1, 1), range(3, 1), range(4, 2)], ["1", "2", "3", "4"]],
    [
      "none that is listed twice",
      [
        [entry(1), entry(1)],
        [entry(2), entry(2), entry(1)],
      ],
      ["1", "2"],
    ],
    ["a late one, late", [[entry(3), entry(1)], range(3, 1)], ["1", "3", "2"]],
    ["none below the last known one", [range(3, 2), range(3, 1)], ["2", "3"]],
    [
      "whole ones, if they have no id",
      [[nameless("a")], [nameless("c"), nameless("b"), nameless("a")]],
      ["a", "b", "c"],
    ],
  ])("%s", async (_name, logs, want, limit) => {
    expect(await follow(serving(...logs), { ...(limit !== undefined && { limit }) })).toEqual(want);
  });

  it("an entry without an id may hold a bigint", async () => {
    const page = (...integers: bigint[]) =>
      new Response(`{"logs":[${integers.map((more) => `{"event":"a","more":${more}}`)}]}`);
    const { client } = scriptedClient([page(2n ** 60n), page(2n ** 60n + 1n, 2n ** 60n)]);
    expect(await follow({ client }, {}, 3_000)).toEqual(["a", "a"]);
  });

  it("more than a page of them", async () => {
    const server = serving(range(1, 1), range(2_500, 1));
    expect(await follow(server, {}, 2_500)).toEqual(texts(range(2_500, 1).reverse()));
    const befores = [null, null, entry(1_501).log_time, entry(501).log_time];
    expect(server.sent.map(({ before }) => before)).toEqual(befores);
    expect(new Set(server.sent.map(({ limit }) => limit))).toEqual(new Set(["1000"]));
  });

  it("the newest ten pages of them", async () => {
    const server = serving(range(1, 1), range(12_000, 1), range(12_001, 2));
    const want = ["1", ...texts(range(12_000, 2_001).reverse()), "12001"];
    expect(await follow(server, {}, 4_500)).toEqual(want);
    expect(server.sent).toHaveLength(1 + 10 + 1);
  });

  it("no entry twice that was there 5,000 entries before", async () => {
    const logs = Array.from({ length: 7 }, (_, n) =>
      range(1 + 900 * n, Math.max(1, 900 * (n - 1) - 99)),
    );
    const server = serving(
      ...logs,
      [...range(1_000, 500), entry(5_401)],
      [entry(5_402), ...range(5_401, 5_000)],
    );
    const want = texts(range(5_402, 1).reverse());
    expect(await follow(server, { limit: 1000 })).toEqual(want);
  });

  it("asks no further if a server ignores `before`", async () => {
    const full = Array.from({ length: 3 }, () => json(200, { logs: range(1_001, 2) }));
    const { client, sent } = scriptedClient([json(200, { logs: [entry(1)] }), ...full]);
    expect(await follow({ client }, {}, 2_500)).toHaveLength(1_001);
    expect(sent).toHaveLength(3);
  });
});

describe("it asks again", () => {
  it.each<[interval: number | undefined, at: number[]]>([
    [undefined, [0, 2_000, 4_000]],
    [1_000, [0, 1_000, 2_000, 3_000, 4_000]],
  ])("every %s ms", async (interval, want) => {
    const server = serving([]);
    await follow(server, { ...(interval && { interval }) }, 4_500);
    expect(server.sent.map(({ at }) => at)).toEqual(want);
  });

  it("counted from the response, however long an entry takes", async () => {
    const server = serving([entry(1)]);
    const entries = server.client.logs.follow(CONNECTOR)[Symbol.asyncIterator]();
    await entries.next();
    await vi.advanceTimersByTimeAsync(1_500);
    void entries.next();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.sent.map(({ at }) => at)).toEqual([0, 2_000, 4_000, 6_000]);
  });
});

it.each<[name: string, params: object, options: CallOptions, want: object]>([
  ["a limit below 0", { limit: -1 }, {}, { issues: [{ path: "limit", keyword: "minimum" }] }],
  ["a limit above 1000", { limit: 1001 }, {}, { issues: [{ path: "limit", keyword: "maximum" }] }],
  ["an interval below 1000", { interval: 999 }, {}, { issues: [{ keyword: "minimum" }] }],
  ["an interval above 60000", { interval: 60_001 }, {}, { issues: [{ keyword: "maximum" }] }],
  ["before", { before: entry(1).log_time }, {}, { issues: [{ keyword: "additionalProperties" }] }],
  ["no team", { team_id: undefined }, {}, { issues: [{ path: "team_id", keyword: "required" }] }],
  ["a bad option", {}, { timeout: 0 }, { name: "ConfigurationError" }],
])("rejects %s, and does not throw", async (_name, params, options, want) => {
  const { client, sent } = serving([]);
  const entries = client.logs.follow({ ...CONNECTOR, ...params }, options);
  const [error] = await Promise.all([rejection(entries[Symbol.asyncIterator]().next())]);
  expect(error).toMatchObject({ operation: "logs.follow", outcome: "not_applied", ...want });
  expect(sent).toEqual([]);
});

it("rejects with a failure that retries did not cure", async () => {
  const { client } = scriptedClient([json(200, { logs: [entry(1)] }), failed(403)]);
  const reading = (async () => {
    for await (const _ of client.logs.follow(CONNECTOR));
  })();
  const error = rejection(reading);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await error).toMatchObject({
    name: "PermissionDeniedError",
    operation: "listConnectorLogs",
  });
});

it.each<[when: string, after: number, steps: "hang"[]]>([
  ["while it waits", 1, []],
  ["during a request", 2_001, ["hang"]],
])("an abort %s rejects with its reason, and leaves no timer", async (_when, after, steps) => {
  const { client } = scriptedClient([json(200, { logs: [] }), ...steps]);
  const controller = new AbortController();
  const { signal } = controller;
  const next = rejection(client.logs.follow(CONNECTOR, { signal })[Symbol.asyncIterator]().next());
  await vi.advanceTimersByTimeAsync(after);
  controller.abort("enough");
  expect(await next).toBe("enough");
  expect(vi.getTimerCount()).toBe(0);
});

it("an abort between two entries ends it before the next", async () => {
  const { client } = serving(range(5, 1));
  const controller = new AbortController();
  const { signal } = controller;
  const entries = client.logs.follow(CONNECTOR, { signal })[Symbol.asyncIterator]();
  await entries.next();
  controller.abort("enough");
  expect(await rejection(entries.next())).toBe("enough");
});

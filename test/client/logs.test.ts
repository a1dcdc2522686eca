import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { type AllLogsParams, createClient, type LogEntry } from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { failed, json, KEY, rejection, scriptedClient } from "../support/fake-fetch.ts";

const entry = (id: number): LogEntry => ({
  id: `entry-${id}`,
  log_time: new Date(Date.UTC(2026, 0, 1) + id * 1000).toISOString(),
});
const page = (...logs: LogEntry[]) => json(200, { logs });

async function collect<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of entries) found.push(one);
  return found;
}

const query = (url: string) => Object.fromEntries(new URL(url).searchParams);

describe("logs.all", () => {
  it("reads page after page, newest first, each entry once", async () => {
    const logs = Array.from({ length: 25 }, (_, index) => entry(25 - index));
    const api = createFakeApi({ connectors: [{ ...CONNECTOR, logs }] });
    const client = createClient({ apiKey: KEY, fetch: api.fetch });
    expect(await collect(client.logs.all({ ...CONNECTOR, limit: 10 }))).toEqual(logs);
    expect(api.requests).toHaveLength(4);
  });

  it("requests the entries before the last one, with the server's own text", async () => {
    const odd = { id: "a", log_time: `yesterday, ${"or so ".repeat(20)}` };
    const { client, sent } = scriptedClient([page(entry(2), odd), page(odd)]);
    const before = "2027-01-01T00:00:00Z";
    expect(await collect(client.logs.all({ ...CONNECTOR, limit: 2, before }))).toHaveLength(2);
    expect(sent.map(({ url }) => query(url))).toEqual([
      { limit: "2", before },
      { limit: "2", before: odd.log_time },
    ]);
  });

  it.each<[string, LogEntry[][], number]>([
    ["a page is empty", [[entry(1)], []], 1],
    ["a page has nothing new", [[entry(2), entry(1)], [entry(1)]], 2],
    ["a page has no times", [[{ id: "a" }, { id: "b" }]], 2],
    ["the time is empty", [[{ id: "a", log_time: "" }]], 1],
  ])("ends if %s", async (_name, pages, want) => {
    const { client, sent } = scriptedClient(pages.map((logs) => page(...logs)));
    expect(await collect(client.logs.all(CONNECTOR))).toHaveLength(want);
    expect(sent).toHaveLength(pages.length);
  });

  it("compares entries without an id as a whole", async () => {
    const log_time = "2026-01-01T00:00:00Z";
    const [a, b] = [
      { log_time, event: "a" },
      { log_time, event: "b" },
    ];
    const { client } = scriptedClient([page(a, b, a), page(b)]);
    expect(await collect(client.logs.all(CONNECTOR))).toEqual([a, b]);
  });

  it("keeps a digest of them, and nothing that grows with their size", async () => {
    setFlagsFromString("--expose-gc");
    const gc: () => void = runInNewContext("gc");
    const used = () => {
      gc();
      return process.memoryUsage().heapUsed;
    };
    let pages = 0;
    const fetch = async () => {
      const event = `${++pages} ${"x".repeat(300_000)}`;
      return page(...(pages <= 50 ? [{ log_time: `${pages}`, event }] : []));
    };
    const sizes: number[] = [];
    for await (const _ of createClient({ apiKey: KEY, fetch }).logs.all(CONNECTOR)) {
      if (pages === 2 || pages === 50) sizes.push(used());
    }
    const [early = 0, late = 0] = sizes;
    expect(late).toBeGreaterThan(0);
    expect(late - early).toBeLessThan(5_000_000);
  });

  it("sends a request only when the loop needs it", async () => {
    const { client, sent } = scriptedClient([page(entry(2), entry(1)), page(entry(0))]);
    const all = client.logs.all(CONNECTOR);
    expect(sent).toHaveLength(0);
    for await (const { id } of all) {
      if (id === "entry-1") break;
    }
    expect(sent).toHaveLength(1);
  });

  it.each<[string, object, object, object]>([
    ["bad parameters", { limit: 0 }, {}, { name: "ValidationError", operation: "logs.all" }],
    ["bad options", {}, { timeout: 0 }, { name: "ConfigurationError", operation: "logs.all" }],
  ])("rejects %s, and does not throw", async (_name, params, options, want) => {
    const { client, sent } = scriptedClient([]);
    const all = client.logs.all({ ...CONNECTOR, ...params } as AllLogsParams, options);
    expect(await rejection(collect(all))).toMatchObject(want);
    expect(sent).toHaveLength(0);
  });

  it("rejects with the error of a later page", async () => {
    const { client } = scriptedClient([page(entry(1)), failed(403)]);
    expect(await rejection(collect(client.logs.all(CONNECTOR)))).toMatchObject({
      name: "PermissionDeniedError",
      operation: "listConnectorLogs",
    });
  });
});

// What is said while a command waits.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createReport } from "../../src/cli/output/report.ts";
import { watchTraffic } from "../../src/cli/traffic.ts";

const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
const shown = () => written.mock.calls.map(([text]) => text);
beforeEach(() => {
  written.mockClear();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const EVENT = { operation: "x", method: "GET", url: "https://x", attempt: 1, duration: 1 };

it.each<[status: number | undefined, want: string[]]>([
  [undefined, ["No answer: waiting to try again.\n"]],
  [408, ["408: waiting to try again.\n"]],
  [429, ["429: waiting to try again.\n"]],
  [503, ["503: waiting to try again.\n"]],
  [200, []],
  [401, []],
  [409, []],
])("an attempt that ended with %s and a second of silence", (status, want) => {
  watchTraffic(createReport()).options.logger({ ...EVENT, ...(status && { status }) });
  vi.advanceTimersByTime(999);
  expect(written).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(shown()).toEqual(want);
});

it("nothing is said where the next attempt ends within the second", () => {
  const { logger } = watchTraffic(createReport()).options;
  logger({ ...EVENT, status: 503 });
  vi.advanceTimersByTime(500);
  logger({ ...EVENT, attempt: 2, status: 200 });
  vi.advanceTimersByTime(5_000);
  expect(written).not.toHaveBeenCalled();
});

describe("how long it waits is told", () => {
  it.each<[name: string, retryAfter: () => string, want: string]>([
    ["seconds", () => "6", "429: waiting 6 s.\n"],
    ["a date", () => new Date(Date.now() + 6_000).toUTCString(), "429: waiting 6 s.\n"],
    ["an odd value", () => "1e3", "429: waiting to try again.\n"],
  ])("%s", async (_, retryAfter, want) => {
    vi.setSystemTime(1_000_000_000_000);
    const headers = { "retry-after": retryAfter() };
    vi.stubGlobal("fetch", async () => new Response(null, { status: 429, headers }));
    const { fetch, logger } = watchTraffic(createReport()).options;
    await fetch("https://x", INIT);
    logger({ ...EVENT, status: 429 });
    vi.advanceTimersByTime(1_000);
    expect(shown()).toEqual([want]);
  });
});

describe("at a terminal", () => {
  beforeEach(() => {
    vi.stubEnv("NO_COLOR", "1");
    const { isTTY } = process.stderr;
    process.stderr.isTTY = true;
    return () => {
      process.stderr.isTTY = isTTY;
      vi.unstubAllEnvs();
    };
  });

  it("a spinner comes after 400 ms of silence, and goes before the next word", () => {
    const report = createReport();
    watchTraffic(report).doing("Listing the secrets");
    vi.advanceTimersByTime(399);
    expect(written).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(shown()).toEqual(["\r\x1b[K⠋ Listing the secrets"]);
    report.idle();
    report.line("done");
    vi.advanceTimersByTime(5_000);
    expect(shown().slice(1)).toEqual(["\r\x1b[K", "done\n"]);
  });

  it("what has to be seen at once is", () => {
    watchTraffic(createReport()).doing("2/3 create b", { atOnce: true });
    expect(shown()).toEqual(["\r\x1b[K⠋ 2/3 create b"]);
  });

  it("a wait is counted down, and then the work goes on", async () => {
    const headers = { "retry-after": "6" };
    vi.stubGlobal("fetch", async () => new Response(null, { status: 429, headers }));
    const { options, doing } = watchTraffic(createReport());
    doing("Setting client_id");
    await options.fetch("https://x", INIT);
    options.logger({ ...EVENT, status: 429 });
    vi.advanceTimersByTime(400);
    expect(shown().at(-1)).toContain("429: waiting 6 s");
    vi.advanceTimersByTime(4_000);
    expect(shown().at(-1)).toContain("429: waiting 2 s");
    await options.fetch("https://x", INIT);
    vi.advanceTimersByTime(400);
    expect(shown().at(-1)).toContain("Setting client_id");
  });

  it("a name cannot steer the terminal, and takes one line", () => {
    process.stderr.columns = 20;
    watchTraffic(createReport()).doing(`Setting \x1b[2J${"n".repeat(255)}`, { atOnce: true });
    expect(shown()).toEqual(["\r\x1b[K⠋ Setting \\u{1b}[2J"]);
  });
});

const INIT = {
  method: "GET",
  headers: {},
  body: undefined,
  redirect: "manual" as const,
  signal: new AbortController().signal,
};

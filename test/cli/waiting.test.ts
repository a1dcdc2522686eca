// What is said while a command waits.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchTraffic } from "../../src/cli/execute.ts";
import { createReport } from "../../src/cli/output/report.ts";

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

it.each<[status: number | undefined, retryIn: number | undefined, want: string[]]>([
  [undefined, 6_000, ["No response: waiting 6 s.\n"]],
  [408, 1_500, ["408: waiting 2 s.\n"]],
  [429, 86_400_000, ["429: waiting 86400 s.\n"]],
  [503, undefined, []],
  [200, undefined, []],
])(
  "an attempt that ended with %s, a retry in %s ms, and a second of silence",
  (status, retryIn, want) => {
    const event = { ...EVENT, ...(status && { status }), ...(retryIn && { retryIn }) };
    watchTraffic(createReport()).options.logger(event);
    vi.advanceTimersByTime(999);
    expect(written).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(shown()).toEqual(want);
  },
);

/** A response of 429, after which the client waits for six seconds. */
async function limited() {
  vi.stubGlobal("fetch", async () => new Response(null, { status: 429 }));
  const traffic = watchTraffic(createReport());
  traffic.showStatus("Setting client_id");
  await traffic.options.fetch("https://x", INIT);
  traffic.options.logger({ ...EVENT, status: 429, retryIn: 6_000 });
  return traffic.options;
}

it("nothing is reported if the next attempt begins within the second", async () => {
  const options = await limited();
  vi.advanceTimersByTime(500);
  await options.fetch("https://x", INIT);
  vi.advanceTimersByTime(5_000);
  expect(written).not.toHaveBeenCalled();
});

it.each([
  [204, true],
  [408, true],
  [422, false],
])("a write with status %i may have been applied: %s", async (status, want) => {
  vi.stubGlobal("fetch", async () => new Response(null, { status }));
  const { options, mayHaveWritten } = watchTraffic(createReport());
  await options.fetch("https://x", { ...INIT, method: "PUT" });
  expect(mayHaveWritten()).toBe(want);
});

describe("at a terminal", () => {
  beforeEach(() => {
    vi.stubEnv("NO_COLOR", "1");
    const { isTTY, columns } = process.stderr;
    Object.assign(process.stderr, { isTTY: true, columns: 80 });
    return () => {
      Object.assign(process.stderr, { isTTY, columns });
      vi.unstubAllEnvs();
    };
  });

  it("a spinner comes after 400 ms of silence, and goes before the next word", () => {
    const report = createReport();
    watchTraffic(report).showStatus("Listing the secrets");
    vi.advanceTimersByTime(399);
    expect(written).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(shown()).toEqual(["\r\x1b[K⠋ Listing the secrets"]);
    report.idle();
    report.line("done");
    vi.advanceTimersByTime(5_000);
    expect(shown().slice(1)).toEqual(["\r\x1b[K", "done\n"]);
  });

  it("a wait is counted down, and then the work continues", async () => {
    const options = await limited();
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
    watchTraffic(createReport()).showStatus(`Setting \x1b[2J${"n".repeat(255)}`, {
      isImmediate: true,
    });
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

// What is said while a command waits.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { announceRepeat } from "../../src/cli/output/attempts.ts";
import { createReport } from "../../src/cli/output/report.ts";

const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
beforeEach(() => {
  written.mockClear();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const EVENT = { operation: "x", method: "GET", url: "https://x", attempt: 1, duration: 1 };

it.each<[status: number | undefined, want: string[]]>([
  [undefined, ["There was no answer. Waiting to try again...\n"]],
  [408, ["The server answered 408. Waiting to try again...\n"]],
  [429, ["The server answered 429. Waiting to try again...\n"]],
  [503, ["The server answered 503. Waiting to try again...\n"]],
  [200, []],
  [401, []],
  [409, []],
])("an attempt that ended with %s and a second of silence", (status, want) => {
  announceRepeat(createReport("json"))({ ...EVENT, ...(status && { status }) });
  vi.advanceTimersByTime(999);
  expect(written).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(written.mock.calls.map(([text]) => text)).toEqual(want);
});

it("nothing is said where the next attempt ends within the second", () => {
  const announce = announceRepeat(createReport("json"));
  announce({ ...EVENT, status: 503 });
  vi.advanceTimersByTime(500);
  announce({ ...EVENT, attempt: 2, status: 200 });
  vi.advanceTimersByTime(5_000);
  expect(written).not.toHaveBeenCalled();
});

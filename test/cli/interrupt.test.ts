// Ctrl-C, and signals that ask the process to end: what is done, unknown and not attempted is reported,
// and the exit code is that of the signal.
import { describe, expect } from "vitest";
import { VALUE } from "../support/cli.ts";
import { type TestApi, testWithApi } from "../support/cli-api.ts";

const it = testWithApi();

/** Interrupts the command once the API has seen so many requests. */
function interruptAfter({ fake }: TestApi, count: number, signal: NodeJS.Signals = "SIGINT") {
  return (child: { kill: (signal: NodeJS.Signals) => boolean; once: Listen }) => {
    const timer = setInterval(() => {
      if (fake.requests.length < count) return;
      clearInterval(timer);
      child.kill(signal);
      // npx passes on what the terminal has sent already.
      child.kill(signal);
    }, 10);
    child.once("exit", () => clearInterval(timer));
  };
}
type Listen = (event: "exit", listener: () => void) => unknown;
const stall = (server: TestApi["fake"], before: number) =>
  server.failNext(...Array.from({ length: before }, () => ({})), { stall: true });

it.concurrent.for([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s in the middle of a push", async ([signal, want], { api }) => {
  stall(api.fake, 3);
  const options = { stdin: `a=1\nb=${VALUE}\nc=3\n`, during: interruptAfter(api, 4, signal) };
  const ran = await api.spawn("secrets push -", options);
  expect([ran.code, api.stored()]).toEqual([want, { a: "1" }]);
  expect(JSON.parse(ran.stdout)).toMatchObject({
    items: [
      { secret_name: "a", status: "done" },
      { secret_name: "b", status: "unknown" },
      { secret_name: "c", status: "not_attempted" },
    ],
  });
  for (const words of [
    "✓ created a",
    "? perhaps created b",
    "- not attempted: create c",
    "3 changes: 1 done, 1 unknown, 1 not attempted.",
    "Interrupted.",
    "run the same command again",
  ]) {
    expect(ran.stderr).toContain(words);
  }
});

describe("elsewhere", () => {
  it.concurrent.for<[args: string, before: number, word: string]>([
    ["list", 0, "Interrupted."],
    ["push -", 0, "Nothing was changed."],
    ["create name", 0, "The create of name may have been applied"],
    ["set name", 0, "Nothing was changed."],
    ["set name", 1, "The write of name may have been applied"],
    ["update sec_1", 0, "The update of sec_1 may have been applied"],
  ])("secrets %s after %i responses: %s", async ([args, before, word], { api }) => {
    stall(api.fake, before);
    const during = interruptAfter(api, before + 1);
    const { code, stdout, stderr } = await api.spawn(`secrets ${args}`, {
      stdin: `a=${VALUE}`,
      during,
    });
    expect([code, stdout]).toEqual([130, ""]);
    expect(stderr).toContain(word);
  });

  it.concurrent("while standard input does not end: nothing was changed", async ({ api }) => {
    const { code, stderr } = await api.spawn("secrets set name", {
      stdin: "open",
      during: (child) => child.stdin?.write(VALUE),
      onStderr: (text, child) => {
        if (/the end of standard input \.\.\.\n$/.test(text)) child.kill("SIGINT");
      },
    });
    expect(code).toBe(130);
    expect(stderr).toContain("Nothing was changed.");
    expect(api.fake.requests).toEqual([]);
  });
});

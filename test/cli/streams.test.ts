// Standard output and standard error can be closed, full, or not writable at all: the exit code
// reports the result of the command all the same.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { devNull } from "node:os";
import { describe, expect } from "vitest";
import { CLI, environment, wordsOf } from "../support/cli.ts";
import { type TestApi, testWithApi } from "../support/cli-api.ts";

const it = testWithApi({ known: "before" });
const FULL = existsSync("/dev/full");

type Name = "stdout" | "stderr";
/** What a stream is: read by nobody, full, or open for reading alone. */
type Fault = "left" | "full" | "read-only";
const LEFT = { stdout: "left", stderr: "left" } as const;

/** Runs the command with faulty streams; `shown` is what the others say. */
async function run(
  { url }: TestApi,
  args: string,
  faults: Partial<Record<Name, Fault>>,
  stdin = "",
  during: (child: ChildProcess) => void = () => {},
) {
  const open = (name: Name) => {
    if (faults[name] === "full") return openSync("/dev/full", "w");
    return faults[name] === "read-only" ? openSync(devNull, "r") : "pipe";
  };
  const files = [open("stdout"), open("stderr")] as const;
  const child = spawn(process.execPath, [CLI, ...wordsOf(args)], {
    env: environment(url),
    stdio: ["pipe", ...files],
  });
  for (const file of files) if (typeof file === "number") closeSync(file);
  let shown = "";
  for (const name of ["stdout", "stderr"] as const) {
    if (faults[name] === "left") child[name]?.destroy();
    child[name]?.setEncoding("utf8").on("data", (chunk) => {
      shown += chunk;
    });
  }
  child.stdin?.on("error", () => {}).end(stdin);
  during(child);
  const ended = await new Promise((resolve) => {
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  return { ended, shown };
}

describe("standard error", () => {
  it.concurrent.for<[fault: Fault, args: string, stdin: string, code: number]>([
    ["left", "secrets list --verbose", "", 0],
    ["left", "--help", "", 0],
    ["read-only", "lst", "", 64],
    ["read-only", "secrets create known", "v", 1],
    ["left", "secrets push -", "a=1\nb=2\n", 0],
    ["full", "secrets push -", "a=1\nb=2\n", 0],
  ])("that is %s does not change the exit code of %s", async (row, { api }) => {
    const [fault, args, stdin, code] = row;
    if (fault === "full" && !FULL) return;
    const { ended, shown } = await run(api, args, { stderr: fault }, stdin);
    expect(ended).toBe(code);
    expect(shown).not.toMatch(/EPIPE|\n\s+at /);
  });
});

it.concurrent("both, left by a terminal that was closed, do not change that of a signal", async ({
  api,
}) => {
  api.fake.failNext({}, {}, { stall: true });
  const during = (child: ChildProcess) => {
    const timer = setInterval(() => {
      if (api.fake.requests.length === 3) child.kill("SIGHUP");
    }, 10);
    child.once("exit", () => clearInterval(timer));
  };
  const { ended } = await run(api, "secrets push -", LEFT, "a=1\n", during);
  expect(ended).toBe(129);
});

describe("standard output", () => {
  it.concurrent.for<[args: string, stdin: string]>([
    ["secrets list", ""],
    ["--help", ""],
    ["secrets push - --verbose", "a=1\nb=2\n"],
    ["logs follow", ""],
  ])("without a reader, as before head, ends quietly: %s", async ([args, stdin], { api }) => {
    if (args === "logs follow") api.fake.failNext({ body: { logs: [{ id: "1" }] } });
    const { ended, shown } = await run(api, args, { stdout: "left" }, stdin);
    expect(ended).toBe(0);
    expect(shown).not.toMatch(/error|EPIPE|\n\s+at /);
    if (stdin) expect(api.stored()).toMatchObject({ a: "1", b: "2" });
  });

  it.concurrent("and standard error without a reader end quietly, too", async ({ api }) => {
    const { ended } = await run(api, "secrets push -", LEFT, "a=1\nb=2\n");
    expect(ended).toBe(0);
    expect(api.stored()).toMatchObject({ a: "1", b: "2" });
  });

  it.concurrent.for<[fault: Fault, code: string]>([
    ["full", "ENOSPC"],
    ["read-only", "EBADF"],
  ])("that is %s: exit code 1, with a message", async ([fault, code], { api }) => {
    if (fault === "full" && !FULL) return console.warn("Not checked: there is no /dev/full.");
    const args = fault === "full" ? "secrets list" : "--help";
    const { ended, shown } = await run(api, args, { stdout: fault });
    expect([ended, shown]).toEqual([1, `error: Standard output cannot be written (${code}).\n`]);
  });

  it.concurrent("that cannot be written does not hide what else went wrong", async ({ api }) => {
    const three = Array.from({ length: 3 }, () => ({}));
    api.fake.failNext(...three, { status: 500 });
    const args = "secrets push - --max-retries 0";
    const { ended, shown } = await run(api, args, { stdout: "read-only" }, "a=1\nb=2\n");
    expect(ended).toBe(69);
    expect(shown).toContain("Standard output cannot be written");
  });
});

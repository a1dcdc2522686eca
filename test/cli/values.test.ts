// Where a value comes from, and that it is stored exactly or not at all.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, describe, expect, it, vi } from "vitest";
import { readStdin } from "../../src/cli/value/read-stdin.ts";
import { readVariable } from "../../src/cli/value/read-variable.ts";
import { KEY, VALUE } from "../support/cli.ts";
import { useApi } from "../support/cli-api.ts";

const api = useApi();
const directory = mkdtempSync(join(tmpdir(), "values-"));
afterAll(() => rmSync(directory, { recursive: true }));
const utf8 = (text: string) => new TextEncoder().encode(text);
const LONGEST = "é".repeat(10_000);
const PEM = "-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n";

const kept: [name: string, given: string, want: string, verbatim?: true][] = [
  ["a value as it is", "v", "v"],
  ["exactly one trailing \\n is dropped", "v\n", "v"],
  ["exactly one trailing \\r\\n is dropped", "v\r\n", "v"],
  ["only one of two newlines is dropped", "v\n\n", "v\n"],
  ["--verbatim keeps the newline", "v\r\n", "v\r\n", true],
  ["other white space is kept", " \tv \t", " \tv \t"],
  ["newlines inside are kept", PEM, PEM.slice(0, -1)],
  ["characters of every plane are kept", "ä€😀", "ä€😀"],
  ["10,000 characters are kept", LONGEST, LONGEST],
  ["--verbatim keeps a byte order mark", "\uFEFFv", "\uFEFFv", true],
  ["--verbatim stores a lone newline", "\n", "\n", true],
];

describe("standard input", () => {
  it.each(kept)("%s", async (_, given, want, verbatim) => {
    const flags = verbatim ? ["--verbatim"] : [];
    const { code, stderr } = await api.run(["set", "name", ...flags], { stdin: given });
    expect([stderr.startsWith("✓"), code, api.stored()]).toEqual([true, 0, { name: want }]);
  });
});

describe("--from-file", () => {
  it.each(kept)("%s", async (_, given, want, verbatim) => {
    const path = join(directory, "value");
    writeFileSync(path, given);
    const flags = verbatim ? ["--verbatim"] : [];
    const { code } = await api.run(["set", "name", "--from-file", path, ...flags]);
    expect([code, api.stored()]).toEqual([0, { name: want }]);
  });

  describe("a named pipe", () => {
    it("is read to its end, as `<(command)` gives one", async () => {
      const path = pipe("written");
      const written = writeFile(path, `${LONGEST}\n`);
      const { code } = await api.run(["set", "name", "--from-file", path]);
      await written;
      expect([code, api.stored()]).toEqual([0, { name: LONGEST }]);
    });

    it("that nobody writes to does not keep Ctrl-C from ending the process", async () => {
      const { code, stderr } = await api.run(["set", "name", "--from-file", pipe("silent")], {
        during: (child) => setTimeout(() => child.kill("SIGINT"), 1_500),
      });
      expect([code, api.fake.requests]).toEqual([130, []]);
      expect(stderr).toContain("Nothing was changed.");
    });

    function pipe(name: string): string {
      const path = join(directory, name);
      execFileSync("mkfifo", [path]);
      return path;
    }
  });
});

describe("--from-env", () => {
  it.each(kept)("%s", async (_, given, want, verbatim) => {
    const flags = verbatim ? ["--verbatim"] : [];
    const env = { THE_VALUE: given };
    const args = ["set", "name", "--from-env", "THE_VALUE", ...flags];
    const { code } = await api.run(args, { env });
    expect([code, api.stored()]).toEqual([0, { name: want }]);
  });
});

describe("what is refused, with exit code 64 and without a request", () => {
  const file = (bytes: Uint8Array) => {
    const path = join(directory, "refused");
    writeFileSync(path, bytes);
    return path;
  };
  it.each<[name: string, args: string[], options: Parameters<typeof api.run>[1], word: string]>([
    ["no input and no terminal: at once", [], {}, "empty"],
    ["an empty value", [], { stdin: "" }, "empty"],
    ["a lone newline: the value is empty", [], { stdin: "\n" }, "empty"],
    ["a value that is not UTF-8", [], { stdin: Uint8Array.of(0x76, 0xff) }, "not UTF-8"],
    ["UTF-16 with a mark", [], { stdin: Uint8Array.of(0xff, 0xfe, 0x76, 0) }, "not UTF-8"],
    ["UTF-16 without one", [], { stdin: Uint8Array.of(0x76, 0) }, "UTF-16"],
    ["a byte order mark", [], { stdin: "\uFEFFv" }, "byte order mark"],
    ["over 10,000 characters", [], { stdin: "v".repeat(10_001) }, "10000"],
    ["over 8 MiB", [], { stdin: "v".repeat(9 * 2 ** 20) }, "8 MiB"],
    ["an empty file", ["--from-file", file(utf8(""))], {}, "empty"],
    ["a missing file", ["--from-file", join(directory, "none")], {}, "no such file"],
    ["a directory", ["--from-file", directory], {}, "EISDIR"],
    ["a variable that is not set", ["--from-env", "NOT_SET"], {}, "not set"],
    ["what is no variable", ["--from-env", "constructor"], {}, "not set"],
    [
      "a variable with a byte order mark",
      ["--from-env", "E"],
      { env: { E: "\uFEFFv" } },
      "byte order mark",
    ],
    ["an empty variable", ["--from-env", "E"], { env: { E: "" } }, "empty"],
    ["two sources", ["--from-env", "E", "--from-file", "f"], { env: { E: "v" } }, "both"],
  ])("%s", async (_, args, options, word) => {
    const { code, stdout, stderr } = await api.run(["set", "name", ...args], options);
    expect([code, stdout, api.fake.requests]).toEqual([64, "", []]);
    expect(stderr).toContain(word);
  });

  it("a variable with a NUL, where a system can hold one", () => {
    expect(() => readVariable("E", { E: "v\0" }, true)).toThrow("NUL character");
  });

  it.each([["create"], ["update"]])("by %s too", async (command) => {
    const { code, stderr } = await api.run([command, "name"], { stdin: "" });
    expect([code, api.fake.requests]).toEqual([64, []]);
    expect(stderr).toContain("empty");
  });
});

it("a value is not in the arguments of any process while the command runs", async () => {
  if (!existsSync("/proc/self/cmdline")) return console.warn("Not checked: there is no /proc.");
  const seen: string[] = [];
  api.fake.failNext({ stall: true });
  await api.run(["set", "name", "--timeout", "1000", "--max-retries", "0"], {
    stdin: VALUE,
    during: (child) => {
      child.once("spawn", () => {
        const timer = setInterval(() => {
          const pids = readdirSync("/proc").filter((name) => /^[0-9]+$/.test(name));
          for (const pid of pids) {
            try {
              seen.push(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
            } catch {}
          }
        }, 100);
        child.once("exit", () => clearInterval(timer));
      });
    },
  });
  expect(seen.some((line) => line.includes("set\0name"))).toBe(true);
  expect(seen.filter((line) => line.includes(VALUE) || line.includes(KEY))).toEqual([]);
});

it("a pipe that nobody writes to ends a job after 10 seconds of silence, and not before", async () => {
  vi.useFakeTimers();
  const stdin = new PassThrough();
  const notes: string[] = [];
  const report = { dim: (text: string) => notes.push(text) };
  const { signal } = new AbortController();
  const outcome = readStdin(stdin, { report, signal, attended: false }).catch(
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(9_000);
  stdin.write("half of a val");
  await vi.advanceTimersByTimeAsync(9_999);
  expect(stdin.destroyed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  vi.useRealTimers();
  expect(await outcome).toMatchObject({ exitCode: 64, message: expect.stringMatching(/10 s/) });
  expect(notes).toHaveLength(1);
});

// Where a value comes from, and that it is stored exactly or not at all.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, describe, expect, onTestFinished, vi } from "vitest";
import type { Flags } from "../../src/cli/flags.ts";
import { readStream, readText } from "../../src/cli/input/read.ts";
import { findFlaw, readValue } from "../../src/cli/input/value.ts";
import { createReport } from "../../src/cli/output/report.ts";
import { KEY, type RunOptions, VALUE } from "../support/cli.ts";
import { testWithApi } from "../support/cli-api.ts";

const it = testWithApi();
const directory = mkdtempSync(join(tmpdir(), "values-"));
afterAll(() => rmSync(directory, { recursive: true }));
const LONGEST = "é".repeat(10_000);
const PEM = "-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n";

const kept: [name: string, given: string, want: string, verbatim?: true][] = [
  ["a value as it is", "v", "v"],
  ["exactly one trailing \\n is dropped", "v\n", "v"],
  ["exactly one trailing \\r\\n is dropped", "v\r\n", "v"],
  ["only one of two newlines is dropped", "v\n\n", "v\n"],
  ["--verbatim keeps the newline", "v\r\n", "v\r\n", true],
  ["spaces and line breaks are kept", " \n v \t ", " \n v \t "],
  ["--verbatim keeps a tab and a carriage return", "\tv\r", "\tv\r", true],
  ["characters of every plane are kept", "ä€😀", "ä€😀"],
  ["the sign that makes an emoji of a heart is kept", "❤\uFE0F", "❤\uFE0F"],
  ["invisible characters inside are kept", "a\u200bb", "a\u200bb"],
  ["10,000 characters are kept", LONGEST, LONGEST],
  ["--verbatim keeps a byte order mark", "\uFEFFv", "\uFEFFv", true],
  ["--verbatim keeps an invisible character at the end", "v\u200b", "v\u200b", true],
  ["--verbatim stores a lone newline", "\n", "\n", true],
];
/** What a command would store. */
const read = (flags: Flags) =>
  readValue({ flags, report: createReport(), signal: new AbortController().signal }, "name");
let files = 0;
function file(content: string | Uint8Array): string {
  const path = join(directory, `file-${files++}`);
  writeFileSync(path, content);
  return path;
}

describe("standard input", () => {
  // Each is a process; the rules are the same for every source.
  const some = kept.filter(([, given]) => ["v\r\n", "v\n\n", LONGEST].includes(given));
  const lines = ["only the last of several", PEM, PEM.slice(0, -1)] as const;
  it.for<readonly [...(typeof kept)[number]]>([...some, lines])(
    "%s",
    async ([_, given, want, verbatim], { api }) => {
      const args = `secrets set name${verbatim ? " --verbatim" : ""}`;
      const { code, stderr } = await api.run(args, { stdin: given });
      expect([stderr.startsWith("✓"), code, api.stored()]).toEqual([true, 0, { name: want }]);
    },
  );
});

describe("--from-file", () => {
  it.for<(typeof kept)[number]>([
    ...kept,
    ["the last newline of a key is kept: its readers want it", PEM, PEM],
    ["with \\r\\n, too", "a\r\nb\r\n", "a\r\nb\r\n"],
  ])("%s", async ([_, given, want, verbatim]) => {
    expect(await read({ fromFile: file(given), ...(verbatim && { verbatim }) })).toBe(want);
  });

  describe("a named pipe", () => {
    it("is read to its end, as `<(command)` gives one", async ({ api }) => {
      const path = pipe("written");
      const written = writeFile(path, `${LONGEST}\n`);
      const { code } = await api.run(["secrets", "set", "name", "--from-file", path]);
      await written;
      expect([code, api.stored()]).toEqual([0, { name: LONGEST }]);
    });

    it.concurrent("that nobody writes to does not keep Ctrl-C from ending the process", async ({
      api,
    }) => {
      const { code, stderr } = await api.spawn(
        ["secrets", "set", "name", "--from-file", pipe("silent")],
        {
          onStderr: (text, child) => {
            if (/the end of the file .*silent \.\.\.\n$/.test(text)) child.kill("SIGINT");
          },
        },
      );
      expect([code, api.fake.requests]).toEqual([130, []]);
      expect(stderr).toContain("Nothing was changed.");
    });
  });
});

function pipe(name: string): string {
  const path = join(directory, name);
  execFileSync("mkfifo", [path]);
  return path;
}

it("--from-file is stored, and --from-env without the last newline of several lines", async ({
  api,
}) => {
  api.write("key.pem", PEM);
  const file = await api.run("secrets set file --from-file key.pem");
  const variable = await api.run("secrets set env --from-env PEM", { env: { PEM } });
  expect([file.code, variable.code]).toEqual([0, 0]);
  expect(api.stored()).toEqual({ file: PEM, env: PEM.slice(0, -1) });
});

describe("an invisible character at an end is refused, wherever the value comes from", () => {
  it.for<[value: string, words: string]>([
    ["v\u200b", "ends with an invisible character (U+200B)."],
    ["\u00a0v", "begins with an invisible character (U+00A0)."],
    ["v\u00ad", "ends with an invisible character (U+00AD)."],
    ["\u2028v", "begins with an invisible character (U+2028)."],
    ["v\u3164", "ends with an invisible character (U+3164)."],
    ["\u200ev", "begins with an invisible character (U+200E)."],
    ["v\r", "ends with a control character (U+000D, a carriage return)."],
    ["\tv", "begins with a control character (U+0009)."],
    ["v\x7f", "ends with a control character (U+007F)."],
    ["\x1bv", "begins with a control character (U+001B)."],
  ])("%j %s", ([value, words]) => {
    expect(findFlaw(value)).toBe(words);
    expect(findFlaw(value, true)).toBeUndefined();
  });

  it("a line break is none", () => {
    for (const value of ["\nv", "\r\nv", "v\n", "v\r\n"]) expect(findFlaw(value)).toBeUndefined();
  });

  const BAD = "v\u200b";
  const WORDS = "value ends with an invisible character (U+200B).";
  it.for<[args: string, options: RunOptions]>([
    ["secrets set name", { stdin: `${BAD}\n` }],
    ["secrets set name --from-env E", { env: { E: BAD } }],
    ["secrets push -", { stdin: JSON.stringify({ a: BAD }) }],
    ["secrets push -", { stdin: `a='${BAD}'` }],
  ])("%s with %j; --verbatim stores it", async ([args, options], { api }) => {
    const { code, stdout, stderr } = await api.run(args, options);
    expect([code, stdout, api.fake.requests]).toEqual([64, "", []]);
    expect(stderr).toContain(WORDS);
    expect(stderr).toContain("add --verbatim");
    expect(await api.run(`${args} --verbatim`, options)).toHaveProperty("code", 0);
    expect(Object.values(api.stored())[0]?.trimEnd()).toBe(BAD);
  });
});

it("a NUL is refused, where a system can hold one, even with --verbatim", () => {
  expect(findFlaw("v\0", true)).toContain("NUL character");
});

describe("what is refused, with exit code 64", () => {
  it.each<[name: string, flags: () => Flags, word: string]>([
    ["not UTF-8", () => ({ fromFile: file(Uint8Array.of(0x76, 0xff)) }), "not UTF-8."],
    ["UTF-16", () => ({ fromFile: file(Uint8Array.of(0xff, 0xfe, 0x76, 0)) }), "it is UTF-16"],
    ["a byte order mark", () => ({ fromFile: file("\uFEFFv") }), "byte order mark"],
    ["over 64 MiB", () => ({ fromFile: file("v".repeat(65 * 2 ** 20)) }), "64 MiB"],
    ["an empty file", () => ({ fromFile: file("") }), "empty"],
    ["a missing file", () => ({ fromFile: join(directory, "none") }), "no such file"],
    ["a directory", () => ({ fromFile: directory }), "EISDIR"],
    ["a variable that is not set", () => ({ fromEnv: "NOT_SET" }), "not set"],
    ["what is no variable", () => ({ fromEnv: "constructor" }), "not set"],
    ["an empty variable", () => ({ fromEnv: "EMPTY_VALUE" }), "empty"],
  ])("%s", async (_name, flags, word) => {
    vi.stubEnv("EMPTY_VALUE", "");
    onTestFinished(() => void vi.unstubAllEnvs());
    const message = expect.stringContaining(word);
    await expect(read(flags())).rejects.toMatchObject({ exitCode: 64, message });
  });
});

it.concurrent("a value is not in the arguments of any process while the command runs", async ({
  api,
}) => {
  if (!existsSync("/proc/self/cmdline")) return console.warn("Not checked: there is no /proc.");
  const seen: string[] = [];
  api.fake.failNext({ stall: true });
  await api.spawn("secrets set name --timeout 1000 --max-retries 0", {
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

describe("what nobody writes to ends a job after 10 seconds of silence, and not before", () => {
  const reading = () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const notes: string[] = [];
    const report = { dim: (text: string) => notes.push(text) };
    return { notes, options: { report, signal: new AbortController().signal } };
  };

  it("standard input", async () => {
    const { notes, options } = reading();
    const stdin = new PassThrough();
    const outcome = readStream(stdin, "Standard input", options).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(9_000);
    stdin.write("half of a val");
    await vi.advanceTimersByTimeAsync(9_999);
    expect(stdin.destroyed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toMatchObject({ exitCode: 64, message: expect.stringMatching(/10 s/) });
    expect(notes).toEqual(["Waiting for the end of standard input ..."]);
  });

  it("a named pipe", async () => {
    const { notes, options } = reading();
    const path = pipe("unwritten");
    const outcome = readText(path, options).catch((error: unknown) => error);
    await vi.waitFor(() => expect(notes).toHaveLength(1), 5_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toMatchObject({ exitCode: 64, message: expect.stringMatching(/10 s/) });
  });
});

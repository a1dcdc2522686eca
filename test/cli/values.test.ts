// Where a value comes from, and that it is stored exactly or not at all.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, onTestFinished, vi } from "vitest";
import { readStream, readText } from "../../src/cli/input/read.ts";
import { findFlaw } from "../../src/cli/input/value.ts";
import { KEY, type RunOptions, VALUE } from "../support/cli.ts";
import { type TestApi, testWithApi } from "../support/cli-api.ts";

const it = testWithApi();
const LONGEST = "é".repeat(10_000);
const PEM = "-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n";

function pipe({ folder }: TestApi): string {
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  return path;
}

it.for<[name: string, given: string, want: string, flag?: string]>([
  ["a value as it is", "v", "v"],
  ["exactly one trailing \\n is dropped", "v\n", "v"],
  ["exactly one trailing \\r\\n is dropped", "v\r\n", "v"],
  ["only one of two newlines is dropped", "v\n\n", "v\n"],
  ["--verbatim keeps the newline", "v\r\n", "v\r\n", " --verbatim"],
  ["spaces and line breaks are kept", " \n v \t ", " \n v \t "],
  ["--verbatim keeps a tab and a carriage return", "\tv\r", "\tv\r", " --verbatim"],
  ["characters of every plane are kept", "ä€😀", "ä€😀"],
  ["the sign that makes an emoji of a heart is kept", "❤\uFE0F", "❤\uFE0F"],
  ["invisible characters inside are kept", "a\u200bb", "a\u200bb"],
  ["10,000 characters are kept", LONGEST, LONGEST],
  ["--verbatim keeps a byte order mark", "\uFEFFv", "\uFEFFv", " --verbatim"],
  ["--verbatim keeps an invisible character at the end", "v\u200b", "v\u200b", " --verbatim"],
  ["--verbatim stores a lone newline", "\n", "\n", " --verbatim"],
])("%s, of standard input and of a file", async ([_, given, want, flag = ""], { api }) => {
  api.write("value", given);
  await api.run(`secrets set stdin${flag}`, { stdin: given });
  await api.run(`secrets set dash --from-file -${flag}`, { stdin: given });
  await api.run(`secrets set file --from-file value${flag}`);
  expect(api.stored()).toEqual({ stdin: want, dash: want, file: want });
});

it("several lines of a file keep the last newline: the readers of keys want it", async ({
  api,
}) => {
  api.write("key.pem", PEM);
  api.write("crlf", "a\r\nb\r\n");
  await api.run("secrets set file --from-file key.pem");
  await api.run("secrets set crlf --from-file crlf");
  await api.run("secrets set stdin", { stdin: PEM });
  await api.run("secrets set env --from-env PEM", { env: { PEM } });
  const [file, dropped] = [PEM, PEM.slice(0, -1)];
  expect(api.stored()).toEqual({ file, crlf: "a\r\nb\r\n", stdin: dropped, env: dropped });
});

describe("a named pipe", () => {
  it("is read to its end, such as that of `<(command)`", async ({ api }) => {
    const path = pipe(api);
    const written = writeFile(path, `${LONGEST}\n`);
    const { code } = await api.run(["secrets", "set", "name", "--from-file", path]);
    await written;
    expect([code, api.stored()]).toEqual([0, { name: LONGEST }]);
  });

  it.concurrent("without a writer does not keep Ctrl-C from ending the process", async ({
    api,
  }) => {
    const { code, stderr } = await api.spawn(`secrets set name --from-file ${pipe(api)}`, {
      onStderr: (text, child) => {
        if (/the end of the file .*pipe \.\.\.\n$/.test(text)) child.kill("SIGINT");
      },
    });
    expect([code, api.fake.requests]).toEqual([130, []]);
    expect(stderr).toContain("Nothing was changed.");
  });
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

  it("a line break is accepted", () => {
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

it.for<[name: string, content: string | Uint8Array, flags: string, word: string]>([
  ["not UTF-8", Uint8Array.of(0x76, 0xff), "--from-file value", "not UTF-8."],
  ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x76, 0), "--from-file value", "it is UTF-16"],
  ["a byte order mark", "\uFEFFv", "--from-file value", "byte order mark"],
  ["over 64 MiB", "v".repeat(65 * 2 ** 20), "--from-file value", "64 MiB"],
  ["an empty file", "", "--from-file value", "empty"],
  ["a missing file", "", "--from-file none", "no such file"],
  ["a directory", "", "--from-file .", "EISDIR"],
  ["a variable that is not set", "", "--from-env NOT_SET", "not set"],
  ["an inherited member of process.env", "", "--from-env constructor", "not set"],
  ["an empty variable", "", "--from-env EMPTY_VALUE", "empty"],
])("refused with exit code 64: %s", async ([_, content, flags, word], { api }) => {
  api.write("value", content);
  const ran = await api.run(`secrets set name ${flags}`, { env: { EMPTY_VALUE: "" } });
  expect([ran.code, api.fake.requests]).toEqual([64, []]);
  expect(ran.stderr).toContain(word);
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

describe("an input without a writer ends a job after 10 seconds of silence, not before", () => {
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

  it("a named pipe", async ({ api }) => {
    const path = pipe(api);
    const { notes, options } = reading();
    const outcome = readText(path, options).catch((error: unknown) => error);
    await vi.waitFor(() => expect(notes).toHaveLength(1), 5_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toMatchObject({ exitCode: 64, message: expect.stringMatching(/10 s/) });
  });
});

import { describe, expect, it } from "vitest";
import { createClean, stringsOf } from "../../src/http/redact.ts";
import { json, rejection, scriptedClient } from "../support/injected.ts";
import { PARAMS } from "../support/params.ts";

/** As PHP and others write it: every unit as \uXXXX. */
const unicodeEscaped = (text: string) =>
  text.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const percentEncoded = (text: string) =>
  Buffer.from(text)
    .toString("hex")
    .replace(/../g, (byte) => `%${byte}`);
const form = (text: string) => new URLSearchParams({ v: text }).toString().slice(2);

const ENCODINGS: [name: string, encode: (value: string) => string][] = [
  ["as it is", (value) => value],
  ["JSON-escaped", (value) => JSON.stringify(value).slice(1, -1)],
  ["JSON-escaped with \\/", (value) => JSON.stringify(value).slice(1, -1).replaceAll("/", "\\/")],
  ["\\u-escaped", unicodeEscaped],
  [
    "\\u-escaped in capitals",
    (value) => unicodeEscaped(value).replace(/[a-f]/g, (x) => x.toUpperCase()),
  ],
  [
    "\\u-escaped beyond ASCII",
    (value) =>
      JSON.stringify(value)
        .slice(1, -1)
        .replace(/[^ -~]/g, unicodeEscaped),
  ],
  ["percent-encoded", encodeURIComponent],
  ["percent-encoded, leniently", encodeURI],
  [
    "percent-encoded in small letters",
    (value) => encodeURIComponent(value).replace(/%../g, (x) => x.toLowerCase()),
  ],
  ["percent-encoded all over", percentEncoded],
  ["percent-encoded all over in capitals", (value) => percentEncoded(value).toUpperCase()],
  ["as in a form", form],
  [
    "JSON-escaped, then percent-encoded",
    (value) => encodeURIComponent(JSON.stringify(value).slice(1, -1)),
  ],
  [
    "JSON-escaped as in PHP, then percent-encoded, leniently",
    (value) => encodeURI(JSON.stringify(value).slice(1, -1).replaceAll("/", "\\/")),
  ],
  ["\\u-escaped, then percent-encoded", (value) => encodeURIComponent(unicodeEscaped(value))],
];

const VALUES: [name: string, value: string][] = [
  ["plain", "my-super-secret-value"],
  ["of four characters", "hunt"],
  ["with quotes and backslashes", '"a\\b"\\\\c"'],
  ["with lines and tabs", "-----BEGIN KEY-----\nAb/+=\r\n\tcd\u0001\u007f\n-----END KEY-----\n"],
  ["a URL", "https://user:pass@example.com/a b?c=%20&d=+#e"],
  ["with percent signs", "%%41%zz%25"],
  ["with an escape of its own", "\\u00ABx\\n%AB"],
  ["beyond ASCII", "pässwörd-密码-🔑"],
  ["with regular-expression characters", "^(a+)+$[.*]{1,2}|\\d"],
  ["replacement patterns", "$&$1$`$'$$"],
  ["JSON", '{"client_id":"x/y","n":[1,2]}'],
  ["of white space", "  \t  "],
];

describe.each(VALUES)("a value %s is removed", (_name, value) => {
  it.each(ENCODINGS)("%s", (_encoding, encode) => {
    const clean = createClean(() => [value]);
    expect(clean(`<${encode(value)}>`)).toBe("<[redacted]>");
  });
});

describe("cleaning", () => {
  it.each<[string, string[], string, string]>([
    ["removes every occurrence", ["hunter2"], "hunter2 hunter2", "[redacted] [redacted]"],
    [
      "removes the longer value that begins with a shorter",
      ["abcd", "abcdefgh"],
      "abcdefgh",
      "[redacted]",
    ],
    ["removes values that overlap", ["abcdef", "efghij"], "xabcdefghijy", "x[redacted]y"],
    ["finds a value after a part of it", ["ababac"], "abababac", "ab[redacted]"],
    [
      "finds a long value after a run of its first character",
      [`${"a".repeat(20)}SECRET`],
      `${"a".repeat(30)}SECRET!`,
      "[redacted]!",
    ],
    ["finds a value after a stray backslash", ['x"yz'], '\\x\\"yz', "\\[redacted]"],
    ["finds a value after an escaped backslash", ["abcd"], "\\\\u0061bcd", "\\[redacted]"],
    [
      "removes the cut echo of a long value",
      ["0123456789abcdefghij"],
      "got 0123456789abcdef…",
      "got [redacted]…",
    ],
    [
      "leaves a shorter likeness",
      ["0123456789abcdefghij"],
      "got 0123456789abcde…",
      "got 0123456789abcde…",
    ],
    ["leaves values under four characters", ["abc", ""], "abc", "abc"],
    ["leaves another case", ["hunter2"], "Hunter2", "Hunter2"],
    ["leaves text without values", [], "some text", "some text"],
  ])("%s", (_name, values, given, want) => {
    expect(createClean(() => values)(given)).toBe(want);
  });

  it("comes before shortening: no value is cut into a piece that is not known", () => {
    const value = "0123456789";
    expect(createClean(() => [value])(`${"x".repeat(2043)}${value}`)).toBe(
      `${"x".repeat(2043)}[redacted]`,
    );
  });

  it("shortens to the longest documented text", () => {
    expect(createClean(() => [])("x".repeat(5000))).toHaveLength(2048);
  });

  it("knows what became sensitive after it was made", () => {
    const values = ["first-token"];
    const clean = createClean(() => values);
    values.push("second-token");
    expect(clean("first-token second-token")).toBe("[redacted] [redacted]");
  });
});

it("finds a value that ends the message and begins the description", async () => {
  const error = { code: "X", message: "It was hunter", description: "two, they say." };
  const { client } = scriptedClient([json(400, { error })]);
  const params = { ...PARAMS.createConnectorSecret, secret_value: "hunter two" };
  expect(String(await rejection(client.secrets.create(params)))).toBe(
    "BadRequestError: createConnectorSecret: 400 X. It was [redacted], they say.",
  );
});

describe("cleaning takes bounded time", () => {
  const MEBI = 1024 * 1024;
  it.each<[string, string, string]>([
    ["backslashes", `${"\\".repeat(9999)}x`, "\\".repeat(MEBI)],
    ["percent signs", `${"%".repeat(9999)}x`, "%".repeat(MEBI)],
    ["encoded percent signs", `${"%".repeat(9999)}x`, "%25".repeat(MEBI / 3)],
    ["spaces and plus signs", `${" ".repeat(9999)}x`, " +".repeat(MEBI / 2)],
    ["one letter", `${"a".repeat(9999)}x`, "a".repeat(MEBI)],
    ["the value over and over", "a".repeat(10_000), "a".repeat(MEBI)],
    ["a period", `${"ab".repeat(4999)}x`, "ab".repeat(MEBI / 2)],
    ["text without any value", "my-super-secret-value", "my-super-secret-valu".repeat(MEBI / 20)],
  ])("of %s", (_name, value, text) => {
    const before = performance.now();
    const cleaned = createClean(() => [value])(text);
    expect(performance.now() - before).toBeLessThan(3000);
    expect(cleaned.length).toBeLessThan(2100);
  });
});

describe("the sensitive strings of a body", () => {
  it.each<[string, unknown, string[]]>([
    ["are its values, and no names", { secret_name: "a", secret_value: "b" }, ["b"]],
    ["are found at any depth", { x: [{ y: "c", secret_name: "d" }, "e", 1, null] }, ["c", "e"]],
    ["are a bare string", "f", ["f"]],
    ["are none of nothing", undefined, []],
  ])("%s", (_name, body, want) => {
    expect(stringsOf(body)).toEqual(want);
  });
});

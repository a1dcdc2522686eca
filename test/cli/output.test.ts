// What goes to a terminal or a pipe.
import { describe, expect } from "vitest";
import { escapeJson, escapeText, isAscii, lookOf } from "../../src/cli/output/look.ts";
import { formatTable } from "../../src/cli/output/table.ts";
import { testWithApi } from "../support/cli-api.ts";

const EVIL = "a\x1b[31mb\u202Ec\u009bd\u200be\nf";
const it = testWithApi({ [EVIL]: "x", 名前: "y", café: "z" });

describe("names from the server", () => {
  it.for<[name: string, given: string, want: string]>([
    ["plain text", "client_id", "client_id"],
    ["letters of every script", "名前 café 😀", "名前 café 😀"],
    ["colours and cursor moves", "\x1b[31m\x07", "\\u{1b}[31m\\u{7}"],
    ["control characters of 8 bits", "\u009b31m\x7f", "\\u{9b}31m\\u{7f}"],
    ["the direction of writing", "\u202e\u2066\u200f", "\\u{202e}\\u{2066}\\u{200f}"],
    ["what cannot be seen", "\u200b\ufeff\u00ad", "\\u{200b}\\u{feff}\\u{ad}"],
    ["new lines of every kind", "\n\r\u2028\u2029\u0085", "\\u{a}\\u{d}\\u{2028}\\u{2029}\\u{85}"],
    ["half a character", "\ud800", "\\u{d800}"],
  ])("are escaped: %s", ([_, given, want]) => {
    expect(escapeText(given, { ascii: false })).toBe(want);
    expect(JSON.parse(escapeJson(JSON.stringify({ given })))).toEqual({ given });
    expect(escapeJson(JSON.stringify([given]))).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/mu);
  });

  it("are escaped in the table and the JSON of a list", async ({ api }) => {
    for (const format of ["table", "json"]) {
      const { stdout } = await api.run(["secrets", "list", "--output", format]);
      expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(stdout).toContain("名前");
    }
    const { stdout } = await api.run("secrets list");
    const { secrets } = JSON.parse(stdout) as { secrets: { secret_name: string }[] };
    expect(secrets[0]?.secret_name).toBe(EVIL);
  });

  it("show in ASCII where the locale has nothing else", async ({ api }) => {
    const env = { LC_ALL: "C" };
    const list = await api.run("secrets list --output table", { env });
    const set = await api.run("secrets set café", { env, stdin: "v" });
    expect(list.stdout + set.stderr).toMatch(/^[\n\x20-\x7e]*$/);
    expect(list.stdout).toContain("caf\\u{e9}");
    expect(set.stderr).toMatch(/^\+ updated caf/);
  });
});

it.for<[env: Record<string, string>, want: boolean]>([
  [{}, false],
  [{ LANG: "" }, false],
  [{ LANG: "en_US.UTF-8" }, false],
  [{ LANG: "C.utf8" }, false],
  [{ LANG: "C" }, true],
  [{ LANG: "de_DE.ISO-8859-1" }, true],
  [{ LANG: "en_US.UTF-8", LC_ALL: "POSIX" }, true],
  [{ LANG: "C", LC_CTYPE: "en_US.UTF-8" }, false],
])("the locale %o wants ASCII: %s", ([env, want]) => {
  expect(isAscii(env)).toBe(want);
});

it.for<[isTTY: boolean, env: Record<string, string>, want: boolean]>([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [true, { TERM: "dumb" }, false],
])("colours on a terminal (%s) with %o: %s", ([isTTY, env, want]) => {
  expect(lookOf({ isTTY, columns: 80 }, env).colour).toBe(want);
});

describe("a table", () => {
  const rows = [
    { a: "sec_1", b: "名前" },
    { a: "sec_22", b: "x" },
  ];
  const look = { colour: false, ascii: false, live: false };

  it("has columns as wide as what is in them", () => {
    expect(formatTable(["b", "a"], rows, { ...look, columns: 12 })).toBe(
      "B     A\n名前  sec_1\nx     sec_22\n",
    );
  });

  it("becomes blocks in a window that is too narrow: nothing is cut off", () => {
    expect(formatTable(["b", "a"], rows, { ...look, columns: 11 })).toBe(
      "b  名前\na  sec_1\n\nb  x\na  sec_22\n",
    );
  });
});

// JSON that a command reads: each number arrives as it is written, or the file is refused by line and
// column, without a word of its text.
import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/cli/command-error.ts";
import { readExactJson } from "../../src/cli/input/exact-json.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array) =>
  readExactJson(typeof text === "string" ? bytes(text) : text, "The file x.json");
const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

describe("what is read", () => {
  test.each<[name: string, text: string, value: unknown]>([
    [
      "white space, CRLF and a byte order mark",
      '\uFEFF \t\r\n{ "a" : [ 1 , 2 ] }\r\n',
      { a: [1, 2] },
    ],
    ["literals", "[true,false,null]", [true, false, null]],
    ["empty containers", '{"a":{},"b":[]}', { a: {}, b: [] }],
    ["escapes", String.raw`"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"`, '"\\/\b\f\n\r\té😀'],
    ["an escaped backslash at the end", String.raw`["\\",1]`, ["\\", 1]],
    ["500 levels", nested(500), JSON.parse(nested(500))],
    ["integers", "[0,1,-7,9007199254740991]", [0, 1, -7, 9007199254740991]],
    [
      "integers beyond 2^53-1",
      "[9007199254740992,-9007199254740993]",
      [2n ** 53n, -(2n ** 53n) - 1n],
    ],
    ["an exponent that makes such an integer", "[1e20,12.5e20]", [10n ** 20n, 125n * 10n ** 19n]],
    ["an integer in another notation", "[1.0,1e2,1.50e1,100e-2]", [1, 100, 15, 1]],
    ["zeros", "[-0,-0.0,0e5,0e-999999]", [0, 0, 0, 0]],
    ["decimals that a double keeps", "[0.1,-2.50,1e-7,5e-324]", [0.1, -2.5, 1e-7, 5e-324]],
    ["seventeen digits", "0.30000000000000004", 0.1 + 0.2],
  ])("%s", (_, text, value) => {
    expect(read(text)).toStrictEqual(value);
  });

  test("__proto__ is a member as any other", () => {
    const value = read('{"__proto__":{"a":1},"b":2}') as object;
    expect(Object.entries(value)).toEqual([
      ["__proto__", { a: 1 }],
      ["b", 2],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe("what is refused, with its place", () => {
  const DIGITS = "12345678901234567890";
  test.each<[name: string, text: string, line: number, column: number, problem: string]>([
    ["nothing", "", 1, 1, "expected a value"],
    ["a word", '{"a":\n secret}', 2, 2, "expected a value"],
    ["a name without quotes", "{a: 1}", 1, 2, "expected a name in double quotes"],
    ["a comma before the end", '{"a": 1,\n}', 2, 1, "expected a name in double quotes"],
    ["a colon that is missing", '{"a" 1}', 1, 6, "expected a colon"],
    [
      "a comma that is missing",
      '{"a": 1 "b": 2}',
      1,
      9,
      "expected a comma or the end of the object",
    ],
    ["a list that does not end", '[1,\r\n"two"', 2, 6, "expected a comma or the end of the list"],
    ["a string that does not end", '["secret]', 1, 2, "the string does not end"],
    ["a line break in a string", '{"a":1,\n "b": "c\nd"}', 2, 7, "the string has a line break"],
    ["a control character in a string", '["a\tb"]', 1, 2, "the string has a line break, a control"],
    ["an escape that JSON has not", String.raw`["\x41"]`, 1, 2, "the string has a line break"],
    ["more behind the value", '{}\n{"a":1}', 2, 1, "there is more text after the value"],
    ["the same name twice", '{"a":1,\n "b":2, "a":3}', 2, 9, "the object already has this name"],
    ["the same name in an escape", String.raw`{"a":1,"\u0061":3}`, 1, 8, "the object already has"],
    ["501 levels", nested(501), 1, 501, "more than 500 levels"],
    ["the first half of a pair", String.raw`["😀é", "\ud83d x"]`, 1, 8, "the string has a lone"],
    ["the second half of a pair", String.raw`"\ude00"`, 1, 1, "the string has a lone surrogate"],
    ["a leading zero", "[01]", 1, 2, "the number is malformed"],
    ["a number that breaks off", "[1.]", 1, 2, "the number is malformed"],
    ["beyond a double", "[1,-1e309]", 1, 4, "the number is too large for a double"],
    ["beyond a double, digit for digit", "9".repeat(400), 1, 1, "the number is too large"],
    [
      "more digits than a double keeps",
      "[0.1234567890123456789]",
      1,
      2,
      "the decimal has more digits",
    ],
    ["a large decimal", `[${DIGITS}.5]`, 1, 2, "the decimal has more digits"],
    ["a decimal that becomes zero", "[1e-400]", 1, 2, "the decimal has more digits"],
    ["a byte order mark does not count", '\uFEFF"a" secret', 1, 5, "there is more text"],
  ])("%s", (_, text, line, column, problem) => {
    const attempt = () => read(text);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(`The file x.json, line ${line}, column ${column}: ${problem}`);
    expect(attempt).not.toThrow(/secret|\d{10}/);
  });
});

test("not UTF-8 is refused", () => {
  expect(() => read(Uint8Array.of(0x22, 0xe9, 0x22))).toThrow("The file x.json is not UTF-8.");
});

test("the time is linear in a string, in a number and in members", { timeout: 60_000 }, () => {
  const size = 2_000_000;
  const members = Array.from({ length: 200_000 }, (_, index) => `"m${index}":\n${index}`);
  read(`["${"a".repeat(size)}", "${"\\n".repeat(size)}", 1.${"0".repeat(size)}]`);
  read(`{${members.join(",")}}`);
});

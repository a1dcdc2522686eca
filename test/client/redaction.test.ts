// Sensitive values are removed from text, in any encoding, whole or in part.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClean } from "../../src/http/redact/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { json, rejection, scriptedClient } from "../support/fake-fetch.ts";
import { ENCODINGS, entities, escaped, numbered, percent } from "../support/leaks.ts";
import { cpuTimeOf, runs } from "../support/runs.ts";

const numRuns = runs(300);
const cleanOf = (...values: string[]) => createClean(() => values);

const KEY =
  "-----BEGIN KEY-----\nMIIEvQIBADAN/gkq+hkiG9w0BAQ\"EF'AASC<BKcw&ggSj AgEAAoIBé密🔑AQC7VJTU\n-----END KEY-----\n";
const EDGES_OF_UTF8 =
  "\x7f\x80\u07ff\u0800\u0fff\u1000\ud7ff\ue000\uffff\u{10000}\u{3ffff}\u{40000}\u{fffff}\u{100000}";

describe("removed in every encoding:", () => {
  it.each<[name: string, value: string]>([
    ["a plain value", "my-super-secret-value"],
    ["four characters", "hunt"],
    ["quotes and backslashes", '"a\\b"\\\\c"'],
    ["lines and tabs", "-----BEGIN-----\nAb/+=\r\n\tcd\u0001\u007f\n-----END-----\n"],
    ["a URL", "https://user:pass@example.com/a b?c=%20&d=+#e"],
    ["percent signs", "%%41%zz%25"],
    ["an escape of its own", "\\u00ABx\\n%AB"],
    ["beyond ASCII", "pässwörd-密码-🔑"],
    ["a regular expression", "^(a+)+$[.*]{1,2}|\\d$&"],
    ["white space", "  \t  "],
    ["mostly white space", " \n a \t  b\n\n"],
    ["a percent-encoded space of its own", "a%20b%2Bc+d"],
    ["escapes of two kinds", 'x%41"y'],
    ["an entity of its own", "p&amp;ss&#1;"],
    ["a backslash at the end", "hunter\\"],
    ["the edges of UTF-8", EDGES_OF_UTF8],
  ])("%s", (_name, value) => {
    const clean = cleanOf(value);
    for (const [name, encode] of ENCODINGS) {
      expect([name, clean(`<${encode(value)}>`)]).toEqual([name, "<[redacted]>"]);
    }
  });
});

/** What servers make of it, other than by the encodings above. */
describe("removed in an echo:", () => {
  const windows = KEY.replaceAll("\n", "\r\n");
  const twice = JSON.stringify(KEY).slice(1, -1).replaceAll("\\n", "\\\\n");
  it.each<[name: string, value: string, echo: string]>([
    ["entities of any name", "user:pa/ss=1", "user&colon;pa&sol;ss&equals;1"],
    ["of letters", "pässwörd", "p&auml;ssw&ouml;rd"],
    ["of letters alone", "äöüß", "&auml;&ouml;&uuml;&szlig;"],
    ["without their semicolon", '<a "b">&c', "&lta &quotb&quot&gt&ampc"],
    ["of numbers without their semicolon", "a<b>cd", "a&#60b&#x3e;cd"],
    ["by the numbers of Windows-1252", "10€ each", "10&#128; each"],
    ["in a long value", `${"k".repeat(9)}:vvvvvvvvv`, `${"k".repeat(9)}&colon;vvvvvv`],
    ["spaces for line breaks", KEY, KEY.replaceAll("\n", " ")],
    ["no line breaks", KEY, KEY.replaceAll("\n", "")],
    ["\\n escaped again", KEY, twice],
    ["other line breaks", KEY, windows],
    ["a space for each \\r\\n", windows, KEY.replaceAll("\n", " ")],
    ["spaces in a short value of several lines", "ab\ncd\nef", "ab cd ef"],
    ["no line breaks in it", "ab\ncd\nef", "abcdef"],
    ["other line breaks in it", "ab\r\ncd", "ab\ncd"],
  ])("%s", (_name, value, echo) => {
    expect(cleanOf(value)(`<${echo.trimEnd()}>`)).toBe("<[redacted]>");
  });

  it("and nothing else is, beside an unknown entity", () => {
    const text = "caf&eacute; said: hunter3, and nothing of hunter22";
    expect(cleanOf("hunter2")(text)).toBe(text.replace("hunter2", "[redacted]"));
  });
});

describe("cleaning", () => {
  const A20 = "a".repeat(20);
  const DIGITS = "0123456789abcdefghij";
  it.each<[name: string, values: string[], text: string, want: string]>([
    ["removes every occurrence", ["hunter2"], "hunter2 hunter2", "[redacted] [redacted]"],
    ["removes the longer of two values", ["abcd", "abcdefgh"], "abcdefgh", "[redacted]"],
    ["removes overlapping values", ["abcdef", "efghij"], "xabcdefghijy", "x[redacted]y"],
    ["finds a value after a part of it", ["ababac"], "abababac", "ab[redacted]"],
    ["also a long one", [`${A20}SECRET`], `${"a".repeat(30)}SECRET!`, "[redacted]!"],
    ["finds a value after a stray backslash", ['x"yz'], '\\x\\"yz', "\\[redacted]"],
    ["and after an escaped one", ["ab\ncd"], "\\\\\\u0061b\\ncd", "\\\\[redacted]"],
    ["finds a value escaped twice", ["abcd"], "\\\\u0061bcd", "[redacted]"],
    ["removes 16 characters of a longer value", [DIGITS], "0123456789abcdef…", "[redacted]…"],
    ["leaves 15", [DIGITS], "got 0123456789abcde…", "got 0123456789abcde…"],
    ["leaves values under four characters", ["abc", ""], "abc", "abc"],
    ["removes a value without white space around it", [" \thunter2 "], "hunter2;", "[redacted];"],
    ["but not if that is under four characters", ["   ab   "], "ab", "ab"],
    ["writes one mark for adjacent values", ["hunter2", "pass"], "hunter2pass", "[redacted]"],
    ["keeps white space around a value", ["01234 abcde"], "a 01234 abcde b", "a [redacted] b"],
    ["finds white space doubled", ["012345678 abcdefg"], "012345678  abcdefg", "[redacted]"],
    ["reads a plus sign as a space", ["open the door"], "q=open+the+door", "q=[redacted]"],
    ["but not a space as a plus sign", ["in+the"], "in the", "in the"],
    [
      "finds a value between backslash and quotes",
      ["hunter\\"],
      '\\"hunter\\\\\\\\\\"',
      '\\"[redacted]\\"',
    ],
    ["respects case", ["hunter2"], "Hunter2", "Hunter2"],
    ["leaves text if there are no values", [], "some text", "some text"],
  ])("%s", (_name, values, text, want) => {
    expect(cleanOf(...values)(text)).toBe(want);
  });

  it("comes before shortening to the longest documented text", () => {
    const filler = "x".repeat(2043);
    expect(cleanOf("0123456789")(`${filler}0123456789`)).toBe(`${filler}[redacted]`);
    expect(cleanOf()("x".repeat(5000))).toHaveLength(2048);
  });

  it("knows values that became sensitive after it was made", () => {
    const values = ["first-token"];
    const clean = createClean(() => values);
    values.push("second-token");
    expect(clean("first-token second-token")).toBe("[redacted] [redacted]");
    values.push(KEY, "a-third-token-that-is-long");
    expect(clean(`third-token-that-is-l ${KEY.slice(30, 50)}.`)).toBe("[redacted] [redacted].");
  });

  it("finds a value that ends the message and begins the description", async () => {
    const error = { code: "X", message: "It was hunter", description: "two, they say." };
    const { client } = scriptedClient([json(400, { error })]);
    const params = { ...CONNECTOR, secret_name: "client_id", secret_value: "hunter two" };
    expect(String(await rejection(client.secrets.create(params)))).toContain(
      "createConnectorSecret: 400 X. It was [redacted], they say.",
    );
  });
});

describe("of a text too long to be read", () => {
  const value = "0123456789abcdefghij".repeat(100);

  it("the part after a long echo stays readable", () => {
    const text = `Invalid: ${value} is not allowed. ${"Another word. ".repeat(5000)}`;
    const cleaned = cleanOf(value)(text);
    expect(cleaned).toMatch(/^Invalid: \[redacted\] is not allowed\. Another word\./);
    expect(cleaned).toHaveLength(2048);
  });

  it.each(ENCODINGS)("no piece is left where it is cut: %s", (_name, encode) => {
    const short = 'p"ä5-w.rd';
    const clean = cleanOf(value, short);
    const echo = `${encode(value)}${encode(short)}`;
    const text = echo.repeat(Math.ceil(20_000 / echo.length));
    // The cut falls elsewhere in the encoding of a character.
    for (const before of [0, 1, 6, 11]) {
      expect(clean(`${"<".repeat(before)}${text}`)).toBe(`${"<".repeat(before)}[redacted]`);
    }
  });
});

describe("for any value", () => {
  const letters = fc.constantFrom(..."abcXYZ019 \n\"\\/%+&<>'=;#-_.é密🔑");
  const pieces = fc.oneof(letters, fc.constantFrom("\u0001", "%20", "\\n", "&lt;", "\\u00e9"));
  const encoding = fc.constantFrom(...ENCODINGS.map(([, encode]) => encode));

  it("any sixteen characters of it are removed in any encoding", () => {
    const long = fc
      .array(pieces, { minLength: 16, maxLength: 80 })
      .map((all) => all.join(""))
      .filter((value) => value.isWellFormed());
    const property = fc.property(long, encoding, fc.nat(), (value, encode, at) => {
      const start = at % (value.length - 15);
      const part = value.slice(start, start + 16);
      fc.pre(part.isWellFormed());
      // No value contains the brackets around it.
      expect(cleanOf(value)(`[${encode(part)}]`)).toBe("[[redacted]]");
    });
    fc.assert(property, { numRuns });
  });

  it("it is removed if each of its characters is encoded differently", () => {
    const each = fc.constantFrom<(character: string) => string>(
      (plain) => (/[%&\\+]/.test(plain) ? encodeURIComponent(plain) : plain),
      percent,
      (plain) => percent(plain).toUpperCase(),
      escaped,
      (plain) => numbered(plain, String),
      (plain) => numbered(plain, (code) => `x${code.toString(16)}`),
    );
    const parts = fc.array(fc.tuple(letters, each), { minLength: 5, maxLength: 60 });
    const property = fc.property(parts, (parts) => {
      const value = parts.map(([letter]) => letter).join("");
      const echo = parts.map(([letter, encode]) => encode(letter)).join("");
      expect(cleanOf(value)(`[${echo}]`)).toBe("[[redacted]]");
    });
    fc.assert(property, { numRuns });
  });

  it("other text stays as it is, also what is neither UTF-8 nor a character", () => {
    const words = ["The", "value", "50%", "a\\b", "&lt;p&gt;", "x+y", "\n", "%20"];
    const bytes = "%C0 %C1 %E0 %ED %F0 %F4 %F5 %80 %9F %A0 %BF %FF".split(" ");
    const invalid = ["&#x110000;", "&#1114112;", "&#99999999;", "&;", "&#;", "&#x;"];
    const text = fc.array(fc.constantFrom(...words, ...bytes, ...invalid));
    const signs = fc.constantFrom("Q", "7", "%", "\\", "&", " ", "+");
    const value = fc.array(signs, { minLength: 4, maxLength: 60 });
    const property = fc.property(text, fc.constantFrom("", " "), value, (text, between, value) => {
      const joined = text.join(between);
      expect(cleanOf(`QQ${value.join("")}`)(joined)).toBe(joined);
    });
    fc.assert(property, { numRuns });
  });
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
  ])("of %s", async (_name, value, text) => {
    let cleaned = "";
    const time = await cpuTimeOf(() => {
      cleaned = cleanOf(value)(text);
    });
    expect(time).toBeLessThan(3000);
    expect(cleaned.length).toBeLessThan(2100);
  });

  let random = 1;
  const next = (most: number) => {
    random = (random * 48_271) % 2_147_483_647;
    return String.fromCharCode(97 + (random % most));
  };
  const twenty = (make: (at: number) => string) =>
    Array.from({ length: 20 }, (_, at) => make(at).slice(0, 10_000));
  const letters = (most: number) =>
    twenty(() => Array.from({ length: 10_000 }, () => next(most)).join(""));
  const json = (text: string) => JSON.stringify(text).slice(1, -1);
  const NESTED = json(encodeURIComponent(entities(json('"a+b%20\\n"'))));

  it.each<[string, string[]]>([
    ["random letters", letters(26)],
    ["two letters", letters(2)],
    ["one letter", twenty((at) => `${"a".repeat(9900 + at)}x`)],
    ["a period", twenty((at) => `${"ab".repeat(4900)}${at}`)],
    ["escapes", twenty((at) => `${at}%5Cn&amp;+\\u0041`.repeat(1000))],
  ])("of twenty long values: %s", async (_name, values) => {
    const clean = cleanOf(...values);
    clean("The first text makes it learn the values.");
    const some = ENCODINGS.filter((_, at) => at % 3 === 0);
    const texts = [
      ...some.map(([, encode]) => encode(values[0] ?? "").repeat(10)),
      ...["\\", "%25", "%C0%80", "&#99999999;", "&amp;amp;", " +", "aaab", "\\\\u005c"],
      NESTED,
    ].map((text) => text.repeat(Math.ceil(20_000 / text.length)));
    const time = await cpuTimeOf(() => {
      for (const text of texts) expect(clean(text).length).toBeLessThan(2100);
    });
    // It is some 10 ms for each.
    expect(time).toBeLessThan(200 * texts.length);
  });
});

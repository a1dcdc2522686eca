import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClean } from "../../src/http/redact/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { json, rejection, scriptedClient } from "../support/fake-fetch.ts";
import { runs } from "../support/runs.ts";

/** As PHP and others write it: every unit as \uXXXX. */
const unicodeEscaped = (text: string) =>
  text.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const percentEncoded = (text: string) =>
  Buffer.from(text)
    .toString("hex")
    .replace(/../g, (byte) => `%${byte}`);
const form = (text: string) => new URLSearchParams({ v: text }).toString().slice(2);
const jsonEscaped = (text: string) => JSON.stringify(text).slice(1, -1);
const entities = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? "&apos;",
  );
const numbered = (text: string, write: (code: number) => string) =>
  Array.from(text, (character) => `&#${write(character.codePointAt(0) ?? 0)};`).join("");

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
  ["JSON-escaped twice", (value) => jsonEscaped(jsonEscaped(value))],
  ["percent-encoded twice", (value) => encodeURIComponent(encodeURIComponent(value))],
  ["as in a form, twice", (value) => form(form(value))],
  ["percent-encoded, then JSON-escaped", (value) => jsonEscaped(encodeURIComponent(value))],
  ["with named entities", entities],
  ["with no-break spaces", (value) => entities(value).replaceAll(" ", "&nbsp;")],
  ["with decimal entities", (value) => numbered(value, String)],
  ["with long decimal entities", (value) => numbered(value, (code) => `${code}`.padStart(7, "0"))],
  ["with hexadecimal entities", (value) => numbered(value, (code) => `x${code.toString(16)}`)],
  [
    "with hexadecimal entities in capitals",
    (value) => numbered(value, (code) => `X${code.toString(16).toUpperCase()}`),
  ],
  ["JSON-escaped, then with entities", (value) => entities(jsonEscaped(value))],
  ["with entities, then JSON-escaped", (value) => jsonEscaped(entities(value))],
  [
    "JSON-escaped twice, then percent-encoded twice",
    (value) => encodeURIComponent(encodeURIComponent(jsonEscaped(jsonEscaped(value)))),
  ],
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
  ["mostly of white space", " \n a \t  b\n\n"],
  ["with a percent-encoded space of its own", "a%20b%2Bc+d"],
  ["with escapes of two kinds", 'x%41"y'],
  ["with an entity of its own", "p&amp;ss&#1;"],
  ["that ends with a backslash", "hunter\\"],
  [
    "at the edges of UTF-8",
    "\x7f\x80\u07ff\u0800\u0fff\u1000\ud7ff\ue000\uffff\u{10000}\u{3ffff}\u{40000}\u{fffff}\u{100000}",
  ],
];

describe.each(VALUES)("a value %s is removed", (_name, value) => {
  it.each(ENCODINGS)("%s", (_encoding, encode) => {
    const clean = createClean(() => [value]);
    expect(clean(`<${encode(value)}>`)).toBe("<[redacted]>");
  });
});

const KEY =
  "-----BEGIN KEY-----\nMIIEvQIBADAN/gkq+hkiG9w0BAQ\"EF'AASC<BKcw&ggSj AgEAAoIBé密🔑AQC7VJTU\n-----END KEY-----\n";

describe.each<[string, string]>([
  ["the beginning", KEY.slice(0, 16)],
  ["the middle", KEY.slice(20, 36)],
  ["a middle with signs", KEY.slice(38, 54)],
  ["a middle with a space", KEY.slice(55, 71)],
  ["a middle beyond ASCII", KEY.slice(67, 83)],
  ["the tail", KEY.slice(-16)],
])("%s of a longer value is removed", (_name, part) => {
  it.each(ENCODINGS)("%s", (_encoding, encode) => {
    expect(part).toHaveLength(16);
    expect(createClean(() => [KEY])(`<${encode(part)}>`)).toBe("<[redacted]>");
  });
});

describe("a value of several lines is removed", () => {
  const windows = KEY.replaceAll("\n", "\r\n");
  const wholes: [name: string, value: string, change: (value: string) => string][] = [
    ["with spaces for its ends of lines", KEY, (value) => value.replaceAll("\n", " ")],
    ["without its ends of lines", KEY, (value) => value.replaceAll("\n", "")],
    [
      "with \\n that were escaped again",
      KEY,
      (value) => jsonEscaped(value).replaceAll("\\n", "\\\\n"),
    ],
    ["with other ends of lines", KEY, (value) => value.replaceAll("\n", "\r\n")],
    ["with a space for each \\r\\n", windows, (value) => value.replaceAll("\r\n", " ")],
    ["when it is short, with spaces", "ab\ncd\nef", (value) => value.replaceAll("\n", " ")],
    ["when it is short, without its ends", "ab\ncd\nef", (value) => value.replaceAll("\n", "")],
    ["when it is short, with other ends", "ab\r\ncd", (value) => value.replaceAll("\r", "")],
  ];
  it.each(wholes)("%s", (_name, value, change) => {
    expect(createClean(() => [value])(`<${change(value.trimEnd())}>`)).toBe("<[redacted]>");
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
    ["finds a value after an escaped backslash", ["ab\ncd"], "\\\\\\u0061b\\ncd", "\\\\[redacted]"],
    ["finds a value escaped twice", ["abcd"], "\\\\u0061bcd", "[redacted]"],
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
    [
      "removes a value without the white space at its ends",
      [" \thunter2 "],
      "=hunter2;",
      "=[redacted];",
    ],
    ["leaves what is under four characters without it", ["   ab   "], "ab", "ab"],
    [
      "writes one mark for values side by side",
      ["hunter2", "passw0rd"],
      "hunter2passw0rd",
      "[redacted]",
    ],
    [
      "keeps the white space around a value",
      ["0123456789 abcdefghij"],
      "a 0123456789  abcdefghij b",
      "a [redacted] b",
    ],
    ["takes a plus sign for a space", ["open the door"], "q=open+the+door", "q=[redacted]"],
    ["leaves a space for a plus sign", ["in+the"], "in the", "in the"],
    [
      "finds a value between backslash and quotes",
      ["hunter\\"],
      '{\\"secret_value\\":\\"hunter\\\\\\\\\\"}',
      '{\\"secret_value\\":\\"[redacted]\\"}',
    ],
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
    values.push(KEY, "a-third-token-that-is-long");
    expect(clean(`third-token-that-is-l ${KEY.slice(30, 50)}.`)).toBe("[redacted] [redacted].");
  });
});

it("finds a value that ends the message and begins the description", async () => {
  const error = { code: "X", message: "It was hunter", description: "two, they say." };
  const { client } = scriptedClient([json(400, { error })]);
  const params = { ...CONNECTOR, secret_name: "client_id", secret_value: "hunter two" };
  expect(String(await rejection(client.secrets.create(params)))).toBe(
    "BadRequestError: createConnectorSecret: 400 X. It was [redacted], they say.",
  );
});

describe("of a text too long to be read whole", () => {
  const value = "0123456789abcdefghij".repeat(100);

  it("what follows a long echo stays readable", () => {
    const text = `Invalid: ${value} is not allowed. ${"Another word. ".repeat(5000)}`;
    const cleaned = createClean(() => [value])(text);
    expect(cleaned).toMatch(/^Invalid: \[redacted\] is not allowed\. Another word\./);
    expect(cleaned).toHaveLength(2048);
  });

  it.each(ENCODINGS)("no piece is left at its end: %s", (_name, encode) => {
    // All is redacted up to where the text is cut, wherever that is in the value.
    const short = 'p"ä5-w.rd';
    const text = `${encode(value)}${encode(short)}`.repeat(100);
    for (let before = 0; before < 40; before++) {
      const cleaned = createClean(() => [value, short])(`${"<".repeat(before)}${text}`);
      expect(cleaned).toBe(`${"<".repeat(before)}[redacted]`);
    }
  });
});

describe("for any value", () => {
  const character = fc.oneof(
    fc.constantFrom(..."abcXYZ019 \n\"\\/%+&<>'=;#-_.é密🔑\u0001"),
    fc.constantFrom("%20", "\\n", "&lt;", "\\u00e9"),
  );
  const longValue = fc
    .array(character, { minLength: 16, maxLength: 80 })
    .map((all) => all.join(""))
    .filter((value) => value.isWellFormed());
  const encoding = fc.constantFrom(...ENCODINGS.map(([, encode]) => encode));

  it("any sixteen characters in a row are removed in any encoding", () => {
    const scene = fc.tuple(longValue, encoding, fc.nat()).map(([value, encode, at]) => {
      const start = at % (value.length - 15);
      return { value, encode, part: value.slice(start, start + 16) };
    });
    fc.assert(
      fc.property(scene, ({ value, encode, part }) => {
        fc.pre(part.isWellFormed());
        // Its neighbours are no characters of a value.
        expect(createClean(() => [value])(`[${encode(part)}]`)).toBe("[[redacted]]");
      }),
      { numRuns: runs(300) },
    );
  });

  it("a whole is removed, whatever the encoding of each of its characters", () => {
    const each = fc.constantFrom<(character: string) => string>(
      (plain) => (/[%&\\+]/.test(plain) ? encodeURIComponent(plain) : plain),
      percentEncoded,
      (plain) => percentEncoded(plain).toUpperCase(),
      unicodeEscaped,
      (plain) => numbered(plain, String),
      (plain) => numbered(plain, (code) => `x${code.toString(16)}`),
    );
    const letters = fc.constantFrom(..."abcXYZ019 \n\"\\/%+&<>'=;#-_.é密🔑");
    const parts = fc.array(fc.tuple(letters, each), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(parts, (parts) => {
        const value = parts.map(([letter]) => letter).join("");
        const echo = parts.map(([letter, encode]) => encode(letter)).join("");
        expect(createClean(() => [value])(`[${echo}]`)).toBe("[[redacted]]");
      }),
      { numRuns: runs(300) },
    );
  });

  it("text that holds none of it stays as it is", () => {
    const words = fc.array(
      fc.constantFrom("The", "value", "50%", "a\\b", "&lt;p&gt;", "x+y", "\n", "%20"),
    );
    const value = fc.array(fc.constantFrom("Q", "7", "%", "\\", "&", " ", "+"), {
      minLength: 4,
      maxLength: 60,
    });
    fc.assert(
      fc.property(words, value, (words, value) => {
        const text = words.join(" ");
        fc.pre(value.filter((part) => part === "Q").length > 0);
        expect(createClean(() => [`Q${value.join("")}`])(text)).toBe(text);
      }),
      { numRuns: runs(300) },
    );
  });

  it("what is no UTF-8 and no character stays as it is", () => {
    const bytes = fc.array(
      fc.constantFrom(
        "%C0",
        "%C1",
        "%E0",
        "%ED",
        "%F0",
        "%F4",
        "%F5",
        "%80",
        "%9F",
        "%A0",
        "%BF",
        "%FF",
      ),
    );
    const entity = fc.constantFrom(
      "",
      "&#x110000;",
      "&#1114112;",
      "&#99999999;",
      "&;",
      "&#;",
      "&#x;",
    );
    fc.assert(
      fc.property(bytes, entity, (bytes, entity) => {
        const text = bytes.join("") + entity;
        expect(createClean(() => ["hunter2"])(text)).toBe(text);
      }),
      { numRuns: runs(300) },
    );
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
  ])("of %s", (_name, value, text) => {
    const before = performance.now();
    const cleaned = createClean(() => [value])(text);
    expect(performance.now() - before).toBeLessThan(3000);
    expect(cleaned.length).toBeLessThan(2100);
  });
});

describe("cleaning of a hundred long values takes bounded time", () => {
  const letters = (from: number) => String.fromCharCode(97 + (from % 26));
  const hundred = (make: (at: number) => string) =>
    Array.from({ length: 100 }, (_, at) => make(at).slice(0, 10_000));
  let random = 1;
  const next = () => {
    random = (random * 48_271) % 2_147_483_647;
    return random;
  };
  const SETS: [string, string[]][] = [
    [
      "random letters",
      hundred(() => Array.from({ length: 10_000 }, () => letters(next())).join("")),
    ],
    [
      "two letters",
      hundred(() => Array.from({ length: 10_000 }, () => letters(next() % 2)).join("")),
    ],
    ["one letter", hundred((at) => `${"a".repeat(9900 + at)}x`)],
    ["a period", hundred((at) => `${"ab".repeat(4900)}${at}`)],
    ["escapes", hundred((at) => `${at}%5Cn&amp;+\\u0041`.repeat(1000))],
  ];
  const NESTED = jsonEscaped(encodeURIComponent(entities(jsonEscaped('"a+b%20\\n"'))));

  it.each(SETS)("%s", (_name, values) => {
    const clean = createClean(() => values);
    clean("This text makes it learn the values.");
    const [value = ""] = values;
    const texts = [
      ...ENCODINGS.map(([, encode]) => encode(value).repeat(10)),
      ...["\\", "%25", "%C0%80", "&#99999999;", "&amp;amp;", " +", "aaab", "\\\\u005c"],
      NESTED,
    ].map((text) => text.repeat(Math.ceil(100_000 / text.length)));
    const before = performance.now();
    for (const text of texts) expect(clean(text).length).toBeLessThan(2100);
    // A generous limit, as the machine may be busy: it is some 10 ms for each.
    expect(performance.now() - before).toBeLessThan(200 * texts.length);
  });
});

// The .env and JSON files that push reads: what each line means, and which lines are refused.
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as dotenv } from "dotenv";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { findFlaw } from "../../src/cli/input/value.ts";
import { parseEnv } from "../../src/cli/secrets-file/env.ts";
import { parseJson, readSecrets, toSecrets } from "../../src/cli/secrets-file/read.ts";
import { cpuTimeOf, runs } from "../support/runs.ts";

const read = (text: string, verbatim = false) =>
  toSecrets(parseEnv(text, verbatim), "the file", verbatim);
const readJson = (text: string) => toSecrets(parseJson(text, "the file"), "the file");
const errorOf = (text: string, reader = read) => {
  try {
    return reader(text);
  } catch (error) {
    return error as { message: string; hints: string[] };
  }
};
const PEM = "-----BEGIN KEY-----\nAAAA=\n-----END KEY-----";

describe("read", () => {
  it.each<[name: string, given: string, want: Record<string, string>]>([
    ["a line", "A=1", { A: "1" }],
    ["a byte order mark", "\uFEFFA=1", { A: "1" }],
    ["CRLF", "A=1\r\nB=2\r\n", { A: "1", B: "2" }],
    ["export", "export  A=1", { A: "1" }],
    ["spaces around", "  A = 1  ", { A: "1" }],
    ["a value with spaces", "A=x y", { A: "x y" }],
    ["single quotes", "A=' x#\\n '", { A: " x#\\n " }],
    ["double quotes", 'A="it\'s #1"', { A: "it's #1" }],
    ["back quotes", 'A=`it\'s "1"`', { A: 'it\'s "1"' }],
    ["\\n in double quotes is a newline", 'A="x\\ny"', { A: "x\ny" }],
    ["\\n elsewhere is not", "A=x\\ny\nB='x\\ny'", { A: "x\\ny", B: "x\\ny" }],
    ["comments", "# one\nA=1 # two\n\t# three\nB='2' # four", { A: "1", B: "2" }],
    ["= in the value", "A=b=c==", { A: "b=c==" }],
    ["quotes inside", "A=it's\nB=a\"b", { A: "it's", B: 'a"b' }],
    ["several lines in double quotes", `A="${PEM}"\nB=2`, { A: PEM, B: "2" }],
    ["several lines in single quotes, with CRLF", `A='x\r\nB=y'`, { A: "x\nB=y" }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: not meant as a template
    ["$VAR is never expanded", 'A=$B${B}$(b)\nB="$A"', { A: "$B${B}$(b)", B: "$A" }],
    [
      "very many spaces",
      `A=x${" ".repeat(200_000)}y${" ".repeat(200_000)}`,
      { A: `x${" ".repeat(200_000)}y` },
    ],
    ["a line separator in quotes", "A='x\u2028y'", { A: "x\u2028y" }],
    ["spaces before a comment, and # in it", "A=x \t # y # z", { A: "x" }],
    ["dots and dashes in names", "a.b-c=1", { "a.b-c": "1" }],
    ["a name of JavaScript's own", "__proto__=1", JSON.parse('{"__proto__":"1"}')],
  ])("%s", (_, given, want) => {
    expect(Object.entries(read(given))).toEqual(Object.entries(want));
  });
});

/** What breaks lines for some readers, and not for others. */
const SEPARATED = [
  ...["A=1 # c\u2028B=SECRET", "A=1 # c\u2029B=SECRET", "export A=1 #\u2028B=SECRET"],
  ...[
    "A='1' # c\rB=SECRET",
    "A='1\n2' # c\u2028B=SECRET",
    "# c\u2028B=SECRET",
    " \u2028 \nB=SECRET",
  ],
  ...["\u2028A=SECRET", "export\u2028A=SECRET", "A\u2028=SECRET", "A=\u2028SECRET"],
  ...["A=SECRET\u2028B", "A=SECRET\u2029''", "A=SECRET\u2028# c"],
];

describe("refused by the number of the line, which is not quoted", () => {
  it.each<[name: string, given: string, line: number]>([
    ["a line without =", "A=1\nSECRET", 2],
    ["a line with a colon", "A: SECRET", 1],
    ["a name with a space", "A B=SECRET", 1],
    ["a name that begins with a digit", "1A=SECRET", 1],
    ["no name", "\n=SECRET", 2],
    ["a name twice", "A=SECRET\nB=2\nA=SECRET", 3],
    ["an empty value", "A=", 1],
    ["an empty value in quotes", "A=''", 1],
    ["an empty value before a comment", "A= # SECRET", 1],
    ["# right behind the value", "A=SECRET#1", 1],
    ["text behind the quotes", "A='SECRET' SECRET", 1],
    ["quotes that end early", "A='it''s SECRET'", 1],
    ["a quote that is not closed", "B=1\nA='SECRET\nC=3", 2],
    ["a backslash before a quote", 'A="SECRET\\"SECRET"', 1],
    ["\\\\ in double quotes", 'A="C:\\\\SECRET"', 1],
    ["\\r in double quotes", 'A="SECRET\\r"', 1],
    ["an invisible space at the end", "A=SECRET\u00a0", 1],
    ["a lone carriage return", "A=SECRET\rB=2", 1],
    ["a lone carriage return in a comment", "A=1 # c\rB=SECRET\nC=3", 1],
    ...SEPARATED.map((text) => [JSON.stringify(text), text, 1] as [string, string, number]),
    ["a lone carriage return in quotes", "A='SECRET\rB=2'", 1],
    ["a control character", "A=SECRET\x1b[2J", 1],
    ["a value that ends with a tab", "A='SECRET\t'", 1],
    ["# at the start of the value", "A=#SECRET", 1],
    ["what dotenvx has encrypted", 'B=1\nA="encrypted:SECRET+/="', 2],
    ["what sops has encrypted", "A=ENC[AES256_GCM,data:SECRET,iv:x,tag:y,type:str]", 1],
    ["behind a value of several lines", "A='1\n2\n3'\nSECRET", 4],
    ["JSON: a name twice", '{"A":"1",\n"A":"SECRET"}', 2],
    ["JSON: a name twice, once escaped", '{"A":"1",\n"\\u0041":"SECRET"}', 2],
    ["JSON: a number", '{"A":1}', 1],
    ["JSON: null", '{"A":\nnull}', 2],
    ["JSON: an object inside", '{"A":{"B":"SECRET"}}', 1],
    ["JSON: a list", '["SECRET"]', 1],
    ["JSON: an empty value", '{\n"A":""}', 2],
    ["JSON: an empty name", '{"":"SECRET"}', 1],
    ["JSON: text behind", '{"A":"1"}\nSECRET', 2],
    ["JSON: a value that ends with DEL", '{"A":"SECRET\u007f"}', 1],
    ["JSON: what dotenvx has encrypted", '{\n"A":"encrypted:SECRET"}', 2],
  ])("%s", (name, given, line) => {
    const error = errorOf(given, name.startsWith("JSON") ? readJson : read);
    expect(error).toMatchObject({ message: expect.stringMatching(new RegExp(`^Line ${line}: `)) });
    expect(JSON.stringify([error, String(error)])).not.toContain("SECRET");
  });

  it("a file without secrets", () => {
    expect(() => read("# nothing\n")).toThrow("contains no secrets");
    expect(() => readJson("{}")).toThrow("contains no secrets");
  });
});

// Each cure is tried: what it proposes is accepted, and is the value.
describe("the hint is a cure", () => {
  const QUOTES = { "single quotes": "'", "back quotes: `": "`", "double quotes": '"' };
  it.each<[value: string, line: string, hint: string]>([
    ["#FF0000", "A=#FF0000", "single quotes"],
    ["a#b", "A=a#b", "single quotes"],
    ["it's#1", "A=it's#1", "back quotes: `"],
    ["it's#1", "A='it's#1'", "back quotes: `"],
    ["it's `#1", "A=it's `#1", "double quotes"],
    ["it's `#\\n", "A=it's `#\\n", "JSON"],
    [`it's "\`#`, `A=it's "\`#`, "JSON"],
    [`it's "\`#`, `A='it's "\`#'`, "JSON"],
    ["C:\\rest", 'A="C:\\rest"', "single quotes"],
    ["a#\\", "A=a#\\", "JSON"],
  ])("%s as %s: %s", (value, line, hint) => {
    expect(errorOf(line)).toMatchObject({
      hints: [expect.stringMatching("Nothing"), expect.stringMatching(hint)],
    });
    const quote = QUOTES[hint as keyof typeof QUOTES];
    if (quote) expect(read(`A=${quote}${value}${quote}`)).toEqual({ A: value });
  });
});

it("--verbatim takes what begins or ends with an invisible or control character", () => {
  const given = "A='v\t'\nB=\"\u00a0v\"\nC='\x1bv\x7f'\nD=v\x1b\nE='v\n'";
  const want = { A: "v\t", B: "\u00a0v", C: "\x1bv\x7f", D: "v\x1b", E: "v\n" };
  expect(read(given, true)).toEqual(want);
  expect({ ...dotenv(given) }).toEqual(want);
  for (const bad of ["A=''", "A=v\u00a0", "A=v\rB=1", "A='v\r'"]) {
    expect(() => read(bad, true)).toThrow(/^Line 1: /);
  }
});

it("a $ that other readers expand is stored as it is, and its line named", async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: not meant as a template
  const text = "A=$B\nB='$A'\nC=\"x${D_1}\"\nD=100$\nE=$(x)\nF=`\n$A`\nG=$1";
  const path = join(tmpdir(), `env-${process.pid}`);
  await writeFile(path, text);
  onTestFinished(() => rm(path));
  const notes: string[] = [];
  const report = { dim: (line: string) => notes.push(line) };
  const { signal } = new AbortController();
  expect(await readSecrets(path, { report, signal })).toEqual({ ...dotenv(text) });
  expect(notes).toEqual([expect.stringMatching(/^Lines 1, 3, 6: the \$ is stored as it is\./)]);
});

describe("quickly, whatever the file: no signal would end it", () => {
  const lines = "x\n".repeat(400_000);
  const names = Array.from({ length: 100_000 }, (_, index) => `A${index}`);
  it.each([
    ["a quote that is not closed", `A='${lines}`],
    ["a quote that is closed late", `A='${lines}'`],
    ["very many names", names.map((name) => `${name}=1`).join("\n")],
    ["a very long name", `${"A".repeat(4_000_000)} B`],
    ["very many spaces behind export", `export${" ".repeat(4_000_000)}B`],
    [
      "JSON: very many names",
      `{${names
        .map((name) => `"${name}":"v"`)
        .slice(60_000)
        .join(",\n")}}`,
    ],
    ["JSON: very many escapes", `{"A":"${"\\u0041".repeat(1_300_000)}"}`],
  ])("%s", async (name, given) => {
    const time = await cpuTimeOf(() => {
      const outcome = errorOf(given, name.startsWith("JSON") ? readJson : read);
      expect(outcome).not.toBeInstanceOf(RangeError);
    });
    expect(time).toBeLessThan(4_000);
  });
});

describe("for any text", () => {
  const usual = fc.constantFrom(
    ..."A,B,=,\n,\r\n,\",',`,#, ,\\,n,r,x,$,{,},:,export ,\t,A=1,B='2',\u00a0,\uFEFF".split(","),
    ",",
  );
  // Line breaks to some, and where that matters. They are seldom: hardly a text with one is accepted.
  const breaks = fc.constantFrom(
    ...["\r", "\x0b", "\x7f", "\u2028", "\u2029", "A=1 #\r", "A=1 #\u2028", "A=1\u2028''"],
  );
  const snippet = fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: breaks });
  const text = fc.array(snippet, { maxLength: 24 }).map((parts) => parts.join(""));

  it("what is accepted reads the same with dotenv", () => {
    let accepted = 0;
    fc.assert(
      fc.property(text, fc.boolean(), (given, verbatim) => {
        let secrets: Record<string, string>;
        try {
          secrets = read(given, verbatim);
        } catch {
          return;
        }
        accepted++;
        expect({ ...dotenv(given) }).toEqual(secrets);
      }),
      { numRuns: runs(5_000) },
    );
    expect(accepted).toBeGreaterThan(runs(5_000) / 50);
  });

  it("a value in quotes that it does not hold comes back as it was", () => {
    const value = fc
      .string({ unit: "grapheme", minLength: 1 })
      // An invisible character at an end is refused.
      .filter((v) => /^[^'\\\p{Cc}]+$/u.test(v) && findFlaw(v) === undefined);
    fc.assert(
      fc.property(value, (v) => {
        expect(read(`A='${v}'`)).toEqual({ A: v });
      }),
    );
  });

  it("a flat JSON object of strings reads as JSON.parse reads it", () => {
    const object = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(object, fc.constantFrom(0, 2), (given, indent) => {
        const text = JSON.stringify(given, undefined, indent);
        expect(Object.entries(readJson(`\uFEFF${text}`))).toEqual(Object.entries(JSON.parse(text)));
      }),
    );
  });
});

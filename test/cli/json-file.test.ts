// The JSON files that push reads: a flat object of strings.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../src/cli/secrets-file/json.ts";
import { toSecrets } from "../../src/cli/secrets-file/read.ts";

const read = (text: string) => toSecrets(parseJson(text));

it("any flat object of strings reads as JSON.parse reads it", () => {
  const object = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), {
    minKeys: 1,
  });
  fc.assert(
    fc.property(object, fc.constantFrom(0, 2), (given, indent) => {
      const text = JSON.stringify(given, undefined, indent);
      expect(Object.entries(read(text))).toEqual(Object.entries(JSON.parse(text)));
    }),
  );
});

it("a long string of escapes does not overflow the stack", () => {
  const given = `{"A":"${"\\u0041".repeat(1_300_000)}"}`;
  expect(read(given)).toEqual({ A: "A".repeat(1_300_000) });
});

it("very many secrets are read at once: no signal would end it", () => {
  const given = Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [`name_${i}`, "v"]));
  const started = performance.now();
  expect(Object.keys(read(JSON.stringify(given, undefined, 1)))).toHaveLength(40_000);
  expect(performance.now() - started).toBeLessThan(4_000);
});

it("a byte order mark is passed over", () => {
  expect(read('\uFEFF{"a":"1"}')).toEqual({ a: "1" });
});

describe("refused by the number of the line, which is not quoted", () => {
  it.each<[name: string, given: string, line: number]>([
    ["a name twice", '{"A":"1",\n"A":"SECRET"}', 2],
    ["a name twice, once escaped", '{"A":"1",\n"\\u0041":"SECRET"}', 2],
    ["a number", '{"A":1}', 1],
    ["null", '{"A":\nnull}', 2],
    ["an object inside", '{"A":{"B":"SECRET"}}', 1],
    ["a list", '["SECRET"]', 1],
    ["an empty value", '{\n"A":""}', 2],
    ["an empty name", '{"":"SECRET"}', 1],
    ["a missing comma", '{"A":"SECRET"\n"B":"2"}', 2],
    ["a comma too many", '{"A":"SECRET",\n}', 2],
    ["a string that is not closed", '{"A":"SECRET', 1],
    ["a newline in a string", '{"A":"SEC\nRET"}', 1],
    ["a wrong escape", '{"A":"\\xSECRET"}', 1],
    ["single quotes", "{'A':'SECRET'}", 1],
    ["text behind", '{"A":"1"}\nSECRET', 2],
    ["an end too early", '{"A":"1"', 1],
    ["a value that ends with DEL", '{"A":"SECRET\u007f"}', 1],
    ["what dotenvx has encrypted", '{\n"A":"encrypted:SECRET"}', 2],
  ])("%s", (_, given, line) => {
    const error = (() => {
      try {
        return read(given);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ message: expect.stringMatching(new RegExp(`^Line ${line}: `)) });
    expect(JSON.stringify([error, String(error)])).not.toContain("SECRET");
  });

  it("an empty object", () => {
    expect(() => read("{}")).toThrow("contains no secrets");
  });
});

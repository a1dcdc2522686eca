import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEqualJson, parseJson, writeJson } from "../../src/json.mjs";
import { CONNECTOR } from "../support/calls.ts";
import { done, scriptedClient } from "../support/fake-fetch.ts";
import { runs } from "../support/runs.ts";

describe("a number is read exactly", () => {
  it.each<[literal: string, want: unknown]>([
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["-9223372036854775808", -9223372036854775808n],
    ["9007199254740993.0", 9007199254740993n],
    ["1e20", 100000000000000000000n],
    ["-1.5E+20", -150000000000000000000n],
    ["0.0012345678901234567e19", 12345678901234567n],
    ["90071992547409930e-1", 9007199254740993n],
    ["9007199254740993.5", 9007199254740994],
    ["1.0", 1],
    ["1e2", 100],
    ["-0", -0],
    ["1.5e-7", 1.5e-7],
    ["1e-400", 0],
    ["1e308", 10n ** 308n],
    ["1e309", undefined],
    ["-1e309", undefined],
    [`1${"0".repeat(309)}`, undefined],
    ["01", undefined],
    ["NaN", undefined],
  ])("%s", (literal, want) => {
    expect(parseJson(literal)).toBe(want);
    expect(parseJson(` [${literal} ]`)).toEqual(want === undefined ? want : [want]);
    const member = { "1e20,\\": "-12345678901234567", "": want };
    const text = `{"1e20,\\\\":"-12345678901234567",\n"" :${literal}}`;
    expect(parseJson(text)).toEqual(want === undefined ? want : member);
  });

  it.each(["", "{", "{}{}", '{"a":12345678901234567', "undefined"])("nothing from %j", (text) => {
    expect(parseJson(text)).toBeUndefined();
  });
});

it("500 levels are read in the list of connectors, which has four of its own, and no more", () => {
  const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  expect(parseJson(nested(504))).toHaveLength(1);
  expect(parseJson(nested(505))).toBeUndefined();
});

it("what was written is read", () => {
  const words = ["__proto__", "1", '\\"', "1e20", "[12345678901234567]", "\\u0030"];
  const string = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...words));
  // Beyond it, each double is an integer, which is read as a bigint.
  const range = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
  const leaf = fc.oneof(
    string,
    fc.double({ ...range, noNaN: true }).map((number) => number + 0),
    fc.bigInt({ min: 2n ** 53n }),
    fc.boolean(),
    fc.constant(null),
  );
  const { any } = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("any"), { maxLength: 4 }),
      fc.dictionary(string, tie("any"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(any, fc.constantFrom(0, 2), (value, indent) => {
      const read = parseJson(writeJson(value, indent));
      return isDeepStrictEqual(read, value) && isEqualJson(read, value);
    }),
    { numRuns: runs(100) },
  );
});

it("JSON is laid out as JSON.stringify lays it out", () => {
  const value = { a: [1n, {}, [], undefined], b: undefined, at: new Date(0), text: '"1:2"' };
  for (const indent of [0, 2]) {
    const want = JSON.stringify({ ...value, a: [1, {}, [], undefined] }, null, indent);
    expect(writeJson(value, indent)).toBe(want);
  }
});

it("integers keep their digits if a program has given bigint a toJSON", () => {
  const toJSON = { configurable: true, value: () => "another's" };
  Object.defineProperty(BigInt.prototype, "toJSON", toJSON);
  try {
    expect(writeJson({ a: [2n ** 60n], b: "1n" })).toBe(`{"a":[${2n ** 60n}],"b":"1n"}`);
  } finally {
    Reflect.deleteProperty(BigInt.prototype, "toJSON");
  }
});

it.each<[boolean, one: string, other: string]>([
  [true, '{"a":1,"b":[1,2]}', '{"b":[1.0,2e0],"a":1}'],
  [true, '{"__proto__":1e20}', '{"__proto__":100000000000000000000}'],
  [false, '{"__proto__":1}', "{}"],
  [false, '{"a":null}', "{}"],
  [false, '{"a":1}', '{"b":1}'],
  [false, "[1,2]", "[2,1]"],
  [false, "[1]", "[1,1]"],
  [false, "[]", "{}"],
  [false, "1", '"1"'],
  [false, "null", "0"],
  [false, "9007199254740992", "9007199254740993"],
  [false, '"\u00e9"', '"e\u0301"'],
])("isEqualJson is %s of %s and %s", (want, one, other) => {
  expect(isEqualJson(parseJson(one), parseJson(other))).toBe(want);
  expect(isEqualJson(parseJson(other), parseJson(one))).toBe(want);
});

describe("a configuration", () => {
  const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;
  const body = (configuration: string) =>
    `{"connector_identifier":"T3S70","configuration":{"configuration_json":${configuration}}}`;
  const get = (configuration: string) =>
    scriptedClient([new Response(body(configuration))]).client.connectors.get(CONNECTOR);

  it.each([500, 501])("of %i levels: 500 are read and sent, one more is not", async (levels) => {
    const read = get(nested(levels));
    const { client } = scriptedClient([done()]);
    const configuration_json: Record<string, unknown> = JSON.parse(nested(levels));
    const sent = client.connectors.update({ ...CONNECTOR, configuration: { configuration_json } });
    const names = (await Promise.allSettled([read, sent])).map((result) =>
      result.status === "fulfilled" ? "fulfilled" : result.reason.name,
    );
    expect(names).toEqual(
      levels > 500 ? ["UnexpectedResponseError", "ValidationError"] : ["fulfilled", "fulfilled"],
    );
  });

  it("is read with its exact integers", async () => {
    const { configuration } = await get('{"a":[1e20,9223372036854775807,0.5]}');
    expect(configuration?.configuration_json).toEqual({ a: [10n ** 20n, 2n ** 63n - 1n, 0.5] });
  });

  it("is read so by client.http, too", async () => {
    const { client } = scriptedClient([new Response(body('{"a":12345678901234567}'))]);
    const path = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}";
    const { data } = await client.http.GET(path, { params: { path: CONNECTOR } });
    expect(data?.configuration?.configuration_json).toEqual({ a: 12345678901234567n });
  });

  it("with a number that no double holds is an UnexpectedResponseError", async () => {
    await expect(get('{"a":1e400}')).rejects.toMatchObject({ name: "UnexpectedResponseError" });
  });
});

it.each<[string, string]>([
  ["escapes", `{"a":"${"\\u0041".repeat(1_300_000)}","b":12345678901234567}`],
  ["backslashes", `{"a":"${"\\\\".repeat(4_000_000)}","b":12345678901234567}`],
  ["quotes", `{"a":"${'\\"'.repeat(4_000_000)}","b":12345678901234567}`],
  ["digits", `{"a":0.${"1".repeat(8_000_000)},"b":12345678901234567}`],
  ["white space", `{"a":0,${" ".repeat(8_000_000)}"b":12345678901234567}`],
])("megabytes of %s overflow nothing", (_name, text) => {
  expect(parseJson(text)).toHaveProperty("b", 12345678901234567n);
});

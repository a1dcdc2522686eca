// What is refused before a request leaves, parameter by parameter.
import { describe, expect, it, vi } from "vitest";
import { createClient, ValidationError } from "../../src/index.ts";
import {
  CALLS,
  CONTRACT,
  LIST,
  OPERATION_IDS,
  type OperationId,
  PARAMS,
} from "../support/params.ts";

/** The broken rules as `path keyword`; none for a request that was sent. */
async function check(id: OperationId, params: object): Promise<string[]> {
  const fetch = vi.fn(async () => new Response(CONTRACT[id].result && JSON.stringify(LIST)));
  const client = createClient({ apiKey: "an-api-key", fetch });
  try {
    await CALLS[id](client, {}, params);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    expect(fetch).not.toHaveBeenCalled();
    return error.issues.map(({ path, keyword }) => `${path} ${keyword}`);
  }
  expect(fetch).toHaveBeenCalledOnce();
  return [];
}

const NO_STRINGS: [name: string, given: unknown, want: string][] = [
  ["absent", undefined, "required"],
  ["null", null, "type"],
  ["a number", 1, "type"],
  ["a bigint", 1n, "type"],
  ["a boolean", true, "type"],
  ["an array", ["T3S70"], "type"],
  ["an object", { toString: () => "T3S70" }, "type"],
  ["a String object", Object("T3S70"), "type"],
];

const SEGMENTS: [name: string, given: string, want?: string][] = [
  ["empty", "", "pathSegment"],
  ["a dot", ".", "pathSegment"],
  ["two dots", "..", "pathSegment"],
];

/** A limit in code points: a character beyond the BMP counts once. */
const limit = (maximum: number): [name: string, given: string, want?: string][] => [
  [`${maximum} characters`, "x".repeat(maximum)],
  [`${maximum + 1} characters`, "x".repeat(maximum + 1), "maxLength"],
  [`${maximum} characters of two units`, "😀".repeat(maximum)],
  [`${maximum + 1} characters of two units`, "😀".repeat(maximum + 1), "maxLength"],
];

const SURROGATES: [name: string, given: string, want?: string][] = [
  ["half a character, the first", "a\uD83D", "wellFormed"],
  ["half a character, the second", "\uDE00a", "wellFormed"],
  ["two halves in the wrong order", "\uDE00\uD83D", "wellFormed"],
];

/** Parameter → `[name, given, want]`; without a `want` the request is sent. */
const RULES: Record<string, [name: string, given: unknown, ...want: (string | undefined)[]][]> = {
  team_id: [
    ["absent", undefined, "required"],
    ["null", null, "type"],
    ["digits in a string", "936506", "type"],
    ["a boolean", true, "type"],
    ["an array", [936506], "type"],
    ["a Number object", Object(936506), "type"],
    ["a fraction", 1.5, "type"],
    ["NaN", Number.NaN, "type"],
    ["Infinity", Number.POSITIVE_INFINITY, "type"],
    ["a number that is not exact", 2 ** 53, "type"],
    ["2^63-1 as a number", Number(2n ** 63n - 1n), "type"],
    ["zero", 0, "minimum"],
    ["minus zero", -0, "minimum"],
    ["a negative number", -1, "minimum"],
    ["zero as a bigint", 0n, "minimum"],
    ["2^63", 2n ** 63n, "maximum"],
    ["one", 1],
    ["one as a bigint", 1n],
    ["2^53-1", Number.MAX_SAFE_INTEGER],
    ["2^63-1", 2n ** 63n - 1n],
  ],
  connector_identifier: [
    ...NO_STRINGS,
    ["empty", "", "pattern", "pathSegment"],
    ["a dot", ".", "pattern", "pathSegment"],
    ["two dots", "..", "pattern", "pathSegment"],
    ["a slash", "T3/S70", "pattern"],
    ["a space", "T3 S70", "pattern"],
    ["a line break at the end", "T3S70\n", "pattern"],
    ["a letter beyond ASCII", "Té", "pattern"],
    ["half a character", "T3\uD83D", "wellFormed", "pattern"],
    ["each kind of character", "aZ09_-"],
    ["100 characters", "x".repeat(100)],
    ["101 characters", "x".repeat(101), "maxLength"],
    ["101 forbidden characters", "😀".repeat(101), "maxLength", "pattern"],
  ],
  secret_placeholder: [
    ...NO_STRINGS,
    ...SEGMENTS,
    ...SURROGATES,
    ...limit(100),
    ["three dots", "..."],
    ["a slash", "a/b"],
  ],
  secret_name: [...NO_STRINGS, ...SURROGATES, ...limit(255), ["empty", ""], ["two dots", ".."]],
  secret_value: [...NO_STRINGS, ...SURROGATES, ...limit(10_000), ["empty", ""], ["two dots", ".."]],
};

const parametersOf = (id: OperationId) => Object.keys(PARAMS[id]);

describe.each(OPERATION_IDS)("%s", (id) => {
  it("has a table for each of its parameters", () => {
    const { parameters, body } = CONTRACT[id];
    const known = { ...parameters.properties, ...body?.properties };
    expect(Object.keys(known).sort()).toEqual(parametersOf(id).sort());
    expect(Object.keys(RULES)).toEqual(expect.arrayContaining(Object.keys(known)));
  });

  const table = parametersOf(id).flatMap((parameter) =>
    (RULES[parameter] ?? []).map(
      ([name, given, ...want]) => [parameter, name, given, want] as const,
    ),
  );
  it.each(table)("%s: %s", async (parameter, _name, given, want) => {
    const rules = want.map((keyword) => `${parameter} ${keyword}`);
    expect((await check(id, { [parameter]: given })).sort()).toEqual(rules.sort());
  });
});

describe("a ValidationError", () => {
  it("is made of a huge value without taking it apart: as a list, it would fill the memory", async () => {
    const client = createClient({ apiKey: "an-api-key" });
    const secret_value = "v".repeat(2 ** 27);
    const call = client.secrets.create({ ...PARAMS.createConnectorSecret, secret_value });
    await expect(call).rejects.toMatchObject({ issues: [{ keyword: "maxLength" }] });
  });

  it("names every broken rule at once, in words that quote no value", async () => {
    const client = createClient({ apiKey: "an-api-key" });
    const call = client.secrets.create({
      team_id: -4242,
      connector_identifier: "quote me not",
      secret_name: "n".repeat(256),
      // @ts-expect-error a value from outside of TypeScript
      secret_value: 424242,
    });
    await expect(call).rejects.toMatchObject({
      name: "ValidationError",
      message:
        "createConnectorSecret: team_id must be ≥ 1; " +
        "connector_identifier must match ^[A-Za-z0-9_-]+$; " +
        "secret_name must be at most 255 characters long; secret_value must be a string.",
      issues: [
        { path: "team_id", keyword: "minimum" },
        { path: "connector_identifier", keyword: "pattern" },
        { path: "secret_name", keyword: "maxLength" },
        { path: "secret_value", keyword: "type" },
      ],
    });
  });

  it.each([undefined, null, "text", 1, [], () => {}])(
    "says that the parameters must be an object: %s",
    async (params) => {
      const client = createClient({ apiKey: "an-api-key" });
      const call = client.secrets.create(params as never);
      await expect(call).rejects.toMatchObject({ issues: [{ path: "", keyword: "type" }] });
    },
  );
});

it("copies the parameters before it first waits", async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json(LIST));
  const client = createClient({ tokenProvider: async () => "otok_example", fetch });
  const params = { ...PARAMS.createConnectorSecret };
  const call = client.secrets.create(params);
  Object.assign(params, { team_id: 1, secret_name: "other", secret_value: "other" });
  await call;
  const [url, init] = fetch.mock.calls[0] ?? [];
  expect(url).toContain("/teams/936506/");
  expect(init?.body).toBe('{"secret_name":"client_id","secret_value":"my-super-secret-value"}');
});

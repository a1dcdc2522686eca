// What is refused before a request leaves, parameter by parameter, read from the spec.
import { describe, expect, it, vi } from "vitest";
import { createClient, ValidationError } from "../../src/index.ts";
import { replaced } from "../support/breaches.ts";
import { call, type Member, membersOf, type Params, paramsOf } from "../support/calls.ts";
import { type Operation, operations } from "../support/contract.ts";
import { CONNECTOR, LIST, type OperationId, succeeded } from "../support/params.ts";

/** The broken rules as `path keyword`; none for a request that was sent. */
async function check(operation: Operation, params: Params): Promise<string[]> {
  const fetch = vi.fn(async () => succeeded(operation.operationId as OperationId));
  const client = createClient({ apiKey: "an-api-key", fetch });
  try {
    await call(client, operation, params);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    expect(fetch).not.toHaveBeenCalled();
    return error.issues.map(({ path, keyword }) => `${path} ${keyword}`);
  }
  expect(fetch).toHaveBeenCalledOnce();
  return [];
}

type Case = readonly [name: string, given: unknown, keyword?: string | undefined];

const ANYTHING: Record<string, unknown> = {
  "a string": "T3S70",
  "a number": 1,
  "a bigint": 1n,
  "a boolean": true,
  "an array": ["T3S70"],
  "an object": { toString: () => "T3S70" },
  "a String object": Object("T3S70"),
  "a Number object": Object(1),
  "a function": () => "T3S70",
};
/** What is of each type, of the above. */
const FITS: Record<string, string[]> = {
  string: ["a string"],
  integer: ["a number", "a bigint"],
  number: ["a number", "a bigint"],
  boolean: ["a boolean"],
  array: ["an array"],
  object: ["an object", "a String object", "a Number object"],
};

/** Cases of one member, as its schema has them; without a keyword the request is sent. */
function* casesOf({ place, schema, required }: Member): Generator<Case> {
  const types = [schema.type ?? []].flat() as string[];
  if (types.length === 0) return;
  yield ["absent", undefined, required ? "required" : undefined];
  if (!types.includes("null")) yield ["null", null, "type"];
  const isFile = schema.format === "binary";
  const fitting = isFile ? [] : types.flatMap((type) => FITS[type] ?? []);
  for (const [name, given] of Object.entries(ANYTHING)) {
    if (!fitting.includes(name)) yield [name, given, "type"];
  }
  if (isFile) yield ["a Buffer, which loses its type and its name", Buffer.from("x"), "type"];
  if (types.includes("string") && !isFile) yield* textCases(schema, place);
  if (types.includes("integer")) yield* integerCases(schema);
}

function* textCases(schema: Record<string, unknown>, place: string): Generator<Case> {
  const { maxLength, minLength = 0, pattern, enum: known, format } = schema;
  yield ["half a character, the first", "a\uD83D", "wellFormed"];
  yield ["half a character, the second", "\uDE00a", "wellFormed"];
  yield ["two halves in the wrong order", "\uDE00\uD83D", "wellFormed"];
  if (place === "path") {
    yield ["empty", "", "pathSegment"];
    yield ["a dot", ".", "pathSegment"];
    yield ["two dots", "..", "pathSegment"];
  }
  if (known !== undefined) yield ["none of the known values", "none of them", "enum"];
  const matches = (text: string) => !pattern || new RegExp(String(pattern), "u").test(text);
  for (const text of ["T3/S70", "T3 S70", "T3S70\n", "Té", "T3\uD83D"]) {
    if (!matches(text)) yield [JSON.stringify(text), text, "pattern"];
  }
  if (typeof maxLength === "number") {
    // In code points: a character beyond the BMP counts once.
    // No header can hold it.
    for (const character of place === "header" ? ["x"] : ["x", "😀"]) {
      const name = `characters of ${character.length} units`;
      const longest = character.repeat(maxLength);
      yield [`${maxLength + 1} ${name}`, longest + character, "maxLength"];
      if (matches(longest) && !known && !format) yield [`${maxLength} ${name}`, longest];
    }
  }
  if (Number(minLength) > 0) yield ["too short", "x".repeat(Number(minLength) - 1), "minLength"];
}

function* integerCases({ minimum, maximum, enum: known, format }: Record<string, unknown>) {
  yield ["a fraction", 1.5, "type"] as Case;
  yield ["NaN", Number.NaN, "type"] as Case;
  yield ["Infinity", Number.POSITIVE_INFINITY, "type"] as Case;
  yield ["a number that is not exact", 2 ** 53, "type"] as Case;
  for (const [bound, keyword, beyond] of [
    [minimum, "minimum", -1],
    [maximum, "maximum", 1],
  ] as const) {
    if (!Number.isSafeInteger(bound)) continue;
    const edge = Number(bound);
    yield [`beyond the ${keyword}`, edge + beyond, keyword] as Case;
    yield [`beyond the ${keyword}, as a bigint`, BigInt(edge + beyond), keyword] as Case;
    if (known) continue;
    yield [`the ${keyword}`, edge] as Case;
    yield [`the ${keyword}, as a bigint`, BigInt(edge)] as Case;
  }
  if (format === "int64" && maximum === 2 ** 63) {
    yield ["2^63", 2n ** 63n, "maximum"] as Case;
    yield ["2^63-1", 2n ** 63n - 1n] as Case;
  }
}

describe.each(Object.values(operations).filter((operation) => operation["x-method"]))(
  "$operationId",
  (operation) => {
    const documented = paramsOf(operation);
    const table = membersOf(operation).flatMap(({ path, ...member }) =>
      [...casesOf({ path, ...member })].map(([name, given, keyword]) => {
        const params = () => replaced(documented, path, given);
        return { at: path.join("."), name, keyword, params };
      }),
    );

    it("has cases for each of its parameters", () => {
      const tried = table.map(({ at }) => at);
      expect(tried).toEqual(expect.arrayContaining(Object.keys(documented)));
    });

    it.each(table)("$at: $name", async ({ at, keyword, params }) => {
      const issues = await check(operation, params());
      if (keyword === undefined) expect(issues).toEqual([]);
      else expect(issues).toContain(`${at} ${keyword}`);
      // Nothing else is to blame.
      expect(issues.every((issue) => issue.startsWith(`${at} `))).toBe(true);
    });
  },
);

const CREATE = {
  ...CONNECTOR,
  secret_name: "client_id",
  secret_value: "my-super-secret-value",
};

describe("a ValidationError", () => {
  it("is made of a huge value without taking it apart: as a list, it would fill the memory", async () => {
    const client = createClient({ apiKey: "an-api-key" });
    const secret_value = "v".repeat(2 ** 27);
    const call = client.secrets.create({ ...CREATE, secret_value });
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
      operation: "createConnectorSecret",
      message:
        "createConnectorSecret: team_id must be at least 1; " +
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

describe("what JSON cannot hold is refused", () => {
  const cycle: Record<string, unknown> = {};
  cycle.inner = { cycle };
  let deep: unknown = {};
  for (let level = 0; level < 10_000; level++) deep = { deep };

  it.each<[name: string, value: unknown]>([
    ["a cycle", cycle],
    ["NaN", { number: Number.NaN }],
    ["an infinity", { number: Number.NEGATIVE_INFINITY }],
    ["a function", { call() {} }],
    ["a symbol", { symbol: Symbol("s") }],
    ["a Map", { map: new Map() }],
    ["half a character", { text: "\uD83D" }],
    ["so many levels", deep],
  ])("%s", async (_name, configuration_json) => {
    const client = createClient({ apiKey: "an-api-key" });
    const call = client.connectors.update({
      ...CONNECTOR,
      configuration: { configuration_json: configuration_json as Record<string, unknown> },
    });
    await expect(call).rejects.toMatchObject({
      name: "ValidationError",
      issues: [{ keyword: expect.stringMatching(/^(json|wellFormed)$/) }],
    });
  });
});

it("sends a bigint in a body as its digits", async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => succeeded("updateConnector"));
  const client = createClient({ apiKey: "an-api-key", fetch });
  await client.connectors.update({
    ...CONNECTOR,
    configuration: { configuration_json: { id: 2n ** 63n - 1n } },
  });
  expect(fetch.mock.calls[0]?.[1]?.body).toContain('"id":9223372036854775807');
});

it("copies the parameters before it first waits", async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json(LIST));
  const client = createClient({ tokenProvider: async () => "otok_example", fetch });
  const params = { ...CREATE };
  const call = client.secrets.create(params);
  Object.assign(params, { team_id: 1, secret_name: "other", secret_value: "other" });
  await call;
  const [url, init] = fetch.mock.calls[0] ?? [];
  expect(url).toContain("/teams/936506/");
  expect(init?.body).toBe('{"secret_name":"client_id","secret_value":"my-super-secret-value"}');
});

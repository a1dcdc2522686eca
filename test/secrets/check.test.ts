import { describe, expect, it } from "vitest";
import { type CheckSecretsParams, createClient } from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { failed, json, KEY, rejection, scriptedClient } from "../support/fake-fetch.ts";
import { cpuTimeOf } from "../support/runs.ts";

const secret = (secret_name: string, secret_placeholder: string) => {
  return { secret_name, secret_placeholder };
};
const ID = secret("client_id", "sec_1");
const KEY_SECRET = secret("api key", "sec_2");
const TWIN = secret("twin", "sec_3");
const OTHER_TWIN = secret("twin", "sec_4");
const STORED = [ID, KEY_SECRET, TWIN, OTHER_TWIN];

const listing = () => json(200, { count: STORED.length, secrets: STORED });

/** The result for a configuration that is passed to the call. */
async function check(configuration: Record<string, unknown>) {
  const { client, sent } = scriptedClient([listing()]);
  const result = await client.secrets.check({ ...CONNECTOR, configuration });
  expect(sent.map(({ init }) => init.method)).toEqual(["GET"]);
  return result;
}

describe("a reference", () => {
  it.each([
    ["by placeholder", "sec_1", { match: "placeholder", ...ID }],
    ["by name", "client_id", { match: "name", ...ID }],
    ["by a name of two secrets", "twin", { match: "name", secret_name: "twin" }],
    ["to nothing", "sec_9", { match: "missing" }],
  ])("%s", async (_name, reference, want) => {
    const { references } = await check({ url: `https://x/?id={{ secrets.${reference} }}` });
    expect(references).toEqual([{ reference, paths: ["/url"], ...want }]);
  });

  it("to a placeholder comes before one to a name", async () => {
    const { client } = scriptedClient([
      json(200, { count: 2, secrets: [secret("sec_2", "sec_1"), secret("b", "sec_2")] }),
    ]);
    const configuration = { a: "{{secrets.sec_2}}" };
    const { references, unused } = await client.secrets.check({ ...CONNECTOR, configuration });
    expect(references).toMatchObject([{ match: "placeholder", secret_name: "b" }]);
    expect(unused).toEqual([secret("sec_2", "sec_1")]);
  });

  it.each<[string, string, isReference: boolean]>([
    ["with no white space", "{{secrets.sec_1}}", true],
    ["with white space of any kind", "{{ \n\tsecrets.sec_1\t}}", true],
    ["in the middle of a text", "Bearer {{ secrets.sec_1 }}!", true],
    ["with a filter behind it", "{{ secrets.sec_1 | base64 }}", true],
    ["with a filter directly behind it", "{{secrets.sec_1|base64}}", true],
    ["but not in single braces", "{ secrets.sec_1 }", false],
    ["nor another variable", "{{ params.sec_1 }}", false],
    ["nor with white space inside", "{{ secrets. sec_1 }}", false],
    ["nor with nothing behind the dot", "{{ secrets. }}", false],
    ["nor with an open end", "{{ secrets.sec_1", false],
  ])("%s", async (_name, text, isReference) => {
    const { references } = await check({ a: text });
    expect(references).toMatchObject(isReference ? [{ reference: "sec_1" }] : []);
  });

  it("may be anywhere: each place is reported once, as a JSON Pointer", async () => {
    const { references } = await check({
      "a/b": { "c~d": ["{{secrets.sec_1}} and {{secrets.sec_1}}", { e: "{{secrets.sec_2}}" }] },
      "X-{{secrets.sec_1}}": 1,
      deep: [[["{{secrets.sec_1}}"]]],
    });
    expect(references).toEqual([
      {
        reference: "sec_1",
        paths: ["/a~1b/c~0d/0", "/X-{{secrets.sec_1}}", "/deep/0/0/0"],
        match: "placeholder",
        ...ID,
      },
      { reference: "sec_2", paths: ["/a~1b/c~0d/1/e"], match: "placeholder", ...KEY_SECRET },
    ]);
  });
});

describe("a declaration", () => {
  const declare = (...items: object[]) => ({ secrets: { items } });

  it.each([
    ["of userInput needs nothing stored", { id: "x", source: "userInput" }, { match: "declared" }],
    ["of static needs nothing stored", { id: "x", source: "static" }, { match: "declared" }],
    ["of encrypted does", { id: "x", source: "encrypted" }, { match: "missing" }],
    ["without a source does", { id: "x" }, { match: "missing" }],
    ["is looked up by placeholder", { id: "sec_1" }, { match: "placeholder", ...ID }],
    ["is looked up by name", { id: "client_id" }, { match: "name", ...ID }],
  ])("%s", async (_name, item, want) => {
    const { references } = await check(declare(item));
    expect(references).toEqual([{ reference: item.id, paths: ["/secrets/items/0/id"], ...want }]);
  });

  it("that something refers to has the path of the reference", async () => {
    const configuration = { ...declare({ id: "x", source: "userInput" }), a: "{{secrets.x}}" };
    expect((await check(configuration)).references).toEqual([
      { reference: "x", paths: ["/a"], match: "declared" },
    ]);
  });

  it.each([
    ["secrets of another type", { secrets: "x" }],
    ["items of another type", { secrets: { items: { id: "x" } } }],
    ["an item without an id", declare({ source: "static" })],
    ["an id of another type", declare({ id: 7 })],
    ["declarations below the root", { deeper: declare({ id: "x" }) }],
  ])("is not made by %s", async (_name, configuration) => {
    expect((await check(configuration)).references).toEqual([]);
  });
});

it("unused is what is neither referred to nor declared, so neither of two of one name", async () => {
  const configuration = { secrets: { items: [{ id: "api key" }] }, a: "{{ secrets.client_id }}" };
  expect((await check(configuration)).unused).toEqual([TWIN, OTHER_TWIN]);
  expect((await check({ a: "{{secrets.twin}}" })).unused).toEqual([ID, KEY_SECRET]);
});

it("2,000 references are looked up in 100,000 secrets in time", async () => {
  const secrets = Array.from({ length: 100_000 }, (_, n) => secret(`name ${n}`, `sec_${n}`));
  const texts = Array.from({ length: 2_000 }, (_, n) => `{{ secrets.absent_${n} }}`);
  const { client } = scriptedClient([json(200, { count: secrets.length, secrets })]);
  const time = await cpuTimeOf(async () => {
    const configuration = { texts };
    const { references, unused } = await client.secrets.check({ ...CONNECTOR, configuration });
    expect([references.length, unused.length]).toEqual([2_000, 100_000]);
  });
  expect(time).toBeLessThan(10_000);
});

describe("without a configuration it reads the connector's own", () => {
  it("from the fake, and changes nothing", async () => {
    const configuration = { url: "{{ secrets.client_id }}{{ secrets.gone }}" };
    const secrets = { client_id: "a value", spare: "another value" };
    const api = createFakeApi({ connectors: [{ ...CONNECTOR, configuration, secrets }] });
    const client = createClient({ apiKey: KEY, fetch: api.fetch });
    const { references, unused } = await client.secrets.check(CONNECTOR);
    expect(references).toMatchObject([
      { reference: "client_id", match: "name" },
      { reference: "gone", match: "missing" },
    ]);
    expect(unused).toMatchObject([{ secret_name: "spare" }]);
    expect(api.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });

  it.each([
    ["no configuration", {}],
    ["null", { configuration: null }],
    ["an empty one", { configuration: {} }],
  ])("a connector with %s has no references", async (_name, connector) => {
    const { client } = scriptedClient([json(200, connector), listing()]);
    expect(await client.secrets.check(CONNECTOR)).toEqual({ references: [], unused: STORED });
  });
});

describe("it refuses, and sends nothing", () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  it.each<[string, object, string]>([
    ["a configuration in text", { configuration: "{}" }, "configuration type"],
    ["null", { configuration: null }, "configuration type"],
    ["a list", { configuration: [] }, "configuration type"],
    ["a cycle", { configuration: cycle }, "configuration.self json"],
    ["a misspelt name", { config: {} }, "config additionalProperties"],
    ["no team", { team_id: undefined }, "team_id required"],
  ])("%s", async (_name, params, want) => {
    const { client, sent } = scriptedClient([]);
    const [, path, keyword] = /(.*) (.*)/.exec(want) ?? [];
    const call = client.secrets.check({ ...CONNECTOR, ...params } as CheckSecretsParams);
    const issues = [{ path, keyword }];
    const error = { name: "ValidationError", operation: "secrets.check", issues };
    expect(await rejection(call)).toMatchObject(error);
    expect(sent).toEqual([]);
  });
});

it("an error names the request that failed", async () => {
  const { client } = scriptedClient([json(200, {}), failed(403)]);
  expect(await rejection(client.secrets.check(CONNECTOR))).toMatchObject({
    name: "PermissionDeniedError",
    operation: "listConnectorSecrets",
    outcome: "not_applied",
  });
});

// The fake API keeps what it is sent, and shows what it was sent.
import { expect, it } from "vitest";
import { ConfigurationError, createClient, ValidationError } from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";

const connect = (api: { fetch: typeof fetch }) =>
  createClient({ apiKey: "a-key", fetch: api.fetch });

it("create, update and delete change what list and secrets() show", async () => {
  const { secrets, ...api } = createFakeApi({ connectors: [CONNECTOR] });
  const client = connect(api);
  const stored = () => secrets(CONNECTOR.team_id, CONNECTOR.connector_identifier);

  const created = await client.secrets.create({
    ...CONNECTOR,
    secret_name: "a",
    secret_value: "1",
  });
  const [{ secret_placeholder } = { secret_placeholder: "" }] = created.secrets;
  expect(secret_placeholder).toMatch(/^sec_[0-9a-f]{9}$/);
  expect(created).toEqual({ count: 1, secrets: [{ secret_placeholder, secret_name: "a" }] });
  expect(stored()).toEqual([{ secret_placeholder, secret_name: "a", secret_value: "1" }]);

  await client.secrets.update({ ...CONNECTOR, secret_placeholder, secret_value: "2" });
  expect(stored()).toEqual([{ secret_placeholder, secret_name: "a", secret_value: "2" }]);
  expect(await client.secrets.list(CONNECTOR)).toEqual(created);

  await client.secrets.delete({ ...CONNECTOR, secret_placeholder });
  expect(stored()).toEqual([]);
  expect(await client.secrets.list(CONNECTOR)).toEqual({ count: 0, secrets: [] });
});

it("a secret that is created again gets another placeholder", async () => {
  const api = createFakeApi({ connectors: [{ ...CONNECTOR, secrets: { a: "1" } }] });
  const client = connect(api);
  const [first] = api.secrets(936506, "T3S70");
  await client.secrets.delete({
    ...CONNECTOR,
    secret_placeholder: first?.secret_placeholder ?? "",
  });
  await client.secrets.create({ ...CONNECTOR, secret_name: "a", secret_value: "1" });
  const [second] = api.secrets(936506, "T3S70");
  expect(second?.secret_placeholder).not.toBe(first?.secret_placeholder);
});

it("placeholders differ in one fake and are the same in the next run", () => {
  const secrets = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`n${index}`, "x"]));
  const placeholders = () =>
    createFakeApi({ connectors: [{ ...CONNECTOR, secrets }] })
      .secrets(936506, "T3S70")
      .map(({ secret_placeholder }) => secret_placeholder);
  expect(new Set(placeholders()).size).toBe(100);
  expect(placeholders()).toEqual(placeholders());
});

it("secrets() gives copies", () => {
  const api = createFakeApi({ connectors: [{ ...CONNECTOR, secrets: { a: "1" } }] });
  const [copy] = api.secrets(936506, "T3S70");
  Object.assign(copy ?? {}, { secret_value: "changed" });
  expect(api.secrets(936506, "T3S70")).toMatchObject([{ secret_value: "1" }]);
});

it("connectors are apart, by team and by identifier", async () => {
  const team_id = 9223372036854775807n;
  const api = createFakeApi({
    connectors: [
      { team_id: 1, connector_identifier: "A", secrets: { a: "1" } },
      { team_id: 1, connector_identifier: "B", secrets: { b: "2" } },
      { team_id, connector_identifier: "A" },
    ],
  });
  await connect(api).secrets.create({
    team_id,
    connector_identifier: "A",
    secret_name: "c",
    secret_value: "3",
  });
  const names = (team: number | bigint, identifier: string) =>
    api.secrets(team, identifier).map(({ secret_name }) => secret_name);
  expect([names(1, "A"), names(1, "B"), names(team_id, "A")]).toEqual([["a"], ["b"], ["c"]]);
  // A number of that size would be 2^63.
  expect(api.requests[0]?.path).toContain("/teams/9223372036854775807/");
  expect(names(1n, "B")).toEqual(["b"]);
});

it("requests has every request: method, path, headers by lower-case names, parsed body", async () => {
  const api = createFakeApi({ connectors: [CONNECTOR] });
  await connect(api).secrets.create({ ...CONNECTOR, secret_name: "a", secret_value: "1" });
  await api.fetch("http://fake/else?a=%20b", {
    method: "PATCH",
    headers: { "X-A": "b" },
    body: "no JSON",
  });
  const path = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
  expect(api.requests).toEqual([
    {
      method: "POST",
      path,
      headers: expect.objectContaining({
        authorization: "Bearer a-key",
        "content-type": "application/json",
      }),
      body: { secret_name: "a", secret_value: "1" },
    },
    {
      method: "PATCH",
      path: "/else?a=%20b",
      headers: expect.objectContaining({ "x-a": "b" }),
      body: "no JSON",
    },
  ]);
  await connect(api).secrets.list(CONNECTOR);
  expect(api.requests.at(-1)).toMatchObject({ method: "GET", path, body: undefined });
});

const base = "http://fake/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
it.each([
  ["another path", "GET", "http://fake/v1/teams"],
  ["another method", "PATCH", base],
  ["a longer path", "GET", `${base}/sec_a23f23d26/more`],
  ["a method of another path", "DELETE", base],
  ["a broken percent-encoding", "DELETE", `${base}/%E0%A4%A`],
  ["a team that is no number", "GET", base.replace("936506", "a")],
  ["the same number in other digits", "GET", base.replace("936506", "0936506")],
])("%s is answered with the documented 404", async (_name, method, url) => {
  const api = createFakeApi({ connectors: [CONNECTOR] });
  const response = await api.fetch(url, { method, headers: { authorization: "Bearer a-key" } });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error: { code: "NOT_FOUND" } });
});

it("path parameters are decoded, and a query changes nothing", async () => {
  const api = createFakeApi({ connectors: [{ ...CONNECTOR, secrets: { a: "1" } }] });
  const [stored] = api.secrets(936506, "T3S70");
  const encoded = stored?.secret_placeholder.replace("_", "%5F");
  const headers = { authorization: "bearer a-key" };
  const response = await api.fetch(`${base}/${encoded}?a=b`, { method: "DELETE", headers });
  expect(response.status).toBe(204);
  expect(api.secrets(936506, "T3S70")).toEqual([]);
});

it("a 422 says which member is wrong, and quotes no value", async () => {
  const api = createFakeApi({ connectors: [CONNECTOR] });
  const answer = async (body: string) => {
    const headers = { authorization: "Bearer a-key", "content-type": "application/json" };
    return (await api.fetch(base, { method: "POST", headers, body })).json();
  };
  const tooLong = { secret_name: "a", secret_value: "my-secret-".repeat(1001) };
  expect(await answer(JSON.stringify(tooLong))).toMatchObject({
    error: {
      code: "UNPROCESSABLE_ENTITY",
      message: "Validation failed for the request parameters.",
      description: "secret_value must be at most 10000 characters long.",
    },
  });
  expect(await answer("[]")).toMatchObject({
    error: { description: "The body must be an object." },
  });
  expect(await answer('{"secret_value":"my-secret"}')).toMatchObject({
    error: { description: "secret_name is required." },
  });
});

it("takes any bearer token, or the given one alone", async () => {
  const withToken = (token?: string) => createFakeApi({ connectors: [CONNECTOR], token });
  const list = (api: { fetch: typeof fetch }) => connect(api).secrets.list(CONNECTOR);
  await expect(list(withToken())).resolves.toEqual({ count: 0, secrets: [] });
  await expect(list(withToken("a-key"))).resolves.toEqual({ count: 0, secrets: [] });
  await expect(list(withToken("another"))).rejects.toMatchObject({ status: 401 });
});

const tooMany = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`n${index}`, "x"]));
it.each([
  ["an unsafe team id", [{ ...CONNECTOR, team_id: 2 ** 63 }], ValidationError],
  [
    "an identifier that breaks its pattern",
    [{ ...CONNECTOR, connector_identifier: "ü" }],
    ValidationError,
  ],
  ["a value too long", [{ ...CONNECTOR, secrets: { a: "v".repeat(10_001) } }], ValidationError],
  ["101 secrets", [{ ...CONNECTOR, secrets: tooMany }], ConfigurationError],
  ["a connector twice", [CONNECTOR, { ...CONNECTOR, team_id: 936506n }], ConfigurationError],
])("createFakeApi refuses %s", (_name, connectors, ErrorClass) => {
  expect(() => createFakeApi({ connectors })).toThrow(ErrorClass);
});

it.each<[name: string, given: unknown[], words: RegExp]>([
  ["no options", [], /needs connectors, an array such as \[\{ team_id: 936506, /],
  ["options that are null", [null], /needs connectors/],
  ["no connectors", [{}], /needs connectors/],
  ["a connector that stands alone", [{ connectors: CONNECTOR }], /needs connectors/],
  ["a connector that is null", [{ connectors: [null] }], /needs connectors/],
  ["secrets that are null", [{ connectors: [{ ...CONNECTOR, secrets: null }] }], /be a record/],
  ["a list of secrets", [{ connectors: [{ ...CONNECTOR, secrets: ["a"] }] }], /be a record/],
  ["a Map of secrets", [{ connectors: [{ ...CONNECTOR, secrets: new Map() }] }], /be a record/],
])("without TypeScript, createFakeApi tells what is wrong with %s", (_name, given, words) => {
  const create = () => Reflect.apply(createFakeApi, undefined, given);
  expect(create).toThrow(ConfigurationError);
  expect(create).toThrow(words);
});

it.each<[name: string, given: object, option: string]>([
  ["a misspelt option", { connectors: [], tokn: "a" }, "tokn"],
  ["no connectors", {}, "connectors"],
  ["a blank token", { connectors: [], token: " " }, "token"],
  ["a function for a token", { connectors: [], token: () => "a" }, "token"],
  [
    "a misspelt member of a connector",
    { connectors: [CONNECTOR, { ...CONNECTOR, team_id: 1, secret: {} }] },
    "connectors[1].secret",
  ],
  [
    "a misspelt member of a log entry",
    { connectors: [{ ...CONNECTOR, logs: [{ logtime: "2025-01-01T00:00:00Z" }] }] },
    "connectors[0].logs[0].logtime",
  ],
  [
    "a log entry at no time",
    { connectors: [{ ...CONNECTOR, logs: [{}, { log_time: "yesterday" }] }] },
    "connectors[0].logs[1].log_time",
  ],
  ["a connector twice", { connectors: [CONNECTOR, CONNECTOR] }, "connectors[1]"],
  [
    "too many secrets",
    { connectors: [{ ...CONNECTOR, secrets: tooMany }] },
    "connectors[0].secrets",
  ],
])("the error for %s has the option to blame", (_name, given, option) => {
  const create = () => Reflect.apply(createFakeApi, undefined, [given]);
  expect(create).toThrow(expect.objectContaining({ name: "ConfigurationError", option }));
});

it.each<[name: string, more: object, path: string]>([
  ["a name", { name: "n".repeat(256) }, "connectors[0].name"],
  ["a description", { description: 1 }, "connectors[0].description"],
  ["a configuration", { configuration: [] }, "connectors[0].configuration"],
  ["a Map for a configuration", { configuration: new Map() }, "connectors[0].configuration"],
  ["logs", { logs: {} }, "connectors[0].logs"],
  ["a status in a log", { logs: [{ status: 99 }] }, "connectors[0].logs[0].status"],
  ["a secret's value", { secrets: { a: 1 } }, "connectors[0].secrets.a"],
])("%s that breaks the contract is named, and not quoted", (_name, more, path) => {
  const create = () =>
    Reflect.apply(createFakeApi, undefined, [{ connectors: [{ ...CONNECTOR, ...more }] }]);
  expect(create).toThrow(
    expect.objectContaining({
      name: "ValidationError",
      operation: "createFakeApi",
      issues: [expect.objectContaining({ path })],
    }),
  );
});

it("a secret's name that is too long is refused, and not quoted", () => {
  const secrets = { ["my-secret-".repeat(26)]: "x" };
  const create = () => createFakeApi({ connectors: [{ ...CONNECTOR, secrets }] });
  expect(create).toThrow(ValidationError);
  expect(create).not.toThrow(/my-secret/);
});

it("secrets() refuses a connector that is not there", () => {
  const api = createFakeApi({ connectors: [CONNECTOR] });
  expect(() => api.secrets(936506, "t3s70")).toThrow(ConfigurationError);
});

// The fake API keeps secrets, shows what it was sent, and refuses impossible options.
import { expect, it } from "vitest";
import { ConfigurationError, createClient } from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";

const connect = (api: { fetch: typeof fetch }, apiKey = "a-key") =>
  createClient({ apiKey, fetch: api.fetch });
const BASE = "http://fake/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
const headers = { authorization: "bearer a-key" };

it("create, update and delete change what list and secrets() show; the rest is copies", async () => {
  const { secrets, ...api } = createFakeApi({ connectors: [CONNECTOR] });
  const client = connect(api);
  const stored = () => secrets(CONNECTOR.team_id, CONNECTOR.connector_identifier);
  const create = () => client.secrets.create({ ...CONNECTOR, secret_name: "a", secret_value: "1" });

  const created = await create();
  const [{ secret_placeholder } = { secret_placeholder: "" }] = created.secrets;
  expect(secret_placeholder).toMatch(/^sec_[0-9a-f]{9}$/);
  expect(created).toEqual({ count: 1, secrets: [{ secret_placeholder, secret_name: "a" }] });
  Object.assign(stored()[0] ?? {}, { secret_value: "changed" });
  expect(stored()).toEqual([{ secret_placeholder, secret_name: "a", secret_value: "1" }]);

  await client.secrets.update({ ...CONNECTOR, secret_placeholder, secret_value: "2" });
  expect(stored()).toEqual([{ secret_placeholder, secret_name: "a", secret_value: "2" }]);
  expect(await client.secrets.list(CONNECTOR)).toEqual(created);

  await client.secrets.delete({ ...CONNECTOR, secret_placeholder });
  expect(stored()).toEqual([]);
  expect((await create()).secrets[0]?.secret_placeholder).not.toBe(secret_placeholder);
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

it("connectors are apart, by team and by identifier", async () => {
  const team_id = 9223372036854775807n;
  const api = createFakeApi({
    connectors: [
      { team_id: 1, connector_identifier: "A", secrets: { a: "1" } },
      { team_id: 1, connector_identifier: "B", secrets: { b: "2" } },
      { team_id, connector_identifier: "A" },
    ],
  });
  const secret = { secret_name: "c", secret_value: "3" };
  await connect(api).secrets.create({ team_id, connector_identifier: "A", ...secret });
  const names = (team: number | bigint, identifier: string) =>
    api.secrets(team, identifier).map(({ secret_name }) => secret_name);
  expect([names(1, "A"), names(1n, "B"), names(team_id, "A")]).toEqual([["a"], ["b"], ["c"]]);
  // A number of that size would be 2^63.
  expect(api.requests[0]?.path).toContain("/teams/9223372036854775807/");
  expect(() => api.secrets(1, "a")).toThrow(ConfigurationError);
});

it("requests has every request: method, path, headers by lower-case names, parsed body", async () => {
  const api = createFakeApi({ connectors: [CONNECTOR] });
  await connect(api).secrets.create({ ...CONNECTOR, secret_name: "a", secret_value: "1" });
  const other = { method: "PATCH", headers: { "X-A": "b" }, body: "{" };
  await api.fetch("http://fake/else?a=%20b", other);
  await connect(api).secrets.list(CONNECTOR);
  const path = new URL(BASE).pathname;
  const authorized = { authorization: "Bearer a-key" };
  const headers = { ...authorized, "content-type": "application/json" };
  expect(api.requests).toMatchObject([
    { method: "POST", path, headers, body: { secret_name: "a", secret_value: "1" } },
    { method: "PATCH", path: "/else?a=%20b", headers: { "x-a": "b" }, body: "{" },
    { method: "GET", path, headers: authorized, body: undefined },
  ]);
});

it.each([
  ["another path", "GET", "http://fake/v1/teams"],
  ["another method", "PATCH", BASE],
  ["a method of another path", "DELETE", BASE],
  ["a broken percent-encoding", "DELETE", `${BASE}/%E0%A4%A`],
  ["a team that is no number", "GET", BASE.replace("936506", "a")],
  ["the same number in other digits", "GET", BASE.replace("936506", "0936506")],
])("%s gets the documented 404", async (_name, method, url) => {
  const api = createFakeApi({ connectors: [CONNECTOR] });
  const response = await api.fetch(url, { method, headers });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error: { code: "NOT_FOUND" } });
});

it("path parameters are decoded, and a query changes nothing", async () => {
  const api = createFakeApi({ connectors: [{ ...CONNECTOR, secrets: { a: "1" } }] });
  const encoded = api.secrets(936506, "T3S70")[0]?.secret_placeholder.replace("_", "%5F");
  const response = await api.fetch(`${BASE}/${encoded}?a=b`, { method: "DELETE", headers });
  expect([response.status, api.secrets(936506, "T3S70")]).toEqual([204, []]);
});

it.each([undefined, "a-key", "Bearer a-key", " bearer  a-key\n"])(
  "takes any token, or the given one alone: %j, read as apiKey is",
  async (token) => {
    const api = createFakeApi({ connectors: [CONNECTOR], token });
    const list = (apiKey: string) => connect(api, apiKey).secrets.list(CONNECTOR);
    expect(await list(token ?? "any")).toHaveProperty("count", 0);
    expect(await list("a-key")).toHaveProperty("count", 0);
    const stranger = list("another");
    if (token) await expect(stranger).rejects.toHaveProperty("status", 401);
    else expect(await stranger).toHaveProperty("count", 0);
  },
);

const TOO_MANY = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`n${index}`, "x"]));
const TWIN = { ...CONNECTOR, team_id: 936506n };
const connector = (more: object) => ({ connectors: [{ ...CONNECTOR, ...more }] });

it.each<[name: string, options: unknown, option: string, words?: RegExp]>([
  ["no connectors", {}, "connectors", /connectors is required/],
  ["a connector that is not in a list", { connectors: CONNECTOR }, "connectors"],
  ["a connector that is null", { connectors: [null] }, "connectors[0]"],
  ["secrets that are null", connector({ secrets: null }), "connectors[0].secrets", /be an object/],
  ["a list of secrets", connector({ secrets: ["a"] }), "connectors[0].secrets"],
  ["a Map of secrets", connector({ secrets: new Map() }), "connectors[0].secrets"],
  ["101 secrets", connector({ secrets: TOO_MANY }), "connectors[0].secrets"],
  ["a misspelt option", { connectors: [], tokn: "a" }, "tokn"],
  ["a blank token", { connectors: [], token: " " }, "token"],
  ["a function for a token", { connectors: [], token: () => "a" }, "token"],
  ["a misspelt member of a connector", connector({ secret: {} }), "connectors[0].secret"],
  ["a misspelt member of a log", connector({ logs: [{ at: "" }] }), "connectors[0].logs[0].at"],
  [
    "a log at no time",
    connector({ logs: [{}, { log_time: "x" }] }),
    "connectors[0].logs[1].log_time",
  ],
  ["a connector twice", { connectors: [CONNECTOR, TWIN] }, "connectors[1]"],
])("createFakeApi refuses %s, and names the option", (_name, options, option, words = /./) => {
  const create = () => Reflect.apply(createFakeApi, undefined, [options]);
  expect(create).toThrow(expect.objectContaining({ name: "ConfigurationError", option }));
  expect(create).toThrow(words);
});

it("createFakeApi refuses to do without options", () => {
  expect(() => Reflect.apply(createFakeApi, undefined, [])).toThrow(ConfigurationError);
});

const SECRET = "my-secret-".repeat(1001);
it.each<[name: string, more: object, path: string]>([
  ["an unsafe team id", { team_id: 2 ** 63 }, "team_id"],
  ["an identifier that breaks its pattern", { connector_identifier: "ü" }, "connector_identifier"],
  ["a name", { name: "n".repeat(256) }, "name"],
  ["a description", { description: 1 }, "description"],
  ["a configuration", { configuration: [] }, "configuration"],
  ["a Map for a configuration", { configuration: new Map() }, "configuration"],
  ["logs", { logs: {} }, "logs"],
  ["a status in a log", { logs: [{ status: 99 }] }, "logs[0].status"],
  ["a secret's value", { secrets: { a: 1 } }, "secrets.a"],
  ["a value too long", { secrets: { a: SECRET } }, "secrets.a"],
  ["a name of a secret too long", { secrets: { [SECRET]: "x" } }, "secrets.secret_name"],
])("%s that breaks the contract is named, and not quoted", (_name, more, path) => {
  const create = () => Reflect.apply(createFakeApi, undefined, [connector(more)]);
  const issues = [expect.objectContaining({ path: `connectors[0].${path}` })];
  const error = { name: "ValidationError", operation: "createFakeApi", issues };
  expect(create).toThrow(expect.objectContaining(error));
  expect(create).not.toThrow(/my-secret/);
});

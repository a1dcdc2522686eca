// The fake API keeps connectors, with their configurations, logos and logs.
import { expect, it, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { createFakeApi, type FakeConnector } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";

const { team_id } = CONNECTOR;
const NOTHING = { name: "NotFoundError", status: 404, code: "NOT_FOUND" };
const PATH = "/v1/teams/936506/connector_builder/connectors";
const authorization = "Bearer a-key";

function setup(...more: Omit<FakeConnector, "team_id" | "connector_identifier">[]) {
  const connectors = more.map((connector) => ({ ...CONNECTOR, ...connector }));
  const api = createFakeApi({ connectors });
  return { api, ...createClient({ apiKey: "a-key", fetch: api.fetch, maxRetries: 0 }) };
}

it("sets a connector up, from its creation to its end", async () => {
  const { api, connectors, secrets, logs } = setup();
  const created = await connectors.create({ team_id, title: "Mine", description: "A test" });
  const { connector_identifier = "" } = created;
  expect(connector_identifier).toMatch(/^[A-Z0-9]{5}$/);
  expect(created).toMatchObject({
    name: "Mine",
    description: "A test",
    logo_url: expect.stringMatching(/^https:/),
    configuration: { version: "1.0.0", configuration_json: {} },
  });
  const mine = { team_id, connector_identifier };
  expect(await connectors.get(mine)).toEqual(created);

  const stored = await secrets.create({ ...mine, secret_name: "id", secret_value: "my-secret" });
  const reference = `{{ secrets.${stored.secrets[0]?.secret_placeholder} }}`;
  const configuration_json = { client_id: reference, nested: [{ null: null }, 1] };
  const published = await connectors.publish({ ...mine, configuration_json });
  expect(published).toMatchObject({ action: "published", before: {}, isExact: true });
  const after = { name: "Mine", configuration: { version: "1.0.1", configuration_json } };
  expect(await connectors.get(mine)).toMatchObject(after);
  expect(await logs.list(mine)).toEqual({ logs: [] });

  await connectors.delete(mine);
  await expect(connectors.get(mine)).rejects.toMatchObject(NOTHING);
  await expect(secrets.list(mine)).rejects.toMatchObject(NOTHING);
  await expect(connectors.delete(mine)).rejects.toMatchObject(NOTHING);
  expect(() => api.secrets(team_id, connector_identifier)).toThrow(/no such connector/);
  expect(await connectors.list({ team_id })).toEqual({ count: 0, connectors: [] });
});

it("lists copies of its options, with configurations if they are asked for", async () => {
  const configuration = { a: { b: "{{ secrets.b }}" } };
  const members = { name: "First", description: "By a test" };
  const { connectors } = setup({ ...members, configuration });
  configuration.a.b = "changed";
  const plain = await connectors.list({ team_id });
  expect(plain).toMatchObject({ count: 1, connectors: [members] });
  expect(plain.connectors[0]).not.toHaveProperty("configuration");
  const full = await connectors.list({ team_id, include_configs: true });
  const configuration_json = { a: { b: "{{ secrets.b }}" } };
  expect(full.connectors[0]).toMatchObject({ ...members, configuration: { configuration_json } });
  expect(await connectors.list({ team_id: 1 })).toEqual({ count: 0, connectors: [] });
  const bare = await setup({}).connectors.get(CONNECTOR);
  expect(bare).toMatchObject({ name: "T3S70", description: null });
});

it("a new connector has the configuration of the one that it duplicates", async () => {
  const configuration = { a: { b: [1] } };
  const { api, connectors } = setup({ configuration, secrets: { id: "my-secret" } });
  const copy = await connectors.create({ ...CONNECTOR, title: "Second" });
  const { connector_identifier = "" } = copy;
  expect(copy).toMatchObject({ configuration: { configuration_json: configuration } });
  expect(connector_identifier).not.toBe("T3S70");
  expect(api.secrets(team_id, connector_identifier)).toEqual([]);
  const configuration_json = { a: 2 };
  await connectors.publish({ team_id, connector_identifier, configuration_json });
  const original = await connectors.get(CONNECTOR);
  expect(original.configuration?.configuration_json).toEqual(configuration);
});

it("made identifiers differ, are the same in the next run, and never one that is taken", async () => {
  const make = async ({ connectors }: Pick<ReturnType<typeof setup>, "connectors">) =>
    (await connectors.create({ team_id, title: "a" })).connector_identifier;
  const one = setup();
  const [first, second, again] = [await make(one), await make(one), await make(setup())];
  expect(second).not.toBe(first);
  expect(again).toBe(first);
  const taken = { team_id, connector_identifier: `${first}` };
  const { fetch } = createFakeApi({ connectors: [taken] });
  expect(await make(createClient({ apiKey: "a-key", fetch }))).toBe(second);
});

it("an update replaces what it is sent, and records when", async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), toFake: ["Date"] });
  try {
    const { connectors } = setup({ name: "Old", configuration: { a: 1 } });
    const created_at = "2026-01-01T00:00:00+00:00";
    const updated_at = "2026-01-02T00:00:00+00:00";
    const unchanged = { created_at, updated_at: created_at };
    vi.setSystemTime(Date.UTC(2026, 0, 2));
    await connectors.update(CONNECTOR);
    expect(await connectors.get(CONNECTOR)).toMatchObject({ name: "Old", ...unchanged });
    const connector = { name: "New", description: "" };
    await connectors.update({ ...CONNECTOR, connector });
    expect(await connectors.get(CONNECTOR)).toMatchObject({
      ...connector,
      created_at,
      updated_at,
      configuration: { version: "1.0.0", configuration_json: { a: 1 }, ...unchanged },
    });
    const configuration = { configuration_json: { b: 2 } };
    await connectors.update({ ...CONNECTOR, configuration });
    expect(await connectors.get(CONNECTOR)).toMatchObject({
      configuration: { version: "1.0.1", ...configuration, created_at, updated_at },
    });
  } finally {
    vi.useRealTimers();
  }
});

it("a configuration keeps its members in order, and its integers digit for digit", async () => {
  const { api } = setup({});
  const url = `http://fake${PATH}/T3S70`;
  const headers = { authorization, "content-type": "application/json" };
  const text = String.raw`{"z":9223372036854775807,"__proto__":"\"1234567890123456789,","a":-12345678901234567.5}`;
  const body = `{"configuration":{"configuration_json":${text}}}`;
  const put = await api.fetch(url, { method: "PUT", headers, body });
  expect(put.status).toBe(204);
  const path = ["configuration", "configuration_json", "z"];
  expect(api.requests[0]?.body).toHaveProperty(path, 9223372036854775807n);
  const shown = await (await api.fetch(url, { headers })).text();
  expect(shown).toContain(text.replace("67.5}", ""));
});

it("an uploaded logo has an address of its own, and its bytes are in requests", async () => {
  const { api, connectors } = setup({});
  const { logo_url: first } = await connectors.getLogo(CONNECTOR);
  const bytes = Uint8Array.of(0x89, 0x50, 0x0d, 0x0a, 0x00, 0xff);
  const logo = new File([bytes], "ü.png", { type: "image/png" });
  const uploaded = await connectors.uploadLogo({ ...CONNECTOR, logo });
  expect(await connectors.getLogo(CONNECTOR)).toEqual(uploaded);
  expect(await connectors.get(CONNECTOR)).toMatchObject(uploaded);
  const { logo_url: second } = await connectors.uploadLogo({ ...CONNECTOR, logo: new Blob(["x"]) });
  expect(new Set([first, uploaded.logo_url, second]).size).toBe(3);
  const { logo: part } = api.requests.map(({ body }) => body)[1] as { logo: File };
  expect(part).toMatchObject({ name: "ü.png", type: "image/png" });
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes);
});

it.each([
  ["a GIF", new Blob(["GIF89a"], { type: "image/gif" }), 400],
  ["a text", new File(["no picture"], "a.txt", { type: "text/plain" }), 400],
  ["more than 5 MB", new Blob([new Uint8Array(5_000_001)], { type: "image/png" }), 400],
  ["5 MB", new Blob([new Uint8Array(5_000_000)], { type: "image/jpeg" }), 201],
  ["a PNG without its type", new File([Uint8Array.of(137, 80)], "a", { type: "text/plain" }), 201],
])("a logo is a PNG or JPG of at most 5 MB: %s", async (_name, logo, status) => {
  const upload = setup({}).connectors.uploadLogo({ ...CONNECTOR, logo });
  const description = "The logo must be a PNG or JPG of at most 5 MB.";
  if (status === 400) await expect(upload).rejects.toMatchObject({ status, description });
  else expect(await upload).toHaveProperty("logo_url");
});

const LOGS = [
  { id: "1", log_time: "2025-01-01T00:00:00Z" },
  { id: "3", log_time: "2025-01-01T02:00:00+01:00" },
  { id: "none", event: "without a time" },
  { id: "2", log_time: "2025-01-01T00:30:00.000001Z" },
  { id: "2-", log_time: "2025-01-01T00:30:00Z" },
];

it.each([
  [{}, ["3", "2", "2-", "1", "none"]],
  [{ limit: 2 }, ["3", "2"]],
  [{ before: "2025-01-01T01:00:00Z" }, ["2", "2-", "1", "none"]],
  [{ before: "2025-01-01T00:30:00.000001Z" }, ["2-", "1", "none"]],
  [{ before: "2025-01-01T01:30:00+01:00", limit: 1 }, ["1"]],
])("lists logs newest first, at most so many, before a time: %j", async (params, ids) => {
  const { logs } = await setup({ logs: LOGS }).logs.list({ ...CONNECTOR, ...params });
  expect(logs.map(({ id }) => id)).toEqual(ids);
});

it("a page of logs has 100 entries by default; an entry is found by its id", async () => {
  const many = Array.from({ length: 150 }, (_, id) => ({ ...LOGS[0], id: `${id}` }));
  const { logs } = setup({ logs: many });
  expect((await logs.list(CONNECTOR)).logs).toEqual(many.slice(0, 100));
  expect(await logs.get({ ...CONNECTOR, log_id: "149" })).toEqual(many[149]);
  await expect(logs.get({ ...CONNECTOR, log_id: "150" })).rejects.toMatchObject(NOTHING);
  await expect(logs.list({ ...CONNECTOR, before: "yesterday" })).rejects.toMatchObject({
    name: "BadRequestError",
    description: "before must be a date and time of RFC 3339.",
  });
});

// As Python's httpx writes them.
it.each(["true", "True", "TRUE"])("takes %s for a boolean", async (yes) => {
  const url = `http://fake${PATH}?include_configs=${yes}`;
  const response = await setup({}).api.fetch(url, { headers: { authorization } });
  expect((await response.json()).connectors[0]).toHaveProperty("configuration");
});

it("takes a multipart body with any boundary", async () => {
  const head = 'Content-Disposition: form-data; name="logo"; filename="a.png"';
  const body = `--+++\r\n${head}\r\nContent-Type: image/png\r\n\r\nbytes\r\n--+++--\r\n`;
  const headers = { authorization, "content-type": "multipart/form-data; boundary=+++" };
  const url = `http://fake${PATH}/T3S70/logo`;
  const response = await setup({}).api.fetch(url, { method: "POST", headers, body });
  expect(response.status).toBe(201);
});

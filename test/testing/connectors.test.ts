// The fake API keeps connectors, with their configurations, logos and logs.
import { expect, it, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import {
  createFakeApi,
  type FakeConnector,
  type RecordedRequest,
} from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";

const { team_id } = CONNECTOR;
const NOTHING = { name: "NotFoundError", status: 404, code: "NOT_FOUND" };

function setup(...more: Omit<FakeConnector, "team_id" | "connector_identifier">[]) {
  const connectors = more.map((connector) => ({ ...CONNECTOR, ...connector }));
  const api = createFakeApi({ connectors });
  return { api, ...createClient({ apiKey: "a-key", fetch: api.fetch, maxRetries: 0 }) };
}

it("sets a connector up, from its creation to its end", async () => {
  const { api, connectors, secrets, logs } = setup();
  expect(await connectors.list({ team_id })).toEqual({ count: 0, connectors: [] });

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
  await connectors.update({ ...mine, configuration: { configuration_json } });
  const { configuration, ...rest } = await connectors.get(mine);
  expect(configuration).toMatchObject({ version: "1.0.1", configuration_json });
  expect(rest).toMatchObject({ name: "Mine", description: "A test" });
  expect(await logs.list(mine)).toEqual({ logs: [] });

  await connectors.delete(mine);
  await expect(connectors.get(mine)).rejects.toMatchObject(NOTHING);
  await expect(secrets.list(mine)).rejects.toMatchObject(NOTHING);
  await expect(connectors.delete(mine)).rejects.toMatchObject(NOTHING);
  expect(() => api.secrets(team_id, connector_identifier)).toThrow(/no such connector/);
  expect(await connectors.list({ team_id })).toEqual({ count: 0, connectors: [] });
});

it("lists what it was given, with configurations where they are asked for", async () => {
  const configuration = { a: "{{ secrets.b }}" };
  const { connectors } = setup({ name: "Given", description: "By a test", configuration });
  const given = { connector_identifier: "T3S70", name: "Given", description: "By a test" };
  const plain = await connectors.list({ team_id });
  expect(plain).toMatchObject({ count: 1, connectors: [given] });
  expect(plain.connectors[0]).not.toHaveProperty("configuration");
  const full = await connectors.list({ team_id, include_configs: true });
  expect(full.connectors[0]).toMatchObject({
    ...given,
    configuration: { configuration_json: configuration },
  });
  expect(await connectors.list({ team_id: 1 })).toEqual({ count: 0, connectors: [] });
  const anyOther = await setup({}).connectors.get(CONNECTOR);
  expect(anyOther).toMatchObject({ name: "T3S70", description: null });
});

it("a new connector has the configuration of the one that it duplicates", async () => {
  const configuration = { a: { b: [1] } };
  const { api, connectors } = setup({ name: "First", configuration, secrets: { id: "my-secret" } });
  const copy = await connectors.create({ ...CONNECTOR, title: "Second" });
  const { connector_identifier = "" } = copy;
  expect(copy).toMatchObject({
    name: "Second",
    configuration: { version: "1.0.0", configuration_json: configuration },
  });
  expect(connector_identifier).not.toBe("T3S70");
  expect(api.secrets(team_id, connector_identifier)).toEqual([]);
  const update = { connector_identifier, configuration: { configuration_json: { a: 2 } } };
  await connectors.update({ team_id, ...update });
  expect((await connectors.get(CONNECTOR)).configuration?.configuration_json).toEqual(
    configuration,
  );
  for (const nowhere of [
    { ...CONNECTOR, connector_identifier: "NOWHERE" },
    { ...CONNECTOR, team_id: 1 },
  ]) {
    const create = connectors.create({ ...nowhere, title: "Third" });
    await expect(create).rejects.toMatchObject(NOTHING);
  }
});

it("what was given or answered is a copy", async () => {
  const configuration = { a: { b: 1 } };
  const { connectors } = setup({ configuration });
  configuration.a.b = 2;
  const copy = await connectors.get(CONNECTOR);
  Object.assign(copy.configuration ?? {}, { configuration_json: {} });
  expect((await connectors.get(CONNECTOR)).configuration?.configuration_json).toEqual({
    a: { b: 1 },
  });
});

it("made identifiers differ, and are the same in the next run", async () => {
  const { connectors } = setup();
  const make = (client: typeof connectors) => client.create({ team_id, title: "a" });
  const made = [await make(connectors), await make(connectors), await make(setup().connectors)];
  const [first, second, again] = made.map((connector) => connector.connector_identifier);
  expect(second).not.toBe(first);
  expect(again).toBe(first);
  // One that is there already is not made again.
  const taken = createFakeApi({
    connectors: [{ team_id, connector_identifier: `${first}` }],
  });
  const { connectors: others } = createClient({ apiKey: "a-key", fetch: taken.fetch });
  expect(await make(others)).toHaveProperty("connector_identifier", second);
});

it("an update replaces what it is given, and tells when", async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), toFake: ["Date"] });
  try {
    const { connectors } = setup({ name: "Old", configuration: { a: 1 } });
    const created = "2026-01-01T00:00:00+00:00";
    vi.setSystemTime(Date.UTC(2026, 0, 2));
    await connectors.update(CONNECTOR);
    expect(await connectors.get(CONNECTOR)).toMatchObject({ name: "Old", updated_at: created });
    await connectors.update({ ...CONNECTOR, connector: { name: "New", description: "" } });
    expect(await connectors.get(CONNECTOR)).toMatchObject({
      name: "New",
      description: "",
      created_at: created,
      updated_at: "2026-01-02T00:00:00+00:00",
      configuration: {
        version: "1.0.0",
        configuration_json: { a: 1 },
        created_at: created,
        updated_at: created,
      },
    });
    const configuration = { configuration_json: { b: 2 } };
    await connectors.update({ ...CONNECTOR, configuration });
    expect((await connectors.get(CONNECTOR)).configuration).toMatchObject({
      version: "1.0.1",
      configuration_json: { b: 2 },
      created_at: created,
      updated_at: "2026-01-02T00:00:00+00:00",
    });
  } finally {
    vi.useRealTimers();
  }
});

it("a configuration keeps the digits of its integers", async () => {
  const { api } = setup({});
  const path = "/v1/teams/936506/connector_builder/connectors/T3S70";
  const headers = { authorization: "Bearer a-key", "content-type": "application/json" };
  const text = String.raw`{"id":9223372036854775807,"text":"\"1234567890123456789,","n":-12345678901234567.5}`;
  const body = `{"configuration":{"configuration_json":${text}}}`;
  const put = await api.fetch(`http://fake${path}`, { method: "PUT", headers, body });
  expect(put.status).toBe(204);
  expect(api.requests[0]?.body).toHaveProperty(
    ["configuration", "configuration_json", "id"],
    9223372036854775807n,
  );
  const answer = await (await api.fetch(`http://fake${path}`, { headers })).text();
  expect(answer).toContain('"id":9223372036854775807,"text":"\\"1234567890123456789,"');
});

it("an uploaded logo has an address of its own, and its bytes are in requests", async () => {
  const { api, connectors } = setup({});
  const { logo_url: first } = await connectors.getLogo(CONNECTOR);
  const bytes = Uint8Array.of(0x89, 0x50, 0x0d, 0x0a, 0x00, 0xff);
  const logo = new File([bytes], "ü.png", { type: "image/png" });
  const uploaded = await connectors.uploadLogo({ ...CONNECTOR, logo });
  expect(uploaded.logo_url).not.toBe(first);
  expect(await connectors.getLogo(CONNECTOR)).toEqual(uploaded);
  expect(await connectors.get(CONNECTOR)).toMatchObject(uploaded);
  const again = await connectors.uploadLogo({ ...CONNECTOR, logo: new Blob(["x"]) });
  expect(again.logo_url).not.toBe(uploaded.logo_url);

  const part = logoIn(api.requests[1]);
  expect(part).toBeInstanceOf(Blob);
  expect(part).toMatchObject({ name: "ü.png", type: "image/png" });
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes);
});

it.each([
  ["a GIF", new Blob(["GIF89a"], { type: "image/gif" }), 400],
  ["a text", new File(["no picture"], "a.txt", { type: "text/plain" }), 400],
  ["more than 5 MB", new Blob([new Uint8Array(5_000_001)], { type: "image/png" }), 400],
  ["5 MB", new Blob([new Uint8Array(5_000_000)], { type: "image/jpeg" }), 201],
  [
    "a PNG without its type",
    new File([Uint8Array.of(0x89, 0x50)], "a", { type: "text/plain" }),
    201,
  ],
])("a logo is a PNG or JPG of at most 5 MB: %s", async (_name, logo, status) => {
  const upload = setup({}).connectors.uploadLogo({ ...CONNECTOR, logo });
  const result = upload.then(
    () => ({ status: 201 }),
    (error: unknown) => error,
  );
  const description = "The logo must be a PNG or JPG of at most 5 MB.";
  expect(await result).toMatchObject({ status, ...(status === 400 && { description }) });
});

const logoIn = (request?: RecordedRequest) => (request?.body as { logo?: File })?.logo as File;

const LOGS = [
  { id: "1", log_time: "2025-01-01T00:00:00Z" },
  { id: "3", log_time: "2025-01-01T02:00:00+01:00" },
  { id: "none", event: "without a time" },
  { id: "2", log_time: "2025-01-01T00:30:00.000001Z" },
  { id: "2-", log_time: "2025-01-01T00:30:00Z" },
];

it("lists logs newest first, at most so many, before a time", async () => {
  const { logs } = setup({ logs: LOGS });
  const ids = async (params: { limit?: number; before?: string }) =>
    (await logs.list({ ...CONNECTOR, ...params })).logs.map(({ id }) => id);
  expect(await ids({})).toEqual(["3", "2", "2-", "1", "none"]);
  expect(await ids({ limit: 2 })).toEqual(["3", "2"]);
  expect(await ids({ before: "2025-01-01T01:00:00Z" })).toEqual(["2", "2-", "1", "none"]);
  expect(await ids({ before: "2025-01-01T00:30:00.000001Z" })).toEqual(["2-", "1", "none"]);
  expect(await ids({ before: "2025-01-01T01:30:00+01:00", limit: 1 })).toEqual(["1"]);
  const log_time = "2025-01-01T00:00:00Z";
  const many = Array.from({ length: 150 }, (_, index) => ({ id: `${index}`, log_time }));
  const page = await setup({ logs: many }).logs.list(CONNECTOR);
  expect(page.logs).toEqual(many.slice(0, 100));
  await expect(ids({ before: "yesterday" })).rejects.toMatchObject({
    name: "BadRequestError",
    description: "before must be a date and time of RFC 3339.",
  });
});

it("gets a log entry by its id", async () => {
  const { logs } = setup({ logs: LOGS });
  expect(await logs.get({ ...CONNECTOR, log_id: "2" })).toEqual(LOGS[3]);
  await expect(logs.get({ ...CONNECTOR, log_id: "4" })).rejects.toMatchObject(NOTHING);
});

it.each(["true", "True", "TRUE"])(
  "takes %s for a boolean, as other clients write it",
  async (yes) => {
    const { api } = setup({});
    const headers = { authorization: "Bearer a-key" };
    const url = `http://fake/v1/teams/936506/connector_builder/connectors?include_configs=${yes}`;
    const { connectors } = await (await api.fetch(url, { headers })).json();
    expect(connectors[0]).toHaveProperty("configuration");
  },
);

it("takes a multipart body as Python's httpx writes it", async () => {
  const { api } = setup({});
  const body =
    '--+++\r\nContent-Disposition: form-data; name="logo"; filename="a.png"\r\n' +
    "Content-Type: image/png\r\n\r\nbytes\r\n--+++--\r\n";
  const path = "/v1/teams/936506/connector_builder/connectors/T3S70/logo";
  const response = await api.fetch(`http://fake${path}`, {
    method: "POST",
    headers: {
      authorization: "Bearer a-key",
      "content-type": "multipart/form-data; boundary=+++",
    },
    body,
  });
  expect(response.status).toBe(201);
});

// What a body is on the wire: JSON, a form, multipart.
import { describe, expect, it } from "vitest";
import { createClient } from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";
import { CONNECTOR, succeeded } from "../support/calls.ts";
import { failed, KEY, rejection, type Sent, scriptedClient } from "../support/fake-fetch.ts";

const { team_id } = CONNECTOR;
const FAST = { apiKey: KEY, maxRetryDelay: 0 };
const textOf = ({ init }: Sent) => String(init.body);
const bytesOf = ({ init }: Sent) => Buffer.from(init.body as Uint8Array).toString("latin1");

describe("JSON", () => {
  const put = async (configuration_json: Record<string, unknown>) => {
    const { client, sent } = scriptedClient([new Response(null, { status: 204 })]);
    await client.connectors.update({ ...CONNECTOR, configuration: { configuration_json } });
    return textOf(sent[0] as Sent);
  };

  it("keeps a free-form object whole", async () => {
    const json = { a: [1, null, { b: "é" }], "": true, __proto__: undefined, c: {} };
    expect(JSON.parse(await put(json))).toEqual({ configuration: { configuration_json: json } });
  });

  it("keeps a member of the name __proto__", async () => {
    const text = '{"__proto__":{"a":1},"b":2}';
    expect(await put(JSON.parse(text))).toBe(`{"configuration":{"configuration_json":${text}}}`);
  });

  it("has the exact digits of a bigint, and leaves texts that look like one alone", async () => {
    const json = {
      id: 9223372036854775807n,
      list: [-1n],
      text: "bigint:1",
      "bigint:": "bigint::2",
    };
    expect(await put(json)).toBe(
      '{"configuration":{"configuration_json":{"id":9223372036854775807,"list":[-1],' +
        '"text":"bigint:1","bigint:":"bigint::2"}}}',
    );
  });

  it("takes what a toJSON gives", async () => {
    expect(await put({ at: new Date(0) })).toContain('"at":"1970-01-01T00:00:00.000Z"');
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = [cycle];
  const deep = JSON.parse("[".repeat(2000) + "]".repeat(2000));
  it.each<[string, unknown]>([
    ["a cycle", cycle],
    ["NaN", Number.NaN],
    ["an infinity", Number.NEGATIVE_INFINITY],
    ["a function", () => {}],
    ["a symbol", Symbol("x")],
    ["a Map", new Map()],
    ["too many levels", deep],
  ])("refuses %s", async (_name, value) => {
    const { client, sent } = scriptedClient([]);
    const configuration = { configuration_json: { a: { b: value } } };
    const error = await rejection(client.connectors.update({ ...CONNECTOR, configuration }));
    expect(error).toMatchObject({ name: "ValidationError", issues: [{ keyword: "json" }] });
    expect(error).toHaveProperty(
      "issues.0.path",
      expect.stringMatching(/^configuration\.configuration_json\.a\.b/),
    );
    expect(sent).toEqual([]);
  });

  it.each([
    ["", { a: "a\ud83d" }],
    [" in a key", { "a\ud83d": "a" }],
  ])("refuses a lone surrogate%s", async (_, configuration_json) => {
    const { client, sent } = scriptedClient([]);
    const configuration = { configuration_json };
    const error = await rejection(client.connectors.update({ ...CONNECTOR, configuration }));
    expect(error).toMatchObject({ issues: [{ keyword: "wellFormed" }] });
    expect(sent).toEqual([]);
  });

  it("keeps only the documented members of an object that has some, at every level", async () => {
    const { client, sent } = scriptedClient([new Response(null, { status: 204 })]);
    const connector = { name: "n", description: "d", created_at: "now" };
    const given = { ...CONNECTOR, connector, extra: 1 };
    await client.connectors.update(given);
    expect(textOf(sent[0] as Sent)).toBe('{"connector":{"name":"n","description":"d"}}');
  });

  it("is an empty object where a body is required and every member is left out", async () => {
    const { client, sent } = scriptedClient([new Response(null, { status: 204 })]);
    await client.connectors.update(CONNECTOR);
    expect(textOf(sent[0] as Sent)).toBe("{}");
  });
});

describe("a form", () => {
  it("is percent-encoded text with its own media type", async () => {
    const { client, sent } = scriptedClient([succeeded("createConnector")]);
    await client.connectors.create({ team_id, title: "A & B=é +", description: "x\ny" });
    expect(textOf(sent[0] as Sent)).toBe("title=A+%26+B%3D%C3%A9+%2B&description=x%0Ay");
    expect(sent[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  });
});

describe("multipart", () => {
  const logo = new File([Uint8Array.of(0x89, 0x50, 0, 255)], "logo é.png", { type: "image/png" });

  it("carries a file with its name and type", async () => {
    const { client, sent } = scriptedClient([succeeded("uploadConnectorLogo")]);
    await client.connectors.uploadLogo({ ...CONNECTOR, logo });
    const [request] = sent as [Sent];
    expect(request.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    const text = bytesOf(request);
    expect(text).toContain('name="logo"; filename="logo ');
    expect(text).toContain("Content-Type: image/png\r\n\r\n\x89P\0\xff\r\n");
  });

  it("arrives at a server", async () => {
    const api = createFakeApi({ connectors: [CONNECTOR] });
    const client = createClient({ apiKey: KEY, fetch: api.fetch });
    const { logo_url } = await client.connectors.uploadLogo({ ...CONNECTOR, logo });
    expect(await client.connectors.getLogo(CONNECTOR)).toEqual({ logo_url });
    const [request] = api.requests;
    const { body } = request as { body: unknown };
    const { logo: received } = body as { logo: File };
    expect(received.name).toBe(logo.name);
    expect(new Uint8Array(await received.arrayBuffer())).toEqual(
      new Uint8Array(await logo.arrayBuffer()),
    );
  });

  it("is the same bytes with the same boundary in each attempt", async () => {
    const { client, sent } = scriptedClient(
      [failed(429), failed(429), succeeded("uploadConnectorLogo")],
      FAST,
    );
    await client.connectors.uploadLogo({ ...CONNECTOR, logo });
    expect(new Set(sent.map(bytesOf)).size).toBe(1);
    expect(new Set(sent.map(({ headers }) => headers["content-type"])).size).toBe(1);
    expect(sent).toHaveLength(3);
  });

  it.each<[string, unknown]>([
    ["a Buffer", Buffer.from("x")],
    ["bytes", Uint8Array.of(1)],
    ["a text", "x"],
    ["an object that looks like one", { size: 1, type: "", arrayBuffer() {} }],
  ])("refuses %s in place of a Blob", async (_name, given) => {
    const { client, sent } = scriptedClient([]);
    const params = { ...CONNECTOR, logo: given as Blob };
    const error = await rejection(client.connectors.uploadLogo(params));
    expect(error).toMatchObject({ issues: [{ path: "logo", keyword: "type" }] });
    expect(sent).toEqual([]);
  });
});

describe("client.http encodes by the operation's own media type", () => {
  it("a form", async () => {
    const { client, sent } = scriptedClient([succeeded("createConnector")]);
    await client.http.POST("/v1/teams/{team_id}/connector_builder/connectors", {
      params: { path: { team_id } },
      body: { title: "A & B" },
    });
    expect(bytesOf(sent[0] as Sent)).toBe("title=A+%26+B");
    expect(sent[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  });

  it("multipart", async () => {
    const { client, sent } = scriptedClient([succeeded("uploadConnectorLogo")]);
    await client.http.POST(
      "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logo",
      { params: { path: CONNECTOR }, body: { logo: new Blob(["x"]) } },
    );
    expect(bytesOf(sent[0] as Sent)).toContain('name="logo"; filename="blob"');
    expect(sent[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
  });

  it("JSON, bigints included", async () => {
    const { client, sent } = scriptedClient([new Response(null, { status: 204 })]);
    await client.http.PUT(
      "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}",
      {
        params: { path: CONNECTOR },
        body: { configuration: { configuration_json: { id: 9223372036854775807n } } },
      },
    );
    expect(bytesOf(sent[0] as Sent)).toContain('"id":9223372036854775807}');
    expect(sent[0]?.headers["content-type"]).toBe("application/json");
  });
});

// The parameters of a call: where each is sent, and what is refused before a request is sent.
import { describe, expect, it } from "vitest";
import { encodeBody } from "../../src/http/body.ts";
import { createContext, encodeRequest } from "../../src/http/request.ts";
import type { Operation, Schema } from "../../src/schema/operation.ts";
import { readParameters } from "../../src/schema/parameters.ts";
import { readClientOptions } from "../../src/settings.ts";
import { CALLS } from "../support/calls.ts";
import { rejection, scriptedClient } from "../support/fake-fetch.ts";

const TEXT = { type: "string" } as const;
const object = (properties: Record<string, Schema>, required: string[] = []) =>
  ({ type: "object", properties, required }) as const;

const OPERATION: Operation = {
  operationId: "putThing",
  method: "PUT",
  path: "/things/{id}",
  parameters: {
    path: object({ id: TEXT }, ["id"]),
    query: object({ limit: { type: "integer" } }),
    header: object({ "X-Trace": TEXT, "X-Count": { type: "integer" } }),
  },
};

function read(body: Schema | undefined, params: unknown, more: Partial<Operation> = {}) {
  const findings = { issues: [], secrets: [] as string[] };
  const operation = { ...OPERATION, ...(body && { body }), ...more };
  const parameters = readParameters(operation, params, findings);
  return { parameters, ...findings };
}

describe("parameters go to", () => {
  it("path, query and header; unknown ones are dropped", () => {
    const params = { id: "a", limit: 5, "X-Trace": "t", "X-Count": 3, other: 1 };
    expect(read(undefined, params).parameters).toEqual({
      path: { id: "a" },
      query: { limit: 5 },
      header: { "X-Trace": "t", "X-Count": 3 },
    });
  });

  it.each<[string, Schema, object]>([
    ["documented members: those", object({ a: TEXT }), { a: "x" }],
    ["none: all", { type: "object" }, { a: "x", b: "y" }],
    ["more: all", { ...object({ a: TEXT }), additionalProperties: true }, { a: "x", b: "y" }],
  ])("a body that has %s", (_name, body, want) => {
    expect(read(body, { id: "i", a: "x", b: "y" }).parameters.body).toEqual(want);
  });

  it("no body if no member is present and none is required", () => {
    const body = object({ a: TEXT }, ["a"]);
    expect(read(body, { id: "i" })).toMatchObject({
      parameters: { path: { id: "i" } },
      issues: [],
    });
    expect(read(body, { id: "i" }, { bodyRequired: true }).issues).toMatchObject([
      { path: "a", keyword: "required" },
    ]);
  });
});

it.each<[string, unknown, object]>([
  ["a string for the parameters", "x", { path: "", keyword: "type" }],
  ["undefined, though something is required", undefined, { path: "", keyword: "type" }],
  ["a header with a line break", { id: "i", "X-Trace": "a\nb" }, { path: "X-Trace" }],
  ["an unknown member if none is allowed", { id: "i", b: 1 }, { path: "b" }],
  ["an empty path segment", { id: "" }, { path: "id", keyword: "pathSegment" }],
  ["a dot", { id: "." }, { path: "id", keyword: "pathSegment" }],
  ["two dots", { id: ".." }, { path: "id", keyword: "pathSegment" }],
])("refused: %s", (_name, params, want) => {
  const body = { ...object({ a: TEXT }), additionalProperties: false };
  expect(read(body, params).issues).toMatchObject([want]);
});

it("no parameters are required if none of them is", () => {
  const query = { ...object({ limit: { type: "integer" } }), required: undefined as never };
  const { parameters, issues } = read(undefined, undefined, { parameters: { query } });
  expect([parameters.query, issues]).toEqual([{}, []]);
});

it("strings of query, header and body may be secret; those of the path are public", () => {
  const { secrets } = read(object({ a: TEXT }), { id: "in the path", "X-Trace": "t1", a: "b1" });
  expect(secrets).toEqual(["t1", "b1"]);
});

describe("a ValidationError", () => {
  it("lists every broken rule, and quotes no value", async () => {
    const params = {
      team_id: -4242,
      connector_identifier: "quote me not",
      secret_name: "n".repeat(256),
      secret_value: 424242,
    };
    const { client, sent } = scriptedClient([]);
    expect(await rejection(CALLS.createConnectorSecret(client, {}, params))).toMatchObject({
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
    expect(sent).toEqual([]);
  });

  it.each([undefined, null, "x", 7, [], {}, () => {}])(
    "rejects %j, and does not throw",
    async (params) => {
      const { list, create, set, sync, check } = scriptedClient([]).client.secrets;
      for (const method of [list, create, set, sync, check]) {
        const call = method as (params: unknown) => Promise<unknown>;
        expect(await rejection(call(params))).toHaveProperty("name", "ValidationError");
      }
    },
  );
});

describe("a mistake gets the right form in return:", () => {
  const { client, sent } = scriptedClient([]);
  const list = client.secrets.list as (...args: unknown[]) => Promise<unknown>;
  const before = new Date(0) as unknown as string;
  it.each<[string, () => Promise<unknown>, hint: string]>([
    ["two parameters", () => list(936506, "T3S70"), "takes its parameters as one object"],
    ["a number", () => list(936506), "one object, such as { team_id, connector_identifier }."],
    [
      "a Date",
      () => client.logs.list({ team_id: 936506, connector_identifier: "T3S70", before }),
      "before must be a string: use date.toISOString().",
    ],
  ])("%s", async (_, call, hint) => {
    expect(await rejection(call())).toMatchObject({ message: expect.stringContaining(hint) });
    expect(sent).toEqual([]);
  });
});

it("headers, and a multipart body of texts, as an operation may have them tomorrow", async () => {
  const settings = readClientOptions({ apiKey: "an-api-key" });
  const header = { "X-Trace": "t", "X-Count": 3 };
  const context = createContext(settings);
  const params = { path: { id: "a b" }, query: { limit: 5 }, header };
  const request = encodeRequest(OPERATION, params, undefined, settings, context);
  expect(request.url).toBe("https://api.supermetrics.com/things/a%20b?limit=5");
  expect(request.headers).toEqual({ accept: "application/json", "x-trace": "t", "x-count": "3" });
  const values = { text: "é", list: [1, { a: 2 }], none: undefined };
  const { content, type } = await encodeBody({ ...OPERATION, encoding: "multipart" }, values);
  const form = await new Response(content, { headers: { "content-type": type } }).formData();
  expect([...form]).toEqual([
    ["text", "é"],
    ["list", "1"],
    ["list", '{"a":2}'],
  ]);
});

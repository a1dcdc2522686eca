// An operation without a state of its own, as the spec may gain it: no line of the fake knows it.
import { expect, it, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { createFakeApi, type Fault } from "../../src/testing/index.ts";

const { OPERATION, SUCCESS } = vi.hoisted(() => {
  const integer = { type: "integer", minimum: 1n, maximum: 9223372036854775807n } as const;
  const object = <T extends object>(properties: T, ...required: string[]) => {
    return { type: "object", properties, required } as const;
  };
  const members = {
    title: { type: "string", maxLength: 5 },
    kinds: { type: "array", items: { enum: ["a", "b"] } },
    nested: object({ id: integer, on: { type: "boolean" } }, "id"),
  };
  const OPERATION = {
    path: "/v1/reports.all/{report-id}",
    parameters: {
      path: object({ "report-id": integer }, "report-id"),
      query: object({
        limit: { type: "integer", maximum: 10 },
        ids: { type: "array", items: integer },
        filter: object({ since: integer }),
        ratio: { type: "number" },
      }),
      header: object({ "X-Mode": { type: "string", enum: ["fast"] } }, "X-Mode"),
    },
    body: object(members, "title"),
  };
  return { OPERATION, SUCCESS: { status: 202, body: { done: true } } };
});

vi.mock("../../generated/operations.ts", async (original) => {
  const generated = await original<typeof import("../../generated/operations.ts")>();
  const { body, ...bare } = OPERATION;
  const comma = { array: { style: "form", explode: false } };
  const beside = { object: { style: "form", explode: true } };
  const inOne = { object: { style: "form", explode: false } };
  const path = (last: string) => `/v1/reports.all/${last}`;
  const added = [
    {
      ...OPERATION,
      operationId: "putReport",
      method: "PUT",
      bodyRequired: true,
      querySerializer: beside,
    },
    {
      ...OPERATION,
      operationId: "patchReport",
      method: "PATCH",
      encoding: "form",
      querySerializer: inOne,
    },
    { ...OPERATION, operationId: "postReport", method: "POST", encoding: "multipart" },
    { ...bare, operationId: "getReport", method: "GET", querySerializer: comma },
    { ...bare, operationId: "headReport", method: "HEAD" },
    { operationId: "search", method: "GET", path: path("search"), parameters: {} },
    { operationId: "toString", method: "DELETE", path: path("search"), parameters: {} },
  ];
  return { ...generated, OPERATIONS: [...generated.OPERATIONS, ...added] };
});

vi.mock("../../generated/examples.ts", async (original) => {
  const generated = await original<typeof import("../../generated/examples.ts")>();
  const ids = ["putReport", "patchReport", "postReport", "getReport", "headReport", "toString"];
  const added = Object.fromEntries(ids.map((id) => [id, SUCCESS]));
  const search = { status: 200, body: { found: [] } };
  const SUCCESSES = { ...generated.SUCCESSES, ...added, search };
  const [usual] = generated.ERROR_EXAMPLES[403];
  const own = { operations: ["search"], headers: {}, body: { error: { code: "NO_SEARCH" } } };
  return { SUCCESSES, ERROR_EXAMPLES: { ...generated.ERROR_EXAMPLES, 403: [usual, own] } };
});

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

interface Sent {
  readonly fault?: Fault;
  readonly path?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly body?: RequestInit["body"];
}

const SEARCH = { path: "search" };
const json = (body: string): Sent => ({ type: JSON_TYPE, body });

async function send(method: string, sent: Sent = {}) {
  const { path = "7", mode = "fast", type, fault = {} } = sent;
  const api = createFakeApi({ connectors: [] });
  api.failNext(fault);
  const response = await api.fetch(`http://fake/v1/reports.all/${path}`, {
    method,
    headers: {
      authorization: "Bearer a-key",
      "x-mode": mode,
      ...(type && { "content-type": type }),
    },
    body: sent.body ?? null,
  });
  const text = await response.text();
  const body = text ? JSON.parse(text) : undefined;
  const recorded = api.requests[0]?.body;
  return { status: response.status, body, description: body?.error?.description, recorded };
}

it.each<[string, string, Sent, object]>([
  ["the documented example", "GET", {}, { status: 202, body: { done: true } }],
  ["no body to HEAD", "HEAD", {}, { status: 202, body: undefined }],
  ["a concrete path before one with a parameter", "GET", SEARCH, { body: { found: [] } }],
  ["an operationId that is the name of anything", "DELETE", SEARCH, { status: 202 }],
])("returns %s", async (_name, method, sent, want) => {
  expect(await send(method, sent)).toMatchObject(want);
});

it.each([
  ["search", "NO_SEARCH"],
  ["7", "FORBIDDEN"],
])("a fault's status at %s returns the example of the operation: %s", async (path, code) => {
  const { body } = await send("GET", { path, fault: { status: 403 } });
  expect(body).toMatchObject({ error: { code } });
});

it.each<[string, string, Sent]>([
  ["an int64 in the path", "GET", { path: "9223372036854775807" }],
  ["a query", "GET", { path: "7?limit=10&else=1" }],
  ["a list with commas", "GET", { path: "7?ids=1,9223372036854775807" }],
  ["a list of repeated names", "HEAD", { path: "7?ids=1&ids=2" }],
  ["an object in the query", "GET", { path: "7?filter[since]=3" }],
  ["its members beside others", "PUT", { path: "7?since=3", ...json('{"title":"a"}') }],
  ["its members in one", "PATCH", { path: "7?filter=since,3" }],
  ["a fraction", "GET", { path: "7?ratio=1.5" }],
  ["a form", "PATCH", { type: FORM_TYPE, body: "title=a&kinds=a&kinds=b" }],
  ["an object in a form", "PATCH", { type: FORM_TYPE, body: 'title=a&nested={"id":1}' }],
  ["no body, where none is required", "PATCH", {}],
  ["an int64 in a body", "PUT", json('{"title":"a","nested":{"id":9223372036854775807}}')],
])("takes %s", async (_name, method, sent) => {
  expect(await send(method, sent)).toMatchObject({ status: 202 });
});

it.each<[string, string, Sent, number, string | undefined]>([
  ["text for a number in the path", "GET", { path: "a" }, 404, "report-id must be an integer"],
  ["a number beyond int64", "GET", { path: "9223372036854775808" }, 404, "report-id must be"],
  ["a dot for any character", "GET", { path: "../reportsXall/7" }, 404, undefined],
  ["a query out of bounds", "GET", { path: "7?limit=11" }, 400, "limit must be"],
  ["text for a number in the query", "GET", { path: "7?limit=" }, 400, "limit must be an integer"],
  ["one value of a list", "GET", { path: "7?ids=1,a" }, 400, "ids[1] must be an integer"],
  ["a name that is repeated", "GET", { path: "7?limit=1&limit=2" }, 400, "limit must be"],
  ["a member of an object", "GET", { path: "7?filter[since]=x" }, 400, "filter.since must be"],
  [
    "one beside others",
    "PUT",
    { path: "7?since=x", ...json('{"title":"a"}') },
    400,
    "filter.since",
  ],
  ["one in one", "PATCH", { path: "7?filter=since,x" }, 400, "filter.since must be"],
  ["text for a fraction", "GET", { path: "7?ratio=x" }, 400, "ratio must be"],
  ["a header", "GET", { mode: "slow" }, 400, 'X-Mode must be one of "fast"'],
  ["no body", "PUT", {}, 400, undefined],
  ["a form for JSON", "PUT", { type: FORM_TYPE, body: "title=a" }, 400, undefined],
  ["JSON for a form", "PATCH", { type: JSON_TYPE, body: '{"title":"a"}' }, 400, undefined],
  ["a form without a member", "PATCH", { type: FORM_TYPE, body: "kinds=a" }, 422, "title is"],
  ["a list in a form", "PATCH", { type: FORM_TYPE, body: "title=a&kinds=c" }, 422, "kinds[0] must"],
  ["a nested member", "PUT", json('{"title":"a","nested":{"id":1,"on":1}}'), 422, "nested.on must"],
  ["too long a text", "PUT", json('{"title":"secret"}'), 422, "title must be"],
])("refuses %s, and says what is wrong", async (_name, method, sent, status, description) => {
  const response = await send(method, sent);
  expect(response.status).toBe(status);
  if (description) expect(response.description).toContain(description);
  expect(response.description ?? "").not.toContain("secret");
});

it("the client sends it by client.http, in its own style", async () => {
  const api = createFakeApi({ connectors: [] });
  const client = createClient({ apiKey: "a-key", fetch: api.fetch });
  const query = { ids: [1, 2] };
  const params = { path: { "report-id": 7 }, query, header: { "X-Mode": "fast" } };
  const { data } = await client.http.GET(`${OPERATION.path}` as never, { params } as never);
  expect(data).toEqual({ done: true });
  expect(api.requests[0]?.path).toBe("/v1/reports.all/7?ids=1,2");
});

it("requests has the members of a form and of multipart, and JSON as it is", async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ title: "a", kinds: "b", nested: '{"id":1}' })) {
    form.append(name, value);
  }
  form.append("file", new Blob(["bytes"]), "a.txt");
  const { status, recorded } = await send("POST", { body: form });
  expect(status).toBe(202);
  const file = expect.any(Blob);
  expect(recorded).toEqual({ title: "a", kinds: "b", nested: '{"id":1}', file });
  const body = "title=%C3%BC+x&kinds=a&kinds=b";
  const encoded = await send("PATCH", { type: FORM_TYPE, body });
  expect(encoded.recorded).toEqual({ title: "ü x", kinds: ["a", "b"] });
  for (const [text, value] of [["null", null] as const, ["{", "{"] as const]) {
    expect((await send("PUT", { type: JSON_TYPE, body: text })).recorded).toBe(value);
  }
});

// Where the parameters of an operation travel, whatever the spec may ask for.
import { describe, expect, it } from "vitest";
import type { Operation, Schema } from "../../src/schema/operation.ts";
import { readParameters } from "../../src/schema/parameters.ts";

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

function sort(body: Schema | undefined, params: unknown, more: Partial<Operation> = {}) {
  const findings = { issues: [], secrets: [] as string[] };
  const operation = { ...OPERATION, ...(body && { body }), ...more };
  const found = readParameters(operation, params, findings);
  return { found, ...findings };
}

describe("parameters are sorted into", () => {
  it("path, query and header; an unknown one is dropped", () => {
    const params = { id: "a", limit: 5, "X-Trace": "t", "X-Count": 3, other: 1 };
    expect(sort(undefined, params).found).toEqual({
      path: { id: "a" },
      query: { limit: 5 },
      header: { "X-Trace": "t", "X-Count": 3 },
    });
  });

  it.each<[string, Schema, object]>([
    ["its documented members", object({ a: TEXT }), { a: "x" }],
    ["all members, where it documents none", { type: "object" }, { a: "x", b: "y" }],
    [
      "all members, where others are allowed",
      { ...object({ a: TEXT }), additionalProperties: true },
      { a: "x", b: "y" },
    ],
  ])("a body of %s", (_name, body, want) => {
    expect(sort(body, { id: "i", a: "x", b: "y" }).found.body).toEqual(want);
  });

  it("no body, where none of its members is given and none is asked for", () => {
    const body = object({ a: TEXT }, ["a"]);
    expect(sort(body, { id: "i" })).toMatchObject({ found: { path: { id: "i" } }, issues: [] });
    expect(sort(body, { id: "i" }, { bodyRequired: true }).issues).toMatchObject([
      { path: "a", keyword: "required" },
    ]);
  });
});

describe("is refused", () => {
  it.each<[string, unknown, object]>([
    ["what is not an object", "x", { path: "", keyword: "type" }],
    ["nothing, where something is needed", undefined, { path: "", keyword: "type" }],
    ["a header with a line break", { id: "i", "X-Trace": "a\nb" }, { path: "X-Trace" }],
    ["an unknown member, where none is allowed", { id: "i", b: 1 }, { path: "b" }],
    ["a path of dots", { id: ".." }, { path: "id", keyword: "pathSegment" }],
  ])("%s", (_name, params, want) => {
    const body = { ...object({ a: TEXT }), additionalProperties: false };
    expect(sort(body, params).issues).toMatchObject([want]);
  });
});

it("nothing is needed where nothing is required", () => {
  const parameters = { query: object({ limit: { type: "integer" } }) };
  const { found, issues } = sort(undefined, undefined, {
    parameters: { query: { ...parameters.query, required: undefined as never } },
  });
  expect([found.query, issues]).toEqual([{}, []]);
});

it("the strings of query, header and body may be secret, those of the path are shown", () => {
  const { secrets } = sort(object({ a: TEXT }), { id: "in the path", "X-Trace": "t1", a: "b1" });
  expect(secrets).toEqual(["t1", "b1"]);
});

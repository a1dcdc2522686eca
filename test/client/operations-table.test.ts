// Nothing that the spec demands of a request or of a result is lost on the way to the client.
import { describe, expect, it } from "vitest";
import * as generated from "../../generated/operations.ts";
import type { Operation } from "../../src/schema/operation.ts";
import { exactContract, isNode, type Node, resolve } from "../support/contract.ts";

/** What the client checks; everything else is documentation, or left to the server. */
const CHECKED = [
  ...["enum", "const", "minLength", "maxLength", "pattern", "required", "minItems", "maxItems"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
];
const MEDIA_TYPES = {
  "application/json": undefined,
  "application/x-www-form-urlencoded": "form",
  "multipart/form-data": "multipart",
};

const follow = (value: unknown) => resolve(value, exactContract);

/** A schema of the spec in the terms of the client: one schema, integers as bigints. */
function demandsOf(value: unknown, around: readonly string[] = []): Node {
  // The client does not follow a schema that contains itself.
  const ref = isNode(value) && typeof value.$ref === "string" ? [value.$ref] : [];
  if (ref.some((one) => around.includes(one))) return {};
  const within = [...around, ...ref];
  const { allOf, anyOf, ...own } = follow(value);
  if (Array.isArray(anyOf) && anyOf.length === 2) {
    const other = anyOf.find((one) => follow(one).type !== "null");
    return { ...demandsOf(other, within), nullable: true };
  }
  const parts = Array.isArray(allOf) ? allOf.map((part) => demandsOf(part, within)) : [];
  const types = [own.type ?? (own.properties ? "object" : [])].flat();
  const type = own.format === "binary" ? ["blob"] : types.filter((one) => one !== "null");
  const more = own.additionalProperties;
  const demands = {
    ...Object.fromEntries(Object.entries(own).filter(([keyword]) => CHECKED.includes(keyword))),
    ...(type.length > 0 && { type }),
    ...(types.includes("null") && { nullable: true }),
    ...(isNode(own.items) && { items: demandsOf(own.items, within) }),
    ...(isNode(own.properties) && {
      properties: mapValues(own.properties, (member) => demandsOf(member, within)),
    }),
    ...(more !== undefined && {
      additionalProperties: isNode(more) ? demandsOf(more, within) : more,
    }),
  };
  const all: Node[] = [...parts, demands];
  const lists = {
    required: [...new Set(all.flatMap(({ required = [] }) => required as string[]))],
    properties: Object.assign({}, ...all.map(({ properties }) => properties)),
  };
  return { ...Object.assign({}, ...all), ...withoutEmpty(lists) };
}

const withoutEmpty = (node: Node) =>
  Object.fromEntries(Object.entries(node).filter(([, value]) => Object.keys(value ?? {}).length));

const mapValues = (node: Node, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value)]));

/** Generated data in the same terms. `public` is tested with the redaction. */
function asWritten(value: unknown, key = ""): unknown {
  if (key === "type") return [value].flat();
  if (value instanceof RegExp) return value.source;
  if (typeof value === "number") return BigInt(value);
  if (Array.isArray(value)) return value.map((item) => asWritten(item));
  if (!isNode(value)) return value;
  const members = Object.entries(value).filter(([name]) => name !== "public");
  return Object.fromEntries(members.map(([name, member]) => [name, asWritten(member, name)]));
}

const VERBS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const documented = Object.entries(exactContract.paths).flatMap(([path, item]) =>
  VERBS.filter((verb) => item[verb]).map((verb) => ({
    line: `${verb.toUpperCase()} ${path}`,
    item,
    operation: item[verb] as Node,
  })),
);
const known = new Map<string, Operation>(
  generated.OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation]),
);

it("has the operations of the spec and no others, and its server", () => {
  expect([...known.keys()]).toEqual(documented.map(({ line }) => line));
  const servers = [expect.objectContaining({ url: generated.SERVER_URL })];
  expect(exactContract.servers).toEqual(servers);
});

describe.each(documented)("$line", ({ line, item, operation }) => {
  const row = known.get(line) as Operation;

  it("has its name, its method and its parameters", () => {
    expect(row).toMatchObject({ operationId: operation.operationId });
    expect(row.name).toBe(operation["x-method"]);
    const nodes = [item.parameters, operation.parameters].flatMap((list) => list ?? []);
    for (const place of ["path", "query", "header"] as const) {
      const parameters = nodes.map(follow).filter((parameter) => parameter.in === place);
      const required = parameters.filter((one) => one.required === true).map(({ name }) => name);
      const properties = parameters.map((one) => [one.name, demandsOf(one.schema)]);
      const want = {
        type: ["object"],
        ...withoutEmpty({ required }),
        properties: Object.fromEntries(properties),
      };
      const schema = row.parameters[place];
      expect(schema && asWritten(schema)).toEqual(parameters.length > 0 ? want : undefined);
    }
  });

  it("has its body and the encoding of it", () => {
    const body = follow(operation.requestBody);
    const content = follow(body.content);
    const type = Object.entries(MEDIA_TYPES).find(([name]) => content[name]);
    expect(row.body && asWritten(row.body)).toEqual(
      type && demandsOf(follow(content[type[0]]).schema),
    );
    expect(row.encoding).toBe(type?.[1]);
    expect(row.bodyRequired ?? false).toBe(type ? (body.required ?? false) : false);
  });

  it("has its results", () => {
    const responses = Object.entries(follow(operation.responses));
    const successes = responses.filter(([status]) => status.startsWith("2"));
    const results = successes.map(([, response]) => {
      const json = follow(follow(response).content)["application/json"];
      return json ? demandsOf(follow(json).schema) : null;
    });
    const want = results.some((result) => result !== null) ? results : undefined;
    expect(row.results?.map((schema) => schema && asWritten(schema))).toEqual(want);
  });
});

// Nothing that the spec demands of a request or of a result is lost on the way to the client.
import { describe, expect, it } from "vitest";
import * as generated from "../../generated/operations.ts";
import type { Operation, Schema } from "../../src/schema/operation.ts";
import { exactContract, isNode, type Node } from "../support/contract.ts";

/** What the client checks; everything else is words, or left to the server. */
const CHECKED = [
  ...["enum", "const", "minLength", "maxLength", "pattern", "required", "minItems", "maxItems"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
];
const MEDIA_TYPES = {
  "application/json": undefined,
  "application/x-www-form-urlencoded": "form",
  "multipart/form-data": "multipart",
};

/** What a reference leads to; words beside it do not matter here. */
function follow(value: unknown): Node {
  const node = value as Node;
  if (typeof node.$ref !== "string") return node;
  const steps = node.$ref.slice(2).split("/");
  return follow(steps.reduce<unknown>((found, step) => (found as Node)[step], exactContract));
}

/** A schema of the spec in the terms of the client: one schema, integers as bigints. */
function demandsOf(value: unknown, within: readonly unknown[] = []): Node {
  const { allOf, anyOf, ...own } = follow(value);
  // The client does not follow what contains itself.
  if (within.includes(follow(value))) return {};
  const inside = [...within, follow(value)];
  if (Array.isArray(anyOf) && anyOf.length === 2) {
    const other = anyOf.find((one) => follow(one).type !== "null");
    return { ...demandsOf(other, inside), nullable: true };
  }
  const parts = Array.isArray(allOf) ? allOf.map((part) => demandsOf(part, inside)) : [];
  const types = [own.type ?? (own.properties ? "object" : [])].flat();
  const type = own.format === "binary" ? ["blob"] : types.filter((one) => one !== "null");
  const demands = {
    ...Object.fromEntries(Object.entries(own).filter(([keyword]) => CHECKED.includes(keyword))),
    ...(type.length > 0 && { type }),
    ...(types.includes("null") && { nullable: true }),
    ...(isNode(own.items) && { items: demandsOf(own.items, inside) }),
    ...(isNode(own.properties) && {
      properties: mapValues(own.properties, (member) => demandsOf(member, inside)),
    }),
    ...(own.additionalProperties !== undefined && {
      additionalProperties: isNode(own.additionalProperties)
        ? demandsOf(own.additionalProperties, inside)
        : own.additionalProperties,
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

/** Generated data in the same terms. What is `public` has a test of its own. */
function asWritten(schema: Schema | undefined): unknown {
  return rewrite(schema, (key, value) => {
    if (key === "public") return undefined;
    if (key === "type") return [value].flat();
    if (value instanceof RegExp) return value.source;
    return typeof value === "number" ? BigInt(value) : value;
  });
}

function rewrite(value: unknown, change: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(change("", item), change));
  if (!isNode(value) || value instanceof RegExp) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, rewrite(change(key, member), change)])
      .filter(([, member]) => member !== undefined),
  );
}

const mapValues = (node: Node, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value)]));

interface Documented {
  readonly line: string;
  readonly item: Node;
  readonly operation: Node;
}

const VERBS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const documented: Documented[] = Object.entries(exactContract.paths).flatMap(([path, item]) =>
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
  const found = known.get(line) as Operation;

  it("has its name and its method", () => {
    expect(found.operationId).toBe(operation.operationId);
    expect(found.name).toBe(operation["x-method"]);
  });

  it.each(["path", "query", "header"] as const)("keeps what its %s demands", (place) => {
    const nodes = [item.parameters, operation.parameters].flatMap((list) => list ?? []);
    const parameters = nodes.map(follow).filter((parameter) => parameter.in === place);
    const required = parameters.filter((one) => one.required === true).map(({ name }) => name);
    const want = {
      type: ["object"],
      ...withoutEmpty({ required }),
      properties: Object.fromEntries(parameters.map((one) => [one.name, demandsOf(one.schema)])),
    };
    const schema = asWritten(found.parameters[place]);
    expect(schema).toEqual(parameters.length > 0 ? want : undefined);
  });

  it("keeps what its body demands, and how it is encoded", () => {
    const body = operation.requestBody ? follow(operation.requestBody) : {};
    const content = (body.content ?? {}) as Record<string, Node>;
    const type = Object.entries(MEDIA_TYPES).find(([name]) => content[name]);
    expect(asWritten(found.body)).toEqual(type && demandsOf(content[type[0]]?.schema));
    expect(found.encoding).toBe(type?.[1]);
    expect(found.bodyRequired ?? false).toBe(type ? (body.required ?? false) : false);
  });

  it("keeps what its results demand", () => {
    const responses = Object.entries(operation.responses as Node);
    const successes = responses.filter(([status]) => status.startsWith("2"));
    const results = successes.map(([, response]) => {
      const { content } = follow(response) as { content?: Record<string, Node> };
      const json = content?.["application/json"];
      return json ? demandsOf(json.schema) : null;
    });
    const want = results.some((result) => result !== null) ? results : undefined;
    expect(found.results?.map((schema) => schema && asWritten(schema))).toEqual(want);
  });
});

// Nothing that the spec demands of a request or of a result is lost on the way to the client.
import { describe, expect, it } from "vitest";
import * as generated from "../../generated/operations.ts";
import type { Operation } from "../../src/schema/operation.ts";
import {
  bodyOf,
  exactContract,
  isNode,
  merged,
  type Node,
  operationsOf,
  resolve,
} from "../support/contract.ts";

/** What the client checks; everything else is documentation, or left to the server. */
const CHECKED = [
  ...["enum", "const", "minLength", "maxLength", "pattern", "required", "minItems", "maxItems"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "nullable"],
];
const ENCODINGS: Record<string, string> = {
  "application/x-www-form-urlencoded": "form",
  "multipart/form-data": "multipart",
};

/** A schema of the spec in the terms of the client: one schema, integers as bigints. */
function demandsOf(value: unknown, around: readonly unknown[] = []): Node {
  // The client does not follow a schema that contains itself.
  const ref = isNode(value) ? value.$ref : undefined;
  if (ref && around.includes(ref)) return {};
  const demands = (member: unknown) => demandsOf(member, [...around, ref]);
  const schema = merged(value, exactContract);
  const { items, properties, additionalProperties: more } = schema;
  const types = [schema.type ?? (properties ? "object" : [])].flat();
  const type = schema.format === "binary" ? ["blob"] : types.filter((one) => one !== "null");
  return {
    ...Object.fromEntries(Object.entries(schema).filter(([keyword]) => CHECKED.includes(keyword))),
    ...(type.length > 0 && { type }),
    ...(types.includes("null") && { nullable: true }),
    ...(isNode(items) && { items: demands(items) }),
    ...(isNode(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, member]) => [name, demands(member)]),
      ),
    }),
    ...(more !== undefined && { additionalProperties: isNode(more) ? demands(more) : more }),
  };
}

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

const documented = operationsOf(exactContract);
const known = new Map<string, Operation>(
  generated.OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation]),
);

it("has the operations of the spec and no others, and its server", () => {
  expect([...known.keys()]).toEqual(Object.keys(documented));
  const servers = [expect.objectContaining({ url: generated.SERVER_URL })];
  expect(exactContract.servers).toEqual(servers);
});

describe.each(Object.entries(documented))("%s", (line, operation) => {
  const row = known.get(line) as Operation;

  it("has its name, its method and its parameters", () => {
    expect(row).toMatchObject({ operationId: operation.operationId });
    expect(row.name).toBe(operation["x-method"]);
    for (const place of ["path", "query", "header"] as const) {
      const parameters = operation.parameters.filter((parameter) => parameter.in === place);
      const required = parameters.filter((one) => one.required === true).map(({ name }) => name);
      const properties = parameters.map((one) => [one.name, demandsOf(one.schema)]);
      const want = {
        type: ["object"],
        ...(required.length > 0 && { required }),
        properties: Object.fromEntries(properties),
      };
      const schema = row.parameters[place];
      expect(schema && asWritten(schema)).toEqual(parameters.length > 0 ? want : undefined);
    }
  });

  it("has its body and the encoding of it", () => {
    const body = resolve(operation.requestBody, exactContract);
    const { type = "", media } = bodyOf(body) ?? {};
    expect(row.body && asWritten(row.body)).toEqual(media && demandsOf(media.schema));
    expect(row.encoding).toBe(ENCODINGS[type]);
    expect(row.bodyRequired ?? false).toBe(body.required ?? false);
  });

  it("has its results", () => {
    const successes = Object.entries(operation.responses).filter(([status]) => status[0] === "2");
    const results = successes.map(([, response]) => {
      const { media } = bodyOf(resolve(response, exactContract)) ?? {};
      return media ? demandsOf(media.schema) : null;
    });
    const want = results.some((result) => result !== null) ? results : undefined;
    expect(row.results?.map((schema) => schema && asWritten(schema))).toEqual(want);
  });
});

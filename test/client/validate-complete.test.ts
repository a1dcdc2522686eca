// Nothing that the spec demands of a request or of a result is lost on the way to the client.
import { describe, expect, it } from "vitest";
import * as generated from "../../generated/contract.ts";
import { SUCCESS } from "../../generated/examples.ts";
import { exactContract } from "../support/contract.ts";
import { CONTRACT, OPERATION_IDS } from "../support/params.ts";

interface Node {
  readonly [key: string]: unknown;
}

/** They say something about a value and demand nothing of it. The bounds say what a format does. */
const WORDS = /^(description|title|examples?|default|deprecated|format|x-.*)$/;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isPattern(value);
const isPattern = (value: unknown): value is RegExp => value instanceof RegExp;

function resolve(value: unknown): Node {
  if (!isNode(value)) throw new Error("a node is expected");
  if (typeof value.$ref !== "string") return value;
  return resolve(at(exactContract, ...value.$ref.slice(2).split("/")));
}

function at(node: unknown, ...steps: string[]): unknown {
  return steps.reduce<unknown>((found, step) => isNode(found) && resolve(found)[step], node);
}

/** A schema of the spec, references followed, words left out. */
function demandsOf(value: unknown): unknown {
  if (!isNode(value)) return value;
  const { properties, items, ...rest } = resolve(value);
  const demands = Object.entries(rest).filter(([keyword]) => !WORDS.test(keyword));
  return {
    ...Object.fromEntries(demands),
    ...(isNode(properties) && { properties: mapValues(properties, demandsOf) }),
    ...(isNode(items) && { items: demandsOf(items) }),
  };
}

/** Generated data in the terms of the spec: integers as they are written, patterns as text. */
function asWritten(value: unknown): unknown {
  if (typeof value === "number") return BigInt(value);
  if (isPattern(value)) return value.source;
  if (Array.isArray(value)) return value.map(asWritten);
  if (!isNode(value)) return value;
  const { optional = [], ...rest } = value;
  // The generated data names the optional members, the spec the required ones.
  const required = isNode(rest.properties) && {
    required: Object.keys(rest.properties).filter((name) => !(optional as string[]).includes(name)),
  };
  return mapValues({ ...rest, ...required }, asWritten);
}

const mapValues = (node: Node, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value)]));

const jsonSchema = (carrier: unknown) => at(carrier, "content", "application/json", "schema");

it("has the operations of the spec and no others, and its server", () => {
  const { SERVER_URL, ...operations } = generated;
  expect(Object.keys(operations).sort()).toEqual([...OPERATION_IDS].sort());
  expect(exactContract.servers).toEqual([expect.objectContaining({ url: SERVER_URL })]);
});

describe.each(OPERATION_IDS)("%s", (id) => {
  const { path, method, parameters, body, result } = CONTRACT[id];
  const success = SUCCESS[id];
  const item = exactContract.paths[path] ?? {};
  const operation = at(item, method.toLowerCase());

  it("is at its path and method, and answers its success", () => {
    expect(at(operation, "operationId")).toBe(id);
    const statuses = Object.keys(resolve(at(operation, "responses")));
    expect(statuses.filter((status) => status.startsWith("2"))).toEqual([String(success)]);
  });

  it("keeps every constraint of its path parameters", () => {
    const nodes = [item.parameters, at(operation, "parameters")].filter(Array.isArray).flat();
    const documented = nodes.map(resolve);
    expect(documented.every((parameter) => parameter.in === "path")).toBe(true);
    expect(asWritten(parameters)).toEqual({
      type: "object",
      required: documented.filter(({ required }) => required).map(({ name }) => name),
      properties: Object.fromEntries(documented.map((one) => [one.name, demandsOf(one.schema)])),
    });
  });

  it("keeps every constraint of its body", () => {
    const schema = jsonSchema(at(operation, "requestBody"));
    expect(asWritten(body)).toEqual(schema ? demandsOf(schema) : undefined);
  });

  it("keeps every constraint of its result", () => {
    const schema = jsonSchema(at(operation, "responses", String(success)));
    expect(asWritten(result)).toEqual(schema ? demandsOf(schema) : undefined);
  });
});

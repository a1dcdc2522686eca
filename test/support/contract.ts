import { readFileSync } from "node:fs";
import { parse } from "yaml";

export type Node = Record<string, unknown>;

export interface Operation extends Node {
  operationId: string;
  description: string;
  parameters: readonly Node[];
  responses: Record<string, Node>;
}

interface Contract extends Node {
  paths: Record<string, Node>;
  components: Record<string, Node>;
}

const text = readFileSync(new URL("../../openapi/openapi.yaml", import.meta.url), "utf8");

export const contract: Contract = parse(text);

/** The contract with integers as they are written: a `number` would round the largest of them. */
export const exactContract: Contract = parse(text, { intAsBigInt: true });

/** The operations by the request line that reaches them, each with the parameters of its path. */
export const operations: Record<string, Operation> = Object.fromEntries(
  Object.entries(contract.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter((entry): entry is [string, Operation] => isOperation(entry[1]))
      .map(([method, operation]) => [
        `${method.toUpperCase()} ${path}`,
        { ...operation, parameters: [item.parameters, operation.parameters].flatMap(asNodes) },
      ]),
  ),
);

/** What stands at a place, a reference followed, as long as it is one. */
export function resolve(value: unknown): Node {
  if (!isNode(value)) return {};
  if (typeof value.$ref !== "string") return value;
  const steps = value.$ref.slice(2).split("/");
  const target = steps.reduce<unknown>((node, step) => isNode(node) && node[step], contract);
  const { $ref, ...siblings } = value;
  return { ...resolve(target), ...siblings };
}

/** A schema as one: references followed, `allOf` merged, `anyOf` with null as what it is else. */
export function merged(value: unknown): Node {
  const { allOf, anyOf, ...schema } = resolve(value);
  if (Array.isArray(anyOf) && anyOf.length === 2) {
    return { ...merged(anyOf.find((one) => resolve(one).type !== "null")), ...schema };
  }
  const parts = Array.isArray(allOf) ? [...allOf.map(merged), schema] : [schema];
  const properties = Object.assign({}, ...parts.map((part) => part.properties));
  return Object.assign({}, ...parts, Object.keys(properties).length > 0 && { properties });
}

/** What a request or an answer contains, if it contains anything. */
export function bodyOf(carrier: unknown): { type: string; media: Node } | undefined {
  const [content] = Object.entries(resolve(resolve(carrier).content));
  return content && { type: content[0], media: resolve(content[1]) };
}

/** The documented example of a body, or of a parameter. */
export function exampleOf(node: Node): unknown {
  const [named] = Object.values(resolve(node.examples));
  return node.example ?? resolve(named).value;
}

/** Every object of a document by its JSON pointer, save what an example contains. */
export function* walk(value: unknown, pointer = "#"): Generator<[pointer: string, node: Node]> {
  if (!isNode(value)) return;
  if (!Array.isArray(value)) yield [pointer, value];
  for (const [key, child] of Object.entries(value)) {
    const isExample = key === "example" || key === "value";
    if (isExample && !pointer.endsWith("/properties")) continue;
    yield* walk(child, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  }
}

/** Every schema that is written out, rather than referred to. */
export function schemasOf(document: Contract): [pointer: string, schema: Node][] {
  const place =
    /^#\/components\/schemas\/[^/]+$|\/properties\/[^/]+$|\/(schema|items|(all|any|one)Of\/\d+)$/;
  return [...walk(document)].filter(([pointer, node]) => place.test(pointer) && !("$ref" in node));
}

/** What a schema demands, without the words around it. */
export function demandsOf(schema: unknown): Node {
  if (!isNode(schema)) return {};
  const words = ["description", "title", "example", "examples", "x-extensible-enum"];
  const demands = Object.entries(schema).filter(([keyword]) => !words.includes(keyword));
  return Object.fromEntries(
    demands.map(([keyword, value]) => {
      if (keyword === "items") return [keyword, demandsOf(value)];
      if (keyword !== "properties" || !isNode(value)) return [keyword, value];
      const properties = Object.entries(value).map(([name, item]) => [name, demandsOf(item)]);
      return [keyword, Object.fromEntries(properties)];
    }),
  );
}

function asNodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.map(resolve) : [];
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function isOperation(value: unknown): value is Operation {
  return isNode(value) && "operationId" in value;
}

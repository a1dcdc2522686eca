import { readFileSync } from "node:fs";
import { parse } from "yaml";

type Node = Record<string, unknown>;

export interface Operation extends Node {
  operationId: string;
  description: string;
  responses: Node;
}

interface Contract extends Node {
  paths: Record<string, Node>;
  components: Record<string, Node>;
}

const text = readFileSync(new URL("../../openapi/openapi.yaml", import.meta.url), "utf8");

export const contract: Contract = parse(text);

/** The contract with integers as they are written: a `number` would round the largest of them. */
export const exactContract: Contract = parse(text, { intAsBigInt: true });

/** The operations by the request line that reaches them. */
export const operations: Record<string, Operation> = Object.fromEntries(
  Object.entries(contract.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter((entry): entry is [string, Operation] => isOperation(entry[1]))
      .map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation]),
  ),
);

/** Every object of a document by its JSON pointer, save what an example contains. */
export function* walk(value: unknown, pointer = "#"): Generator<[pointer: string, node: Node]> {
  if (!isNode(value)) return;
  if (!Array.isArray(value)) yield [pointer, value];
  for (const [key, child] of Object.entries(value)) {
    if (key === "example" || key === "value") continue;
    yield* walk(child, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  }
}

/** Every schema that is written out, rather than referred to. */
export function schemasOf(document: Contract): [pointer: string, schema: Node][] {
  const place = /^#\/components\/schemas\/[^/]+$|\/properties\/[^/]+$|\/(schema|items)$/;
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

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function isOperation(value: unknown): value is Operation {
  return isNode(value) && "operationId" in value;
}

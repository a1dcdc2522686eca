// The contract: its operations, their parameters with the documented examples, and the calls that
// break it. No other test walks the document.
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

const VERBS = /^(get|put|post|delete|options|head|patch|trace)$/;

/** The operations by the request line that reaches them, each with the parameters of its path. */
export const operationsOf = (document: Contract): Record<string, Operation> =>
  Object.fromEntries(
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>)
        .filter(([verb]) => VERBS.test(verb))
        .map(([verb, operation]) => {
          const nodes = [item as Operation, operation]
            .flatMap(({ parameters = [] }) => parameters)
            .map((node) => resolve(node, document));
          // One of the operation replaces that of its path.
          const parameters = new Map(nodes.map((node) => [`${node.in} ${node.name}`, node]));
          const own = { ...operation, parameters: [...parameters.values()] };
          return [`${verb.toUpperCase()} ${path}`, own];
        }),
    ),
  );

export const operations = operationsOf(contract);

/** The node at a place, its references followed. */
export function resolve(value: unknown, document = contract): Node {
  if (!isNode(value)) return {};
  if (typeof value.$ref !== "string") return value;
  const steps = value.$ref.slice(2).split("/");
  const target = steps.reduce<unknown>((node, step) => isNode(node) && node[step], document);
  const { $ref, ...siblings } = value;
  return { ...resolve(target, document), ...siblings };
}

/** A schema as one: references followed, `allOf` merged, `anyOf` with null as what it is else. */
export function merged(value: unknown, document = contract): Node {
  const { allOf, anyOf, ...schema } = resolve(value, document);
  if (Array.isArray(anyOf) && anyOf.length === 2) {
    const other = anyOf.find((one) => resolve(one, document).type !== "null");
    return { ...merged(other, document), ...schema, nullable: true };
  }
  if (!Array.isArray(allOf)) return schema;
  const parts = [...allOf.map((part) => merged(part, document)), schema];
  const required = parts.flatMap((part) => (part.required ?? []) as string[]);
  return Object.assign({}, ...parts, {
    ...(required.length > 0 && { required: [...new Set(required)] }),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
  });
}

/** The body of a request or of a response, if it has one. */
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

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

/** Everything that a call may be given, under its wire name. */
export type Params = Readonly<Record<string, unknown>>;

/** A file: an example cannot have one. */
const FILE = new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47)], { type: "image/png" });

/** The documented examples, side by side as the client takes them. */
export function paramsOf({ parameters, requestBody }: Operation): Params {
  const { media } = bodyOf(requestBody) ?? {};
  const files = Object.entries(resolve(merged(media?.schema).properties))
    .filter(([, schema]) => merged(schema).format === "binary")
    .map(([name]) => [name, FILE]);
  const examples = parameters.map((parameter) => [parameter.name, exampleOf(parameter)]);
  return {
    ...Object.fromEntries([...examples, ...files]),
    ...resolve(media && exampleOf(media)),
  };
}

/** The same request without the client, which would refuse what breaks the contract. */
export function requestOf(line: string, operation: Operation, params = paramsOf(operation)) {
  const [method = "", template = ""] = line.split(" ");
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const { name, in: place } of operation.parameters) {
    const value = params[String(name)];
    if (value === undefined) continue;
    if (place === "query")
      for (const one of [value].flat()) query.append(String(name), String(one));
    if (place === "header") headers[String(name)] = String(value);
  }
  const path = pathOf(template, params);
  const search = query.size > 0 ? `?${query}` : "";
  const body = encode(operation, params);
  if (typeof body === "string") headers["content-type"] = "application/json";
  return { path: path + search, init: { method, headers, ...(body !== undefined && { body }) } };
}

/** A path with its parameters in it. */
export function pathOf(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(params[name])));
}

function encode({ requestBody }: Operation, params: Params) {
  const { type, media } = bodyOf(requestBody) ?? {};
  const names = Object.keys(resolve(merged(media?.schema).properties));
  const members = names.filter((name) => params[name] !== undefined);
  if (type === undefined) return undefined;
  if (type === "application/json") {
    return JSON.stringify(Object.fromEntries(members.map((name) => [name, params[name]])));
  }
  if (type !== "multipart/form-data") {
    return new URLSearchParams(members.map((name): [string, string] => [name, `${params[name]}`]));
  }
  const form = new FormData();
  for (const name of members) {
    const value = params[name];
    if (value instanceof Blob) form.append(name, value, `${name}.png`);
    else form.append(name, String(value));
  }
  return form;
}

/** One member of the request, with the schema that it has to keep. */
export interface Member {
  /** `path`, `query`, `header`, or the media type of the body. */
  readonly place: string;
  readonly path: readonly string[];
  readonly schema: Node;
  readonly required: boolean;
}

/** Every parameter and every member of the body, the nested ones too. */
export function membersOf({ parameters, requestBody }: Operation): Member[] {
  const own = parameters.map((parameter) => ({
    place: String(parameter.in),
    path: [String(parameter.name)],
    schema: merged(parameter.schema),
    required: parameter.required === true,
  }));
  const body = bodyOf(requestBody);
  return body ? [...own, ...propertiesOf(body.media.schema, body.type)] : own;
}

function propertiesOf(schema: unknown, place: string, path: readonly string[] = []): Member[] {
  const { properties, required = [] } = merged(schema);
  return Object.entries(resolve(properties)).flatMap(([name, property]) => {
    const at = [...path, name];
    const needed = (required as string[]).includes(name);
    const member = { place, path: at, schema: merged(property), required: needed };
    return [member, ...propertiesOf(property, place, at)];
  });
}

export interface InvalidCall {
  /** The member, as the client names it. */
  readonly at: string;
  readonly keyword: string;
  readonly params: Params;
}

/** The calls that break one keyword each. */
export function invalidCallsOf(operation: Operation): InvalidCall[] {
  const documented = paramsOf(operation);
  return membersOf(operation).flatMap((member) =>
    Array.from(wrongValues(member), ([keyword, value]) => ({
      at: member.path.join("."),
      keyword,
      params: replaced(documented, member.path, value),
    })),
  );
}

function* wrongValues(member: Member): Generator<[string, unknown]> {
  const { place, schema, required } = member;
  const { type, minimum, maximum, maxLength, pattern } = schema;
  if (required && place !== "path") yield ["required", undefined];
  // A form and a URL hold nothing but text.
  const isText = place !== "application/json";
  if (type === "string" && !isText) yield ["type", 1];
  if (type === "object" && !isText) yield ["type", "no object"];
  if (type === "integer" || type === "number" || type === "boolean")
    yield ["type", "no such value"];
  if (typeof minimum === "number") yield ["minimum", minimum - 1];
  if (Number.isSafeInteger(maximum)) yield ["maximum", Number(maximum) + 1];
  if (typeof maxLength === "number") yield ["maxLength", fill(member, maxLength + 1)];
  if (typeof pattern === "string" && !new RegExp(pattern, "u").test("a b"))
    yield ["pattern", "a b"];
  if (Array.isArray(schema.enum)) yield ["enum", "none of them"];
}

/** A smiley is one code point, and two units of UTF-16. No header can hold it. */
function fill({ place, schema }: Member, length: number): string {
  return (schema.pattern === undefined && place !== "header" ? "😀" : "x").repeat(length);
}

/** The same parameters with another value at a path. */
export function replaced(
  params: Params,
  [name = "", ...rest]: readonly string[],
  value: unknown,
): Params {
  const next = rest.length > 0 ? replaced((params[name] ?? {}) as Params, rest, value) : value;
  return { ...params, [name]: next };
}

// Each operation of the contract as a call, with the parameters that its examples show.
import type { ApiPromise, CallOptions, Client } from "../../src/index.ts";
import { bodyOf, exampleOf, merged, type Node, type Operation, resolve } from "./contract.ts";

/** Everything that a call may be given, under its wire name. */
export type Params = Readonly<Record<string, unknown>>;

/** The bytes that stand for a file: an example cannot hold them. */
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

/** Calls the method that `x-method` names. */
export function call(
  client: Client,
  operation: Operation,
  params: Params = paramsOf(operation),
  options: CallOptions = {},
): ApiPromise<unknown> {
  const [resource = "", verb = ""] = String(operation["x-method"]).split(".");
  type Methods = Record<string, (params: Params, options: CallOptions) => ApiPromise<unknown>>;
  const methods = (client as unknown as Record<string, Methods>)[resource];
  if (!methods?.[verb]) throw new Error(`The client has no ${resource}.${verb}`);
  return methods[verb](params, options);
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
  const members = names
    .filter((name) => params[name] !== undefined)
    .map((name): [string, unknown] => [name, params[name]]);
  if (type === "application/json") return JSON.stringify(Object.fromEntries(members));
  if (type === "application/x-www-form-urlencoded") return new URLSearchParams(texts(members));
  if (type !== "multipart/form-data") return undefined;
  const form = new FormData();
  for (const [name, value] of members) {
    if (value instanceof Blob) form.append(name, value, `${name}.png`);
    else form.append(name, String(value));
  }
  return form;
}

function texts(members: readonly [string, unknown][]): [string, string][] {
  return members.map(([name, value]): [string, string] => [name, String(value)]);
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

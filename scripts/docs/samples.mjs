// The samples of an operation, written from the operation itself: its method, parameters and
// examples.
import { parseJson, writeJson } from "../../src/json.mjs";
import { commandSampleOf, quote } from "../generate/commands.mjs";
import { successesOf } from "../generate/operations.mjs";
import { isIdentifier, literal } from "../generate/schema.mjs";
import { resolve } from "../generate/spec.mjs";

/**
 * @typedef {import("../generate/spec.mjs").Node} Node
 * @typedef {ReturnType<typeof import("../generate/spec.mjs").operationsOf>[number]} Operation
 * @typedef {{ lang: string, label: string, source: string }} Sample
 * @typedef {object} Member of a body
 * @property {string} name
 * @property {unknown} value
 * @property {boolean} isSecret
 * @property {{ name: string, type: string } | undefined} file of its bytes
 * @typedef {{ mime: string, members: Member[], value: unknown }} Body
 */

/** Redocly picks a sample by its label. @param {Node} spec @param {Operation} operation @returns {Sample[]} */
export function samplesOf(spec, operation) {
  const command = commandSampleOf(spec, operation);
  return [
    { lang: "TypeScript", label: "TypeScript", source: typeScriptOf(spec, operation) },
    ...(command ? [{ lang: "Shell", label: "Command line", source: command }] : []),
    { lang: "Shell", label: "curl", source: curlOf(spec, operation) },
  ];
}

/** @param {Node} spec @param {Operation} found */
export function typeScriptOf(spec, found) {
  const { path, method, operation } = found;
  const members = bodyOf(spec, operation)?.members ?? [];
  const name = operation["x-method"];
  const body = members.map((member) => property(member.name, codeOf(member)));
  const request = name ? [...parametersOf(spec, found), ...body] : initOf(spec, found, body);
  const callee = name ? `${name}(` : `http.${method}(${JSON.stringify(path)}, `;
  const call = `await client.${callee}${block(request)});`;
  const hasResult = successesOf(operation).some(([, node]) => resolve(spec, node).content);
  return [
    ...(members.some(({ file }) => file) ? ['import { readFile } from "node:fs/promises";'] : []),
    'import { createClient } from "supermetrics-connector-builder";',
    "",
    "const client = createClient({ apiKey: process.env.SUPERMETRICS_API_KEY });",
    "",
    ...(hasResult ? [`const result = ${call}`, "console.log(result);"] : [call]),
    "",
  ].join("\n");
}

/** For an operation without a method. @param {Node} spec @param {Operation} found @param {string[]} body */
function initOf(spec, found, body) {
  const places = ["path", "query", "header"].flatMap((place) => {
    const lines = parametersOf(spec, found, place);
    return lines.length > 0 ? [property(place, block(lines))] : [];
  });
  const params = property("params", block(places));
  return body.length > 0 ? [params, property("body", block(body))] : [params];
}

/** @param {Node} spec @param {Operation} found @param {string} [place] */
const parametersOf = (spec, { parameters }, place) =>
  parameters
    .filter((node) => place === undefined || node.in === place)
    .map((node) => property(node.name, toCode(exampleOf(spec, node))));

/** @param {string} name @param {string} code */
const property = (name, code) => `${isIdentifier(name) ? name : JSON.stringify(name)}: ${code},`;

/** @param {string[]} lines */
const block = (lines) => `{\n${lines.join("\n").replaceAll(/^/gm, "  ")}\n}`;

/** As TypeScript. @param {unknown} value where each integer is a bigint */
const toCode = (value) => literal(parseJson(writeJson(value)), new Map());

/** @param {Member} member */
function codeOf({ value, file }) {
  if (!file) return toCode(value);
  const [name, type] = [file.name, file.type].map((text) => JSON.stringify(text));
  return `new Blob([await readFile(${name})], { type: ${type} })`;
}

/**
 * Arguments are visible to every process, so the credential goes in through standard input, and a
 * body of JSON from a file.
 * @param {Node} spec @param {Operation} operation
 */
function curlOf(spec, { path, method, operation, parameters }) {
  const body = bodyOf(spec, operation);
  const query = new URLSearchParams();
  const headers = [];
  let filled = path;
  for (const node of parameters) {
    const value = String(exampleOf(spec, node));
    if (node.in === "path") filled = filled.replace(`{${node.name}}`, encodeURIComponent(value));
    if (node.in === "query") query.set(node.name, value);
    if (node.in === "header") headers.push(`--header ${quote(`${node.name}: ${value}`)}`);
  }
  const server = spec.servers[0].url.replace(/\/$/, "");
  const target = quote(`${server}${filled}${query.size > 0 ? `?${query}` : ""}`);
  // With a body, curl sends a POST without being told.
  const request = method === (body ? "POST" : "GET") ? target : `--request ${method} ${target}`;
  const isJson = body?.mime === "application/json";
  const file = `${/(\w+?)s?(\/\{\w+\})?$/.exec(path)?.[1]}.json`;
  const notes = isJson
    ? `${file}:\n${writeJson(body.value, 2)}\n`.replaceAll(/^(?=.)/gm, "# ")
    : "";
  const options = isJson ? [`--json @${file}`] : (body?.members.map(formOption(body.mime)) ?? []);
  const lines = [`curl ${request}`, "--header @-", ...headers, ...options].join(" \\\n  ");
  return `${notes}${lines} <<EOF\nAuthorization: Bearer $SUPERMETRICS_API_KEY\nEOF\n`;
}

/** A secret comes from a file. @param {string} mime @returns {(member: Member) => string} */
function formOption(mime) {
  const isMultipart = mime === "multipart/form-data";
  return ({ name, value, isSecret, file }) => {
    const text = typeof value === "object" ? writeJson(value) : String(value);
    if (!isMultipart)
      return `--data-urlencode ${quote(isSecret ? `${name}@${name}.txt` : `${name}=${text}`)}`;
    if (file) return `--form ${quote(`${name}=@${file.name};type=${file.type}`)}`;
    return `--form ${quote(`${name}=${isSecret ? `<${name}.txt` : text}`)}`;
  };
}

/** @param {Node} spec @param {Node} operation @returns {Body | undefined} */
function bodyOf(spec, { requestBody }) {
  if (!requestBody) return undefined;
  const [[mime, media] = ["", {}]] = /** @type {[string, Node][]} */ (
    Object.entries(resolve(spec, requestBody).content)
  );
  const { properties = {}, required = [] } = resolve(spec, media.schema);
  const value = exampleOf(spec, media);
  const members = Object.entries(properties).flatMap(([name, node]) => {
    const schema = resolve(spec, node);
    const type = media.encoding?.[name]?.contentType?.split(/,\s*/)[0] ?? "image/png";
    const isBinary = schema.format === "binary" || "contentMediaType" in schema;
    if (value?.[name] === undefined && !(isBinary && required.includes(name))) return [];
    const file = isBinary ? { name: `${name}.${type.split("/")[1]}`, type } : undefined;
    return { name, value: value?.[name], isSecret: schema.writeOnly === true, file };
  });
  return { mime, members, value };
}

/**
 * Of a parameter or a media type.
 * @param {Node} spec @param {Node} node @returns {any}
 */
export function exampleOf(spec, node) {
  if (node.example !== undefined) return node.example;
  const [first] = Object.values(node.examples ?? {});
  if (first) return resolve(spec, first).value;
  const schema = resolve(spec, node.schema ?? {});
  return schema.example ?? schema.examples?.[0];
}

// The samples of an operation, written from the operation itself: its method, parameters and
// examples.
import { parseJson, writeJson } from "../../src/json.mjs";
import { commandSampleOf, quote } from "../generate/commands.mjs";
import { bodyOf, exampleOf as documentedExample, successesOf } from "../generate/operations.mjs";
import { isIdentifier, literal } from "../generate/schema.mjs";
import { resolve } from "../generate/spec.mjs";

/**
 * @typedef {import("../generate/spec.mjs").Node} Node
 * @typedef {ReturnType<typeof import("../generate/spec.mjs").operationsOf>[number]} Operation
 * @typedef {{ lang: string, label: string, source: string }} Sample
 * @typedef {{ name: string, type: string }} File
 * @typedef {{ name: string, value: unknown, file: File | undefined }} Member of a body
 */

/** Redocly picks a sample by its label. @param {Node} spec @param {Operation} found @returns {Sample[]} */
export function samplesOf(spec, found) {
  const command = commandSampleOf(spec, found);
  const code = found.operation["x-method"] && typeScriptOf(spec, found);
  return [
    ...(code ? [{ lang: "TypeScript", label: "TypeScript", source: code }] : []),
    ...(command ? [{ lang: "Shell", label: "Command line", source: command }] : []),
    { lang: "Shell", label: "curl", source: curlOf(spec, found) },
  ];
}

/** Of a method. @param {Node} spec @param {Operation} found */
function typeScriptOf(spec, found) {
  const hasFile = exampleMembersOf(spec, found.operation).some(({ file }) => file);
  const call = callOf(spec, found);
  return [
    ...(hasFile ? ['import { readFile } from "node:fs/promises";'] : []),
    'import { createClient } from "supermetrics-connector-builder";',
    "",
    "const client = createClient({ apiKey: process.env.SUPERMETRICS_API_KEY });",
    "",
    ...[call, ...(call.startsWith("const result") ? ["console.log(result);"] : []), ""],
  ].join("\n");
}

/** The call alone, which the docstring of the method shows. @param {Node} spec @param {Operation} found */
export function callOf(spec, { operation, parameters }) {
  const lines = [
    ...parameters.map((node) => property(node.name, toCode(exampleOf(spec, node)))),
    ...exampleMembersOf(spec, operation).map((member) => property(member.name, codeOf(member))),
  ];
  const request = lines.join("\n").replaceAll(/^/gm, "  ");
  const call = `await client.${operation["x-method"]}({\n${request}\n});`;
  const hasResult = successesOf(spec, operation).some(([, json]) => json);
  return hasResult ? `const result = ${call}` : call;
}

/** @param {string} name @param {string} code */
const property = (name, code) => `${isIdentifier(name) ? name : JSON.stringify(name)}: ${code},`;

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
 * @param {Node} spec @param {Operation} found
 */
function curlOf(spec, { path, method, operation, parameters }) {
  const { mediaType, media } = bodyOf(spec, operation);
  const query = new URLSearchParams();
  const options = [];
  let filled = path;
  for (const node of parameters) {
    const value = String(exampleOf(spec, node));
    if (node.in === "path") filled = filled.replace(`{${node.name}}`, encodeURIComponent(value));
    if (node.in === "query") query.set(node.name, value);
    if (node.in === "header") options.push(`--header ${quote(`${node.name}: ${value}`)}`);
  }
  let notes = "";
  if (mediaType === "application/json") {
    const file = `${/(\w+?)s?(\/\{\w+\})?$/.exec(path)?.[1]}.json`;
    notes = `${file}:\n${writeJson(exampleOf(spec, media ?? {}), 2)}\n`.replaceAll(
      /^(?=.)/gm,
      "# ",
    );
    options.push(`--json @${file}`);
  } else {
    const option = mediaType === "multipart/form-data" ? "--form" : "--data-urlencode";
    for (const { name, value, file } of exampleMembersOf(spec, operation)) {
      const text = typeof value === "object" ? writeJson(value) : String(value);
      options.push(
        `${option} ${quote(`${name}=${file ? `@${file.name};type=${file.type}` : text}`)}`,
      );
    }
  }
  const server = spec.servers[0].url.replace(/\/$/, "");
  const target = quote(`${server}${filled}${query.size > 0 ? `?${query}` : ""}`);
  // With a body, curl sends a POST by default.
  const request =
    method === (mediaType ? "POST" : "GET") ? target : `--request ${method} ${target}`;
  const lines = [`curl ${request}`, "--header @-", ...options].join(" \\\n  ");
  return `${notes}${lines} <<EOF\nAuthorization: Bearer $SUPERMETRICS_API_KEY\nEOF\n`;
}

/** What the example of a body has, and the files that it cannot have. @param {Node} spec @param {Node} operation @returns {Member[]} */
function exampleMembersOf(spec, operation) {
  const { media, members } = bodyOf(spec, operation);
  if (!media) return [];
  const { properties = {}, required = [] } = members;
  const example = exampleOf(spec, media);
  return Object.entries(properties).flatMap(([name, node]) => {
    const schema = resolve(spec, node);
    const value = example?.[name];
    const isFile = schema.format === "binary" || "contentMediaType" in schema;
    if (value === undefined && !(isFile && required.includes(name))) return [];
    const type = media.encoding?.[name]?.contentType?.split(/,\s*/)[0] ?? "image/png";
    return {
      name,
      value,
      file: isFile ? { name: `${name}.${type.split("/")[1]}`, type } : undefined,
    };
  });
}

/**
 * Of a parameter or a media type.
 * @param {Node} spec @param {Node} node @returns {any}
 */
function exampleOf(spec, node) {
  const schema = resolve(spec, node.schema ?? {});
  return documentedExample(spec, node) ?? schema.example ?? schema.examples?.[0];
}

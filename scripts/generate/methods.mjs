// generated/methods.ts: the types of the methods, with the spec's own words.
import { merged, nameOf } from "./fold.mjs";
import { describeLimits } from "./limits.mjs";
import { isIdentifier } from "./literal.mjs";
import { bodyOf, jsonTypeOf, successesOf } from "./operations.mjs";
import { isIgnored } from "./parameters.mjs";
import { resolve } from "./spec.mjs";
import { isOpenEnum } from "./types.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {import("./names.mjs").Method} Method */

/** @param {Node} spec @param {Method[]} methods */
export function renderMethods(spec, methods) {
  /** @type {[string, Node][]} */
  const schemas = Object.entries(spec.components?.schemas ?? {});
  const resources = [...new Set(methods.map(({ resource }) => resource))];
  const open = schemas.filter(([, schema]) => isOpenEnum(schema)).map(([name]) => name);
  const types = ["components", ...open, "operations", "paths"].join(", ");
  return [
    "// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.",
    'import type { ApiPromise } from "../src/promise.ts";\n' +
      'import type { CallOptions } from "../src/options.ts";\n' +
      `import type { ${types} } from "./schema.d.ts";`,
    `export type { ${types} };`,
    ...schemas
      .filter(([name]) => !open.includes(name))
      .map(([name, schema]) => {
        const words = docstring(describeLimits(spec, schema));
        return `${words}export type ${name} = components["schemas"]["${name}"];`;
      }),
    ...methods.map((method) => renderParams(spec, method)),
    ...resources.map((resource) =>
      renderResource(
        spec,
        methods.filter((method) => method.resource === resource),
      ),
    ),
    `/** A method for each operation of the spec. */\nexport interface Resources {\n${resources
      .map(
        (name) =>
          `  /** The operations on ${name}. */\n  readonly ${name}: ${methods.find((m) => m.resource === name)?.type};\n`,
      )
      .join("")}}\n`,
  ].join("\n\n");
}

/** @param {Node} spec @param {Method} method */
function renderParams(spec, { found, resource, verb, params }) {
  const { operation } = found;
  const own = `operations["${operation.operationId}"]`;
  const members = found.parameters
    .filter((parameter) => parameter.in !== "cookie" && !isIgnored(parameter))
    .map(({ name, in: place, required, schema = {}, description, component }) => {
      const group = `${own}["parameters"]["${place}"]`;
      const type = `${place === "path" ? group : `NonNullable<${group}>`}["${name}"]`;
      const short = aliasOf(schema) ?? (component && `components["parameters"]["${component}"]`);
      const words = describeLimits(spec, { ...schema, ...(description && { description }) });
      return renderMember(name, required, short ?? type, words);
    });
  const { schema = {}, mediaType, isRequired } = bodyOf(spec, operation);
  const body = merged(spec, schema);
  const content = `NonNullable<${own}["requestBody"]>["content"]["${mediaType}"]`;
  for (const [name, node] of Object.entries(body.properties ?? {})) {
    const type = aliasOf(node) ?? `${aliasOf(schema) ?? content}["${name}"]`;
    const isNeeded = isRequired && body.required?.includes(name);
    members.push(renderMember(name, isNeeded, type, describeLimits(spec, node)));
  }
  const isOpen = mediaType && (body.additionalProperties ?? !body.properties);
  if (isOpen) members.push("  readonly [member: string]: unknown;\n");
  const text = `export interface ${params} {\n${members.join("")}}`;
  return `/** Parameters of \`${resource}.${verb}\`. */\n${text}`;
}

/** The type of a schema by its name, if it is a reference. @param {Node} schema */
function aliasOf(schema) {
  return schema.$ref?.startsWith("#/components/schemas/") ? nameOf(schema) : undefined;
}

/** @param {string} name @param {boolean} required @param {string} type @param {string} words */
function renderMember(name, required, type, words) {
  const key = `readonly ${isIdentifier(name) ? name : JSON.stringify(name)}${required ? "" : "?"}:`;
  const line = `  ${key} ${type}${required ? "" : " | undefined"};`;
  const wrapped = required ? `  ${key}\n    ${type};` : `  ${key}\n    | ${type}\n    | undefined;`;
  return `${docstring(words, "  ")}${line.length > 100 ? wrapped : line}\n`;
}

/** @param {Node} spec @param {Method[]} methods of one resource */
function renderResource(spec, methods) {
  const [first] = methods;
  const [tag] = first?.found.operation.tags ?? [];
  const about = spec.tags?.find((/** @type {Node} */ { name }) => name === tag)?.description;
  const signatures = methods.map((method) => renderSignature(spec, method));
  return `${docstring(about)}export interface ${first?.type} {\n${signatures.join("\n")}}`;
}

/** @param {Node} spec @param {Method} method */
function renderSignature(spec, { found, verb, params }) {
  const { operation, path, method, parameters } = found;
  const { operationId, summary, description, deprecated } = operation;
  const errors = Object.keys(operation.responses ?? {}).filter((status) => /^[45]/.test(status));
  const words = [
    summary && `${summary}.`,
    description?.trim(),
    `\`${operationId}\`: \`${method} ${path}\``,
    errors.length > 0 && `Documented errors: ${errors.join(", ")}.`,
    deprecated && "@deprecated",
  ];
  const { isRequired } = bodyOf(spec, operation);
  const isNeeded = isRequired || parameters.some((one) => one.required && !isIgnored(one));
  const given = `params${isNeeded ? "" : "?"}: ${params}`;
  const result = `ApiPromise<${resultType(spec, operation)}>`;
  const line = `  ${verb}(${given}, options?: CallOptions): ${result};`;
  const wrapped = `  ${verb}(\n    ${given},\n    options?: CallOptions,\n  ): ${result};`;
  const docs = docstring(words.filter(Boolean).join("\n\n"), "  ");
  return `${docs}${line.length > 100 ? wrapped : line}\n`;
}

/** @param {Node} spec @param {Node} operation */
function resultType(spec, operation) {
  const types = successesOf(operation).map(([status, node]) => {
    const { content = {} } = resolve(spec, node);
    const json = jsonTypeOf(content);
    if (!json) return "void";
    const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
    const responses = `operations["${operation.operationId}"]["responses"]`;
    return aliasOf(content[json].schema ?? {}) ?? `${responses}[${key}]["content"]["${json}"]`;
  });
  return [...new Set(types)].join(" | ") || "void";
}

/** @param {string | undefined} text @param {string} [indent] */
function docstring(text, indent = "") {
  if (!text?.trim()) return "";
  const lines = text.trim().replaceAll("*/", "*\\/").split("\n");
  const [line = ""] = lines;
  if (lines.length === 1 && line.length < 92 - indent.length) return `${indent}/** ${line} */\n`;
  const body = lines.map((one) => `${indent} * ${one}`.trimEnd()).join("\n");
  return `${indent}/**\n${body}\n${indent} */\n`;
}

// generated/methods.ts: the types of the methods, with the spec's own words.
import { describeLimits } from "./limits.mjs";
import { successesOf } from "./operations.mjs";
import { merged } from "./schema.mjs";
import { mistakeAt, operationsOf, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {ReturnType<typeof operationsOf>[number]} Found */
/** @typedef {{ found: Found, operation: Node, resource: string, verb: string, params: string }} Method */

/** Methods that the client has by hand. A resource of the first name would hide a member, too. */
const BY_HAND = ["http", "secrets.set", "secrets.sync", "secrets.check", "logs.all"];
/** Names that the generated file itself uses. */
const OWN_NAMES = [
  "ApiPromise",
  "CallOptions",
  "Blob",
  "Resources",
  "components",
  "operations",
  "paths",
];
/** Words that no constant may be called (ECMA-262, "Reserved Words"). */
const RESERVED =
  /^(await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|arguments|eval)$/;

/**
 * @param {Node} spec
 * @param {readonly string[]} exports the names that the package has by hand
 */
export function renderMethods(spec, exports) {
  const methods = methodsOf(spec);
  checkNames(spec, methods, exports);
  const schemas = Object.entries(spec.components?.schemas ?? {});
  const resources = [...new Set(methods.map(({ resource }) => resource))];
  return [
    "// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.",
    'import type { ApiPromise } from "../src/api-promise.ts";\nimport type { CallOptions } from "../src/options.ts";\nimport type { components, ErrorCode, operations, paths } from "./schema.d.ts";',
    "export type { components, ErrorCode, operations, paths };",
    ...schemas
      .filter(([name]) => name !== "ErrorCode")
      .map(
        ([name, schema]) =>
          `${docstring(describeLimits(spec, schema))}export type ${name} = components["schemas"]["${name}"];`,
      ),
    ...methods.map((method) => renderParams(spec, method)),
    ...resources.map((resource) => renderResource(spec, resource, methods)),
    `/** A method for each operation of the spec. */\nexport interface Resources {\n${resources
      .map((resource) => `  readonly ${resource}: ${capital(resource)};\n`)
      .join("")}}\n`,
  ].join("\n\n");
}

/** @param {Node} spec @returns {Method[]} */
function methodsOf(spec) {
  return operationsOf(spec).flatMap((found) => {
    const { operation } = found;
    const name = operation["x-method"];
    if (name === undefined) {
      if (operation["x-no-method"]) return [];
      const what = `${operation.operationId} needs an x-method such as \`secrets.create\`, or an x-no-method with a reason for none.`;
      throw mistakeAt(operation, "operationId", what);
    }
    const [, resource, verb] = /^([a-z]\w*)\.([a-z]\w*)$/.exec(name) ?? [];
    if (!resource || !verb) {
      const what = `x-method "${name}" must be of the form \`<resource>.<verb>\`, such as \`secrets.create\`.`;
      throw mistakeAt(operation, "x-method", what);
    }
    return [{ found, operation, resource, verb, params: paramsName(resource, verb) }];
  });
}

/** Verb, then the resource in the singular (in the plural for `list`), then the rest. */
function paramsName(/** @type {string} */ resource, /** @type {string} */ verb) {
  const [, word = verb, rest = ""] = /^([a-z]+)(.*)$/.exec(verb) ?? [];
  const singular = resource.replace(/ies$/, "y").replace(/s$/, "");
  return `${capital(word)}${capital(word === "list" ? resource : singular)}${rest}Params`;
}

const capital = (/** @type {string} */ text) => `${text[0]?.toUpperCase()}${text.slice(1)}`;

/** @param {Node} spec @param {Method[]} methods @param {readonly string[]} exports */
function checkNames(spec, methods, exports) {
  const schemas = spec.components?.schemas ?? {};
  /** What each name is taken by. @type {Map<string, string>} */
  const taken = new Map();
  for (const name of [...exports, ...OWN_NAMES]) taken.set(name, "the package itself");
  const resources = [...new Set(methods.map(({ resource }) => capital(resource)))];
  for (const name of resources) taken.set(name, "the interface of a resource");
  for (const { params } of methods) taken.set(params, "the parameters of a method");
  for (const name of Object.keys(schemas)) {
    const owner = name === "ErrorCode" ? undefined : taken.get(name);
    if (owner)
      throw mistakeAt(schemas, name, `the schema ${name} has the name of ${owner}: rename it.`);
    if (!/^[A-Za-z_$][\w$]*$/.test(name) || RESERVED.test(name)) {
      throw mistakeAt(
        schemas,
        name,
        `the schema ${name} cannot be a type of that name: rename it.`,
      );
    }
  }
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const { operation, resource, verb } of methods) {
    const name = `${resource}.${verb}`;
    const { operationId } = operation;
    if (BY_HAND.includes(name) || BY_HAND.includes(resource)) {
      throw mistakeAt(
        operation,
        "x-method",
        `${operationId}: the client has ${name} by hand: choose another x-method.`,
      );
    }
    const other = names.get(name);
    if (other)
      throw mistakeAt(
        operation,
        "x-method",
        `${operationId} and ${other} have the same x-method, ${name}.`,
      );
    names.set(name, operationId);
  }
  for (const { operation } of operationsOf(spec)) {
    const { operationId } = operation;
    if (!/^[A-Za-z_$][\w$]*$/.test(operationId ?? "") || RESERVED.test(operationId)) {
      throw mistakeAt(
        operation,
        "operationId",
        `the operationId "${operationId}" must be an identifier that is not reserved: rename it.`,
      );
    }
    if (Object.hasOwn(schemas, operationId) || ["SERVER_URL", "OPERATIONS"].includes(operationId)) {
      throw mistakeAt(
        operation,
        "operationId",
        `the operationId ${operationId} is the name of something else, too: rename it.`,
      );
    }
  }
}

/** @param {Node} spec @param {Method} method */
function renderParams(spec, { found, operation, resource, verb, params }) {
  const id = operation.operationId;
  const members = found.parameters
    .filter(({ in: place }) => ["path", "query", "header"].includes(place))
    .map((parameter) => {
      const { name, in: place, required, schema = {}, description } = parameter;
      const type = `operations["${id}"]["parameters"]["${place}"]`;
      const at = required && place === "path" ? type : `NonNullable<${type}>`;
      const words = describeLimits(spec, { ...schema, ...(description && { description }) });
      return member(name, required, `${at}["${name}"]`, words);
    });
  const requestBody = operation.requestBody && resolve(spec, operation.requestBody);
  const [mediaType] = [
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
  ].filter((type) => requestBody?.content?.[type]);
  const body =
    mediaType && `NonNullable<operations["${id}"]["requestBody"]>["content"]["${mediaType}"]`;
  const schema = mediaType ? merged(spec, requestBody.content[mediaType].schema ?? {}) : {};
  for (const [name, node] of Object.entries(schema.properties ?? {})) {
    const words = describeLimits(spec, /** @type {Node} */ (node));
    members.push(member(name, schema.required?.includes(name), `${body}["${name}"]`, words));
  }
  const isOpen = schema.additionalProperties === true || (mediaType && !schema.properties);
  const open = isOpen ? "  readonly [member: string]: unknown;\n" : "";
  return `/** Parameters of \`${resource}.${verb}\`. */\nexport interface ${params} {\n${members.join("")}${open}}`;
}

/** @param {string} name @param {boolean | undefined} required @param {string} type @param {string} words */
function member(name, required, type, words) {
  const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
  return `${docstring(words, "  ")}  readonly ${key}${required ? "" : "?"}: ${type}${required ? "" : " | undefined"};\n`;
}

/** @param {Node} spec @param {string} resource @param {Method[]} methods */
function renderResource(spec, resource, methods) {
  const own = methods.filter((method) => method.resource === resource);
  const [tag] = own[0]?.operation.tags ?? [];
  const about = spec.tags?.find((/** @type {Node} */ { name }) => name === tag)?.description;
  const signatures = own.map(({ found, operation, verb, params }) => {
    const { operationId, summary, description, deprecated } = operation;
    const statuses = Object.keys(operation.responses ?? {}).filter((status) => !/^2/.test(status));
    const words = [
      `${summary}.`,
      description?.trim(),
      `\`${operationId}\`: ${found.method} \`${found.path}\`. Documented errors: ${statuses.join(", ")}.`,
      deprecated && "@deprecated",
    ];
    const isOptional =
      found.parameters.every(({ required }) => !required) && !operation.requestBody?.required;
    const argument = `params${isOptional ? "?" : ""}: ${params}`;
    return `${docstring(words.filter(Boolean).join("\n\n"), "  ")}  ${verb}(${argument}, options?: CallOptions): ApiPromise<${resultType(spec, operation)}>;\n`;
  });
  return `${docstring(about)}export interface ${capital(resource)} {\n${signatures.join("\n")}}`;
}

/** @param {Node} spec @param {Node} operation */
function resultType(spec, operation) {
  const types = successesOf(operation).map(([status, node]) => {
    const content = resolve(spec, node).content ?? {};
    const json = Object.keys(content).find((name) => /^application\/(.+\+)?json\b/.test(name));
    if (!json) return "void";
    const { $ref } = content[json].schema ?? {};
    if ($ref?.startsWith("#/components/schemas/")) return $ref.split("/").at(-1);
    const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
    return `operations["${operation.operationId}"]["responses"][${key}]["content"]["${json}"]`;
  });
  return [...new Set(types)].join(" | ") || "void";
}

/** @param {string | undefined} text @param {string} [indent] */
function docstring(text, indent = "") {
  if (!text?.trim()) return "";
  const lines = text.trim().replaceAll("*/", "*\\/").split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  const body = lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n");
  return `${indent}/**\n${body}\n${indent} */\n`;
}

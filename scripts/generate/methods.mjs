// generated/methods.ts: the methods and their types, with the spec's own words.

import { callOf } from "../docs/samples.mjs";
import { BY_HAND as COMMANDS, titleOf } from "./commands.mjs";
import { nullableOf } from "./fold.mjs";
import { bodyOf, flatParametersOf, successesOf } from "./operations.mjs";
import { additionalOf, isIdentifier } from "./schema.mjs";
import { isSchema, mapAll, mistakeAt, nameOf, operationsOf } from "./spec.mjs";
import { describeLimits, docstring } from "./types.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {import("./spec.mjs").OperationNode} Method */

/** Methods that the client has by hand. */
const BY_HAND = [
  ...["secrets.set", "secrets.sync", "secrets.check", "logs.all", "logs.follow"],
  "connectors.publish",
];

/**
 * Refuses names that are taken.
 * @param {Node} spec @param {Method[]} methods
 * @param {readonly string[]} exports the names that the package exports by hand
 */
function checkNames(spec, methods, exports) {
  const names = [...BY_HAND, ...methods.map(({ name }) => name)];
  /** Who has each name. @type {Map<string, string>} */
  const owners = new Map();
  for (const name of BY_HAND) owners.set(`x-method ${name}`, "the client");
  for (const title of COMMANDS) owners.set(`command ${title}`, "the command line");
  mapAll(methods, (method) => {
    const { operation, name, resource, verb } = method;
    const { operationId, "x-see": others = [], "x-no-command": why } = operation;
    /** @param {string} what @param {string} [key] */
    const refuse = (what, key = "x-method") => {
      throw mistakeAt(operation, key, `${operationId}: ${what}`);
    };
    for (const other of others) {
      if (!names.includes(other)) refuse(`x-see names ${other}, which is no method.`, "x-see");
    }
    // The members of every object, such as `constructor`, are taken as well.
    if (["http", "help"].includes(resource) || resource in {} || verb in {}) {
      refuse(`${name} is no name for a method. Choose another x-method.`);
    }
    // TypeScript would merge two interfaces of one name.
    const own = [`x-method ${name}`, `type ${paramsName(method)}`, `command ${titleOf(method)}`];
    for (const each of why === undefined ? own : own.slice(0, 2)) {
      const cure = "Choose another x-method. With x-no-command: <reason>, there is no command.";
      if (owners.has(each)) refuse(`${owners.get(each)} has the ${each}, too. ${cure}`);
      owners.set(each, operationId);
    }
  });
  const schemas = spec.components?.schemas ?? {};
  mapAll(Object.keys(schemas), (name) => {
    if (![...exports, ...BUILT_IN].includes(name)) return;
    // `export *` would drop it without a word.
    const what = `the schema ${name} has the name of an export of the package, or of a type in it`;
    throw mistakeAt(schemas, name, `${what}. Rename it.`);
  });
}

/** Types that generated/schema.d.ts uses. */
const BUILT_IN = ["Blob", "Record"];

/**
 * Verb, then the resource in the singular (in the plural for `list`), then the rest of the verb.
 * @param {Method} method
 */
function paramsName({ resource, verb }) {
  const [, word = verb, rest = ""] = /^([a-z]+)(.*)$/.exec(verb) ?? [];
  const singular = resource.replace(/ies$/, "y").replace(/s$/, "");
  return `${capital(word)}${capital(word === "list" ? resource : singular)}${rest}Params`;
}

const capital = (/** @type {string} */ text) => `${text[0]?.toUpperCase()}${text.slice(1)}`;

/** @param {Node} spec @param {readonly string[]} exports the names that the package exports by hand */
export function renderMethods(spec, exports) {
  const methods = operationsOf(spec).filter(({ name }) => name);
  checkNames(spec, methods, exports);
  const resources = [...new Set(methods.map(({ resource }) => resource))];
  const names = ["components", "operations", "paths"];
  const all = [...names, ...Object.keys(spec.components?.schemas ?? {})].sort();
  const types = `type {\n${all.map((name) => `  ${name},\n`).join("")}}`;
  const members = resources.map((name) => {
    const type = `${capital(name)}Operations`;
    return `  /** The operations on ${name}. */\n  readonly ${name}: ${type};\n`;
  });
  const interfaces = resources.map((name) => {
    const own = methods.filter(({ resource }) => resource === name);
    const [tag] = own[0]?.operation.tags ?? [];
    const about = spec.tags?.find((/** @type {Node} */ each) => each.name === tag)?.description;
    const signatures = own.map((method) => renderSignature(spec, method)).join("\n");
    return `${docstring(about)}export interface ${capital(name)}Operations {\n${signatures}}`;
  });
  return [
    'import type { ApiPromise } from "../src/promise.ts";\n' +
      'import type { CallOptions } from "../src/options.ts";\n' +
      `import ${types} from "./schema.d.ts";`,
    `export ${types};`,
    ...methods.map((method) => renderParams(spec, method)),
    ...interfaces,
    "/** A method for each operation of the spec. */\n" +
      `export interface Resources {\n${members.join("")}}\n`,
  ].join("\n\n");
}

/** @param {Node} spec @param {Method} method */
function renderParams(spec, method) {
  const own = `operations[${JSON.stringify(method.operation.operationId)}]`;
  const { schema: whole, media, mediaType, members: body } = bodyOf(spec, method.operation);
  const content = aliasOf(whole) ?? `NonNullable<${own}["requestBody"]>["content"]["${mediaType}"]`;
  const isNullable = nullableOf(whole) || [body.type].flat().includes("null");
  const members = flatParametersOf(spec, method).map((parameter) => {
    const { name, place, schema, component, description } = parameter;
    const group = place === "body" ? content : `${own}["parameters"]["${place}"]`;
    const isSure = place === "path" || (place === "body" && !isNullable);
    const type =
      aliasOf(schema) ??
      (component
        ? `components["parameters"][${JSON.stringify(component)}]`
        : `${isSure ? group : `NonNullable<${group}>`}[${JSON.stringify(name)}]`);
    const words = describeLimits(spec, { ...schema, ...(description && { description }) });
    return docstring(words, "  ") + renderMember(name, parameter.required, type);
  });
  const isOpen = media && (additionalOf(body) ?? !body.properties);
  if (isOpen) members.push("  readonly [member: string]: unknown;\n");
  const text = `export interface ${paramsName(method)} {\n${members.join("")}}`;
  return `/** Parameters of \`${method.name}\`. */\n${text}`;
}

/** The type of a schema by its name, if it is a reference. @param {Node} schema */
const aliasOf = (schema) => (isSchema(schema) ? nameOf(schema) : undefined);

/** @param {string} name @param {boolean} required @param {string} type */
function renderMember(name, required, type) {
  const key = `  readonly ${isIdentifier(name) ? name : JSON.stringify(name)}${required ? "" : "?"}:`;
  const types = required ? [type] : [type, "undefined"];
  const line = `${key} ${types.join(" | ")};\n`;
  const wrapped = required ? `\n    ${type}` : types.map((each) => `\n    | ${each}`).join("");
  return line.length > 101 ? `${key}${wrapped};\n` : line;
}

/** @param {Node} spec @param {Method} found */
function renderSignature(spec, found) {
  const { operation, path, method, verb } = found;
  const { operationId, summary, description, deprecated, "x-see": others = [] } = operation;
  const errors = Object.keys(operation.responses ?? {}).filter((status) => /^[45]/.test(status));
  const see = others.map((/** @type {string} */ name) => `\`client.${name}\``).join(", ");
  const words = [
    summary && `${summary}.`,
    description?.trim(),
    `\`${operationId}\`: \`${method} ${path}\``,
    errors.length > 0 && `Documented errors: ${errors.join(", ")}.`,
    see && `See also: ${see}.`,
    `@example\n\`\`\`ts\n${callOf(spec, found)}\n\`\`\``,
    deprecated && "@deprecated",
  ];
  const isNeeded =
    bodyOf(spec, operation).isRequired || found.parameters.some(({ required }) => required);
  const given = [`params${isNeeded ? "" : "?"}: ${paramsName(found)}`, "options?: CallOptions"];
  const result = `ApiPromise<${resultType(spec, operation)}>;\n`;
  const line = `  ${verb}(${given.join(", ")}): ${result}`;
  const wrapped = `  ${verb}(\n    ${given.join(",\n    ")},\n  ): ${result}`;
  const docs = docstring(words.filter(Boolean).join("\n\n"), "  ");
  return docs + (line.length > 101 ? wrapped : line);
}

/** @param {Node} spec @param {Node} operation */
function resultType(spec, operation) {
  const types = successesOf(spec, operation).map(([status, json]) => {
    if (!json) return "void";
    const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
    const responses = `operations["${operation.operationId}"]["responses"]`;
    return aliasOf(json.schema ?? {}) ?? `${responses}[${key}]["content"]["application/json"]`;
  });
  return [...new Set(types)].join(" | ") || "void";
}

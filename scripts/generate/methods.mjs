// generated/methods.ts: the methods and their types, with the spec's own words.

import { callOf } from "../docs/samples.mjs";
import { BY_HAND as COMMANDS, titleOf } from "./commands.mjs";
import { nullableOf } from "./fold.mjs";
import {
  bodyOf,
  flatParametersOf,
  isIgnored,
  jsonOf,
  membersOf,
  successesOf,
} from "./operations.mjs";
import { additionalOf, isIdentifier } from "./schema.mjs";
import { mapAll, mistakeAt, nameOf, operationsOf } from "./spec.mjs";
import { describeLimits, docstring } from "./types.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {ReturnType<typeof methodsOf>[number]} Method the names of its types, too */

/** Methods that the client has by hand. */
const BY_HAND = [
  ...["secrets.set", "secrets.sync", "secrets.check", "logs.all", "logs.follow"],
  "connectors.publish",
];

/**
 * Every operation that is a method. Refuses names that are taken.
 * @param {Node} spec @param {readonly string[]} exports the names that the package exports by hand
 */
export function methodsOf(spec, exports) {
  const methods = operationsOf(spec)
    .filter(({ operation }) => operation["x-method"])
    .map((each) => {
      const [resource, verb] = each.operation["x-method"].split(".");
      return { ...each, resource, verb, params: paramsName(resource, verb) };
    });
  const names = [...BY_HAND, ...methods.map(({ operation }) => operation["x-method"])];
  /** Who has each name. @type {Map<string, string>} */
  const owners = new Map([
    ...BY_HAND.map((name) => /** @type {const} */ ([`x-method ${name}`, "the client"])),
    ...COMMANDS.map((title) => /** @type {const} */ ([`command ${title}`, "the command line"])),
  ]);
  mapAll(methods, (method) => {
    const { operation, resource, verb, params } = method;
    const { operationId, "x-method": name, "x-see": others = [], "x-no-command": why } = operation;
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
    const own = [
      `x-method ${name}`,
      `type ${params}`,
      ...(why !== undefined ? [] : [`command ${titleOf(method)}`]),
    ];
    for (const each of own) {
      const cure = each.startsWith("command") ? ", or give x-no-command with a reason" : "";
      const owner = owners.get(each);
      if (owner) refuse(`${owner} has the ${each}, too. Choose another x-method${cure}.`);
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
  return methods;
}

/** Types that generated/schema.d.ts uses. */
const BUILT_IN = ["Blob", "Record"];

/**
 * Verb, then the resource in the singular (in the plural for `list`), then the rest of the verb.
 * @param {string} resource @param {string} verb
 */
function paramsName(resource, verb) {
  const [, word = verb, rest = ""] = /^([a-z]+)(.*)$/.exec(verb) ?? [];
  const singular = resource.replace(/ies$/, "y").replace(/s$/, "");
  return `${capital(word)}${capital(word === "list" ? resource : singular)}${rest}Params`;
}

const capital = (/** @type {string} */ text) => `${text[0]?.toUpperCase()}${text.slice(1)}`;

/** @param {Node} spec @param {Method[]} methods */
export function renderMethods(spec, methods) {
  const resources = [...new Set(methods.map(({ resource }) => resource))];
  const names = ["components", "operations", "paths"];
  const all = [...names, ...Object.keys(spec.components?.schemas ?? {})].sort();
  const types = `type {\n${all.map((name) => `  ${name},\n`).join("")}}`;
  return [
    'import type { ApiPromise } from "../src/promise.ts";\n' +
      'import type { CallOptions } from "../src/options.ts";\n' +
      `import ${types} from "./schema.d.ts";`,
    `export ${types};`,
    ...methods.map((method) => renderParams(spec, method)),
    ...resources.map((name) => renderResource(spec, methods, name)),
    "/** A method for each operation of the spec. */\n" +
      `export interface Resources {\n${resources.map(memberOf).join("")}}\n`,
  ].join("\n\n");
}

/** @param {Node} spec @param {Method} method */
function renderParams(spec, method) {
  const { operation, resource, verb, params } = method;
  const own = `operations[${JSON.stringify(operation.operationId)}]`;
  const { schema: whole = {}, mediaType } = bodyOf(spec, operation);
  const body = membersOf(spec, operation);
  const content = `NonNullable<${own}["requestBody"]>["content"]["${mediaType}"]`;
  const isNullable = nullableOf(whole) || [body.type].flat().includes("null");
  const members = flatParametersOf(spec, method).map(
    ({ name, place, required, schema, holder }) => {
      const { component, description } = place === "body" ? {} : holder;
      const group =
        place === "body" ? (aliasOf(whole) ?? content) : `${own}["parameters"]["${place}"]`;
      const isSure = place === "path" || (place === "body" && !isNullable);
      const type = memberType(isSure ? group : `NonNullable<${group}>`, name);
      const short =
        aliasOf(schema) ?? (component && memberType(`components["parameters"]`, component));
      const words = describeLimits(spec, { ...schema, ...(description && { description }) });
      return renderMember(name, required, short ?? type, words);
    },
  );
  const isOpen = mediaType && (additionalOf(body) ?? !body.properties);
  if (isOpen) members.push("  readonly [member: string]: unknown;\n");
  const text = `export interface ${params} {\n${members.join("")}}`;
  return `/** Parameters of \`${resource}.${verb}\`. */\n${text}`;
}

const memberType = (/** @type {string} */ type, /** @type {string} */ name) =>
  `${type}[${JSON.stringify(name)}]`;

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

/** @param {string} resource */
const memberOf = (resource) =>
  `  /** The operations on ${resource}. */\n  readonly ${resource}: ${capital(resource)}Operations;\n`;

/** @param {Node} spec @param {Method[]} methods @param {string} resource */
function renderResource(spec, methods, resource) {
  const own = methods.filter((method) => method.resource === resource);
  const [tag] = own[0]?.operation.tags ?? [];
  const about = spec.tags?.find((/** @type {Node} */ { name }) => name === tag)?.description;
  const signatures = own.map((method) => renderSignature(spec, method));
  return `${docstring(about)}export interface ${capital(resource)}Operations {\n${signatures.join("\n")}}`;
}

/** @param {Node} spec @param {Method} found */
function renderSignature(spec, found) {
  const { operation, path, method, parameters, verb, params } = found;
  const { operationId, summary, description, deprecated } = operation;
  const errors = Object.keys(operation.responses ?? {}).filter((status) => /^[45]/.test(status));
  const words = [
    summary && `${summary}.`,
    description?.trim(),
    `\`${operationId}\`: \`${method} ${path}\``,
    errors.length > 0 && `Documented errors: ${errors.join(", ")}.`,
    operation["x-see"] && seeAlso(operation["x-see"]),
    `@example\n\`\`\`ts\n${callOf(spec, found)}\n\`\`\``,
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

/** @param {string[]} methods that do more than one request */
const seeAlso = (methods) => `See also: ${methods.map((name) => `\`client.${name}\``).join(", ")}.`;

/** @param {Node} spec @param {Node} operation */
function resultType(spec, operation) {
  const types = successesOf(operation).map(([status, node]) => {
    const media = jsonOf(spec, node);
    if (!media) return "void";
    const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
    const responses = `operations["${operation.operationId}"]["responses"]`;
    return aliasOf(media.schema ?? {}) ?? `${responses}[${key}]["content"]["application/json"]`;
  });
  return [...new Set(types)].join(" | ") || "void";
}

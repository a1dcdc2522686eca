// The names of the methods and their types, and what may not have such a name.
import { isIdentifier } from "./literal.mjs";
import { mistakeAt, operationsOf } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {ReturnType<typeof operationsOf>[number]} Found */
/**
 * @typedef {object} Method
 * @property {Found} found
 * @property {string} resource such as `secrets`
 * @property {string} verb such as `create`
 * @property {string} type of the resource
 * @property {string} params the type of the parameters
 */

/** Methods that the client has by hand; `http` is a whole resource. */
const BY_HAND = ["http", "secrets.set", "secrets.sync", "secrets.check", "logs.all"];
/** Names that generated/methods.ts uses itself. */
const OWN_NAMES = [
  ...["ApiPromise", "CallOptions", "NonNullable", "Resources", "components", "operations", "paths"],
];
/** Names that generated/operations.ts uses itself. */
const CONSTANTS = ["SERVER_URL", "OPERATIONS"];
/** ECMA-262, "Reserved Words", and what TypeScript and strict code add to them. */
const RESERVED = new Set(
  [
    "await break case catch class const continue debugger default delete do else enum export",
    "extends false finally for function if implements import in instanceof interface let new null",
    "package private protected public return static super switch this throw true try typeof var",
    "void while with yield arguments eval any bigint boolean never number object string symbol",
    "undefined unknown",
  ]
    .join(" ")
    .split(" "),
);

/**
 * Every operation that is a method. Refuses names that cannot be, or that are taken.
 * @param {Node} spec @param {readonly string[]} exports the names that the package exports by hand
 * @returns {Method[]}
 */
export function methodsOf(spec, exports) {
  const methods = operationsOf(spec).flatMap((found) => methodOf(found) ?? []);
  checkMethods(methods);
  checkTypes(spec, methods, exports);
  checkOperationIds(spec);
  return methods;
}

/** @param {Found} found @returns {Method | undefined} */
function methodOf(found) {
  const { operation } = found;
  const { operationId, "x-method": name, "x-no-method": reason } = operation;
  if (name === undefined && reason) return undefined;
  if (name === undefined) {
    const what = `${operationId} needs an x-method such as \`secrets.create\``;
    throw mistakeAt(operation, "operationId", `${what}, or an x-no-method with a reason for none.`);
  }
  const [, resource, verb] = /^([a-z][A-Za-z0-9]*)\.([a-z][A-Za-z0-9]*)$/.exec(name) ?? [];
  if (!resource || !verb) {
    const what = `${operationId}: the x-method "${name}" must be <resource>.<verb>`;
    throw mistakeAt(operation, "x-method", `${what}, such as \`secrets.create\`.`);
  }
  const type = capital(resource);
  return { found, resource, verb, type, params: paramsName(resource, verb) };
}

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

/** @param {Method[]} methods */
function checkMethods(methods) {
  /** @type {Map<string, string>} */
  const seen = new Map();
  for (const { found, resource, verb } of methods) {
    const { operation } = found;
    const name = `${resource}.${verb}`;
    const refuse = (/** @type {string} */ what) =>
      mistakeAt(operation, "x-method", `${operation.operationId}: ${what}`);
    // The members of every object, such as `constructor`, are taken as well.
    if (BY_HAND.includes(name) || BY_HAND.includes(resource) || resource in {} || verb in {}) {
      throw refuse(`${name} is taken on the client. Choose another x-method.`);
    }
    const other = seen.get(name);
    if (other) throw refuse(`${other} has the x-method ${name}, too. Choose another.`);
    seen.set(name, operation.operationId);
  }
}

/**
 * Every type that generated/methods.ts exports.
 * @param {Node} spec @param {Method[]} methods @param {readonly string[]} exports
 */
function checkTypes(spec, methods, exports) {
  const schemas = spec.components?.schemas ?? {};
  /** What each name is taken by. @type {Map<string, string>} */
  const taken = new Map();
  for (const name of [...exports, ...OWN_NAMES]) taken.set(name, "the package");
  /** @param {string} name @param {string} what @param {Node} node @param {string} key */
  const take = (name, what, node, key) => {
    const owner = taken.get(name);
    if (owner) throw mistakeAt(node, key, `${what} has the name of ${owner}. Rename it.`);
    taken.set(name, what);
  };
  for (const name of Object.keys(schemas)) {
    if (!isIdentifier(name) || RESERVED.has(name)) {
      throw mistakeAt(schemas, name, `the schema "${name}" cannot be a type. Rename it.`);
    }
    take(name, `the schema ${name}`, schemas, name);
  }
  const resources = new Map(methods.map((method) => [method.type, method]));
  for (const [type, { found, resource }] of resources) {
    // What the client has by hand extends it under the same name.
    if (BY_HAND.some((name) => name.startsWith(`${resource}.`))) taken.delete(type);
    take(type, `the type ${type} of client.${resource}`, found.operation, "x-method");
  }
  for (const { found, resource, verb, params } of methods) {
    const what = `the type ${params} of ${resource}.${verb}`;
    take(params, what, found.operation, "x-method");
  }
}

/** @param {Node} spec */
function checkOperationIds(spec) {
  const { schemas = {}, parameters = {} } = spec.components ?? {};
  for (const { operation } of operationsOf(spec)) {
    const { operationId = "" } = operation;
    const refuse = (/** @type {string} */ what) =>
      mistakeAt(operation, "operationId", `the operationId "${operationId}" ${what}. Rename it.`);
    if (!isIdentifier(operationId)) throw refuse("is not an identifier");
    if (RESERVED.has(operationId)) throw refuse("is a reserved word");
    const isTaken = operationId in schemas || operationId in parameters;
    if (isTaken || CONSTANTS.includes(operationId)) throw refuse("is the name of something else");
  }
}

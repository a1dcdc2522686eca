// generated/operations.ts: the server and the operations, for the client and the fake.
import { branchesOf, merged, nullableOf, textOf } from "./fold.mjs";
import { COMPONENT, createConverter, literal } from "./schema.mjs";
import { mapAll, mistakeAt, operationsOf, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {import("./spec.mjs").OperationNode} OperationNode */
/** @typedef {ReturnType<typeof createConverter>["convert"]} Convert */

/** The media types of a body that the client can send, and how each is encoded. */
const ENCODINGS = {
  "application/json": undefined,
  "application/x-www-form-urlencoded": "form",
  "multipart/form-data": "multipart",
};

export const NO_METHOD =
  "Give it x-no-method with a reason in place of x-method: client.http can call it.";

/** TypeScript cannot compare more constants than this in one list (TS2590). */
const LIST_LENGTH = 500;

/**
 * @param {Node} spec
 * @returns {{ text: string, notes: import("./schema.mjs").Note[] }} with what is left to the server
 */
export function renderOperations(spec) {
  const { convert, notes } = createConverter(spec);
  /** @type {import("./schema.mjs").Constants} */
  const constants = new Map();
  const server = serverOf(spec, spec);
  const operations = operationsOf(spec);
  const texts = mapAll(operations, (each) => {
    const { operationId, summary = operationId } = each.operation;
    const text = literal(dataOf(spec, each, server, convert), constants);
    const words = `/** ${summary.replaceAll("*/", "*\\/")} */`;
    return `${words}\nexport const ${operationId} = ${text} as const satisfies Operation;`;
  });
  const lines = operations.map(({ operation }) => `  ${operation.operationId},\n`);
  /** @type {string[]} */
  const lists = [];
  while (lines.length > LIST_LENGTH) {
    const name = `OPERATIONS_${lists.length + 1}`;
    const list = lines.splice(lists.length, LIST_LENGTH, `  ...${name},\n`).join("");
    lists.push(`const ${name}: readonly Operation[] = [\n${list}];`);
  }
  const text = [
    "// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.",
    'import type { Operation } from "../src/schema/operation.ts";',
    `/** The API's server. */\nexport const SERVER_URL = ${JSON.stringify(server)};`,
    ...Array.from(constants, ([name, value]) => `const ${name} = ${value} as const;`),
    ...texts,
    ...lists,
    "/** All of them, in the order of the spec. */\n" +
      `export const OPERATIONS: readonly Operation[] = [\n${lines.join("")}];\n`,
  ].join("\n\n");
  return { text, notes };
}

/**
 * The first server of the document, a path or an operation, with the defaults of its variables.
 * @param {Node} spec @param {Node} home what has the servers @returns {string}
 */
function serverOf(spec, home) {
  const [server] = home.servers ?? [];
  if (!server) throw mistakeAt(spec, "openapi", "the document names no server. Add `servers`.");
  const { url, variables = {} } = server;
  const filled = String(url).replaceAll(/\{([^{}]*)\}/g, (template, name) => {
    return variables[name]?.default ?? template;
  });
  // A credential, a query and a variable without a default are refused, too.
  if (URL.canParse(filled) && /^https:\/\/[^@?#{}]+$/i.test(filled))
    return filled.replace(/\/+$/, "");
  const what = "must be a whole https address; each variable needs a default";
  throw mistakeAt(server, "url", `the server "${url}" ${what}.`);
}

/**
 * The constant of one operation.
 * @param {Node} spec @param {OperationNode} each @param {string} server of the document
 * @param {Convert} convert
 */
function dataOf(spec, each, server, convert) {
  const { path, method, operation } = each;
  const { operationId, "x-method": name } = operation;
  const parameters = each.parameters.filter((parameter) => !isIgnored(parameter));
  const { schema, mediaType, isRequired } = bodyOf(spec, operation);
  const body = schema && convert(schema, operationId);
  const own = serverOf(spec, each.home);
  const encoding = mediaType && ENCODINGS[mediaType];
  const results = resultsOf(spec, operation, convert);
  return {
    operationId,
    ...(name && { name }),
    method,
    path,
    ...(own !== server && { server: own }),
    parameters: convertParameters(parameters, operationId, convert),
    ...querySerializerOf(spec, parameters),
    ...(body && { body, ...(isRequired && { bodyRequired: true }) }),
    ...(encoding && { encoding }),
    ...(results.some(Boolean) && { results }),
  };
}

/**
 * The body that the client sends: JSON before a form.
 * @param {Node} spec @param {Node} operation
 * @returns {{ schema?: Node, media?: Node, mediaType?: keyof typeof ENCODINGS, isRequired?: boolean }}
 */
export function bodyOf(spec, { operationId, requestBody, "x-method": name }) {
  if (!requestBody) return {};
  const { content = {}, required: isRequired = false } = resolve(spec, requestBody);
  const known = /** @type {(keyof typeof ENCODINGS)[]} */ (Object.keys(ENCODINGS));
  const mediaType = known.find((type) => content[type]);
  if (mediaType) {
    const media = content[mediaType];
    return { schema: media.schema ?? {}, media, mediaType, isRequired };
  }
  const [other] = Object.keys(content);
  if (!other || !name) return {};
  const what = `${operationId}: a method sends ${known.join(", ")}, not ${other}.`;
  throw mistakeAt(content, other, `${what} ${NO_METHOD}`);
}

/**
 * The folded schema of a body, without null, for its members.
 * @param {Node} spec @param {Node} operation
 */
export function membersOf(spec, operation) {
  const { schema = {} } = bodyOf(spec, operation);
  return merged(spec, nullableOf(schema) ?? schema);
}

/**
 * The bodies of a success, `null` for an empty one.
 * @param {Node} spec @param {Node} operation @param {Convert} convert
 */
function resultsOf(spec, operation, convert) {
  const { operationId, "x-method": name } = operation;
  /** @type {Map<string, Node | null>} */
  const results = new Map();
  for (const [status, node] of successesOf(operation)) {
    const { content = {} } = resolve(spec, node);
    const [type] = Object.keys(content);
    const json = jsonTypeOf(content);
    if (type && !json && name) {
      const what = `${operationId} ${status}: a method reads JSON, not ${type}.`;
      throw mistakeAt(content, type, `${what} ${NO_METHOD}`);
    }
    const where = `${operationId} ${status}`;
    const schema = json ? convert(content[json].schema ?? {}, where, { isResult: true }) : null;
    results.set(textOf(schema), schema);
  }
  return [...results.values()];
}

/** @param {Node} content */
export const jsonTypeOf = (content) =>
  Object.keys(content).find((type) => /^application\/(.+\+)?json\b/.test(type));

/**
 * `default` counts if no 2xx is documented.
 * @param {Node} operation @returns {[status: string, response: Node][]}
 */
export function successesOf({ responses = {} }) {
  const entries = Object.entries(responses);
  const successes = entries.filter(([status]) => /^2/.test(status));
  return successes.length > 0 ? successes : entries.filter(([status]) => status === "default");
}

/** OpenAPI has these header parameters ignored: the client writes them. @param {Node} parameter */
export const isIgnored = ({ in: place, name }) =>
  place === "header" && ["accept", "authorization", "content-type"].includes(name.toLowerCase());

/**
 * The parameters by place, without those of the body.
 * @param {Node[]} parameters @param {string} id of the operation @param {Convert} convert
 */
function convertParameters(parameters, id, convert) {
  const places = ["path", "query", "header"].flatMap((place) => {
    const here = parameters.filter((parameter) => parameter.in === place);
    if (here.length === 0) return [];
    const required = here.filter((parameter) => parameter.required).map(({ name }) => name);
    const properties = here.map(({ name, schema = {}, component }) => {
      const result = convert(schema, `${id}.${name}`);
      const isNew = component && !result[COMPONENT];
      return [name, isNew ? { ...result, [COMPONENT]: component } : result];
    });
    const object = { type: "object", properties: Object.fromEntries(properties) };
    return [[place, required.length > 0 ? { ...object, required } : object]];
  });
  return Object.fromEntries(places);
}

/** How openapi-fetch writes lists and objects by itself; OpenAPI has `form` for both. */
const DEFAULT_STYLES = { array: "form", object: "deepObject" };

/**
 * How openapi-fetch should write lists and objects in the query, if that is not its default.
 * @param {Node} spec @param {Node[]} parameters
 */
function querySerializerOf(spec, parameters) {
  const query = parameters.filter((parameter) => parameter.in === "query");
  const styles = Object.entries(DEFAULT_STYLES).flatMap(([type, fallback]) => {
    const all = query.filter(({ schema = {} }) => typesOf(spec, schema).includes(type));
    const [first] = all;
    if (!first) return [];
    const way = styleOf(first);
    const other = all.find((one) => textOf(styleOf(one)) !== textOf(way));
    if (other) {
      const names = `"${first.name}" and "${other.name}"`;
      const what = `${names} have another style or explode each, and a query has one for every`;
      throw mistakeAt(other, "name", `${what} ${type}. Give them the same.`);
    }
    return way.style === fallback && way.explode ? [] : [[type, way]];
  });
  return styles.length > 0 ? { querySerializer: Object.fromEntries(styles) } : {};
}

/** @param {Node} parameter */
export function styleOf({ in: place, style = place === "query" ? "form" : "simple", explode }) {
  return { style, explode: explode ?? ["form", "deepObject"].includes(style) };
}

/** The types of all that a parameter may be. @param {Node} spec @param {Node} schema */
export const typesOf = (spec, schema) =>
  branchesOf(spec, schema).flatMap(({ type, properties, items }) => {
    return type ?? (properties ? "object" : items ? "array" : []);
  });

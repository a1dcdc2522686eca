// generated/operations.ts: the server and the operations, for the client and the fake. Refuses what
// cannot be a method, with file and line.
import { writeJson } from "../../src/json.mjs";
import { branchesOf, merged, nullableOf } from "./fold.mjs";
import { COMPONENT, createConverter, literal, typesOf } from "./schema.mjs";
import { mapAll, mistakeAt, operationsOf, placeOf, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {import("./spec.mjs").OperationNode} OperationNode */
/** @typedef {ReturnType<typeof createConverter>} Convert */

/**
 * The media types of a body that the client can send, and how each is encoded.
 * @type {Record<string, string | undefined>}
 */
const ENCODINGS = {
  "application/json": undefined,
  "application/x-www-form-urlencoded": "form",
  "multipart/form-data": "multipart",
};

/** @param {Node} spec @param {import("./schema.mjs").Note[]} [notes] gets what is left to the server */
export function renderOperations(spec, notes) {
  const convert = createConverter(spec, notes);
  // Of a result only the shape counts, so it has no notes.
  const convertResult = createConverter(spec);
  /** @type {import("./schema.mjs").Constants} */
  const constants = new Map();
  const server = serverOf(spec, spec);
  const operations = operationsOf(spec);
  const texts = mapAll(operations, (each) => {
    const { operationId, summary = operationId } = each.operation;
    const text = literal(dataOf(spec, each, server, convert, convertResult), constants);
    const words = `/** ${summary.replaceAll("*/", "*\\/")} */`;
    return `${words}\nexport const ${operationId} = ${text} as const satisfies Operation;`;
  });
  // Without the cast, TypeScript cannot compare more than a thousand constants (TS2590).
  const list = operations.map(({ operation }) => `  ${operation.operationId} as Operation,\n`);
  return [
    'import type { Operation } from "../src/schema/operation.ts";',
    `/** The API's server. */\nexport const SERVER_URL = ${JSON.stringify(server)};`,
    ...Array.from(constants, ([name, value]) => `const ${name} = ${value} as const;`),
    ...texts,
    "/** All of them, in the order of the spec. */\n" +
      `export const OPERATIONS: readonly Operation[] = [\n${list.join("")}];\n`,
  ].join("\n\n");
}

/**
 * The first server of the document, a path or an operation, with the defaults of its variables.
 * @param {Node} spec @param {Node} home what has the servers @returns {string}
 */
function serverOf(spec, home) {
  const [server] = home.servers ?? [];
  if (!server) throw mistakeAt(spec, "openapi", "the document names no server. Add `servers`.");
  const filled = urlOf(server);
  // A credential, a query and a variable without a default are refused, too.
  if (URL.canParse(filled) && /^https:\/\/[^@?#{}]+$/i.test(filled))
    return filled.replace(/\/+$/, "");
  const what = "must be a whole https address; each variable needs a default";
  throw mistakeAt(server, "url", `the server "${server.url}" ${what}.`);
}

/** An address with the defaults of its variables. @param {Node} server @returns {string} */
export const urlOf = ({ url, variables = {} }) =>
  String(url).replaceAll(/\{([^{}]*)\}/g, (template, name) => variables[name]?.default ?? template);

/**
 * The constant of one operation.
 * @param {Node} spec @param {OperationNode} found @param {string} server of the document
 * @param {Convert} convert @param {Convert} convertResult
 */
function dataOf(spec, found, server, convert, convertResult) {
  const { path, method, operation } = found;
  const { operationId, "x-method": name } = operation;
  const { schema, media, mediaType, isRequired } = bodyOf(spec, operation);
  const body = media && convert(schema, operationId);
  if (name) checkMethod(spec, found, body);
  const own = serverOf(spec, found.home);
  const encoding = ENCODINGS[mediaType];
  const converted = successesOf(spec, operation).map(([status, json]) => {
    return json ? convertResult(json.schema ?? {}, `${operationId} ${status}`) : null;
  });
  // Each once, by its text.
  const results = [...new Map(converted.map((one) => [writeJson(one), one])).values()];
  const places = ["path", "query", "header"].flatMap((place) => {
    const here = found.parameters.filter((parameter) => parameter.in === place);
    const required = here.filter((parameter) => parameter.required).map((each) => each.name);
    const properties = here.map(({ name, schema = {}, component }) => {
      const result = convert(schema, `${operationId}.${name}`);
      const isNew = component && !result[COMPONENT];
      return [name, isNew ? { ...result, [COMPONENT]: component } : result];
    });
    const object = { type: "object", properties: Object.fromEntries(properties) };
    return here.length > 0 ? [[place, { ...object, ...(required[0] && { required }) }]] : [];
  });
  return {
    operationId,
    ...(name && { name }),
    method,
    path,
    ...(own !== server && { server: own }),
    parameters: Object.fromEntries(places),
    ...querySerializerOf(spec, found.parameters),
    ...(body && { body, ...(isRequired && { bodyRequired: true }) }),
    ...(encoding && { encoding }),
    ...(results.some(Boolean) && { results }),
  };
}

/**
 * The body that the client sends, JSON before a form. `members` is its folded schema without null.
 * @param {Node} spec @param {Node} operation
 */
export function bodyOf(spec, { requestBody = {} }) {
  const { content = {}, required = false } = resolve(spec, requestBody);
  const mediaType = Object.keys(ENCODINGS).find((type) => content[type]) ?? "";
  /** @type {Node | undefined} */
  const media = content[mediaType];
  const { schema = {} } = media ?? {};
  const members = merged(spec, nullableOf(schema) ?? schema);
  return { media, mediaType, schema, isRequired: media !== undefined && required, members };
}

/**
 * The flat parameters of a method, in the order of the spec; those of the body are last.
 * @param {Node} spec @param {OperationNode} found
 */
export function flatParametersOf(spec, { operation, parameters }) {
  const own = parameters.map((node) => {
    const { name, in: place, schema = {}, required = false, component, description } = node;
    const words = { component, description, example: exampleOf(spec, node) };
    return { name: `${name}`, place: `${place}`, schema, required, ...words, node, key: "name" };
  });
  const { isRequired, members, media = {} } = bodyOf(spec, operation);
  const { properties = {}, required = [] } = members;
  const body = exampleOf(spec, media);
  const others = Object.entries(properties).map(([name, schema]) => {
    const words = { component: undefined, description: undefined, example: body?.[name] };
    const isNeeded = isRequired && required.includes(name);
    const place = { node: properties, key: name };
    return { name, place: "body", schema, required: isNeeded, ...words, ...place };
  });
  return [...own, ...others];
}

/** The JSON of a response, if it has some. @param {Node} spec @param {Node} response @returns {Node | undefined} */
export const jsonOf = (spec, response) => resolve(spec, response).content?.["application/json"];

/** The example of a parameter or a media type. @param {Node} spec @param {Node} node @returns {any} */
export function exampleOf(spec, { example, examples = {} }) {
  const [named] = Object.values(examples);
  return example ?? (named && resolve(spec, named).value);
}

/**
 * The status and the JSON of each success. `default` counts if no 2xx is documented.
 * @param {Node} spec @param {Node} operation @returns {[status: string, json: Node | undefined][]}
 */
export function successesOf(spec, { responses = {} }) {
  const entries = Object.entries(responses);
  const successes = entries.filter(([status]) => /^2/.test(status));
  const all = successes.length > 0 ? successes : entries.filter(([status]) => status === "default");
  return all.map(([status, response]) => [status, jsonOf(spec, response)]);
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
    const [first, ...others] = query.filter(({ schema = {} }) =>
      allTypesOf(spec, schema).includes(type),
    );
    if (!first) return [];
    const way = styleOf(first);
    const other = others.find((one) => writeJson(styleOf(one)) !== writeJson(way));
    if (other) {
      const what = `"${first.name}" and "${other.name}" have another style or explode each`;
      const why = `and a query has one for every ${type}. Give them the same.`;
      throw mistakeAt(other, "name", `${what}, ${why}`);
    }
    return way.style === fallback && way.explode ? [] : [[type, way]];
  });
  return styles.length > 0 ? { querySerializer: Object.fromEntries(styles) } : {};
}

/** @param {Node} parameter */
function styleOf({ in: place, style = place === "query" ? "form" : "simple", explode }) {
  return { style, explode: explode ?? ["form", "deepObject"].includes(style) };
}

/** The types of all that a parameter may be. @param {Node} spec @param {Node} schema */
const allTypesOf = (spec, schema) => branchesOf(spec, schema).flatMap(typesOf);

// ── What cannot be a method ────────────────────────────────────────────────────────────────────

const NO_METHOD =
  "Or replace x-method with x-no-method: <reason>, and call the operation with client.http.";
const PARAMETER =
  "is written in a way that a method does not know: it writes single values in a path or header, and lists and flat objects in a query, by `schema`, `style` and `explode`.";
const PART =
  "a method can write: files need multipart/form-data, which takes no other object, and `encoding` no more than their contentType.";

/**
 * Refuses a method that the client could not send as the spec says.
 * @param {Node} spec @param {OperationNode} found @param {Node | undefined} body converted
 */
function checkMethod(spec, found, body) {
  const { operation } = found;
  const { media = {}, mediaType } = bodyOf(spec, operation);
  /** @param {Node} node @param {string} key @param {string} what */
  const refuse = (node, key, what) => {
    throw mistakeAt(node, key, `${operation.operationId}: ${what} ${NO_METHOD}`);
  };
  if (body && body.type !== "object") {
    const what = "the members of a body become parameters, so it must be an object.";
    refuse(operation, "requestBody", what);
  }
  /** The place of each name. @type {Map<string, string>} */
  const seen = new Map();
  mapAll(flatParametersOf(spec, found), ({ name, place, node, key }) => {
    const here = `in the ${place} (${placeOf(node, key)})`;
    const there = seen.get(name);
    seen.set(name, here);
    if (there) {
      const what = `"${name}" is ${there} and ${here}, but parameters share one object.`;
      refuse(node, key, `${what} Rename one.`);
    }
    if (place !== "body") {
      if (!isSendable(spec, node)) refuse(node, key, `"${name}" ${PARAMETER}`);
    } else if (!isEncodable(body?.properties[name], mediaType, media.encoding?.[name])) {
      refuse(node, key, `"${name}" is no part of a ${mediaType} that ${PART}`);
    }
  });
}

/** The styles of what a method can write, by place and type. @type {Record<string, string[]>} */
const STYLES = {
  ...{ "path value": ["simple"], "header value": ["simple"], "header array": ["simple"] },
  "query value": ["form"],
  "query array": ["form", "spaceDelimited", "pipeDelimited"],
  "query object": ["form", "deepObject"],
};

/** @param {Node} spec @param {Node} parameter */
function isSendable(spec, parameter) {
  const { schema, allowReserved, in: place } = parameter;
  if (!schema || allowReserved) return false;
  const nested = (/** @type {Node} */ node) =>
    allTypesOf(spec, node).filter((type) => /array|object/.test(type));
  const { style } = styleOf(parameter);
  const types = nested(schema);
  const inner = branchesOf(spec, schema).flatMap(({ items = {}, properties = {} }) => {
    return [items, ...Object.values(properties)].flatMap(nested);
  });
  return (
    inner.length === 0 &&
    (types[0] ? types : ["value"]).every((type) => STYLES[`${place} ${type}`]?.includes(style))
  );
}

/** @param {Node} member converted @param {string} mediaType @param {Node} [encoding] */
function isEncodable(member, mediaType, { contentType, ...others } = {}) {
  const { type } = member.items ?? member;
  // A Blob has a type of its own, which is sent.
  if (Object.keys(others).length > 0 || (contentType && type !== "blob")) return false;
  return mediaType === "multipart/form-data"
    ? type !== "object" && type !== "array"
    : !writeJson(member).includes('"type":"blob"');
}

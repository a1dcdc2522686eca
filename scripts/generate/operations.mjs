// generated/operations.ts: the server and the operations, for the client and the fake. Refuses what
// cannot be a method, with file and line.
import { branchesOf, merged, nullableOf, textOf } from "./fold.mjs";
import { COMPONENT, createConverter, literal } from "./schema.mjs";
import { mapAll, mistakeAt, operationsOf, placeOf, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {import("./spec.mjs").OperationNode} OperationNode */
/** @typedef {ReturnType<typeof createConverter>["convert"]} Convert */

/** The media types of a body that the client can send, and how each is encoded. */
const ENCODINGS = {
  "application/json": undefined,
  "application/x-www-form-urlencoded": "form",
  "multipart/form-data": "multipart",
};

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
  // Without the cast, TypeScript cannot compare more than a thousand constants (TS2590).
  const list = operations.map(({ operation }) => `  ${operation.operationId} as Operation,\n`);
  const text = [
    'import type { Operation } from "../src/schema/operation.ts";',
    `/** The API's server. */\nexport const SERVER_URL = ${JSON.stringify(server)};`,
    ...Array.from(constants, ([name, value]) => `const ${name} = ${value} as const;`),
    ...texts,
    "/** All of them, in the order of the spec. */\n" +
      `export const OPERATIONS: readonly Operation[] = [\n${list.join("")}];\n`,
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
 * @param {Node} spec @param {OperationNode} each @param {string} server of the document
 * @param {Convert} convert
 */
function dataOf(spec, each, server, convert) {
  const { path, method, operation } = each;
  const { operationId, "x-method": name } = operation;
  const parameters = each.parameters.filter((parameter) => !isIgnored(parameter));
  const { schema, mediaType, isRequired } = bodyOf(spec, operation);
  const body = schema && convert(schema, operationId);
  if (name) checkMethod(spec, operation, parameters, body);
  const own = serverOf(spec, each.home);
  const encoding = mediaType && ENCODINGS[mediaType];
  /** By their text. @type {Map<string, Node | null>} */
  const results = new Map();
  for (const [status, node] of successesOf(operation)) {
    const media = jsonOf(spec, node);
    const where = `${operationId} ${status}`;
    const result = media ? convert(media.schema ?? {}, where, { isResult: true }) : null;
    results.set(textOf(result), result);
  }
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
    ...([...results.values()].some(Boolean) && { results: [...results.values()] }),
  };
}

/**
 * The body that the client sends: JSON before a form.
 * @param {Node} spec @param {Node} operation
 * @returns {{ schema?: Node, media?: Node, mediaType?: keyof typeof ENCODINGS, isRequired?: boolean }}
 */
export function bodyOf(spec, { requestBody = {} }) {
  const { content = {}, required: isRequired = false } = resolve(spec, requestBody);
  const known = /** @type {(keyof typeof ENCODINGS)[]} */ (Object.keys(ENCODINGS));
  const mediaType = known.find((type) => content[type]);
  const media = mediaType && content[mediaType];
  return media ? { schema: media.schema ?? {}, media, mediaType, isRequired } : {};
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
 * The flat parameters of a method, in the order of the spec; those of the body are last.
 * @param {Node} spec @param {Pick<OperationNode, "operation" | "parameters">} found
 */
export function flatParametersOf(spec, { operation, parameters }) {
  const own = parameters.map((holder) => {
    const { name, in: place, schema = {}, required = false } = holder;
    return { name: String(name), place: String(place), schema, required, holder, key: "name" };
  });
  const { isRequired } = bodyOf(spec, operation);
  const { properties = {}, required = [] } = membersOf(spec, operation);
  const members = Object.entries(properties).map(([name, schema]) => {
    const isNeeded = isRequired === true && required.includes(name);
    return { name, place: "body", schema, required: isNeeded, holder: properties, key: name };
  });
  return [...own.filter(({ holder }) => !isIgnored(holder)), ...members];
}

/** The JSON of a response, if it has some. @param {Node} spec @param {Node} response @returns {Node | undefined} */
export const jsonOf = (spec, response) => resolve(spec, response).content?.["application/json"];

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
function styleOf({ in: place, style = place === "query" ? "form" : "simple", explode }) {
  return { style, explode: explode ?? ["form", "deepObject"].includes(style) };
}

/** The types of all that a parameter may be. @param {Node} spec @param {Node} schema */
const typesOf = (spec, schema) =>
  branchesOf(spec, schema).flatMap(({ type, properties, items }) => {
    return type ?? (properties ? "object" : items ? "array" : []);
  });

// ── What cannot be a method ────────────────────────────────────────────────────────────────────

const NO_METHOD =
  "Or replace x-method with x-no-method: <reason>, and call the operation with client.http.";

/**
 * Refuses a method that the client could not send as the spec says.
 * @param {Node} spec @param {Node} operation @param {Node[]} parameters
 * @param {Node | undefined} body converted
 */
function checkMethod(spec, operation, parameters, body) {
  const { operationId } = operation;
  const { properties = {} } = membersOf(spec, operation);
  /** @type {[node: Node, key: string, what: string][]} */
  const mistakes = parameters.flatMap((parameter) =>
    isSendable(spec, parameter) ? [] : [[parameter, "name", `"${parameter.name}" ${PARAMETER}`]],
  );
  if (body && body.type !== "object") {
    const what = "the members of a body become parameters, so it must be an object.";
    mistakes.push([operation, "requestBody", what]);
  }
  const members = Object.entries(body?.properties ?? {});
  const { media = {}, mediaType = "" } = bodyOf(spec, operation);
  for (const [name, member] of members) {
    if (isEncodable(member, mediaType, media.encoding?.[name])) continue;
    mistakes.push([properties, name, `"${name}" is no part of a ${mediaType} that ${PART}`]);
  }
  /** The place of each name. @type {Map<string, string>} */
  const seen = new Map();
  for (const { name, place, holder, key } of flatParametersOf(spec, { operation, parameters })) {
    const here = `in the ${place} (${placeOf(holder, key)})`;
    const there = seen.get(name);
    const what = `"${name}" is ${there} and ${here}, but parameters share one object. Rename one.`;
    if (there) mistakes.push([holder, key, what]);
    seen.set(name, here);
  }
  mapAll(mistakes, ([node, key, what]) => {
    throw mistakeAt(node, key, `${operationId}: ${what} ${NO_METHOD}`);
  });
}

const PARAMETER =
  "is written in a way that a method does not know: it writes single values in a path or header, and lists and flat objects in a query, by `schema`, `style` and `explode`.";
const PART =
  "a method can write: files need multipart/form-data, which takes no other object, and `encoding` no more than their contentType.";

/** @param {Node} spec @param {Node} parameter */
function isSendable(spec, { schema, allowReserved, ...parameter }) {
  if (!schema || allowReserved) return false;
  const { style } = styleOf(parameter);
  const types = typesOf(spec, schema);
  const [isList, isObject] = [types.includes("array"), types.includes("object")];
  if (parameter.in === "path" && isList) return false;
  if (parameter.in !== "query") {
    return ["path", "header"].includes(parameter.in) && style === "simple" && !isObject;
  }
  const others = isObject ? ["deepObject"] : isList ? ["spaceDelimited", "pipeDelimited"] : [];
  const inner = branchesOf(spec, schema).flatMap(({ items = {}, properties = {} }) => {
    return [items, ...Object.values(properties)].flatMap((member) => typesOf(spec, member));
  });
  return ["form", ...others].includes(style) && !inner.some((type) => /array|object/.test(type));
}

/** @param {Node} member converted @param {string} mediaType @param {Node} [encoding] */
function isEncodable(member, mediaType, { contentType, ...others } = {}) {
  const { type } = member.items ?? member;
  const isMultipart = mediaType === "multipart/form-data";
  // A Blob has a type of its own, which is sent.
  if (Object.keys(others).length > 0 || (contentType && type !== "blob")) return false;
  return isMultipart
    ? type !== "object" && type !== "array"
    : !textOf(member).includes('"type":"blob"');
}

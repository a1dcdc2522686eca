// generated/operations.ts: the server and the operations, for the client and the fake.
import { COMPONENT, createConverter, mapValues, SPREAD } from "./schema.mjs";
import { mistakeAt, operationsOf, placeOf, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {Map<string, string>} Constants the components that are used, each before its first use */

/** The media types of a body, and how each is encoded. */
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
  /** @type {Constants} */
  const constants = new Map();
  const operations = operationsOf(spec).map((found) => {
    const { operationId, summary } = found.operation;
    const text = literal(dataOf(spec, found, convert), constants);
    return `/** ${summary} */\nexport const ${operationId} = ${text} as const satisfies Operation;`;
  });
  const ids = operationsOf(spec).map(({ operation }) => `  ${operation.operationId},\n`);
  const text = [
    "// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.",
    'import type { Operation } from "../src/operation.ts";',
    `/** The API's server. */\nexport const SERVER_URL = ${JSON.stringify(spec.servers[0].url)};`,
    ...Array.from(constants, ([name, value]) => `const ${name} = ${value} as const;`),
    ...operations,
    `/** All of them, in the order of the spec. */\nexport const OPERATIONS: readonly Operation[] = [\n${ids.join("")}];\n`,
  ].join("\n\n");
  return { text, notes };
}

/** @typedef {ReturnType<typeof operationsOf>[number]} Found */
/** @typedef {ReturnType<typeof createConverter>["convert"]} Convert */

/** The constant of one operation. @param {Node} spec @param {Found} found @param {Convert} convert */
function dataOf(spec, { path, method, operation, parameters }, convert) {
  const { operationId, "x-method": name } = operation;
  const requestBody = operation.requestBody && resolve(spec, operation.requestBody);
  const { schema: bodySchema, mediaType } = bodyOf(operation, requestBody);
  const body = bodySchema && convert(bodySchema, operationId);
  if (name) checkMethod(spec, { path, method, operation, parameters }, body, bodySchema);
  const results = resultsOf(spec, operation, convert);
  return {
    operationId,
    ...(name && { name }),
    method,
    path,
    parameters: parametersOf(parameters, operationId, convert),
    ...querySerializerOf(parameters),
    ...(body && { body }),
    ...(body && requestBody.required && { bodyRequired: true }),
    ...(ENCODINGS[mediaType] && { encoding: ENCODINGS[mediaType] }),
    ...(results.some(Boolean) && { results }),
  };
}

/** @param {Node[]} parameters @param {string} id @param {Convert} convert */
function parametersOf(parameters, id, convert) {
  const places = ["path", "query", "header"].map((place) => {
    const here = parameters.filter((parameter) => parameter.in === place && !isIgnored(parameter));
    if (here.length === 0) return [];
    const required = here.filter((parameter) => parameter.required).map(({ name }) => name);
    const properties = here.map((parameter) => {
      const { name, schema = {}, component } = parameter;
      const found = convert(schema, `${id}.${name}`);
      return [name, component && !found[COMPONENT] ? { ...found, [COMPONENT]: component } : found];
    });
    const object = { type: "object", properties: Object.fromEntries(properties) };
    return [[place, required.length > 0 ? { ...object, required } : object]];
  });
  return Object.fromEntries(places.flat());
}

/** OpenAPI has these header parameters ignored: the client writes them. @param {Node} parameter */
const isIgnored = ({ in: place, name }) =>
  place === "header" && ["accept", "authorization", "content-type"].includes(name.toLowerCase());

/** How openapi-fetch writes lists and objects. @param {Node[]} parameters */
function querySerializerOf(parameters) {
  const style = (/** @type {string} */ type, /** @type {string} */ fallback) => {
    const found = parameters.find(
      ({ in: place, schema }) => place === "query" && schema?.type === type,
    );
    if (!found || (found.style === undefined && found.explode === undefined)) return {};
    const { style = "form", explode = style === "form" } = found;
    return style === fallback && explode ? {} : { [type]: { style, explode } };
  };
  const found = { ...style("array", "form"), ...style("object", "deepObject") };
  return Object.keys(found).length > 0 ? { querySerializer: found } : {};
}

/**
 * The body that the client sends: JSON before a form.
 * @param {Node} operation @param {Node | undefined} requestBody
 * @returns {{ schema?: Node, mediaType: keyof typeof ENCODINGS }}
 */
function bodyOf(operation, requestBody) {
  const content = requestBody?.content ?? {};
  const known = /** @type {(keyof typeof ENCODINGS)[]} */ (Object.keys(ENCODINGS));
  const mediaType = known.find((type) => content[type]);
  if (mediaType) return { schema: content[mediaType].schema ?? {}, mediaType };
  const [other] = Object.keys(content);
  if (other && operation["x-method"]) {
    throw mistakeAt(
      content,
      other,
      `${operation.operationId}: a method sends ${known.join(", ")}, not ${other}. Give the ` +
        "operation x-no-method with a reason in place of x-method: client.http can send it.",
    );
  }
  return { mediaType: "application/json" };
}

/**
 * The bodies of a success, `null` for an empty one.
 * @param {Node} spec @param {Node} operation @param {Convert} convert
 */
function resultsOf(spec, operation, convert) {
  const { operationId } = operation;
  /** @type {Map<string, Node | null>} */
  const found = new Map();
  for (const [status, node] of successesOf(operation)) {
    const { content } = resolve(spec, node);
    const [type] = Object.keys(content ?? {});
    const json = Object.keys(content ?? {}).find((name) =>
      /^application\/(.+\+)?json\b/.test(name),
    );
    if (type && !json && operation["x-method"]) {
      throw mistakeAt(
        content,
        type,
        `${operationId} ${status}: a method reads JSON, not ${type}. Give the operation ` +
          "x-no-method with a reason in place of x-method: client.http can read it.",
      );
    }
    const schema = json
      ? convert(content[json].schema ?? {}, `${operationId} ${status}`, { isResult: true })
      : null;
    found.set(
      JSON.stringify(schema, (_, value) => (typeof value === "bigint" ? `${value}` : value)),
      schema,
    );
  }
  return [...found.values()];
}

/** @param {Node} operation @returns {[status: string, response: Node][]} `default` where no 2xx is documented */
export function successesOf({ responses = {} }) {
  const entries = Object.entries(responses);
  const successes = entries.filter(([status]) => /^2/.test(status));
  return successes.length > 0 ? successes : entries.filter(([status]) => status === "default");
}

/**
 * What a method cannot be made of.
 * @param {Node} spec @param {Found} found @param {Node | undefined} body @param {Node | undefined} bodySchema
 */
function checkMethod(spec, { operation, parameters }, body, bodySchema) {
  const { operationId } = operation;
  /** Where each name stands. @type {Map<string, string>} */
  const seen = new Map();
  for (const parameter of parameters) {
    const { name, in: place, schema = {} } = parameter;
    const { type } = resolve(spec, schema);
    if (place === "cookie") {
      throw mistakeAt(
        parameter,
        "in",
        `${operationId}.${name}: a client cannot send a cookie. Leave it out, or use x-no-method.`,
      );
    }
    if (!parameter.schema) {
      throw mistakeAt(
        parameter,
        "name",
        `${operationId}.${name}: a parameter of a method needs a schema.`,
      );
    }
    if (place === "path" && ["array", "object"].includes(type)) {
      throw mistakeAt(
        resolve(spec, schema),
        "type",
        `${operationId}.${name}: a path parameter of several values. Use x-no-method.`,
      );
    }
    refuseClash(name, place, parameter, "name");
  }
  if (!body) return;
  if (body.type !== "object") {
    const what = `${operationId}: the members of a body become parameters, so it must be an object. Use x-no-method.`;
    throw mistakeAt(operation, "requestBody", what);
  }
  for (const name of Object.keys(body.properties ?? {})) {
    const owner = ownerOf(spec, bodySchema ?? {}, name);
    refuseClash(name, "body", owner, name);
  }

  /** @param {string} name @param {string} place @param {Node} node @param {string} key */
  function refuseClash(name, place, node, key) {
    const here = `in the ${place}${placeOf(node, key) ? ` (${placeOf(node, key)})` : ""}`;
    const there = seen.get(name);
    if (there) {
      const what = `${operationId}: "${name}" stands ${there} and ${here}, and a method takes each name once. Rename one, or use x-no-method.`;
      throw mistakeAt(node, key, what);
    }
    seen.set(name, here);
  }
}

/** The `properties` that hold a name. @param {Node} spec @param {Node} node @param {string} name @returns {Node} */
function ownerOf(spec, node, name) {
  const schema = resolve(spec, node);
  if (schema.properties?.[name]) return schema.properties;
  for (const part of schema.allOf ?? []) {
    const owner = ownerOf(spec, part, name);
    if (owner[name]) return owner;
  }
  return {};
}

/**
 * A JavaScript literal: like JSON, with bigints, regular expressions and the names of components.
 * @param {unknown} value @param {Constants} constants @param {string} [indent] @param {string} [key]
 * @returns {string}
 */
function literal(value, constants, indent = "", key) {
  if (typeof value === "bigint") return `${value}n`;
  if (key === "pattern" && typeof value === "string") return String(new RegExp(value, "u"));
  if (Array.isArray(value)) {
    return `[${value.map((item) => literal(item, constants, indent)).join(", ")}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const component = /** @type {Node} */ (value)[COMPONENT];
  if (!component) return objectLiteral(value, constants, indent);
  const text = objectLiteral(value, constants, "");
  if (!constants.has(component)) constants.set(component, text);
  // A parameter and a schema may have the same name and differ.
  return constants.get(component) === text ? component : objectLiteral(value, constants, indent);
}

/** @param {Node} value @param {Constants} constants @param {string} indent */
function objectLiteral(value, constants, indent) {
  const inner = `${indent}  `;
  const spread = value[SPREAD] ? [`${inner}...${literal(value[SPREAD], constants, inner)},`] : [];
  const lines = Object.entries(value).map(
    ([name, member]) =>
      `${inner}${/^[\w$]+$/.test(name) ? name : JSON.stringify(name)}: ${literal(member, constants, inner, name)},`,
  );
  return lines.length > 0 ? `{\n${[...spread, ...lines].join("\n")}\n${indent}}` : "{}";
}

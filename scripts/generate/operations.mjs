// generated/operations.ts: the server and the operations, for the client and the fake.
import { textOf } from "./fold.mjs";
import { literal } from "./literal.mjs";
import {
  checkNames,
  checkParameters,
  convertParameters,
  isIgnored,
  querySerializerOf,
} from "./parameters.mjs";
import { createConverter } from "./schema.mjs";
import { mistakeAt, operationsOf, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {ReturnType<typeof operationsOf>[number]} Found */
/** @typedef {import("./parameters.mjs").Convert} Convert */

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
  /** @type {import("./literal.mjs").Constants} */
  const constants = new Map();
  const operations = operationsOf(spec).map((found) => {
    const { operationId, summary = operationId } = found.operation;
    const text = literal(dataOf(spec, found, convert), constants);
    const about = `/** ${summary.replaceAll("*/", "*\\/")} */`;
    return `${about}\nexport const ${operationId} = ${text} as const satisfies Operation;`;
  });
  const ids = operationsOf(spec)
    .map(({ operation }) => `  ${operation.operationId},\n`)
    .join("");
  const text = [
    "// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.",
    'import type { Operation } from "../src/schema/operation.ts";',
    `/** The API's server. */\nexport const SERVER_URL = ${JSON.stringify(spec.servers[0].url)};`,
    ...Array.from(constants, ([name, value]) => `const ${name} = ${value} as const;`),
    ...operations,
    "/** All of them, in the order of the spec. */\n" +
      `export const OPERATIONS: readonly Operation[] = [\n${ids}];\n`,
  ].join("\n\n");
  return { text, notes };
}

/**
 * The constant of one operation.
 * @param {Node} spec @param {Found} found @param {Convert} convert
 */
function dataOf(spec, found, convert) {
  const { path, method, operation, parameters } = found;
  const { operationId, "x-method": name } = operation;
  const { schema, mediaType, isRequired } = bodyOf(spec, operation);
  const body = schema && convert(schema, operationId);
  if (name) checkMethod(spec, found, schema, body);
  const encoding = mediaType && ENCODINGS[mediaType];
  const results = resultsOf(spec, operation, convert);
  return {
    operationId,
    ...(name && { name }),
    method,
    path,
    parameters: convertParameters(parameters, operationId, convert),
    ...querySerializerOf(spec, parameters),
    ...(body && { body }),
    ...(body && isRequired && { bodyRequired: true }),
    ...(encoding && { encoding }),
    ...(results.some(Boolean) && { results }),
  };
}

/**
 * The body that the client sends: JSON before a form.
 * @param {Node} spec @param {Node} operation
 * @returns {{ schema?: Node, mediaType?: keyof typeof ENCODINGS, isRequired?: boolean }}
 */
export function bodyOf(spec, { operationId, requestBody, "x-method": name }) {
  if (!requestBody) return {};
  const { content = {}, required: isRequired = false } = resolve(spec, requestBody);
  const known = /** @type {(keyof typeof ENCODINGS)[]} */ (Object.keys(ENCODINGS));
  const mediaType = known.find((type) => content[type]);
  if (mediaType) return { schema: content[mediaType].schema ?? {}, mediaType, isRequired };
  const [other] = Object.keys(content);
  if (!other || !name) return {};
  const what = `${operationId}: a method sends ${known.join(", ")}, not ${other}.`;
  throw mistakeAt(content, other, `${what} ${NO_METHOD}`);
}

const NO_METHOD =
  "Give it x-no-method with a reason in place of x-method: client.http can call it.";

/**
 * The bodies of a success, `null` for an empty one.
 * @param {Node} spec @param {Node} operation @param {Convert} convert
 */
function resultsOf(spec, operation, convert) {
  const { operationId, "x-method": name } = operation;
  /** @type {Map<string, Node | null>} */
  const found = new Map();
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
    found.set(textOf(schema), schema);
  }
  return [...found.values()];
}

/** @param {Node} content */
export const jsonTypeOf = (content) =>
  Object.keys(content).find((type) => /^application\/(.+\+)?json\b/.test(type));

/**
 * `default` counts where no 2xx is documented.
 * @param {Node} operation @returns {[status: string, response: Node][]}
 */
export function successesOf({ responses = {} }) {
  const entries = Object.entries(responses);
  const successes = entries.filter(([status]) => /^2/.test(status));
  return successes.length > 0 ? successes : entries.filter(([status]) => status === "default");
}

/**
 * Refuses what no method can be made of.
 * @param {Node} spec @param {Found} found
 * @param {Node | undefined} schema of the body @param {Node | undefined} body the same, converted
 */
function checkMethod(spec, { operation, parameters }, schema, body) {
  const { operationId } = operation;
  const own = parameters.filter((parameter) => !isIgnored(parameter));
  checkParameters(spec, operationId, own);
  if (body && body.type !== "object") {
    const what = `${operationId}: a body must be an object, whose members become parameters.`;
    throw mistakeAt(operation, "requestBody", `${what} ${NO_METHOD}`);
  }
  const members = Object.keys(body?.properties ?? {});
  checkNames(
    operationId,
    own,
    members.map((name) => [name, ownerOf(spec, schema ?? {}, name)]),
  );
}

/**
 * The `properties` that hold a name.
 * @param {Node} spec @param {Node} node @param {string} name @returns {Node}
 */
function ownerOf(spec, node, name) {
  const schema = resolve(spec, node);
  if (schema.properties?.[name]) return schema.properties;
  const owners = (schema.allOf ?? []).map((/** @type {Node} */ part) => ownerOf(spec, part, name));
  return owners.find((/** @type {Node} */ owner) => owner[name]) ?? {};
}

// generated/contract.ts: the server, the operations and their constraints, for the client.
import { componentOf, constraintsOf, objectOf } from "./constraints.mjs";
import { mistakeAt, operationsOf, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {Map<string, string>} Constants the components that are used, each before its first use */

/** @param {Node} spec @returns {string} */
export function renderContract(spec) {
  /** @type {Constants} */
  const constants = new Map();
  const operations = operationsOf(spec).map((found) => renderOperation(spec, found, constants));
  return [
    "// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.",
    'import type { Operation } from "../src/contract.ts";',
    `/** The API's server. */\nexport const SERVER_URL = ${JSON.stringify(spec.servers[0].url)};`,
    ...Array.from(constants, ([name, text]) => `const ${name} = ${text} as const;`),
    ...operations,
  ]
    .join("\n\n")
    .concat("\n");
}

/** @param {Node} spec @param {ReturnType<typeof operationsOf>[number]} found @param {Constants} constants */
function renderOperation(spec, { path, method, operation, parameters }, constants) {
  const id = operation.operationId;
  const elsewhere = parameters.find((parameter) => parameter.in !== "path");
  if (elsewhere) {
    throw mistakeAt(
      elsewhere,
      "in",
      `${id}: the ${elsewhere.in} parameter "${elsewhere.name}" has no run-time check yet. Teach ` +
        "scripts/generate/contract.mjs, src/contract.ts, src/validate.ts and src/build.ts first, " +
        "or leave it out.",
    );
  }
  const [status, success] = successOf(operation);
  const body = jsonSchema(operation.requestBody && resolve(spec, operation.requestBody));
  const result = jsonSchema(resolve(spec, success));
  const properties = Object.fromEntries(
    parameters.map(({ name, schema, component }) => {
      const constraints = constraintsOf(spec, schema, `${id}.${name}`);
      if (constraints.type === "array" || constraints.type === "object") {
        const what = `${id}.${name}: a path parameter of several values. Teach src/build.ts first.`;
        throw mistakeAt(resolve(spec, schema), "type", what);
      }
      if (component && !schema.$ref) componentOf.set(constraints, component);
      return [name, constraints];
    }),
  );
  const data = {
    operationId: id,
    method,
    path,
    parameters: { type: "object", ...objectOf(properties, Object.keys(properties)) },
    ...(body && { body: constraintsOf(spec, body, id) }),
    ...(result && { result: constraintsOf(spec, result, `${id} ${status}`, true) }),
  };
  return `/** ${operation.summary} */\nexport const ${id} = ${literal(data, constants)} as const satisfies Operation;`;
}

/** @param {Node} operation @returns {[status: string, answer: Node]} */
export function successOf(operation) {
  const { operationId, responses } = operation;
  const found = Object.entries(responses).filter(([status]) => status.startsWith("2"));
  const [only] = found;
  if (only && found.length === 1) return only;
  const what = `${operationId}: ${found.length} success statuses, and the client takes one. Mend it.`;
  throw mistakeAt(operation, "responses", what);
}

/** @param {Node | undefined} carrier a request body or a response */
const jsonSchema = (carrier) => carrier?.content?.["application/json"]?.schema;

/**
 * A JavaScript literal: like JSON, with bigints, regular expressions and the names of components.
 * @param {unknown} value @param {Constants} constants @param {string} [indent] @param {string} [key]
 * @returns {string}
 */
function literal(value, constants, indent = "", key) {
  if (typeof value === "bigint") return `${value}n`;
  if (key === "pattern") return String(new RegExp(String(value), "u"));
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, constants)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const component = componentOf.get(value);
  if (!component) return objectLiteral(value, constants, indent);
  const text = objectLiteral(value, constants, "");
  if (!constants.has(component)) constants.set(component, text);
  // A parameter and a schema may bear one name and differ.
  return constants.get(component) === text ? component : objectLiteral(value, constants, indent);
}

/** @param {Node} value @param {Constants} constants @param {string} indent */
function objectLiteral(value, constants, indent) {
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(
    ([name, member]) => `${inner}${name}: ${literal(member, constants, inner, name)},`,
  );
  return lines.length > 0 ? `{\n${lines.join("\n")}\n${indent}}` : "{}";
}

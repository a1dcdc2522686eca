// An operation as a table of places and what each demands or promises, so that two can be compared.
import { resolve } from "../generate/spec.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {Map<string, Node>} Facts place, such as `response 201 body.count` → its keywords */

/** They describe and bind nobody. */
const WORDS = ["title", "description", "summary", "example", "examples", "externalDocs", "default"];

/** @param {string} key */
const isWord = (key) => WORDS.includes(key) || key.startsWith("x-");

/**
 * @param {Node} spec
 * @param {{ operation: Node, parameters: Node[] }} found
 * @returns {Facts}
 */
export function factsOf(spec, { operation, parameters }) {
  /** @type {Facts} */
  const facts = new Map();
  facts.set("operation", { operationId: operation.operationId });
  for (const entry of operation.security ?? spec.security ?? []) {
    facts.set(`security ${Object.keys(entry).join(" and ") || "none"}`, {});
  }
  for (const { name, required = false, schema } of parameters) {
    addSchema(facts, spec, schema, `parameter ${name}`, required);
  }
  const body = operation.requestBody && resolve(spec, operation.requestBody);
  if (body) addContent(facts, spec, body, "request", body.required ?? false);
  for (const [status, node] of Object.entries(operation.responses ?? {})) {
    const response = resolve(spec, node);
    facts.set(`response ${status}`, {});
    for (const [name, header] of Object.entries(response.headers ?? {})) {
      const { schema, required = false } = resolve(spec, header);
      addSchema(facts, spec, schema, `response ${status} header ${name}`, required);
    }
    addContent(facts, spec, response, `response ${status}`, true);
  }
  return facts.set("words", { text: wordsOf(spec, { ...operation, parameters }) });
}

/**
 * @param {Facts} facts @param {Node} spec @param {Node} carrier a request body or a response
 * @param {string} place @param {boolean} required
 */
function addContent(facts, spec, carrier, place, required) {
  for (const [type, { schema }] of Object.entries(carrier.content ?? {})) {
    const json = type === "application/json";
    addSchema(facts, spec, schema ?? {}, `${place} ${json ? "body" : type}`, required);
  }
}

/**
 * @param {Facts} facts @param {Node} spec @param {Node} node @param {string} place
 * @param {boolean} required @param {readonly Node[]} [above] in which a recursive schema ends
 */
function addSchema(facts, spec, node, place, required, above = []) {
  const schema = resolve(spec, node);
  if (above.includes(schema)) return;
  const { properties = {}, items, required: names = [], ...keywords } = schema;
  const binding = Object.entries(keywords).filter(([keyword]) => !isWord(keyword));
  facts.set(place, { required, ...Object.fromEntries(binding) });
  for (const [name, member] of Object.entries(properties)) {
    addSchema(facts, spec, member, `${place}.${name}`, names.includes(name), [...above, schema]);
  }
  if (items) addSchema(facts, spec, items, `${place}[]`, true, [...above, schema]);
}

/**
 * What is there for people, as one text.
 * @param {Node} spec @param {unknown} node @param {readonly unknown[]} [above] @returns {string}
 */
function wordsOf(spec, node, above = []) {
  if (typeof node !== "object" || node === null) return "";
  const target = resolve(spec, node);
  if (above.includes(target)) return "";
  return Object.entries(target)
    .map(([key, value]) => (isWord(key) ? show(value) : wordsOf(spec, value, [...above, target])))
    .join("\n");
}

/** @param {unknown} value @returns {string} */
export function show(value) {
  if (typeof value === "bigint") return String(value);
  return JSON.stringify(value, (_key, item) => (typeof item === "bigint" ? String(item) : item));
}

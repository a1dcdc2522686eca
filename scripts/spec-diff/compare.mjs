// What differs between two versions of the contract, operation by operation, and whom it breaks.
import { writeJson } from "../../src/json.mjs";
import { branchesOf, EXTENDS, nullableOf, WORDS } from "../generate/fold.mjs";
import { urlOf } from "../generate/operations.mjs";
import { nameOf, operationsOf, parseSpec, placeOf, resolve } from "../generate/spec.mjs";
import { describeBreak } from "./judge.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {ReturnType<typeof compareSpecs>[number]} Difference of an operation, or of "every operation" */
/** @typedef {ReturnType<typeof compare>[number]} Change of a keyword; without one, a place was added or removed */
/** @typedef {Omit<import("../generate/spec.mjs").OperationNode, "name" | "resource" | "verb">} Found */
/**
 * @typedef {object} At a place in the contract
 * @property {string} id the same in both versions
 * @property {string} place for people, such as `request body.secret_name`
 * @property {string} where file and line
 * @property {import("./judge.mjs").Direction} direction
 * @property {string} [parent] the id of what it is a part of
 * @property {string | undefined} [shared] the place in the innermost component around it
 * @property {readonly string[]} [within] the components around it
 *
 * @typedef {At & { rule: string, keyword?: string, value: any }} Fact that something is there, or
 *   that a keyword has a value; `rule` says whom a change breaks
 */

/**
 * @param {string} before @param {string} after each a text in YAML or JSON
 * @param {{ shared?: boolean, names?: [before: string, after: string] }} [options] `shared`: only the
 *   operations that both have; `names` of the files, for people
 */
export function compareSpecs(before, after, options = {}) {
  const { shared = false, names = ["the version before", "openapi/openapi.yaml"] } = options;
  const had = readCalls(parseSpec(before, names[0]));
  const has = readCalls(parseSpec(after, names[1]));
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((key) => {
    const [one, other] = [had.get(key), has.get(key)];
    const changes = shared && !(one && other) ? [] : compare(one?.facts, other?.facts);
    const kind = one && other ? "changed" : one ? "removed" : "added";
    const call = (one ?? other)?.call ?? "";
    return changes.length > 0 ? [{ call, operationId: one?.operationId, kind, changes }] : [];
  });
}

/** @param {Map<string, Fact>} [had] @param {Map<string, Fact>} [has] */
function compare(had = new Map(), has = new Map()) {
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((id) => {
    const [one, other] = [had.get(id), has.get(id)];
    const fact = other ?? one;
    const [before, after] = [one?.value, other?.value];
    if (!fact || (one && other && (!fact.keyword || writeJson(before) === writeJson(after))))
      return [];
    const { parent, keyword, rule, direction, where } = fact;
    const homes = parent === undefined ? [] : [had.get(parent), has.get(parent)];
    // What is new or gone is one change.
    if (homes.includes(undefined)) return [];
    if (homes.length > 0 && homes.every((home) => home?.value === "inherited")) return [];
    const isWords = rule === "words";
    const kind = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    return {
      kind: isWords ? rule : kind,
      place: (one ?? fact).place || "operation",
      shared: isWords ? fact.shared?.replace(/[ .[{].*/, "") : fact.shared,
      breaks: describeBreak(rule, before, after, direction),
      ...{ where, keyword, ...(!isWords && { before, after }) },
    };
  });
}

/**
 * The whole API, and each operation by method and path; a path parameter counts by its position alone.
 * @param {Node} spec
 */
function readCalls(spec) {
  const whole = { path: "", method: "", operation: {}, parameters: [], home: spec };
  const facts = readFacts(spec, whole, true);
  /** @type {Map<string, { call: string, operationId?: string, facts: Map<string, Fact> }>} */
  const calls = new Map([["", { call: "every operation", facts }]]);
  for (const found of operationsOf(spec)) {
    const call = `${found.method} ${found.path}`;
    const { operationId } = found.operation;
    const key = call.replaceAll(/\{[^}]*\}/g, "{}");
    calls.set(key, { call, operationId, facts: readFacts(spec, found, false) });
  }
  return calls;
}

/** @param {Node} spec @param {Found} found @param {boolean} isWhole whether it stands for the whole API */
function readFacts(spec, { path, operation, parameters, home }, isWhole) {
  const { "x-method": xMethod, operationId, deprecated, security, requestBody } = operation;
  /** @type {Map<string, Fact>} */
  const facts = new Map();
  const lines = [placeOf(operation, "operationId"), placeOf(operation, "responses")];
  const where = lines.find(Boolean) ?? placeOf(spec, "openapi") ?? "";
  /** @type {At} */
  const root = { id: "", place: "", where, direction: "request" };

  addPart(root, "removal");
  addKeywords(root, operation, { operationId, "x-method": xMethod, deprecated }, "name");
  const servers = move(root, "servers", home, "servers");
  addPart(servers, "inner", home === spec && !isWhole ? "inherited" : true);
  const urls = (home.servers ?? []).map(urlOf);
  addKeywords(servers, {}, { url: urls.length > 1 ? urls : urls[0] }, "choice");
  const secured = move(root, "security");
  addPart(secured, "inner", security || isWhole ? true : "inherited");
  const ways = security ?? spec.security;
  for (const way of ways?.length ? ways : [{}]) {
    const schemes = Object.entries(way).map(([name, scopes]) => [name, ...scopes].join(" "));
    addPart(move(secured, ` ${schemes.join(" and ") || "none"}`), "removal");
  }
  const schemes = (isWhole && spec.components?.securitySchemes) || {};
  for (const [name, scheme] of Object.entries(schemes)) {
    readPart(move(root, `security scheme ${name}`, schemes, name), scheme, "removal");
  }
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, one]) => one);
  for (const parameter of parameters) {
    const { name, in: kind, component: shared, ...others } = parameter;
    // A name in a path is not on the wire.
    const id = `parameter ${kind === "path" ? `path ${names.indexOf(name)}` : name}`;
    const to = { ...move(root, `parameter ${name}`, parameter, "name"), id, shared };
    readPart(to, { in: kind, ...others }, "part");
    addKeywords(to, {}, { name }, "name");
  }
  if (requestBody) readPart(move(root, "request"), requestBody, "part");
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    const to = move(root, `response ${status}`, operation.responses, status);
    to.direction = /^2/.test(status) ? "response" : "maybe";
    readPart(to, response, "removal");
  }
  return facts;

  /** @param {At} from @param {string} step @param {Node} [holder] @param {string} [key] @returns {At} */
  function move(from, step, holder = {}, key = "") {
    return {
      ...from,
      ...{ id: from.id + step, place: from.place + step, parent: from.id },
      shared: from.shared && from.shared + step,
      where: placeOf(holder, key) ?? from.where,
    };
  }

  /** @param {At} to @param {string} rule @param {any} [value] */
  function addPart(to, rule, value = true) {
    facts.set(to.id, { ...to, rule, value });
  }

  /** @param {At} to @param {Node} node that has the lines and words @param {Node} values by keyword @param {string} [rule] */
  function addKeywords(to, node, values, rule) {
    const words = Object.entries(node).filter(([key]) => isWord(key));
    const all = { words: words.length > 0 ? words : undefined, ...values };
    for (const [keyword, value] of Object.entries(all)) {
      const by = ["words", "required", "deprecated"].includes(keyword)
        ? keyword
        : (rule ?? keyword);
      const line = placeOf(node, keyword) ?? to.where;
      const fact = { ...to, parent: to.id, where: line, keyword, value, rule: by };
      if (value !== undefined) facts.set(`${to.id} #${keyword}`, fact);
    }
  }

  /** Any part of an operation that is no schema. @param {At} from @param {Node} source @param {string} rule */
  function readPart(from, source, rule) {
    const node = resolve(spec, source);
    addPart(from, rule, node.required === true ? "required" : true);
    const inside = source.$ref ? { ...from, shared: nameOf(source) } : from;
    const { content = {}, headers = {}, schema, ...values } = bare(node);
    addKeywords(inside, node, values, "choice");
    if (schema) readSchema(inside, schema);
    for (const [type, media] of Object.entries(content)) {
      const step = type === "application/json" ? " body" : ` ${type}`;
      readPart(move(inside, step, content, type), media, "removal");
    }
    for (const [name, header] of Object.entries(headers)) {
      const to = move(inside, ` header ${name}`, headers, name);
      readPart({ ...to, direction: "maybe" }, header, "removal");
    }
  }

  /** @param {At} from @param {Node} schema */
  function readSchema(from, schema) {
    const { $ref } = schema;
    // A component inside itself is compared where it begins.
    if ($ref && from.within?.includes($ref)) return;
    const within = [...(from.within ?? []), $ref];
    const inside = $ref ? { ...from, shared: nameOf(schema), within } : from;
    const branches = alternativesOf(spec, schema);
    for (const [index, branch] of branches.entries()) {
      // Alternatives have no names, unless they are components.
      const name = branch[EXTENDS][0] ?? branch.type ?? index;
      const to = branches.length > 1 ? move(inside, ` oneOf ${name}`) : inside;
      if (to !== inside) addPart(to, "branch");
      readBranch(to, branch);
    }
  }

  /** @param {At} from @param {Node} node folded */
  function readBranch(from, node) {
    const { properties = {}, required = [], ...values } = bare(node);
    for (const [key, step] of Object.entries({ items: "[]", additionalProperties: "{}" })) {
      if (Object(values[key]) !== values[key]) continue;
      const to = move(from, step, node, key);
      addPart(to, "inner");
      readSchema(to, values[key]);
      // What is in it is a part of its own.
      values[key] = {};
    }
    addKeywords(from, node, values);
    const mark = from.direction === "request" ? "readOnly" : "writeOnly";
    for (const [name, member] of Object.entries(properties)) {
      const isAsked = required.includes(name) && member[mark] !== true;
      const to = move(from, `.${name}`, properties, name);
      addPart(to, "part", isAsked ? "required" : true);
      addKeywords(to, {}, { required: isAsked });
      readSchema(to, member);
    }
  }
}

/** Documentation only. @param {string} key */
const isWord = (key) =>
  (/^x-/.test(key) && key !== "x-method") ||
  ["summary", "tags"].includes(key) ||
  (WORDS.includes(key) &&
    !["default", "deprecated", "format", "readOnly", "writeOnly"].includes(key));

/** What binds. @param {Node} node @returns {Node} */
const bare = (node) => Object.fromEntries(Object.entries(node).filter(([key]) => !isWord(key)));

/**
 * The folded schemas of a value, each with null among its types if the value may be null.
 * @param {Node} spec @param {Node} schema @returns {Node[]}
 */
function alternativesOf(spec, schema) {
  const other = nullableOf(resolve(spec, schema));
  return branchesOf(spec, other ?? schema).map((each) => {
    const { nullable, ...branch } = each;
    const isNullable = (other || nullable === true) && branch.type !== undefined;
    const type = isNullable && [...new Set([branch.type, "null"].flat())];
    return { ...branch, ...(type && { type }) };
  });
}

// What differs between two versions of the contract, operation by operation, and whom it breaks.
import { branchesOf, EXTENDS, nullableOf, textOf, WORDS } from "../generate/fold.mjs";
import { urlOf } from "../generate/operations.mjs";
import {
  keepPlaces,
  nameOf,
  operationsOf,
  parseSpec,
  placeOf,
  resolve,
} from "../generate/spec.mjs";
import { describeBreak } from "./judge.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {import("./judge.mjs").Direction} Direction */
/**
 * @typedef {object} At a place in the contract
 * @property {string} id the same in both versions
 * @property {string} place for people, such as `request body.secret_name`
 * @property {string} where file and line
 * @property {Direction} direction
 * @property {string | undefined} [parent] the id of what it is a part of
 * @property {string | undefined} [shared] the place in the innermost component around it
 * @property {readonly string[]} [within] the components around it
 *
 * @typedef {At & { rule: string, keyword?: string, value: any }} Fact that something is there, or
 *   that a keyword has a value; `rule` says whom a change breaks
 * @typedef {Map<string, Fact>} Facts
 *
 * @typedef {{ place: string, where: string, shared: string | undefined, breaks: string | undefined }} Found
 * @typedef {Found & { kind: "added" | "removed" | "changed" | "words", keyword?: string | undefined,
 *   before?: any, after?: any }} Change without a keyword, the place itself was added or removed
 *
 * @typedef {object} Difference
 * @property {string} call method and path, or "every operation"
 * @property {string | undefined} operationId of the version before, if it had the operation
 * @property {"added" | "removed" | "changed"} kind
 * @property {Change[]} changes
 */

/**
 * @param {string} before @param {string} after each a text in YAML or JSON
 * @param {object} [options]
 * @param {boolean} [options.shared] only the operations that both have
 * @param {[before: string, after: string]} [options.names] of the files, for people
 * @returns {Difference[]}
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

/** @param {Facts} [had] @param {Facts} [has] */
function compare(had = new Map(), has = new Map()) {
  /** @type {Change[]} */
  const changes = [];
  for (const id of new Set([...had.keys(), ...has.keys()])) {
    const [one, other] = [had.get(id), has.get(id)];
    const fact = other ?? one;
    if (!fact) continue;
    const { parent = id, shared, keyword, rule, direction, where } = fact;
    const homes = parent === id ? [] : [had.get(parent), has.get(parent)];
    // What is new or gone is one change.
    if (homes.includes(undefined)) continue;
    if (homes.length > 0 && homes.every((home) => home?.value === "inherited")) continue;
    const [before, after] = [one?.value, other?.value];
    if (one && other && (!keyword || textOf(before) === textOf(after))) continue;
    const breaks = describeBreak(rule, before, after, direction);
    const change = { place: one?.place ?? fact.place, where, breaks };
    if (rule === "words") {
      changes.push({ ...change, kind: "words", shared: shared?.replace(/[ .[{].*/, "") });
    } else {
      const kind = before === undefined ? "added" : after === undefined ? "removed" : "changed";
      changes.push({ ...change, kind, shared, keyword, before, after });
    }
  }
  return changes;
}

/**
 * The whole API, and each operation by method and path; a path parameter counts by its position alone.
 * @param {Node} spec
 */
function readCalls(spec) {
  /** @type {Map<string, { call: string, operationId?: string, facts: Facts }>} */
  const calls = new Map([["", { call: "every operation", facts: readWhole(spec) }]]);
  for (const found of operationsOf(spec)) {
    const call = `${found.method} ${found.path}`;
    const { operationId } = found.operation;
    calls.set(call.replaceAll(/\{[^}]*\}/g, "{}"), {
      call,
      operationId,
      facts: readCall(spec, found),
    });
  }
  return calls;
}

/** @param {Node} spec */
function readWhole(spec) {
  const { facts, at, addPart, readPart, readServers, readSecurity } = createReader(
    spec,
    spec,
    "openapi",
  );
  addPart(at("operation"), "inner");
  readServers(spec);
  readSecurity(spec.security);
  const schemes = spec.components?.securitySchemes ?? {};
  for (const name of Object.keys(schemes)) {
    readPart(at(`security scheme ${name}`, schemes, name), schemes[name], "removal");
  }
  return facts;
}

/** @param {Node} spec @param {import("../generate/spec.mjs").OperationNode} found */
function readCall(spec, { path, operation, parameters, home }) {
  const { "x-method": xMethod, operationId, deprecated, security, requestBody } = operation;
  const reader = createReader(spec, operation, operationId ? "operationId" : "responses");
  const { facts, at, addPart, addKeywords, readPart } = reader;
  addPart(at("operation"), "removal");
  addKeywords(at("operation"), operation, { operationId, "x-method": xMethod }, "name");
  addKeywords(at("operation"), {}, { deprecated });
  reader.readServers(home, home === spec && "inherited");
  reader.readSecurity(security ?? spec.security, !security && "inherited");
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, one]) => one);
  for (const parameter of parameters) {
    const { name, in: kind, component: shared } = parameter;
    // A name in a path is not on the wire.
    const id = `parameter ${kind === "path" ? `path ${names.indexOf(name)}` : name}`;
    const to = { ...at(`parameter ${name}`, parameter, "name"), id, shared };
    readPart(to, parameter, "part", { name: undefined, component: undefined });
    addKeywords(to, {}, { name }, "name");
  }
  if (requestBody) readPart(at("request"), requestBody, "part");
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    const direction = /^2/.test(status) ? "response" : "maybe";
    const to = at(`response ${status}`, operation.responses, status);
    readPart({ ...to, direction }, response, "removal");
  }
  return facts;
}

/**
 * Reads parts of the contract as facts.
 * @param {Node} spec @param {Node} home @param {string} line the key of home whose line is the last resort
 */
function createReader(spec, home, line) {
  /** @type {Facts} */
  const facts = new Map();

  /** @param {string} place @param {Node} [holder] @param {string} [key] @returns {At} */
  const at = (place, holder = {}, key = "") => {
    const parent = place === "operation" ? undefined : "operation";
    const where = placeOf(holder, key) ?? placeOf(home, line) ?? "";
    return { id: place, place, where, direction: "request", parent };
  };

  /** @param {At} from @param {string} step @param {Node} [holder] @param {string} [key] @returns {At} */
  const move = (from, step, holder = {}, key = "") => ({
    ...from,
    ...{ id: from.id + step, place: from.place + step, parent: from.id },
    shared: from.shared && from.shared + step,
    where: placeOf(holder, key) ?? from.where,
  });

  /** @param {At} to @param {string} rule @param {any} [value] */
  const addPart = (to, rule, value = true) => facts.set(to.id, { ...to, rule, value });

  /** @param {At} to @param {Node} node that has the lines and words @param {Node} values by keyword @param {string} [rule] */
  function addKeywords(to, node, values, rule) {
    /** @param {string} keyword @param {any} value @param {string} by */
    const add = (keyword, value, by) => {
      const line = placeOf(node, keyword) ?? to.where;
      const fact = { ...to, parent: to.id, where: line, keyword, value, rule: by };
      if (value !== undefined) facts.set(`${to.id} #${keyword}`, fact);
    };
    const words = Object.entries(node).filter(([key]) => isWord(key));
    if (words.length > 0) add("words", words, "words");
    for (const [keyword, value] of Object.entries(values)) {
      add(keyword, value, keyword === "required" ? keyword : (rule ?? keyword));
    }
  }

  /**
   * Any part of an operation that is no schema.
   * @param {At} from @param {Node} source @param {string} rule @param {Node} [others] in place of its own keywords
   */
  function readPart(from, source, rule, others = {}) {
    const node = resolve(spec, source);
    addPart(from, rule, node.required === true ? "required" : true);
    const inside = source.$ref ? { ...from, shared: nameOf(source) } : from;
    const { content = {}, headers = {}, schema, ...values } = bare(node);
    addKeywords(inside, node, { ...values, ...others }, "choice");
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

  /** @param {Node} home that has the servers @param {unknown} [value] */
  function readServers(home, value) {
    const urls = (home.servers ?? []).map(urlOf);
    const to = at("servers", home, "servers");
    addPart(to, "inner", value);
    addKeywords(to, {}, { url: urls.length > 1 ? urls : urls[0] }, "choice");
  }

  /** @param {Node[]} [list] @param {unknown} [value] */
  function readSecurity(list, value) {
    addPart(at("security"), "inner", value);
    for (const each of list?.length ? list : [{}]) {
      const schemes = Object.entries(each).map(([name, scopes]) => [name, ...scopes].join(" "));
      addPart(move(at("security"), ` ${schemes.join(" and ") || "none"}`), "removal");
    }
  }

  return { facts, at, addPart, addKeywords, readPart, readServers, readSecurity };
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
    return keepPlaces(each, { ...branch, ...(type && { type }) });
  });
}

// What differs between two versions of the contract, operation by operation, and whom it breaks.
import { branchesOf, nullableOf, textOf, WORDS } from "../generate/fold.mjs";
import { keepPlaces, METHODS, nameOf, parseSpec, placeOf, resolve } from "../generate/spec.mjs";
import { describeBreak } from "./judge.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/**
 * @typedef {object} Change
 * @property {"added" | "removed" | "changed" | "words"} kind
 * @property {string} place such as `request body.secret_name`
 * @property {string | undefined} shared the same in the component that has it
 * @property {string | undefined} keyword absent if the place itself was added or removed
 * @property {any} before @property {any} after
 * @property {string | undefined} breaks whom
 * @property {string} where file and line
 *
 * @typedef {object} Difference
 * @property {string} call method and path, or "every operation"
 * @property {string | undefined} operationId of the version before, if it had the operation
 * @property {"added" | "removed" | "changed"} kind
 * @property {Change[]} changes
 *
 * @typedef {object} At where something is
 * @property {string} place @property {import("./judge.mjs").Direction} direction
 * @property {string} where the last file and line that is known
 * @property {string | undefined} [shared] the place in the innermost component around it
 * @property {readonly string[]} [within] the components around it
 *
 * @typedef {object} Details
 * @property {string} rule by which it is judged that the part itself comes or goes
 * @property {string} [keywords] the rule of its keywords, if each has none of its own
 * @property {Node} facts by keyword
 * @property {Node} [node] that has its words, and the lines of its keywords
 * @property {Record<string, Part>} parts by what makes them the same part in both versions
 * @property {Part[]} [branches] of a schema: one, or several
 * @property {boolean} [isInherited] compared once, for the whole API
 *
 * @typedef {At & Details} Part of the contract
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
  const [had, has] = [
    readCalls(parseSpec(before, names[0])),
    readCalls(parseSpec(after, names[1])),
  ];
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((key) => {
    const [one, other] = [had.get(key), has.get(key)];
    const { call } = one ?? other ?? { call: "" };
    const changes = shared && !(one && other) ? [] : compare(one?.part, other?.part);
    const kind = one && other ? "changed" : one ? "removed" : "added";
    return changes.length > 0 ? [{ call, operationId: one?.operationId, kind, changes }] : [];
  });
}

/** @param {Part | undefined} before @param {Part | undefined} after @returns {Change[]} */
function compare(before, after) {
  const part = after ?? before;
  if (!part || (before?.isInherited && after?.isInherited)) return [];
  const { shared, direction } = part;
  const { place } = before ?? part;
  /** @param {string} rule @param {string | undefined} keyword @param {any} had @param {any} has @returns {Change} */
  const change = (rule, keyword, had, has) => {
    const kind = had === undefined ? "added" : has === undefined ? "removed" : "changed";
    const { node = {}, where } = has === undefined && before ? before : part;
    const breaks = keyword === "deprecated" ? undefined : describeBreak(rule, had, has, direction);
    const line = (keyword && placeOf(node, keyword)) ?? where;
    return { kind, place, shared, keyword, before: had, after: has, breaks, where: line };
  };
  if (!before || !after) {
    if (part.rule === "inner") return [];
    const has = after && (after.facts.required === true ? "required" : true);
    return [change(part.rule, undefined, before && true, has)];
  }
  /** @type {Change[]} */
  const changes = [];
  if (textOf(wordsOf(before.node)) !== textOf(wordsOf(after.node))) {
    const nothing = { keyword: undefined, before: undefined, after: undefined, breaks: undefined };
    const home = shared?.replace(/[ .[{].*/, "");
    changes.push({ kind: "words", place, shared: home, where: after.where, ...nothing });
  }
  for (const keyword of union(before.facts, after.facts)) {
    const [one, other] = [before.facts[keyword], after.facts[keyword]];
    const rule = keyword === "required" ? keyword : (after.keywords ?? keyword);
    if (textOf(one) !== textOf(other)) changes.push(change(rule, keyword, one, other));
  }
  for (const name of union(before.parts, after.parts)) {
    changes.push(...compare(before.parts[name], after.parts[name]));
  }
  // Alternatives have no names: what is equal is the same, and the others have an order.
  const [had = [], has = []] = [before.branches, after.branches];
  const pairs = had.map((one) => [one, has.find((other) => isSame(one, other))]);
  const came = has.filter((other) => !pairs.some(([, known]) => known === other));
  for (const [one, other = came.shift()] of pairs) {
    if (one && other) changes.push(...compare(one, other));
    else changes.push(change("branch", "oneOf branch", bare(one?.node), undefined));
  }
  for (const { node } of came)
    changes.push(change("branch", "oneOf branch", undefined, bare(node)));
  return changes;
}

/** @param {Part} one @param {Part} other alternatives */
const isSame = (one, other) => textOf(bare(one.node)) === textOf(bare(other.node));

/** @param {Node} one @param {Node} other */
const union = (one, other) => new Set([...Object.keys(one), ...Object.keys(other)]);

/**
 * The whole API, and each operation by method and path; a path parameter counts by its position alone.
 * @param {Node} spec
 */
function readCalls(spec) {
  const { readWhole, readCall } = createReader(spec);
  /** @type {Map<string, { call: string, operationId?: string, part: Part }>} */
  const calls = new Map([["", { call: "every operation", part: readWhole() }]]);
  for (const [path, node] of Object.entries(spec.paths ?? {})) {
    const item = resolve(spec, node);
    for (const method of METHODS.filter((name) => item[name])) {
      const call = `${method.toUpperCase()} ${path}`;
      const { operationId } = item[method];
      const part = readCall(path, item, method);
      calls.set(call.replaceAll(/\{[^}]*\}/g, "{}"), { call, operationId, part });
    }
  }
  return calls;
}

/** Reads a version of the contract as parts, which are the same in both if their names are. @param {Node} spec */
function createReader(spec) {
  /** @param {string} place @param {string} [where] @returns {At} */
  const at = (place, where = "") => ({ place, direction: "request", where });

  /** @param {At} from @param {string} step @param {Node} [holder] @param {string} [key] @returns {At} */
  function move(from, step, holder = {}, key = "") {
    const shared = from.shared && from.shared + step;
    return { ...from, place: from.place + step, shared, where: placeOf(holder, key) ?? from.where };
  }

  /** @param {At} from @param {string} rule @param {Partial<Part>} [details] @returns {Part} */
  const partOf = (from, rule, details) => ({ ...from, rule, facts: {}, parts: {}, ...details });

  /**
   * Any part of an operation that is no schema.
   * @param {At} from @param {Node} source @param {string} rule
   */
  function readPart(from, source, rule) {
    const node = resolve(spec, source);
    const inside = source.$ref ? { ...from, shared: nameOf(source) } : from;
    const { content, headers, schema, ...facts } = bare(node);
    /** @type {Record<string, Part>} */
    const parts = schema ? { schema: readSchema(inside, schema) } : {};
    for (const [type, media] of Object.entries(content ?? {})) {
      const step = type === "application/json" ? " body" : ` ${type}`;
      parts[step] = readPart(move(inside, step, content, type), media, "removal");
    }
    for (const [name, header] of Object.entries(headers ?? {})) {
      const to = move({ ...inside, direction: "maybe" }, ` header ${name}`, headers, name);
      parts[`header ${name}`] = readPart(to, header, "removal");
    }
    return partOf(inside, rule, { keywords: "choice", node, facts, parts });
  }

  /** @param {At} from @param {Node} schema @param {string} [rule] @param {Node} [facts] @returns {Part} */
  function readSchema(from, schema, rule = "inner", facts = {}) {
    const { within = [] } = from;
    const { $ref } = schema;
    // A component inside itself is compared where it begins.
    if ($ref && within.includes($ref)) return partOf(from, rule, { facts });
    const inside = $ref ? { ...from, shared: nameOf(schema), within: [...within, $ref] } : from;
    const branches = alternativesOf(spec, schema).map((node) => readBranch(inside, node));
    return partOf(inside, rule, { facts, branches });
  }

  /** @param {At} from @param {Node} node folded @returns {Part} */
  function readBranch(from, node) {
    const { properties = {}, required = [], ...facts } = bare(node);
    /** @type {Record<string, Part>} */
    const parts = {};
    for (const [key, step] of Object.entries({ items: "[]", additionalProperties: "{}" })) {
      if (Object(facts[key]) !== facts[key]) continue;
      parts[step] = readSchema(move(from, step, node, key), facts[key]);
      // What is in it is a part of its own.
      facts[key] = {};
    }
    const mark = from.direction === "request" ? "readOnly" : "writeOnly";
    for (const [name, member] of Object.entries(properties)) {
      const isAsked = required.includes(name) && member[mark] !== true;
      const to = move(from, `.${name}`, properties, name);
      parts[name] = readSchema(to, member, "part", { required: isAsked });
    }
    return partOf(from, "branch", { node, facts, parts });
  }

  /** @param {Node} home that has the servers, or the whole spec */
  function readServers(home) {
    const urls = (home.servers ?? []).map((/** @type {Node} */ { url, variables = {} }) =>
      url.replaceAll(
        /\{([^}]*)\}/g,
        (/** @type {string} */ variable, /** @type {string} */ name) => {
          return variables[name]?.default ?? variable;
        },
      ),
    );
    const facts = { url: urls.length > 1 ? urls : urls[0] };
    const where = placeOf(home, "servers") ?? placeOf(spec, "openapi");
    return partOf(at("servers", where), "choice", { facts, keywords: "choice" });
  }

  /** @param {At} from @param {Node[]} [list] */
  function readSecurity(from, list) {
    const parts = (list?.length ? list : [{}]).map((each) => {
      const schemes = Object.entries(each).map(([name, scopes]) => [name, ...scopes].join(" "));
      const name = schemes.join(" and ") || "none";
      return [name, partOf(move(from, ` ${name}`), "removal")];
    });
    return partOf(from, "removal", { parts: Object.fromEntries(parts) });
  }

  function readWhole() {
    const where = placeOf(spec, "openapi");
    const schemes = spec.components?.securitySchemes ?? {};
    const parts = Object.entries(schemes).map(([name, scheme]) => {
      const to = move(at("security scheme ", where), name, schemes, name);
      return [`scheme ${name}`, readPart(to, scheme, "removal")];
    });
    const security = readSecurity(at("security", where), spec.security);
    return partOf(at("", where), "removal", {
      parts: { servers: readServers(spec), security, ...Object.fromEntries(parts) },
    });
  }

  /** @param {string} path @param {Node} item @param {string} method @returns {Part} */
  function readCall(path, item, method) {
    const operation = item[method];
    const where = placeOf(item, method);
    const { operationId, "x-method": xMethod, deprecated, security } = operation;
    const list = readSecurity(at("security", where), security ?? spec.security);
    const home = [operation, item].find((each) => each.servers) ?? spec;
    /** @type {Record<string, Part>} */
    const parts = {
      servers: { ...readServers(home), isInherited: home === spec },
      security: { ...list, isInherited: !security },
    };
    const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, one]) => one);
    for (const source of [...(item.parameters ?? []), ...(operation.parameters ?? [])]) {
      const { name, in: kind } = resolve(spec, source);
      const line = placeOf(source, "$ref") ?? placeOf(source, "name") ?? where;
      const to = at(`parameter ${name}`, line);
      const part = readPart(to, source, "part");
      // A name in a path is not on the wire.
      const key = kind === "path" ? `path ${names.indexOf(name)}` : name;
      delete part.facts.name;
      part.parts.name = partOf(to, "name", { keywords: "name", facts: { name } });
      parts[`parameter ${key}`] = part;
    }
    const { requestBody, responses = {} } = operation;
    if (requestBody) parts.request = readPart(at("request", where), requestBody, "part");
    for (const [status, response] of Object.entries(responses)) {
      const to = move(at("response ", where), status, responses, status);
      const direction = /^2/.test(status) ? "response" : "maybe";
      parts[`response ${status}`] = readPart({ ...to, direction }, response, "removal");
    }
    const facts = { operationId, "x-method": xMethod, deprecated };
    const details = { keywords: "name", node: operation, facts, parts };
    return partOf(at("operation", where), "removal", details);
  }

  return { readWhole, readCall };
}

/** Documentation only. @param {string} key */
const isWord = (key) =>
  (/^x-/.test(key) && key !== "x-method") ||
  ["summary", "tags"].includes(key) ||
  (WORDS.includes(key) &&
    !["default", "deprecated", "format", "readOnly", "writeOnly"].includes(key));

/** @param {Node} [node] */
const wordsOf = (node = {}) => Object.entries(node).filter(([key]) => isWord(key));

/** What binds. @param {Node} [node] @returns {Node} */
const bare = (node = {}) =>
  Object.fromEntries(Object.entries(node).filter(([key]) => !isWord(key)));

/**
 * The folded schemas of a value, each with null among its types if the value may be null.
 * @param {Node} spec @param {Node} schema
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

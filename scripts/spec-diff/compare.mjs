// What differs between two versions of the contract, operation by operation, and whom it breaks.
import { branchesOf, nullableOf, textOf, WORDS } from "../generate/fold.mjs";
import { follow, METHODS, nameOf, parseSpec, placeOf, resolve } from "../generate/spec.mjs";
import { describeBreak } from "./judge.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {"request" | "response" | "maybe"} Direction "maybe": a response that may stay away, such
 *   as an error or a header */
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
 */
/**
 * @typedef {object} At where a comparison is
 * @property {string} place
 * @property {Direction} direction
 * @property {string} [component] the innermost one around it
 * @property {string} [local] the place inside of it
 * @property {string} where the last file and line that is known
 * @property {readonly string[]} [within] the components around it
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
  const specs = [parseSpec(before, names[0]), parseSpec(after, names[1])];
  const [old, now] = /** @type {[Node, Node]} */ (specs);
  const [had, has] = [callsOf(old), callsOf(now)];
  /** @type {Difference[]} */
  const differences = [];
  for (const key of new Set(["", ...had.keys(), ...has.keys()])) {
    const [one, other] = [had.get(key), has.get(key)];
    /** @type {Change[]} */
    const changes = [];
    const comparison = createComparison(old, now, changes);
    const where = `${one ? names[0] : names[1]}`;
    if (key === "") comparison.compareWhole(`${names[1]}:1`);
    else if (one && other) comparison.compareOperations(one, other);
    else if (!shared) comparison.reportOperation(one, other, where);
    const { operation, call } = one ?? other ?? { call: "every operation", operation: undefined };
    const kind = key === "" || (one && other) ? "changed" : one ? "removed" : "added";
    const { operationId } = one || key === "" ? (operation ?? {}) : {};
    if (changes.length > 0) differences.push({ call, operationId, kind, changes });
  }
  return differences;
}

/**
 * Each operation by method and path; a path parameter counts by its position alone.
 * @param {Node} spec
 */
function callsOf(spec) {
  /** @type {Map<string, { call: string, path: string, item: Node, operation: Node }>} */
  const calls = new Map();
  for (const [path, node] of Object.entries(spec.paths ?? {})) {
    const item = resolve(spec, node);
    for (const method of METHODS.filter((name) => item[name])) {
      const verb = method.toUpperCase();
      const key = `${verb} ${path.replaceAll(/\{[^}]*\}/g, "{}")}`;
      calls.set(key, { call: `${verb} ${path}`, path, item, operation: item[method] });
    }
  }
  return calls;
}
/** @typedef {NonNullable<ReturnType<ReturnType<typeof callsOf>["get"]>>} Call */

/** @param {Node} old @param {Node} now @param {Change[]} changes that are found */
function createComparison(old, now, changes) {
  /**
   * @param {At} at @param {string | undefined} keyword @param {any} before @param {any} after
   * @param {import("./judge.mjs").Judged["type"]} [type]
   */
  function report(at, keyword, before, after, type = "keyword") {
    const { place, direction, component, local = "", where } = at;
    const kind = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    const breaks = describeBreak({ type, keyword, before, after, direction });
    const shared = component && component + local;
    changes.push({ kind, place, shared, keyword, before, after, breaks, where });
  }

  /** @param {At} at @param {any} before @param {any} after */
  function reportWords(at, before, after) {
    const words = (/** @type {any} */ node) =>
      textOf(Object.entries(node ?? {}).filter(([key]) => isWord(key)));
    if (words(before) === words(after)) return;
    const { place, component: shared, where } = at;
    changes.push({ ...NOTHING, kind: "words", place, shared, where });
  }

  /**
   * Follows references, and notes the component.
   * @param {At} at @param {Node | undefined} before @param {Node | undefined} after
   * @returns {{ before: Node | undefined, after: Node | undefined, at: At }}
   */
  function enter(at, before, after) {
    const node = after ?? before;
    const { $ref } = node ?? {};
    const inside = typeof $ref === "string" ? { component: nameOf({ $ref }), local: "" } : {};
    return {
      before: before && resolve(old, before),
      after: after && resolve(now, after),
      at: { ...at, ...inside },
    };
  }

  /** @param {At} at @param {string} step @param {Node | undefined} [holder] @param {string} [key] @returns {At} */
  function move(at, step, holder, key = "") {
    const where = (holder && placeOf(holder, key)) ?? at.where;
    return { ...at, place: at.place + step, local: (at.local ?? "") + step, where };
  }

  /**
   * Compares the members of two maps by name.
   * @param {Node | undefined} before @param {Node | undefined} after
   * @param {(name: string, before: any, after: any, holder: Node) => void} compare
   */
  function compareMaps(before = {}, after = {}, compare) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(name, before[name], after[name], name in after ? after : before);
    }
  }

  /** @param {string} where */
  function compareWhole(where) {
    const at = /** @type {const} */ ({ direction: "request", where });
    compareServers({ ...at, place: "servers" }, old, now);
    compareSecurity({ ...at, place: "security" }, old.security, now.security);
    const [had, has] = [old, now].map(({ components }) => components?.securitySchemes);
    compareMaps(had, has, (name, one, other, holder) => {
      const inside = move({ ...at, place: "security scheme " }, name, holder, name);
      if (!one || !other) return report(inside, undefined, one, other, "removal");
      compareKeywords(inside, one, other, Object.keys({ ...one, ...other }), "choice");
    });
  }

  /** @param {At} at @param {Node} before @param {Node} after that have the servers */
  function compareServers(at, before, after) {
    const [had, has] = [before, after].map(({ servers = [] }) => {
      const urls = servers.map((/** @type {Node} */ { url, variables = {} }) => {
        return url.replaceAll(
          /\{([^{}]*)\}/g,
          (/** @type {string} */ all, /** @type {string} */ key) => {
            return variables[key]?.default ?? all;
          },
        );
      });
      return urls.length > 1 ? urls : urls[0];
    });
    const where = placeOf(after, "servers") ?? placeOf(before, "servers") ?? at.where;
    if (textOf(had) !== textOf(has)) report({ ...at, where }, "url", had, has, "choice");
  }

  /** @param {At} at @param {Node[] | undefined} before @param {Node[] | undefined} after */
  function compareSecurity(at, before, after) {
    const [had, has] = [before, after].map((list = []) => {
      const names = list.map((each) => {
        const parts = Object.entries(each).map(([name, scopes]) => [name, ...scopes].join(" "));
        return parts.join(" and ") || "none";
      });
      return Object.fromEntries((names.length > 0 ? names : ["none"]).map((name) => [name, true]));
    });
    compareMaps(had, has, (name, one, other) => {
      if (one !== other) report(move(at, ` ${name}`), undefined, one, other, "removal");
    });
  }

  /** @param {Call | undefined} one @param {Call | undefined} other @param {string} name of the file */
  function reportOperation(one, other, name) {
    const call = one ?? other;
    const method = call?.call.split(" ")[0]?.toLowerCase() ?? "";
    const where = (call && placeOf(call.item, method)) ?? name;
    /** @type {At} */
    const at = { place: "operation", direction: "request", where };
    report(at, undefined, one?.operation, other?.operation, "removal");
  }

  /** @param {Call} one @param {Call} other */
  function compareOperations(one, other) {
    const [before, after] = [one.operation, other.operation];
    const where = placeOf(other.item, other.call.split(" ")[0]?.toLowerCase() ?? "") ?? "";
    /** @type {At} */
    const at = { place: "operation", direction: "request", where };
    compareKeywords(at, before, after, ["operationId", "x-method", "deprecated"], "name");
    reportWords(at, before, after);
    const [had, has] = [one, other].map(({ operation, item }) =>
      [operation, item].find(({ servers }) => servers),
    );
    if (had || has) compareServers({ ...at, place: "servers" }, had ?? old, has ?? now);
    if (before.security || after.security) {
      const [list, another] = [before.security ?? old.security, after.security ?? now.security];
      compareSecurity({ ...at, place: "security" }, list, another);
    }
    compareParameters(at, one, other);
    compareBody({ ...at, place: "request" }, before.requestBody, after.requestBody);
    compareMaps(before.responses, after.responses, (status, response, revised, holder) => {
      const direction = /^2/.test(status) ? "response" : "maybe";
      const inside = move({ ...at, place: "response ", direction }, status, holder, status);
      compareResponse(inside, response, revised);
    });
  }

  /** @param {At} at @param {Call} one @param {Call} other */
  function compareParameters(at, one, other) {
    const [had, has] = [
      [old, one],
      [now, other],
    ].map(([spec, call]) => parametersOf(/** @type {Node} */ (spec), /** @type {Call} */ (call)));
    compareMaps(had, has, (_key, before, after) => {
      const { name } = before?.node ?? after.node;
      const node = after?.source ?? before.source;
      const where = placeOf(node, "$ref") ?? placeOf(node, "name") ?? at.where;
      const entered = enter(
        { ...at, place: `parameter ${name}`, where },
        before?.source,
        after?.source,
      );
      const [was, is] = [entered.before, entered.after];
      if (!was || !is) {
        const isRequired = is?.required === true;
        return report(entered.at, undefined, was, is && (isRequired ? REQUIRED : is), "part");
      }
      // A name in a path is not on the wire.
      compareKeywords(entered.at, was, is, ["name"], "name");
      compareKeywords(entered.at, was, is, ["in", "style", "explode", "allowReserved"], "choice");
      compareRequired(entered.at, was, is);
      reportWords(entered.at, was, is);
      compareSchemas(entered.at, was.schema, is.schema);
      compareContent(entered.at, was.content, is.content);
    });
  }

  /** @param {At} place @param {Node | undefined} one @param {Node | undefined} other */
  function compareBody(place, one, other) {
    const { at, before, after } = enter(place, one, other);
    if (!before && !after) return;
    if (!before || !after) {
      return report(at, undefined, before, after && (after.required ? REQUIRED : after), "part");
    }
    compareRequired(at, before, after);
    reportWords(at, before, after);
    compareContent(at, before.content, after.content);
  }

  /** @param {At} place @param {Node | undefined} one @param {Node | undefined} other */
  function compareResponse(place, one, other) {
    const { at, before, after } = enter(place, one, other);
    if (!before || !after) return report(at, undefined, before, after, "removal");
    reportWords(at, before, after);
    compareContent(at, before.content, after.content);
    compareMaps(before.headers, after.headers, (name, header, revised, holder) => {
      const inside = move({ ...at, direction: "maybe" }, ` header ${name}`, holder, name);
      const entered = enter(inside, header, revised);
      const [was, is] = [entered.before, entered.after];
      if (!was || !is) return report(entered.at, undefined, was, is, "removal");
      reportWords(entered.at, was, is);
      compareSchemas(entered.at, was.schema, is.schema);
    });
  }

  /** @param {At} at @param {Node | undefined} before @param {Node | undefined} after by media type */
  function compareContent(at, before, after) {
    compareMaps(before, after, (type, one, other, holder) => {
      const step = type === "application/json" ? " body" : ` ${type}`;
      const inside = move(at, step, holder, type);
      if (!one || !other) return report(inside, undefined, one, other, "removal");
      compareKeywords(inside, one, other, ["encoding"], "choice");
      reportWords(inside, one, other);
      compareSchemas(inside, one.schema, other.schema);
    });
  }

  /** @param {At} at @param {Node} before @param {Node} after */
  function compareRequired(at, before, after) {
    if ((before.required ?? false) === (after.required ?? false)) return;
    const where = placeOf(after, "required") ?? at.where;
    report({ ...at, where }, "required", before.required, after.required);
  }

  /**
   * @param {At} at @param {Node} before @param {Node} after @param {readonly string[]} keywords
   * @param {import("./judge.mjs").Judged["type"]} type
   */
  function compareKeywords(at, before, after, keywords, type) {
    for (const keyword of keywords.filter((name) => !isWord(name))) {
      if (textOf(before[keyword]) === textOf(after[keyword])) continue;
      const where = placeOf(after, keyword) ?? placeOf(before, keyword) ?? at.where;
      report({ ...at, where }, keyword, before[keyword], after[keyword], type);
    }
  }

  /** @param {At} place @param {Node} [one] @param {Node} [other] */
  function compareSchemas(place, one = {}, other = {}) {
    const { at } = enter(place, one, other);
    const names = [one, other].map(({ $ref }) => $ref).join(" ");
    const { within = [] } = at;
    // A component inside itself has been compared above.
    if (names !== " " && within.includes(names)) return;
    const inside = { ...at, within: [...within, names] };
    const [had, has] = [alternativesOf(old, one), alternativesOf(now, other)];
    const [only, another] = [had, has].map((list) => list[0]);
    if (had.length === 1 && has.length === 1 && only && another) {
      return compareOne(inside, only, another);
    }
    // Alternatives have no names: what is equal is the same, and the others have an order.
    const [gone, came] = [without(had, has), without(has, had)];
    const changed = Math.min(gone.length, came.length);
    for (let index = 0; index < changed; index += 1) {
      compareOne(inside, gone[index] ?? {}, came[index] ?? {});
    }
    for (const branch of gone.slice(changed)) {
      report(inside, "oneOf branch", bare(branch), undefined, "branch");
    }
    for (const branch of came.slice(changed)) {
      report(inside, "oneOf branch", undefined, bare(branch), "branch");
    }
  }

  /** @param {At} at @param {Node} before @param {Node} after folded */
  function compareOne(at, before, after) {
    reportWords(at, before, after);
    const keywords = new Set([...Object.keys(before), ...Object.keys(after)]);
    const plain = [...keywords].filter((name) => !STRUCTURE.includes(name));
    compareKeywords(at, before, after, plain, "keyword");
    const [more, less] = [before, after].map(({ additionalProperties: each = true }) => each);
    if (typeof more === "object" && typeof less === "object") {
      compareSchemas(move(at, "{}"), more, less);
    } else compareKeywords(at, before, after, ["additionalProperties"], "keyword");
    if (before.items && after.items) {
      compareSchemas(move(at, "[]", after, "items"), before.items, after.items);
    } else compareKeywords(at, before, after, ["items"], "keyword");
    const mark = at.direction === "request" ? "readOnly" : "writeOnly";
    const isRequired = (/** @type {Node} */ { required, properties }, /** @type {string} */ name) =>
      required?.includes(name) === true && properties?.[name]?.[mark] !== true;
    compareMaps(before.properties, after.properties, (name, one, other, holder) => {
      const inside = move(at, `.${name}`, holder, name);
      const [was, is] = [isRequired(before, name), isRequired(after, name)];
      if (!one || !other)
        return report(inside, undefined, one, other && (is ? REQUIRED : other), "part");
      if (was !== is) report(inside, "required", was, is);
      compareSchemas(inside, one, other);
    });
  }

  return { compareWhole, compareOperations, reportOperation };
}

/** What is added, if it has to be sent. */
const REQUIRED = "required";
const NOTHING = { keyword: undefined, before: undefined, after: undefined, breaks: undefined };
const STRUCTURE = ["properties", "required", "items", "additionalProperties"];

/** Documentation only. @param {string} key */
const isWord = (key) =>
  (/^x-/.test(key) && key !== "x-method") ||
  ["summary", "tags"].includes(key) ||
  (WORDS.includes(key) &&
    !["default", "deprecated", "format", "readOnly", "writeOnly"].includes(key));

/**
 * The parameters by place and name, those of the path by their position in it.
 * @param {Node} spec @param {Call} call
 */
function parametersOf(spec, { path, item, operation }) {
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  /** @type {Record<string, { node: Node, source: Node }>} */
  const parameters = {};
  for (const source of [...(item.parameters ?? []), ...(operation.parameters ?? [])]) {
    const node = resolve(spec, source);
    const key = node.in === "path" ? `path ${names.indexOf(node.name)}` : node.name;
    parameters[key] = { node, source };
  }
  return parameters;
}

/**
 * The folded schemas of a value, each with null among its types if the value may be null.
 * @param {Node} spec @param {Node} schema
 */
function alternativesOf(spec, schema) {
  const target = schema.$ref ? follow(spec, schema) : schema;
  const other = nullableOf(target);
  return branchesOf(spec, other ?? schema).map((branch) => {
    const { nullable, type } = branch;
    if (!(other || nullable === true) || type === undefined) return branch;
    return { ...branch, type: [...new Set([type, "null"].flat())], nullable: undefined };
  });
}

/** What binds in a schema. @param {Node} schema */
const bare = (schema) => Object.fromEntries(Object.entries(schema).filter(([key]) => !isWord(key)));

/** @param {Node[]} some @param {Node[]} others */
function without(some, others) {
  const texts = others.map((each) => textOf(bare(each)));
  return some.filter((each) => !texts.includes(textOf(bare(each))));
}

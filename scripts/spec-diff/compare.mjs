// What differs between two versions of the contract, operation by operation, and whom it breaks.
import { branchesOf, nullableOf, textOf, WORDS } from "../generate/fold.mjs";
import { keepPlaces, METHODS, nameOf, parseSpec, placeOf, resolve } from "../generate/spec.mjs";
import { describeBreak } from "./judge.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {import("./judge.mjs").Type} Type */
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
 *
 * @typedef {object} At where a comparison is
 * @property {string} place @property {Direction} direction
 * @property {string} where the last file and line that is known
 * @property {string | undefined} [shared] the place in the innermost component around it
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
  const [old, now] = [parseSpec(before, names[0]), parseSpec(after, names[1])];
  const [had, has] = [callsOf(old), callsOf(now)];
  /** @type {Difference[]} */
  const differences = [];
  /** @param {Call | undefined} one @param {Call | undefined} other @param {(changes: Change[]) => void} compare */
  const add = (one, other, compare) => {
    /** @type {Change[]} */
    const changes = [];
    compare(changes);
    const { call } = one ?? other ?? { call: "every operation" };
    const kind = Boolean(one) === Boolean(other) ? "changed" : one ? "removed" : "added";
    const { operationId } = one?.operation ?? {};
    if (changes.length > 0) differences.push({ call, operationId, kind, changes });
  };
  add(undefined, undefined, (changes) => createComparison(old, now, changes).compareWhole());
  for (const key of new Set([...had.keys(), ...has.keys()])) {
    const [one, other] = [had.get(key), has.get(key)];
    if (shared && !(one && other)) continue;
    add(one, other, (changes) => createComparison(old, now, changes).compareCalls(one, other));
  }
  return differences;
}

/** @typedef {{ call: string, path: string, method: string, item: Node, operation: Node }} Call */

/**
 * Each operation by method and path; a path parameter counts by its position alone.
 * @param {Node} spec
 */
function callsOf(spec) {
  /** @type {Map<string, Call>} */
  const calls = new Map();
  for (const [path, node] of Object.entries(spec.paths ?? {})) {
    const item = resolve(spec, node);
    for (const method of METHODS.filter((name) => item[name])) {
      const verb = method.toUpperCase();
      const key = `${verb} ${path.replaceAll(/\{[^}]*\}/g, "{}")}`;
      calls.set(key, { call: `${verb} ${path}`, path, method, item, operation: item[method] });
    }
  }
  return calls;
}

/** Maps of parts: the step to each, and whom it breaks that one is gone. @type {Record<string, { step: (name: string) => string, type: Type }>} */
const MAPS = {
  content: {
    step: (type) => (type === "application/json" ? " body" : ` ${type}`),
    type: "removal",
  },
  headers: { step: (name) => ` header ${name}`, type: "removal" },
  properties: { step: (name) => `.${name}`, type: "part" },
};

/** @param {Node} old @param {Node} now @param {Change[]} changes that are found */
function createComparison(old, now, changes) {
  /** @param {At} at @param {Type} type @param {string | undefined} keyword @param {any} before @param {any} after */
  function report({ place, shared, where, direction }, type, keyword, before, after) {
    const kind = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    const breaks = describeBreak({ type, keyword, before, after, direction });
    changes.push({ kind, place, shared, keyword, before, after, breaks, where });
  }

  /** @param {At} at @param {string} step @param {Node} [holder] @param {string} [key] @returns {At} */
  function move(at, step, holder = {}, key = "") {
    const shared = at.shared && at.shared + step;
    return { ...at, place: at.place + step, shared, where: placeOf(holder, key) ?? at.where };
  }

  /** @param {Node | undefined} before @param {Node | undefined} after @param {(name: string, before: any, after: any, holder: Node) => void} compare */
  function forEachName(before = {}, after = {}, compare) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(name, before[name], after[name], name in after ? after : before);
    }
  }

  /**
   * Compares any part of an operation that is no schema.
   * @param {At} at @param {Node | undefined} one @param {Node | undefined} other
   * @param {Type} type whom it breaks that the part is gone or new
   */
  function compareParts(at, one, other, type) {
    const [before, after] = [one && resolve(old, one), other && resolve(now, other)];
    if (!before && !after) return;
    const { $ref } = other ?? one ?? {};
    const inside = $ref ? { ...at, shared: nameOf({ $ref }) } : at;
    if (!before || !after) {
      const isAsked = type === "part" && after?.required === true;
      return report(inside, type, undefined, before, isAsked ? "required" : after);
    }
    reportWords(inside, before, after);
    forEachName(before, after, (key, had, has, holder) => {
      if (MAPS[key]) compareMaps(inside, key, had, has);
      else if (key === "schema") compareSchemas(inside, had, has);
      else reportKeyword(inside, key === "required" ? "keyword" : "choice", key, had, has, holder);
    });
  }

  /** @param {At} at @param {string} key @param {Node} before @param {Node} after */
  function compareMaps(at, key, before, after) {
    const { step, type } = MAPS[key] ?? { step: String, type: "removal" };
    forEachName(before, after, (name, one, other, holder) => {
      const inside = move(at, step(name), holder, name);
      const isHeader = key === "headers";
      compareParts(isHeader ? { ...inside, direction: "maybe" } : inside, one, other, type);
    });
  }

  /** @param {At} at @param {Type} type @param {string} keyword @param {any} before @param {any} after @param {Node} holder */
  function reportKeyword(at, type, keyword, before, after, holder) {
    if (isWord(keyword) || textOf(before) === textOf(after)) return;
    report({ ...at, where: placeOf(holder, keyword) ?? at.where }, type, keyword, before, after);
  }

  /** @param {At} at @param {Node} before @param {Node} after */
  function reportWords(at, before, after) {
    const [one, other] = [before, after].map((node) =>
      textOf(Object.entries(node).filter(([key]) => isWord(key))),
    );
    if (one === other) return;
    const { place, where } = at;
    const shared = at.shared?.replace(/[ .[{].*/, "");
    const nothing = { keyword: undefined, before: undefined, after: undefined, breaks: undefined };
    changes.push({ kind: "words", place, shared, where, ...nothing });
  }

  /** @param {At} at @param {Node} [one] @param {Node} [other] */
  function compareSchemas(at, one = {}, other = {}) {
    const { within = [] } = at;
    const { $ref } = other.$ref ? other : one;
    const names = `${one.$ref} ${other.$ref}`;
    // A component inside itself has been compared above.
    if ($ref && within.includes(names)) return;
    const inside = $ref ? { ...at, shared: nameOf({ $ref }), within: [...within, names] } : at;
    const [had, has] = [alternativesOf(old, one), alternativesOf(now, other)];
    // Alternatives have no names: what is equal is the same, and the others have an order.
    const isOne = had.length === 1 && has.length === 1;
    const [gone, came] = isOne ? [had, has] : [without(had, has), without(has, had)];
    while (gone.length > 0 && came.length > 0) {
      compareSchema(inside, gone.shift() ?? {}, came.shift() ?? {});
    }
    for (const each of gone) report(inside, "branch", "oneOf branch", bare(each), undefined);
    for (const each of came) report(inside, "branch", "oneOf branch", undefined, bare(each));
  }

  /** @param {At} at @param {Node} before @param {Node} after folded */
  function compareSchema(at, before, after) {
    reportWords(at, before, after);
    const mark = at.direction === "request" ? "readOnly" : "writeOnly";
    forEachName(before, after, (key, had, has, holder) => {
      const isBoth = typeof had === "object" && typeof has === "object";
      if (key === "items" && isBoth) compareSchemas(move(at, "[]", holder, key), had, has);
      else if (key === "additionalProperties" && isBoth) compareSchemas(move(at, "{}"), had, has);
      else if (!["properties", "required"].includes(key)) {
        reportKeyword(at, "keyword", key, had, has, holder);
      }
    });
    forEachName(before.properties, after.properties, (name, one, other, holder) => {
      const inside = move(at, `.${name}`, holder, name);
      const [was, is] = [before, after].map(({ required, properties }) => {
        return required?.includes(name) === true && properties?.[name]?.[mark] !== true;
      });
      if (!one || !other) return report(inside, "part", undefined, one, is ? "required" : other);
      if (was !== is) report(inside, "keyword", "required", was, is);
      compareSchemas(inside, one, other);
    });
  }

  function compareWhole() {
    /** @param {string} place @returns {At} */
    const at = (place) => ({ place, direction: "request", where: placeOf(now, "openapi") ?? "" });
    compareServers(at("servers"), old, now);
    compareSecurity(at("security"), old.security, now.security);
    const [had, has] = [old, now].map(({ components }) => components?.securitySchemes);
    forEachName(had, has, (name, one, other, holder) => {
      compareParts(move(at("security scheme "), name, holder, name), one, other, "removal");
    });
  }

  /** @param {At} at @param {Node} before @param {Node} after that have the servers */
  function compareServers(at, before, after) {
    const [had, has] = [before, after].map(({ servers = [] }) => {
      const urls = servers.map((/** @type {Node} */ { url, variables = {} }) =>
        url.replaceAll(/\{[^}]*\}/g, (/** @type {string} */ variable) => {
          return variables[variable.slice(1, -1)]?.default ?? variable;
        }),
      );
      return urls.length > 1 ? urls : urls[0];
    });
    const where = placeOf(after, "servers") ?? placeOf(before, "servers") ?? at.where;
    if (textOf(had) !== textOf(has)) report({ ...at, where }, "choice", "url", had, has);
  }

  /** @param {At} at @param {Node[] | undefined} before @param {Node[] | undefined} after */
  function compareSecurity(at, before, after) {
    const [had, has] = [before, after].map((list) => {
      const names = (list?.length ? list : [{}]).map((each) => {
        const parts = Object.entries(each).map(([name, scopes]) => [name, ...scopes].join(" "));
        return [parts.join(" and ") || "none", true];
      });
      return Object.fromEntries(names);
    });
    forEachName(had, has, (name, one, other) => {
      if (one !== other) report(move(at, ` ${name}`), "removal", undefined, one, other);
    });
  }

  /** @param {Call | undefined} one @param {Call | undefined} other */
  function compareCalls(one, other) {
    const { item = {}, method = "" } = other ?? one ?? {};
    /** @param {string} place @returns {At} */
    const at = (place) => ({ place, direction: "request", where: placeOf(item, method) ?? "" });
    const [before, after] = [one?.operation, other?.operation];
    if (!one || !other || !before || !after) {
      return report(at("operation"), "removal", undefined, before, after);
    }
    reportWords(at("operation"), before, after);
    for (const key of ["operationId", "x-method", "deprecated"]) {
      reportKeyword(at("operation"), "name", key, before[key], after[key], after);
    }
    const [had, has] = [one, other].map(({ operation, item }) => {
      return [operation, item].find(({ servers }) => servers);
    });
    if (had || has) compareServers(at("servers"), had ?? old, has ?? now);
    if (before.security || after.security) {
      const [list, another] = [before.security ?? old.security, after.security ?? now.security];
      compareSecurity(at("security"), list, another);
    }
    forEachName(parametersOf(old, one), parametersOf(now, other), (_key, had, has) => {
      const [was, is] = [had && resolve(old, had), has && resolve(now, has)];
      const where = placeOf(has ?? had, "$ref") ?? placeOf(has ?? had, "name") ?? "";
      const inside = { ...at(`parameter ${(was ?? is).name}`), where };
      if (was && is) reportKeyword(inside, "name", "name", was.name, is.name, is);
      // A name in a path is not on the wire.
      compareParts(inside, had, has && was ? { ...is, name: was.name } : has, "part");
    });
    compareParts(at("request"), before.requestBody, after.requestBody, "part");
    forEachName(before.responses, after.responses, (status, was, is, holder) => {
      const inside = move(at("response "), status, holder, status);
      const direction = /^2/.test(status) ? "response" : "maybe";
      compareParts({ ...inside, direction }, was, is, "removal");
    });
  }

  return { compareWhole, compareCalls };
}

/** Documentation only. @param {string} key */
const isWord = (key) =>
  (/^x-/.test(key) && key !== "x-method") ||
  ["summary", "tags"].includes(key) ||
  (WORDS.includes(key) &&
    !["default", "deprecated", "format", "readOnly", "writeOnly"].includes(key));

/**
 * The parameters by name, those of the path by their position in it.
 * @param {Node} spec @param {Call} call
 */
function parametersOf(spec, { path, item, operation }) {
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  const all = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((source) => {
    const { name, in: place } = resolve(spec, source);
    return [place === "path" ? `path ${names.indexOf(name)}` : name, source];
  });
  return Object.fromEntries(all);
}

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

/** What binds in a schema. @param {Node} schema */
const bare = (schema) => Object.fromEntries(Object.entries(schema).filter(([key]) => !isWord(key)));

/** @param {Node[]} some @param {Node[]} others */
function without(some, others) {
  const texts = others.map((each) => textOf(bare(each)));
  return some.filter((each) => !texts.includes(textOf(bare(each))));
}

// What a change is, and whom it breaks, if anyone.
import { resolvePointer } from "./uses.mjs";

/** @typedef {Record<string, any>} Node */
/**
 * @typedef {object} Change
 * @property {"added" | "removed" | "changed" | "words"} kind
 * @property {string} type of what changed, in Redocly's words
 * @property {string} place
 * @property {import("./uses.mjs").Direction} direction
 * @property {string | undefined} [keyword] absent where the place itself was added or removed
 * @property {any} [before]
 * @property {any} [after]
 * @property {boolean | undefined} [narrows] fewer values are allowed than before, where a keyword alone does not tell
 * @property {boolean | undefined} [widens] more are
 * @property {boolean} isMajor by Redocly's own rules
 */

/** They describe, and bind nobody. */
const WORDS = /\/(title|description|summary|examples?|externalDocs|tags|x-(?!method$)[^/]*)(\/|$)/;
const UPPER = ["maximum", "maxLength", "maxItems", "maxProperties", "exclusiveMaximum"];
const LOWER = ["minimum", "minLength", "minItems", "minProperties", "exclusiveMinimum"];

/**
 * What Redocly found, as changes of one place.
 * @param {import("./compare.mjs").Found} found @param {import("./uses.mjs").Use} use
 * @param {Node} before @param {Node} after the two versions
 * @returns {Change[]}
 */
export function explain(found, { place, direction }, before, after) {
  const { path, typeName: type, property, base, revision } = found;
  const [was, is] = [exact(base?.value, property), exact(revision?.value, property)];
  const kind = was === undefined ? "added" : is === undefined ? "removed" : "changed";
  /** @type {Change} */
  const change = { kind, type, place, direction, isMajor: found.impact === "major" };
  // A property or header may be called as a keyword is.
  const keys = `${path}/${property ?? ""}`.replaceAll(/\/(properties|headers)\/[^/]+/g, "");
  if (WORDS.test(keys)) return [{ ...change, kind: "words" }];

  // The schema that has the keyword, in each version.
  const [, owner, combinator = "", branch] =
    /^(.*?)(?:\/(oneOf|anyOf|allOf)(\/\d+)?)?$/.exec(path) ?? [];
  const schemas = [
    resolvePointer(before, ownerOf(base?.pointer ?? owner ?? "", property ?? combinator)),
    resolvePointer(after, ownerOf(revision?.pointer ?? owner ?? "", property ?? combinator)),
  ];

  if (property === "key") {
    // A path whose parameter has another name is the same on the wire; the parameter tells of it.
    if (type === "PathItem") return [];
    const parent = place.slice(0, place.lastIndexOf(" ") + 1);
    return [
      { ...change, kind: "removed", place: parent + was },
      { ...change, kind: "added", place: parent + is, isMajor: false },
    ];
  }
  if (type === "Schema" && property === "required") {
    return [...new Set([...(was ?? []), ...(is ?? [])])].flatMap((name) => {
      const [had, has] = [was, is].map((names) => names?.includes(name) ?? false);
      // A property that came or went says so itself.
      const [old, now] = schemas.map((schema) => schema?.properties?.[name] !== undefined);
      if (had === has || old !== now) return [];
      const member = { place: `${place}.${name}`, keyword: "required", before: had, after: has };
      return [{ ...change, kind: "changed", ...member }];
    });
  }
  if ((type === "Schema" && branch) || combinator === "allOf") {
    // One more of oneOf and anyOf allows more, one more of allOf demands more.
    const widens = (combinator === "allOf") === (kind === "removed");
    const keyword = branch ? `${combinator} branch` : combinator;
    return [{ ...change, keyword, before: was, after: is, widens, narrows: !widens }];
  }
  if (combinator || (type === "Schema" && property === "type")) {
    const [old, now] = schemas.map((schema) => typesOf(schema));
    const isBranch = branchesOf(schemas[1]).some((each) => bare(each) === bare(schemas[0]));
    const effect = {
      narrows: !includes(now, old) || (combinator !== "" && kind === "added" && !isBranch),
      widens: !includes(old, now),
    };
    return [{ ...change, keyword: property ?? combinator, before: was, after: is, ...effect }];
  }
  if (property) return [{ ...change, keyword: property, before: was, after: is }];
  if (type === "SecurityRequirement") {
    return [{ ...change, place: `${place} ${Object.keys(was ?? is).join(" and ") || "none"}` }];
  }
  const name = path.slice(path.lastIndexOf("/") + 1);
  const parent = resolvePointer(after, path.replace(/\/properties\/[^/]+$/, ""));
  const required = is?.required === true || parent?.required?.includes?.(name) === true;
  return [{ ...change, after: required ? "required" : undefined }];
}

/** @param {Change} change @returns {string | undefined} whom it breaks */
export function brokenBy(change) {
  const { kind, type, direction, keyword } = change;
  if (kind === "words" || keyword === "deprecated") return undefined;
  if (type === "Operation" && keyword) {
    const isOurs = ["operationId", "x-method"].includes(keyword) && kind !== "added";
    return isOurs ? "users of the generated types" : undefined;
  }
  if (type === "Parameter" && keyword === "name" && isInPath(change)) {
    return "users of the generated types";
  }
  if (direction === "request") return demandsMore(change) ? "callers" : undefined;
  return promisesLess(change) ? "readers of the answer" : undefined;
}

/** @param {Change} change */
function demandsMore({ kind, type, keyword, before, after, narrows, isMajor }) {
  if (narrows !== undefined) return narrows;
  if (["Operation", "PathItem", "MediaType"].includes(type)) return kind === "removed";
  if (keyword === undefined && ["Schema", "Parameter", "RequestBody"].includes(type)) {
    return kind === "removed" || after === "required";
  }
  if (keyword === "required") return after === true;
  if (type !== "Schema") return isMajor;
  if (keyword === "default") return kind !== "added";
  if (kind === "removed" || keyword === "writeOnly") return false;
  if (keyword && UPPER.includes(keyword)) return kind === "added" || after < before;
  if (keyword && LOWER.includes(keyword)) return kind === "added" || after > before;
  if (keyword === "enum" && kind === "changed") return !includes(after, before);
  return after !== false || keyword === "additionalProperties";
}

/** @param {Change} change */
function promisesLess({ kind, type, direction, keyword, before, after, widens }) {
  if (widens !== undefined) return widens;
  if (keyword === undefined) return kind === "removed" && direction === "response";
  if (keyword === "required") return after === false && direction === "response";
  if (keyword === "enum" && kind === "changed") return !includes(before, after);
  if (keyword === "writeOnly") return after === true;
  // A reader copes with other limits than before, but not with another format.
  return type === "Schema" && ["format", "const", "enum"].includes(keyword) && kind !== "added";
}

/** @param {Change} change */
const isInPath = ({ place, isMajor }) => !isMajor && place.startsWith("parameter ");

/** A bound beyond 2^53 comes as a string. @param {any} value @param {string | undefined} keyword */
function exact(value, keyword = "") {
  const isBound = [...UPPER, ...LOWER].includes(keyword);
  return isBound && typeof value === "string" ? BigInt(value) : value;
}

/** @param {string} pointer @param {string} keyword */
function ownerOf(pointer, keyword) {
  const end = `/${keyword}`;
  return pointer.endsWith(end) ? pointer.slice(0, -end.length) : pointer;
}

/** @param {Node | undefined} schema @returns {Node[]} */
const branchesOf = (schema) => schema?.oneOf ?? schema?.anyOf ?? [];

/** The types that a schema allows; `undefined` for any. @param {Node | undefined} schema @returns {string[] | undefined} */
function typesOf(schema) {
  if (schema?.type !== undefined) return [schema.type].flat();
  const types = branchesOf(schema).map(typesOf);
  return types.length > 0 && types.every(Boolean) ? types.flatMap((each) => each ?? []) : undefined;
}

/** What binds in a schema, as text. @param {Node | undefined} schema */
const bare = (schema) =>
  JSON.stringify(
    Object.entries(schema ?? {})
      .filter(([key]) => !WORDS.test(`/${key}`))
      .sort(),
  );

/** @param {readonly any[] | undefined} all `undefined` for anything @param {readonly any[] | undefined} some */
function includes(all, some) {
  if (all === undefined) return true;
  const has = (/** @type {any} */ value) =>
    all.includes(value) || (value === "integer" && all.includes("number"));
  return some?.every(has) ?? false;
}

// Makes one schema of several: `$ref`, `allOf` and `anyOf` with null.
import { follow, keepPlaces } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */

/** They describe a schema and demand nothing. */
export const WORDS = [
  ...["title", "description", "example", "examples", "default", "deprecated", "format"],
  ...["readOnly", "writeOnly", "externalDocs", "xml", "contentMediaType", "contentEncoding"],
];

/** The components that a folded schema extends: a symbol, so that it is no keyword. */
export const EXTENDS = Symbol("extends");

/** @param {Node} node @returns {string} the last step of its reference */
export const nameOf = ({ $ref }) => $ref.split("/").at(-1);

/**
 * The other branch of `anyOf: [X, { type: "null" }]`.
 * @param {Node} node @returns {Node | undefined}
 */
export function nullableOf({ anyOf, oneOf }) {
  const branches = anyOf ?? oneOf ?? [];
  const others = branches.filter((/** @type {Node} */ { type }) => type !== "null");
  return branches.length === 2 && others.length === 1 ? others[0] : undefined;
}

/**
 * A schema without references and `allOf`, for its members.
 * @param {Node} spec @param {Node} node
 */
export const merged = (spec, node) => fold(spec, { allOf: [node] }, () => {});

/**
 * A schema with `allOf`, or with a reference and more beside it, as one schema without either.
 * @param {Node} spec @param {Node} node
 * @param {(at: Node, keyword: string, what: string) => void} note tells of what is lost
 * @returns {Node}
 */
export function fold(spec, node, note) {
  const { $ref, allOf = [], ...own } = node;
  /** @type {Node[]} */
  const parts = [...($ref ? [{ $ref }] : []), ...allOf].map((part) => {
    const target = follow(spec, part);
    const folded = target.$ref || target.allOf ? fold(spec, target, note) : target;
    if (!part.$ref) return folded;
    const names = [nameOf(part), ...(folded[EXTENDS] ?? [])];
    return keepPlaces(folded, { ...folded, [EXTENDS]: names });
  });
  /** @type {Node} */
  const found = keepPlaces(node, { [EXTENDS]: parts.flatMap((part) => part[EXTENDS] ?? []) });
  for (const part of [...parts, keepPlaces(node, own)]) {
    for (const [keyword, value] of Object.entries(part)) {
      const known = found[keyword];
      if (keyword === "properties") found.properties = foldProperties(known, value);
      else if (keyword === "required") found.required = [...new Set([...(known ?? []), ...value])];
      else if (known === undefined || WORDS.includes(keyword)) found[keyword] = value;
      else if (!isSame(known, value)) note(part, keyword, `a second "${keyword}"`);
    }
  }
  return found;
}

/** A member that several parts describe must keep what each of them says. */
function foldProperties(/** @type {Node} */ known = {}, /** @type {Node} */ more) {
  const both = Object.entries(more).map(([name, schema]) => {
    const other = known[name];
    return [name, other && !isSame(other, schema) ? { allOf: [other, schema] } : schema];
  });
  return { ...known, ...Object.fromEntries(both) };
}

const isSame = (/** @type {unknown} */ one, /** @type {unknown} */ other) =>
  textOf(one) === textOf(other);

/** Text to compare by. @param {unknown} value */
export const textOf = (value) =>
  JSON.stringify(value, (_, member) => (typeof member === "bigint" ? `${member}` : member));

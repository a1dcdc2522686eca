// The limits of the spec in words, for the descriptions of the generated types.
import { nullableOf } from "./fold.mjs";
import { resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */

/** Under these keys stand values, which may look like a schema. */
const VALUES = ["example", "examples", "default", "enum", "const"];
/** Under these keys stand names, which may look like a keyword. */
const MAPS = ["properties", "parameters", "headers", "responses", "schemas"];

/**
 * A copy of the spec in which the description of each schema, parameter and header ends with its
 * limits. A member that is a `$ref` gets the description of what it refers to, unless it has
 * its own.
 * @param {Node} spec
 * @returns {Node}
 */
export function withLimits(spec) {
  /** @param {any} node @param {boolean} [isMap] @returns {any} */
  function copy(node, isMap = false) {
    if (typeof node !== "object" || node === null) return node;
    if (Array.isArray(node)) return node.map((item) => copy(item));
    const members = Object.entries(node).map(([key, member]) => {
      if (isMap) return [key, copy(member)];
      return [key, VALUES.includes(key) ? member : copy(member, MAPS.includes(key))];
    });
    return { ...Object.fromEntries(members), ...(!isMap && wordsOf(spec, node)) };
  }
  return copy(spec);
}

/**
 * The members that describe a node, where it is one that has limits.
 * @param {Node} spec @param {Node} node
 */
function wordsOf(spec, node) {
  const { $ref, description, schema } = node;
  // Of a parameter or a header; what carries a body has no description.
  if (schema && description) return described(description, resolve(spec, schema));
  if ($ref?.startsWith("#/components/schemas/")) {
    const target = resolve(spec, node);
    const { examples = target.examples } = node;
    return {
      ...(examples && { examples }),
      ...described(description ?? target.description, target),
    };
  }
  return described(description, node);
}

/**
 * The description of a schema, or of the one that it refers to, with its limits.
 * @param {Node} spec @param {Node} node
 */
export function describeLimits(spec, node) {
  const target = resolve(spec, nullableOf(node) ?? node);
  return described(node.description ?? target.description, target).description ?? "";
}

/**
 * @param {string | undefined} description @param {Node} schema
 * @returns {{ description?: string }}
 */
function described(description, schema) {
  // Each on a line of its own: the description may end with a list.
  const text = [description?.trim(), limitsInWords(schema)].filter(Boolean).join("\n");
  return text ? { description: text } : {};
}

/**
 * A sentence such as "At most 100 characters, matching `^[a-z]+$`."; nothing without a limit.
 * @param {Node} schema
 * @returns {string}
 */
export function limitsInWords(schema) {
  const { pattern, minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const { exclusiveMinimum, exclusiveMaximum, default: fallback } = schema;
  const type = [schema.type].flat().find((one) => one !== "null");
  const bounds = [
    range(minimum, maximum),
    exclusiveMinimum === undefined ? "" : ` above ${exclusiveMinimum}`,
    exclusiveMaximum === undefined ? "" : ` below ${exclusiveMaximum}`,
  ].join("");
  /** @type {Record<string, string[]>} */
  const parts = {
    integer: [`an integer${bounds}`],
    number: [bounds && `a number${bounds}`],
    string: [
      count(minLength, maxLength, "character"),
      pattern === undefined ? "" : `matching \`${pattern}\``,
    ],
    array: [count(minItems, maxItems, "item")],
  };
  // The type says it all.
  const isClosed = schema.const !== undefined || schema.enum;
  const text = isClosed ? "" : (parts[type] ?? []).filter(Boolean).join(", ");
  const limits = text && `${text[0]?.toUpperCase()}${text.slice(1)}.`;
  const isShort = fallback !== undefined && Object(fallback) !== fallback;
  return [limits, isShort && `Default: ${fallback}.`].filter(Boolean).join(" ");
}

/** @typedef {number | bigint | undefined} Bound An int64 is a bigint, whose digits are all told. */

/** @param {Bound} from @param {Bound} to */
function range(from, to) {
  if (from === undefined) return to === undefined ? "" : ` up to ${to}`;
  return to === undefined ? ` from ${from}` : ` from ${from} to ${to}`;
}

/** @param {Bound} from @param {Bound} to @param {string} what */
function count(from, to, what) {
  const [last = 0] = [to, from].filter((bound) => bound !== undefined);
  const things = Number(last) === 1 ? what : `${what}s`;
  if (from === undefined) return to === undefined ? "" : `at most ${to} ${things}`;
  return to === undefined ? `at least ${from} ${things}` : `${from} to ${to} ${things}`;
}

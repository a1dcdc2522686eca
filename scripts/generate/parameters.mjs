// The flat parameters of a method: those of path, query and header, and the members of the body.

import { COMPONENT } from "./schema.mjs";
import { mistakeAt, placeOf, resolve } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {ReturnType<typeof import("./schema.mjs").createConverter>["convert"]} Convert */

/**
 * Where each travels, but for the body.
 * @param {Node[]} parameters @param {string} id of the operation @param {Convert} convert
 */
export function convertParameters(parameters, id, convert) {
  const places = ["path", "query", "header"].map((place) => {
    const here = parameters.filter((parameter) => parameter.in === place && !isIgnored(parameter));
    if (here.length === 0) return [];
    const required = here.filter((parameter) => parameter.required).map(({ name }) => name);
    const properties = here.map(({ name, schema = {}, component }) => {
      const found = convert(schema, `${id}.${name}`);
      return [name, component && !found[COMPONENT] ? { ...found, [COMPONENT]: component } : found];
    });
    const object = { type: "object", properties: Object.fromEntries(properties) };
    return [[place, required.length > 0 ? { ...object, required } : object]];
  });
  return Object.fromEntries(places.flat());
}

/** OpenAPI has these header parameters ignored: the client writes them. @param {Node} parameter */
export const isIgnored = ({ in: place, name }) =>
  place === "header" && ["accept", "authorization", "content-type"].includes(name.toLowerCase());

/** How openapi-fetch writes lists and objects by itself; OpenAPI has `form` for both. */
const WRITTEN = { array: "form", object: "deepObject" };

/**
 * How openapi-fetch should write lists and objects in the query, where that is not its default.
 * @param {Node} spec @param {Node[]} parameters
 */
export function querySerializerOf(spec, parameters) {
  /** @type {Record<string, { style: string, explode: boolean }>} */
  const found = {};
  for (const [type, fallback] of Object.entries(WRITTEN)) {
    const ways = parameters
      .filter(({ in: place, schema = {} }) => place === "query" && isOf(spec, schema, type))
      .map((parameter) => ({ parameter, ...styleOf(parameter) }));
    const [first, ...others] = ways;
    if (!first) continue;
    const { style, explode } = first;
    const other = others.find((way) => way.style !== style || way.explode !== explode);
    if (other) {
      const names = `"${first.parameter.name}" and "${other.parameter.name}"`;
      const what = `${names} have another style or explode each, and a query has one for every`;
      throw mistakeAt(other.parameter, "name", `${what} ${type}. Give them the same.`);
    }
    if (style !== fallback || !explode) found[type] = { style, explode };
  }
  return Object.keys(found).length > 0 ? { querySerializer: found } : {};
}

/** @param {Node} parameter */
function styleOf({ style = "form", explode }) {
  return { style, explode: explode ?? ["form", "deepObject"].includes(style) };
}

/** @param {Node} spec @param {Node} schema @param {string} type */
const isOf = (spec, schema, type) => [resolve(spec, schema).type].flat().includes(type);

/**
 * Refuses what cannot be a parameter of a method.
 * @param {Node} spec @param {string} id of the operation @param {Node[]} parameters
 */
export function checkParameters(spec, id, parameters) {
  for (const parameter of parameters) {
    const { name, in: place, schema } = parameter;
    const refuse = (/** @type {string} */ key, /** @type {string} */ what) =>
      mistakeAt(parameter, key, `${id}: ${what} Use x-no-method, or leave it out.`);
    if (place === "cookie") throw refuse("in", `"${name}" is a cookie, which no client can send.`);
    if (!schema) throw refuse("name", `the parameter "${name}" has no schema.`);
    const isNested = isOf(spec, schema, "array") || isOf(spec, schema, "object");
    if (place === "path" && isNested) {
      throw refuse("schema", `the path parameter "${name}" has several values.`);
    }
  }
}

/**
 * Refuses a name that stands in two places, and names both.
 * @param {string} id of the operation @param {Node[]} parameters
 * @param {readonly [name: string, owner: Node][]} members of the body, each with what holds its key
 */
export function checkNames(id, parameters, members) {
  /** Where each name stands. @type {Map<string, string>} */
  const seen = new Map();
  const all = [
    ...parameters.map((node) => ({ name: node.name, place: node.in, node, key: "name" })),
    ...members.map(([name, node]) => ({ name, place: "body", node, key: name })),
  ];
  for (const { name, place, node, key } of all) {
    const line = placeOf(node, key);
    const here = `in the ${place}${line ? ` (${line})` : ""}`;
    const there = seen.get(name);
    if (there) {
      const what = `${id}: "${name}" stands ${there} and ${here}.`;
      throw mistakeAt(node, key, `${what} Rename one, or use x-no-method.`);
    }
    seen.set(name, here);
  }
}

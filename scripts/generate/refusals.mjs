// What cannot be a method of the client: refused with file and line.
import { branchesOf, textOf } from "./fold.mjs";
import { bodyOf, isIgnored, membersOf, NO_METHOD, styleOf, typesOf } from "./operations.mjs";
import { createConverter } from "./schema.mjs";
import { mapAll, mistakeAt, operationsOf, placeOf } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {(isBroken: unknown, node: Node, key: string, what: string) => void} Refuse */

/** @param {Node} spec */
export function checkMethods(spec) {
  const { convert } = createConverter(spec);
  const methods = operationsOf(spec).filter(({ operation }) => operation["x-method"]);
  mapAll(methods, ({ operation, parameters }) => {
    const { operationId: id } = operation;
    /** @type {Error[]} */
    const mistakes = [];
    /** @type {Refuse} */
    const refuse = (isBroken, node, key, what) => {
      if (isBroken) mistakes.push(mistakeAt(node, key, `${id}: ${what} ${NO_METHOD}`));
    };
    const own = parameters.filter((parameter) => !isIgnored(parameter));
    const { schema } = bodyOf(spec, operation);
    const body = schema && convert(schema, id);
    for (const parameter of own) checkParameter(spec, parameter, refuse);
    if (body) checkBody(spec, operation, body, refuse);
    checkNames(spec, operation, own, Object.keys(body?.properties ?? {}), refuse);
    mapAll(mistakes, (mistake) => {
      throw mistake;
    });
  });
}

/** @param {Node} spec @param {Node} parameter @param {Refuse} refuse */
function checkParameter(spec, parameter, refuse) {
  const { name, in: place, schema = {}, allowReserved } = parameter;
  const [isList, isObject] = ["array", "object"].map((type) =>
    typesOf(spec, schema).includes(type),
  );
  const { style } = styleOf(parameter);
  const others = isObject ? ["deepObject"] : isList ? ["spaceDelimited", "pipeDelimited"] : [];
  const styles = place === "query" ? ["form", ...others] : ["simple"];
  const isSeveral = (place === "path" && isList) || (place !== "query" && isObject);
  const inner = branchesOf(spec, schema).flatMap(({ items = {}, properties = {} }) => {
    return [items, ...Object.values(properties)].flatMap((member) => typesOf(spec, member));
  });
  const isDeep = inner.some((type) => type === "array" || type === "object");
  refuse(place === "cookie", parameter, "in", `"${name}" is a cookie, which no client can send.`);
  refuse(!parameter.schema, parameter, "name", `the parameter "${name}" has no schema.`);
  refuse(isSeveral, parameter, "schema", `the ${place} parameter "${name}" has several values.`);
  const words = `the client does not write "${name}" in the style ${style}.`;
  refuse(!styles.includes(style), parameter, "style", words);
  refuse(allowReserved, parameter, "allowReserved", `the client encodes all of "${name}".`);
  refuse(isDeep, parameter, "schema", `"${name}" holds a list or an object inside another.`);
}

/** @param {Node} spec @param {Node} operation @param {Node} body converted @param {Refuse} refuse */
function checkBody(spec, operation, body, refuse) {
  const { media = {}, mediaType } = bodyOf(spec, operation);
  const { properties } = membersOf(spec, operation);
  const isMultipart = mediaType === "multipart/form-data";
  const what = "a body must be an object, whose members become parameters.";
  refuse(body.type !== "object", operation, "requestBody", what);
  for (const [name, member] of Object.entries(body.properties ?? {})) {
    const { type } = member.items ?? member;
    const isNested = type === "object" || type === "array";
    const words = `"${name}" is an object or a list of lists, which is no part of a form.`;
    refuse(isMultipart && isNested, properties, name, words);
    const holdsBlob = textOf(member).includes('"type":"blob"');
    const text = `"${name}" is binary, and ${mediaType} is text.`;
    refuse(!isMultipart && holdsBlob, properties, name, text);
  }
  for (const [name, { contentType, ...others }] of Object.entries(media.encoding ?? {})) {
    const { items, type } = body.properties?.[name] ?? {};
    // A Blob has a type of its own, which is sent.
    const isFile = isMultipart && (items?.type ?? type) === "blob";
    const isOther = (contentType && !isFile) || Object.keys(others).length > 0;
    const words = `the client has one encoding for "${name}", and this is another.`;
    refuse(isOther, media.encoding, name, words);
  }
}

/**
 * A name that is in two places: both are named.
 * @param {Node} spec @param {Node} operation @param {Node[]} parameters
 * @param {string[]} members of the body @param {Refuse} refuse
 */
function checkNames(spec, operation, parameters, members, refuse) {
  const { properties = {} } = membersOf(spec, operation);
  /** The place of each name. @type {Map<string, string>} */
  const seen = new Map();
  const all = [
    ...parameters.map((node) => ({ name: node.name, place: node.in, node, key: "name" })),
    ...members.map((name) => ({ name, place: "body", node: properties, key: name })),
  ];
  for (const { name, place, node, key } of all) {
    const line = placeOf(node, key);
    const here = `in the ${place}${line ? ` (${line})` : ""}`;
    const there = seen.get(name);
    refuse(there, node, key, `"${name}" stands ${there} and ${here}. Rename one, or:`);
    seen.set(name, here);
  }
}

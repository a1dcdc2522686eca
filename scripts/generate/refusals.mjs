// What cannot be a method of the client: refused with file and line.
import { branchesOf } from "./fold.mjs";
import { bodyOf, isIgnored, membersOf, NO_METHOD, styleOf, typesOf } from "./operations.mjs";
import { createConverter } from "./schema.mjs";
import { mapAll, mistakeAt, operationsOf, placeOf } from "./spec.mjs";

/** @typedef {import("./spec.mjs").Node} Node */

/** @param {Node} spec */
export function checkMethods(spec) {
  const { convert } = createConverter(spec);
  const methods = operationsOf(spec).filter(({ operation }) => operation["x-method"]);
  mapAll(methods, ({ operation, parameters }) => {
    const { operationId: id } = operation;
    const own = parameters.filter((parameter) => !isIgnored(parameter));
    const { schema } = bodyOf(spec, operation);
    const body = schema && convert(schema, id);
    mapAll(
      [
        () => mapAll(own, (parameter) => checkParameter(spec, id, parameter)),
        () => body && checkBody(spec, operation, body),
        () => checkNames(spec, operation, own, Object.keys(body?.properties ?? {})),
      ],
      (check) => check(),
    );
  });
}

/** @param {Node} spec @param {string} id of the operation @param {Node} parameter */
function checkParameter(spec, id, parameter) {
  const { name, in: place, schema, allowReserved } = parameter;
  const refuse = (/** @type {string} */ key, /** @type {string} */ what) =>
    mistakeAt(parameter, key, `${id}: ${what} Use x-no-method, or leave it out.`);
  if (place === "cookie") throw refuse("in", `"${name}" is a cookie, which no client can send.`);
  if (!schema) throw refuse("name", `the parameter "${name}" has no schema.`);
  const types = typesOf(spec, schema);
  const isList = types.includes("array");
  const isObject = types.includes("object");
  if (place === "path" && (isList || isObject)) {
    throw refuse("schema", `the path parameter "${name}" has several values.`);
  }
  if (place === "header" && isObject) {
    throw refuse("schema", `the header "${name}" is an object.`);
  }
  const { style } = styleOf(parameter);
  const styles = place === "query" ? ["form"] : ["simple"];
  if (place === "query" && isObject) styles.push("deepObject");
  if (place === "query" && isList && !isObject) styles.push("spaceDelimited", "pipeDelimited");
  if (!styles.includes(style)) {
    throw refuse("style", `the client does not write "${name}" in the style ${style}.`);
  }
  if (allowReserved) throw refuse("allowReserved", `the client encodes all of "${name}".`);
  const members = branchesOf(spec, schema).flatMap(({ items, properties = {} }) => {
    return [...(items ? [items] : []), ...Object.values(properties)];
  });
  const isDeep = members.some((member) =>
    typesOf(spec, member).some((type) => type === "array" || type === "object"),
  );
  if (isDeep) throw refuse("schema", `"${name}" holds a list or an object inside another.`);
}

/** @param {Node} spec @param {Node} operation @param {Node} body converted */
function checkBody(spec, operation, body) {
  const { operationId: id } = operation;
  const { media = {}, mediaType } = bodyOf(spec, operation);
  const { properties } = membersOf(spec, operation);
  if (body.type !== "object") {
    const what = `${id}: a body must be an object, whose members become parameters.`;
    throw mistakeAt(operation, "requestBody", `${what} ${NO_METHOD}`);
  }
  const isMultipart = mediaType === "multipart/form-data";
  for (const [name, member] of Object.entries(body.properties ?? {})) {
    const refuse = (/** @type {string} */ what) =>
      mistakeAt(properties, name, `${id}: "${name}" ${what} ${NO_METHOD}`);
    const part = member.items ?? member;
    if (isMultipart && (part.type === "object" || part.type === "array")) {
      throw refuse("is an object or a list of lists, which the client sends in no part of a body.");
    }
    if (!isMultipart && holdsBlob(member)) throw refuse(`is binary, and ${mediaType} is text.`);
  }
  for (const [name, { contentType, ...others }] of Object.entries(media.encoding ?? {})) {
    const { items, type } = body.properties?.[name] ?? {};
    // A Blob has a type of its own, which is sent.
    const isFile = isMultipart && (items?.type ?? type) === "blob";
    if ((isFile || !contentType) && Object.keys(others).length === 0) continue;
    const what = `${id}: the client has one encoding for "${name}", and this is another.`;
    throw mistakeAt(media.encoding, name, `${what} ${NO_METHOD}`);
  }
}

/** @param {Node} schema converted @returns {boolean} */
function holdsBlob({ type, items, properties = {}, additionalProperties: more }) {
  const parts = [items, more, ...Object.values(properties)];
  return (
    [type].flat().includes("blob") || parts.some((part) => part === Object(part) && holdsBlob(part))
  );
}

/**
 * Refuses a name that is in two places, and names both.
 * @param {Node} spec @param {Node} operation @param {Node[]} parameters
 * @param {string[]} members of the body
 */
function checkNames(spec, operation, parameters, members) {
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
    if (there) {
      const what = `${operation.operationId}: "${name}" stands ${there} and ${here}.`;
      throw mistakeAt(node, key, `${what} Rename one, or use x-no-method.`);
    }
    seen.set(name, here);
  }
}

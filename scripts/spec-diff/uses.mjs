// Who uses each part of a contract: the operations, and the place in each, such as
// `response 201 body.count`.

/** @typedef {Record<string, any>} Node */
/**
 * @typedef {"request" | "response" | "maybe"} Direction "maybe": a response that may stay away, such
 *   as an error or a header
 * @typedef {object} Use
 * @property {string} key of the operation, the same when a path parameter is renamed
 * @property {{ call: string, operationId: string | undefined }} operation
 * @property {string} place
 * @property {Direction} direction
 *
 * @typedef {Map<string, Use[]>} Uses JSON pointer → who uses it
 */

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const EVERY = { key: "", operation: { call: "every operation", operationId: undefined } };

/** @param {Node} spec @returns {Uses} */
export function usesOf(spec) {
  /** @type {Uses} */
  const uses = new Map();

  /**
   * Notes a part and all that it holds or refers to.
   * @param {string} pointer @param {unknown} node @param {Use} use
   * @param {string} within the key of the map that the part is in
   * @param {readonly string[]} above in which a recursive schema ends
   */
  function note(pointer, node, use, within = "", above = []) {
    if (above.includes(pointer)) return;
    uses.set(pointer, [...(uses.get(pointer) ?? []), use]);
    if (typeof node !== "object" || node === null) return;
    const chain = [...above, pointer];
    const { $ref } = /** @type {Node} */ (node);
    if (typeof $ref === "string") {
      note($ref, resolvePointer(spec, $ref), use, within, chain);
      return;
    }
    for (const [key, child] of Object.entries(node)) {
      const place = use.place + placeOf(within, key);
      const direction = within === "headers" ? "maybe" : use.direction;
      // The names of properties and headers are the user's: none of them is a keyword.
      const map = ["properties", "headers", "content"].includes(within) ? "" : key;
      note(`${pointer}/${encode(key)}`, child, { ...use, place, direction }, map, chain);
    }
  }

  for (const [path, item] of Object.entries(spec.paths ?? {})) {
    for (const method of METHODS.filter((name) => item[name])) {
      const { operationId, responses = {}, requestBody, parameters = [], ...rest } = item[method];
      const verb = method.toUpperCase();
      const key = `${verb} ${path.replaceAll(/\{[^}]*\}/g, "{}")}`;
      const operation = { call: `${verb} ${path}`, operationId };
      /** @param {string} place @param {Direction} [direction] @returns {Use} */
      const use = (place, direction = "request") => ({ key, operation, place, direction });
      const root = `#/paths/${encode(path)}`;
      const own = `${root}/${method}`;
      for (const pointer of [root, own]) {
        uses.set(pointer, [...(uses.get(pointer) ?? []), use("operation")]);
      }
      for (const [from, list] of [
        [root, item.parameters ?? []],
        [own, parameters],
      ]) {
        for (const [index, node] of list.entries()) {
          const { name } = node.$ref ? resolvePointer(spec, node.$ref) : node;
          note(`${from}/parameters/${index}`, node, use(`parameter ${name}`));
        }
      }
      if (requestBody) note(`${own}/requestBody`, requestBody, use("request"));
      for (const [status, node] of Object.entries(responses)) {
        const direction = /^2/.test(status) ? "response" : "maybe";
        note(`${own}/responses/${status}`, node, use(`response ${status}`, direction));
      }
      for (const [name, node] of Object.entries(rest)) {
        const place = ["security", "servers"].includes(name) ? name : "operation";
        note(`${own}/${encode(name)}`, node, use(place));
      }
    }
  }
  for (const name of ["security", "servers"]) {
    note(`#/${name}`, spec[name], { ...EVERY, place: name, direction: "request" });
  }
  for (const [name, scheme] of Object.entries(spec.components?.securitySchemes ?? {})) {
    const use = { ...EVERY, place: `security scheme ${name}` };
    note(`#/components/securitySchemes/${encode(name)}`, scheme, { ...use, direction: "request" });
  }
  return uses;
}

/** @param {string} within @param {string} key */
function placeOf(within, key) {
  if (within === "properties") return `.${key}`;
  if (within === "headers") return ` header ${key}`;
  if (within === "content") return key === "application/json" ? " body" : ` ${key}`;
  return key === "items" ? "[]" : "";
}

/** The users of a part, or of what it is in. @param {Uses} uses @param {string} pointer @returns {Use[]} */
export function at(uses, pointer) {
  for (let part = pointer; part.includes("/"); part = part.slice(0, part.lastIndexOf("/"))) {
    const found = uses.get(part);
    if (found) return found;
  }
  return [];
}

/** @param {Node} spec @param {string} pointer @returns {any} */
export function resolvePointer(spec, pointer) {
  /** @type {any} */
  let node = spec;
  for (const step of pointer.split("/").slice(1)) {
    while (node?.$ref) node = resolvePointer(spec, node.$ref);
    node = node?.[decode(step)];
  }
  while (node?.$ref) node = resolvePointer(spec, node.$ref);
  return node;
}

/** @param {string} key */
export const encode = (key) => key.replaceAll("~", "~0").replaceAll("/", "~1");
/** @param {string} step */
const decode = (step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");

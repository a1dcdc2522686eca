// Writes a converted schema as JavaScript.
import { COMPONENT, SPREAD } from "./schema.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {Map<string, string>} Constants components by name, each before its first use */

/** @param {string} name whether it can stand without quotes, as a type or a constant too */
export const isIdentifier = (name) => /^[A-Za-z_$][\w$]*$/.test(name);

/**
 * A JavaScript literal: like JSON, with bigints, regular expressions and the names of components.
 * @param {unknown} value @param {Constants} constants @param {string} [indent]
 * @returns {string}
 */
export function literal(value, constants, indent = "") {
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) {
    return `[${value.map((item) => literal(item, constants, indent)).join(", ")}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const component = /** @type {Node} */ (value)[COMPONENT];
  if (!component || !isIdentifier(component)) return objectLiteral(value, constants, indent);
  const text = objectLiteral(value, constants, "");
  const name = `${component}Schema`;
  if (!constants.has(name)) constants.set(name, text);
  // A parameter and a schema may have the same name and differ.
  return constants.get(name) === text ? name : objectLiteral(value, constants, indent);
}

/** @param {Node} value @param {Constants} constants @param {string} indent */
function objectLiteral(value, constants, indent) {
  const inner = `${indent}  `;
  const base = value[SPREAD];
  const lines = base ? [`${inner}...${literal(base, constants, inner)},`] : [];
  for (const [name, member] of Object.entries(value)) {
    if (base && base[name] === member) continue;
    const key = isIdentifier(name) ? name : JSON.stringify(name);
    lines.push(`${inner}${key}: ${literal(member, constants, inner)},`);
  }
  return lines.length > 0 ? `{\n${lines.join("\n")}\n${indent}}` : "{}";
}

// The spec as JSON, for tools that do not read YAML.

/**
 * @param {import("./spec.mjs").Node} spec
 * @returns {string}
 */
export function renderJson(spec) {
  // JSON.stringify has no bigint; a marked string keeps the digits until the marks are taken off.
  const mark = "int:";
  const text = JSON.stringify(
    spec,
    (_key, value) => (typeof value === "bigint" ? `${mark}${value}` : value),
    2,
  );
  return `${text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1")}\n`;
}

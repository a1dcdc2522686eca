// The spec as the page shows it: the contract, with what only the page can use.
import { operationsOf, readSpec } from "../generate/spec.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */

const REFERENCE = `
## TypeScript reference

Every class, method, option and type of the package is described in the
[reference of the TypeScript client](reference/index.html). The contract itself is here as
[YAML](openapi.yaml) and as [JSON](openapi.json).
`;

/**
 * @param {string} text the spec
 * @returns {string} a document for Redocly, as JSON
 */
export function renderPageSpec(text) {
  const spec = readSpec(text);
  spec.info.description += REFERENCE;
  for (const tag of spec.tags ?? []) tag.description += `\n\n${contentsOf(spec, tag.name)}`;
  for (const { operation } of operationsOf(spec)) {
    // The page leaves out the link of an operation.
    const { description, url } = operation.externalDocs ?? {};
    if (url) operation.description += `\n\n[${description ?? url}](${url})`;
  }
  return JSON.stringify(spec, exact);
}

/** The route of a tag, which begins with the list of its operations. @param {string} tag */
export const routeOf = (tag) => `/${tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;

/**
 * The operations of a tag by what they do: the page itself lists them by their paths alone.
 * @param {Node} spec @param {string} tag
 */
function contentsOf(spec, tag) {
  return operationsOf(spec)
    .filter(({ operation }) => operation.tags?.includes(tag))
    .map(({ operation: { summary, operationId } }) => {
      return `- [${summary}](#${routeOf(tag)}/${operationId.toLowerCase()})`;
    })
    .join("\n");
}

/**
 * The page would round an integer beyond 2^53; text it shows as it is.
 * @param {string} _key @param {unknown} value
 */
function exact(_key, value) {
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

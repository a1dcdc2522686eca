// The spec as the page shows it: the contract, with what only the page can use.
import { operationsOf } from "../generate/spec.mjs";
import { slugOf } from "./guides.mjs";
import { samplesOf } from "./samples.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {import("./guides.mjs").Guide} Guide */

/**
 * @param {Node} contract @param {Guide[]} guides
 * @returns {string} a document for Redocly, as JSON
 */
export function renderPageSpec(contract, guides) {
  const spec = structuredClone(contract);
  for (const found of operationsOf(spec)) {
    found.operation["x-codeSamples"] = samplesOf(spec, found);
    found.operation.description += `\n\n${linksOf(found.operation)}`;
  }
  // The page has a table for an enum, and none for values that may grow. The contract itself keeps
  // its `x-extensible-enum`: with an enum, a new code would break the callers.
  for (const schema of Object.values(spec.components.schemas)) {
    if (schema["x-extensible-enum"]) schema.enum = schema["x-extensible-enum"];
    delete schema["x-extensible-enum"];
  }
  const resources = spec.tags ?? [];
  /** @param {string} name */
  const tagsOf = (name) => guides.filter(({ group }) => group === name).map(asTag);
  const groups = {
    Start: tagsOf("Start"),
    Guides: tagsOf("Guides"),
    Operations: resources,
    More: tagsOf("More"),
  };
  spec.tags = Object.values(groups).flat();
  spec["x-tagGroups"] = Object.entries(groups).map(([name, tags]) => {
    return { name, tags: tags.map((/** @type {Node} */ tag) => tag.name) };
  });
  spec.info.description = introductionOf(spec, resources);
  return JSON.stringify(spec, forPage);
}

/**
 * The page itself leaves out the link of an operation.
 * @param {Node} operation
 */
function linksOf({ externalDocs, "x-method": name, "x-see": others = [] }) {
  const { description = "Supermetrics' own page of this operation", url } = externalDocs ?? {};
  const links = [name && methodLink(name), url && `[${description}](${url})`];
  const see = others.length > 0 && `See also ${others.map(methodLink).join(", ")}.`;
  return [links.filter(Boolean).join(" · "), see].filter(Boolean).join("\n\n");
}

/** To the reference. @param {string} name of a method */
function methodLink(name) {
  const [resource = "", verb = ""] = name.split(".");
  const type = `${resource.charAt(0).toUpperCase()}${resource.slice(1)}`;
  const file = `reference/interfaces/supermetrics-connector-builder.${type}.html`;
  return `[\`client.${name}\`](${file}#${verb.toLowerCase()})`;
}

/** A link to a guide's file leads to its place on the page. @param {Guide} guide */
const asTag = ({ title, text }) => ({
  name: title,
  "x-traitTag": true,
  description: text.replaceAll(/\]\(([\w-]+)\.md\)/g, "](#/$1)"),
});

/** What a reader meets first. @param {Node} spec @param {Node[]} resources */
function introductionOf({ info, ...spec }, resources) {
  const contents = resources.map(({ name }) => {
    const operations = operationsOf(spec).filter(({ operation }) => operation.tags?.includes(name));
    const links = operations.map(({ operation }) => {
      return `- [${operation.summary}](${routeOf(operation)})`;
    });
    return `**${name}**\n\n${links.join("\n")}`;
  });
  return `${info.description.trim()}

- **[Try it](try.html)** in this browser: lose a response, and see that nothing is stored twice.
- **[TypeScript reference](reference/index.html)**: every class, method, option and type.
- The contract as [YAML](openapi.yaml) and as [JSON](openapi.json); these pages [as text](llms.txt).

${contents.join("\n\n")}
`;
}

/** The address of an operation on the page. @param {Node} operation */
export const routeOf = ({ tags, operationId }) =>
  `#/${slugOf(tags[0])}/${operationId.toLowerCase()}`;

/** @param {string} key @param {unknown} value */
function forPage(key, value) {
  // The search shows a text without its line breaks.
  if (key === "description" && typeof value === "string")
    return value.replaceAll(/(?<=\S)$/gm, " ");
  if (typeof value !== "bigint") return value;
  // The page would round an integer beyond 2^53; text it shows as it is.
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

// The spec as the page shows it: the contract, with what only the page can use.
import { operationsOf, resolve } from "../generate/spec.mjs";
import { asText, slugOf, withSpaces } from "./guides.mjs";
import { exampleOf, samplesOf } from "./samples.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {Awaited<ReturnType<typeof import("./guides.mjs").readGuides>>} Guides */

/**
 * @param {Node} contract @param {Guides} guides
 * @returns {string} a document for Redocly, as JSON
 */
export function renderPageSpec(contract, guides) {
  const spec = structuredClone(contract);
  for (const { operation, ...place } of operationsOf(spec)) {
    operation["x-codeSamples"] = samplesOf(spec, { ...place, operation });
    operation.description += `\n\n${linksOf(operation)}`;
  }
  for (const schema of Object.values(spec.components.schemas)) listKnownValues(spec, schema);

  const resources = spec.tags ?? [];
  for (const tag of resources) tag.description += `\n\n${contentsOf(spec, tag.name)}`;
  const groups = {
    Start: guides.start.map(asTag),
    Guides: guides.guides.map(asTag),
    Operations: resources,
    More: guides.more.map(asTag),
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

/** A link to a guide's file leads to its place on the page. @param {import("./guides.mjs").Guide} guide */
const asTag = ({ title, text }) => ({
  name: title,
  "x-traitTag": true,
  description: text.replaceAll(/\]\(([\w-]+)\.md\)/g, "](#/$1)"),
});

/** What a reader meets first. @param {Node} spec @param {Node[]} resources */
function introductionOf({ info, ...spec }, resources) {
  return `${info.description.trim()}

- **[Try it](try.html)** in this browser: lose an answer, and see that nothing is stored twice.
- **[TypeScript reference](reference/index.html)**: every class, method, option and type.
- The contract as [YAML](openapi.yaml) and as [JSON](openapi.json); these pages [as text](llms.txt).

${resources.map(({ name }) => `**${name}**\n\n${contentsOf(spec, name)}`).join("\n\n")}
`;
}

/**
 * The operations of a tag by what they do: the page itself lists them by their paths alone.
 * @param {Node} spec @param {string} tag
 */
function contentsOf(spec, tag) {
  return operationsOf(spec)
    .filter(({ operation }) => operation.tags?.includes(tag))
    .map(({ operation: { summary, operationId } }) => {
      return `- [${summary}](#/${slugOf(tag)}/${operationId.toLowerCase()})`;
    })
    .join("\n");
}

/**
 * The page has a table for an enum, and none for values that may grow. The contract itself keeps its
 * `x-extensible-enum`: with an enum, a new code would break the callers.
 * @param {Node} spec @param {Node} schema
 */
function listKnownValues(spec, schema) {
  const { "x-extensible-enum": values, "x-enumDescriptions": described = {} } = schema;
  if (!values) return;
  const shown = { ...described };
  for (const { operation } of operationsOf(spec)) {
    for (const [status, node] of Object.entries(operation.responses)) {
      const { content, description } = resolve(spec, node);
      const code = exampleOf(spec, content?.["application/json"] ?? {})?.error?.code;
      shown[code] ??= `Status ${status}. ${description.trim().replaceAll("\n", " ")}`;
    }
  }
  schema.enum = values;
  schema["x-enumDescriptions"] = Object.fromEntries(
    values.map((/** @type {string} */ one) => [one, shown[one] ?? "Documented without a status."]),
  );
  delete schema["x-extensible-enum"];
}

/**
 * The page would round an integer beyond 2^53; text it shows as it is.
 * @param {string} key @param {unknown} value
 */
function forPage(key, value) {
  if (key === "description" && typeof value === "string") return asText(withSpaces(value));
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

// The guides and the operations as text, for readers and programs that take no page.
import { operationsOf, resolve } from "../generate/spec.mjs";
import { slugOf } from "./guides.mjs";
import { samplesOf } from "./samples.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {import("./samples.mjs").Operation} Operation */
/** @typedef {Awaited<ReturnType<typeof import("./guides.mjs").readGuides>>} Guides */

/**
 * @param {Node} spec @param {Guides} guides
 * @returns {Record<string, string>} files by their path
 */
export function renderMarkdown(spec, { start, guides, more }) {
  const all = [...start, ...guides, ...more];
  const operations = operationsOf(spec).map((found) => {
    const { operationId, summary } = found.operation;
    return { path: `operations/${operationId}.md`, summary, found };
  });
  const index = [
    `# ${spec.info.title}`,
    `> ${spec.info.summary}`,
    spec.info.description.trim(),
    `## Guides\n\n${all.map(({ title, slug }) => `- [${title}](guides/${slug}.md)`).join("\n")}`,
    `## Operations\n\n${operations.map(operationLine).join("\n")}`,
    "## The contract\n\n- [openapi.yaml](openapi.yaml)\n- [openapi.json](openapi.json)\n",
  ];
  return {
    "llms.txt": index.join("\n\n"),
    ...Object.fromEntries(
      all.map(({ title, slug, text }) => [`guides/${slug}.md`, `# ${title}\n\n${text.trim()}\n`]),
    ),
    ...Object.fromEntries(operations.map(({ path, found }) => [path, operationText(spec, found)])),
  };
}

/** @param {{ path: string, summary: string, found: Operation }} operation */
function operationLine({ path, summary, found }) {
  const see = othersOf(found.operation);
  return `- [${summary}](${path}): \`${found.method} ${found.path}\`${see && `; see also ${see}`}`;
}

/** @param {Node} operation */
const othersOf = ({ "x-see": names = [] }) =>
  names.map((/** @type {string} */ name) => `\`client.${name}\``).join(", ");

/** @param {Node} spec @param {Operation} found */
function operationText(spec, found) {
  const { path, method, operation, parameters } = found;
  const { summary, description, operationId, tags, "x-method": name = "http" } = operation;
  const see = othersOf(operation);
  const body = operation.requestBody && resolve(spec, operation.requestBody);
  const sections = [
    `# ${summary}`,
    `\`${method} ${path}\` · \`${operationId}\` · \`client.${name}\` in TypeScript`,
    description.trim(),
    see && `See also ${see}.`,
    `On the page: [${summary}](../index.html#/${slugOf(tags[0])}/${operationId.toLowerCase()})`,
    parameters.length > 0 &&
      `## Parameters\n\n${table(parameters.map((node) => parameterRow(spec, node)))}`,
    body && `## Body\n\n${bodyText(spec, body)}`,
    `## Responses\n\n${responses(spec, operation)}`,
    `## Samples\n\n${samplesOf(spec, found).map(sampleText).join("\n\n")}`,
  ];
  return `${sections.filter(Boolean).join("\n\n")}\n`;
}

/** @param {Node} spec @param {Node} body */
function bodyText(spec, { description, content }) {
  return Object.entries(content)
    .map(([mime, media]) => {
      const schema = resolve(spec, media.schema);
      const rows = Object.entries(schema.properties ?? {}).map(([name, node]) => {
        const required = schema.required?.includes(name);
        return parameterRow(spec, { name, in: "body", required, schema: node });
      });
      return `${description?.trim() ?? ""}\n\n\`${mime}\`\n\n${table(rows)}`;
    })
    .join("\n\n");
}

/** @param {Node} spec @param {Node} parameter */
function parameterRow(spec, { name, in: place, required, description, schema }) {
  const resolved = resolve(spec, schema);
  const words = inLine(description ?? resolved.description ?? "");
  return [`\`${name}\``, place, typeOf(resolved), required ? "yes" : "no", words];
}

/** What a schema admits, in a few words. @param {Node} schema */
function typeOf({ type, format, minimum, maximum, maxLength, pattern }) {
  const parts = [
    [type].flat().join(" or "),
    format,
    (minimum ?? maximum) !== undefined && `${minimum ?? "…"} to ${maximum ?? "…"}`,
    maxLength !== undefined && `up to ${maxLength} characters`,
    pattern && `\`${pattern.replaceAll("|", "\\|")}\``,
  ];
  return parts.filter(Boolean).join(", ");
}

/** @param {string[][]} rows */
function table(rows) {
  const lines = rows.map((cells) => `| ${cells.join(" | ")} |`);
  const head = "| name | in | type | required | what it is |\n| --- | --- | --- | --- | --- |";
  return [head, ...lines].join("\n");
}

/** @param {Node} spec @param {Node} operation */
const responses = (spec, operation) =>
  Object.entries(operation.responses)
    .map(([status, node]) => `- **${status}** ${inLine(resolve(spec, node).description)}`)
    .join("\n");

/** @param {string} text */
const inLine = (text) => text.trim().replaceAll(/\s*\n\s*/g, " ");

/** @param {import("./samples.mjs").Sample} sample */
function sampleText({ label, lang, source }) {
  return `### ${label}\n\n\`\`\`${lang === "TypeScript" ? "ts" : "sh"}\n${source.trimEnd()}\n\`\`\``;
}

// The guides and the operations as text, for readers and programs that take no page.
import { parametersOf } from "../generate/commands.mjs";
import { bodyOf } from "../generate/operations.mjs";
import { operationsOf, resolve } from "../generate/spec.mjs";
import { limitsInWords } from "../generate/types.mjs";
import { routeOf } from "./page-spec.mjs";
import { samplesOf } from "./samples.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {import("./samples.mjs").Operation} Operation */

/**
 * @param {Node} spec @param {import("./guides.mjs").Guide[]} guides
 * @returns {Record<string, string>} files by their path
 */
export function renderMarkdown(spec, guides) {
  const operations = operationsOf(spec);
  const index = `# ${spec.info.title}

> ${spec.info.summary}

${spec.info.description.trim()}

## Guides

${guides.map(({ title, slug }) => `- [${title}](guides/${slug}.md)`).join("\n")}

## Operations

${operations.map(operationLine).join("\n")}

## The contract

- [openapi.yaml](openapi.yaml)
- [openapi.json](openapi.json)
`;
  return Object.fromEntries([
    ["llms.txt", index],
    ...guides.map(({ title, slug, text }) => {
      return [`guides/${slug}.md`, `# ${title}\n\n${text.trim()}\n`];
    }),
    ...operations.map((found) => [fileOf(found), operationText(spec, found)]),
  ]);
}

/** @param {Operation} found */
const fileOf = ({ operation }) => `operations/${operation.operationId}.md`;

/** @param {Operation} found */
function operationLine(found) {
  const { method, path, operation } = found;
  const see = othersOf(operation);
  return `- [${operation.summary}](${fileOf(found)}): \`${method} ${path}\`${see && `; see also ${see}`}`;
}

/** @param {Node} operation */
const othersOf = ({ "x-see": names = [] }) =>
  names.map((/** @type {string} */ name) => `\`client.${name}\``).join(", ");

/** @param {Node} spec @param {Operation} found */
function operationText(spec, found) {
  const { path, method, operation } = found;
  const { summary, description, operationId, responses, "x-method": name = "http" } = operation;
  const see = othersOf(operation);
  const { mediaType } = bodyOf(spec, operation);
  const rows = parametersOf(spec, found).map(({ name, place, required, source, description }) => {
    const text = `${description}\n${limitsInWords(source)}`.replaceAll("|", "\\|");
    const type = [source.type].flat().join(" or ");
    return `| \`${name}\` | ${place} | ${type} | ${required ? "yes" : "no"} | ${inLine(text)} |`;
  });
  const statuses = Object.entries(responses).map(([status, node]) => {
    return `- **${status}** ${inLine(resolve(spec, node).description)}`;
  });
  const samples = samplesOf(spec, found).map(({ label, lang, source }) => {
    return `### ${label}\n\n\`\`\`${lang === "TypeScript" ? "ts" : "sh"}\n${source.trimEnd()}\n\`\`\``;
  });
  return `# ${summary}

\`${method} ${path}\` · \`${operationId}\` · \`client.${name}\` in TypeScript

${description.trim()}
${see && `\nSee also ${see}.\n`}
On the page: [${summary}](../index.html${routeOf(operation)})

## Parameters

| name | in | type | required | description |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
${mediaType ? `\nThe body is sent as \`${mediaType}\`.\n` : ""}
## Responses

${statuses.join("\n")}

## Samples

${samples.join("\n\n")}
`;
}

/** @param {string} text */
const inLine = (text) => text.trim().replaceAll(/\s*\n\s*/g, " ");

// The guides in openapi/guides, for the page and for the Markdown files.
import { readFile } from "node:fs/promises";
import { GenerateError } from "../generate/spec.mjs";

/** @typedef {{ title: string, slug: string, text: string }} Guide */

const FOLDER = new URL("../../openapi/guides/", import.meta.url);

/** The groups of the menu, and the guides of each, in the order of the page. */
const GROUPS = {
  start: ["install", "command-line", "from-a-folder-to-a-live-connector"],
  guides: [
    ...["connectors-and-their-ids", "authentication", "setting-up-a-connector"],
    ...["publishing-a-configuration", "secrets-in-a-configuration", "push-a-set-of-secrets"],
    ...["rotation", "errors-and-outcomes", "rate-limits"],
  ],
  more: [
    ...["files-of-secrets", "continuous-integration", "options", "test-your-own-code"],
    "speed-and-size",
  ],
};

/** @returns {Promise<Record<keyof typeof GROUPS, Guide[]>>} */
export async function readGuides() {
  const groups = Object.entries(GROUPS).map(async ([name, slugs]) => [
    name,
    await Promise.all(slugs.map(readGuide)),
  ]);
  return Object.fromEntries(await Promise.all(groups));
}

/** The last part of the address of a tag on the page. @param {string} tag */
export const slugOf = (tag) => tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

/** @param {string} slug @returns {Promise<Guide>} */
async function readGuide(slug) {
  const file = await readFile(new URL(`${slug}.md`, FOLDER), "utf8");
  const [, title = "", body = ""] = /^# ([^\n]*)\n+(.*)$/s.exec(file) ?? [];
  // Marks of the places that `npm run generate` fills.
  const text = body.replaceAll(/<!--.*?-->\n?/gs, "");
  // The page makes the address of a guide from its title.
  if (slugOf(title) !== slug)
    throw new GenerateError(`${slug}.md needs a title of the same words.`);
  return { title, slug, text };
}

/**
 * A space at each line's end outside of code: the page's search shows a text without its line breaks.
 * @param {string} markdown
 */
export const withSpaces = (markdown) =>
  markdown
    .split(/(^ *```.*?^ *```$)/ms)
    .map((part) => (part.trim().startsWith("```") ? part : part.replaceAll(/(?<=\S)$/gm, " ")))
    .join("");

/** A fence that opens and closes at the margin; code within one line, outside of a table. */
const CODE = /^(`{3,})[^`\n]*\n(?:.*\n)*?\1[ \t]*$|(?<![`\\])`[^`|\n]+`(?!`)/;

/**
 * Markdown whose HTML is text. (Redocly's own `sanitize` does not work in build-docs.) What is not
 * certain to be code counts as text.
 * @param {string} markdown
 */
export const asText = (markdown) =>
  markdown
    .replaceAll(/^ *~~~/gm, "\\~~~")
    .replaceAll(new RegExp(`${CODE.source}|<`, "gm"), (part) => (part === "<" ? "&lt;" : part));

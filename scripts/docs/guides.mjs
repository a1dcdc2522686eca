// The guides in openapi/guides, for the page and for the Markdown files.
import { readFile } from "node:fs/promises";
import { GenerateError } from "../generate/spec.mjs";

/** @typedef {{ group: string, title: string, slug: string, text: string }} Guide */

/** The groups of the menu, and the guides of each, in the order of the page. */
const GROUPS = {
  Start: ["install", "command-line", "from-a-folder-to-a-live-connector"],
  Guides: [
    ...["connectors-and-their-ids", "authentication", "setting-up-a-connector"],
    ...["publishing-a-configuration", "secrets-in-a-configuration", "push-a-set-of-secrets"],
    ...["rotation", "errors-and-outcomes", "rate-limits"],
  ],
  More: [
    ...["files-of-secrets", "continuous-integration", "options", "test-your-own-code"],
    "speed-and-size",
  ],
};

/** @returns {Promise<Guide[]>} */
export const readGuides = () =>
  Promise.all(
    Object.entries(GROUPS).flatMap(([group, slugs]) => slugs.map((slug) => readGuide(group, slug))),
  );

/** The last part of the address of a tag on the page. @param {string} tag */
export const slugOf = (tag) => tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

/** @param {string} group @param {string} slug @returns {Promise<Guide>} */
async function readGuide(group, slug) {
  const file = await readFile(new URL(`../../openapi/guides/${slug}.md`, import.meta.url), "utf8");
  const [, title = "", body = ""] = /^# ([^\n]*)\n+(.*)$/s.exec(file) ?? [];
  // Marks of the places that `npm run generate` fills.
  const text = body.replaceAll(/<!--.*?-->\n?/gs, "");
  // The page makes the address of a guide from its title.
  if (slugOf(title) !== slug)
    throw new GenerateError(`${slug}.md needs a title of the same words.`);
  return { group, title, slug, text };
}

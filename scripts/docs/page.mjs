// The page of the spec: Redocly's, made ours. Nothing comes from outside, and all can read it.
import { readFile, rm, writeFile } from "node:fs/promises";
import { GenerateError } from "../generate/spec.mjs";
import { runTool } from "../support/run.mjs";
import { LIVE } from "../support/serve.mjs";
import { asset, bar, hashOf, ICON, secure, withoutScript } from "./site.mjs";

/** Its own worker for the search; and what asks the server of `npm run docs` for changes. */
const SOURCES = {
  "script-src": `blob: ${hashOf(["", LIVE])}`,
  "worker-src": "blob:",
  "font-src": "data:",
  "connect-src": "'self' blob: data:",
};

/** Where the page would ask for a logo or an icon. */
const OUTSIDE = /https:\/\/cdn\.redoc(?:ly\.com|\.ly)\/[^"'`\s)]*/g;

/** Its script holds such tags, too, but the first is the page's own. */
const OPENING = /<\/head>\s*<body[^>]*>/;

/**
 * @param {string} spec a document for Redocly, as JSON
 * @param {string} scratch a path for files that are gone afterwards
 * @param {Record<string, string>} texts what there is as Markdown: path → title
 * @returns {Promise<string>} the page
 */
export async function renderPage(spec, scratch, texts) {
  const [input, output] = [`${scratch}.json`, `${scratch}.html`];
  await writeFile(input, spec);
  const result = await runTool("@redocly/cli", "redocly", [
    "build-docs",
    input,
    "--inlineBundle",
    `--output=${output}`,
    "--config=redocly.yaml",
  ]);
  if (!result.ok) throw new GenerateError(`${result.output}\n\nThe page could not be built.`);
  const page = await readFile(output, "utf8");
  await Promise.all([rm(input), rm(output)]);
  return finish(page, texts);
}

/** @param {string} page @param {Record<string, string>} texts */
async function finish(page, texts) {
  const [site, style, script] = await Promise.all(
    ["site.css", "page.css", "in-page.js"].map(asset),
  );
  const head = [
    '<meta name="color-scheme" content="light dark">',
    ICON,
    `<style>${site}${style}</style>`,
    `<script>${script}</script>`,
  ].join("\n  ");
  if (!page.includes("<head>") || !OPENING.test(page)) {
    throw new GenerateError("Redocly's page has no <head> and <body> as it used to.");
  }
  const whole = page
    .replace("<head>", (tag) => `${tag}\n  ${head}`)
    .replace(OPENING, (tags) => `${tags}${bar("index", "")}${withoutScript(texts)}`)
    .replaceAll(OUTSIDE, "data:,");
  return secure(whole, SOURCES);
}

// The page of the spec: Redocly's, made ours. Nothing comes from outside, and all can read it.
import { readFile, rm, writeFile } from "node:fs/promises";
import { GenerateError } from "../generate/spec.mjs";
import { runTool } from "../support/run.mjs";
import { asset, bar, ICON } from "./site.mjs";

/** The browser itself refuses whatever would leave the page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob:",
  "worker-src blob:",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "font-src data:",
  // The live page asks its own server whether it has changed.
  "connect-src 'self' blob: data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Where the page would ask for a logo or an icon. */
const OUTSIDE = /https:\/\/cdn\.redoc(?:ly\.com|\.ly)\/[^"'`\s)]*/g;

/** Its script holds such tags, too, but the first is the page's own. */
const OPENING = /<\/head>\s*<body[^>]*>/;

/**
 * @param {string} spec a document for Redocly, as JSON
 * @param {string} scratch a path for files that are gone afterwards
 * @returns {Promise<string>} the page
 */
export async function renderPage(spec, scratch) {
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
  return finish(page);
}

/** @param {string} page */
async function finish(page) {
  const [site, style, script] = await Promise.all(
    ["site.css", "page.css", "in-page.js"].map(asset),
  );
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="color-scheme" content="light dark">',
    ICON,
    `<style>${site}${style}</style>`,
    `<script>${script}</script>`,
  ].join("\n  ");
  if (!page.includes("<head>") || !OPENING.test(page)) {
    throw new GenerateError("Redocly's page has no <head> and <body> as it used to.");
  }
  return page
    .replace("<head>", (tag) => `${tag}\n  ${head}`)
    .replace(OPENING, (tags) => `${tags}${bar("index", "")}`)
    .replaceAll(OUTSIDE, "data:,");
}

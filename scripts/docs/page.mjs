// The page of the spec: Redocly's. What neither `openapi` in redocly.yaml nor typedoc.json can say is
// cut into their pages, and this is the list: which file cuts, why, and which test in
// test/docs/page.test.ts notices when a new version moves the place.
//
// In Redocly's page
// - here, <noscript>: without scripts its links lead nowhere ("without scripts, …").
// - here, OUTSIDE: it asks a server for a logo and an icon ("nothing left the page").
// - here, secure(): it has no policy of what may run ("nothing was refused by the browser").
// - page-spec.mjs: links, samples, error codes and int64 bounds as text, since it would round them
//   ("an operation leads to its method", "each known error code …", "the greatest team_id").
// - page.css: contrast (findingsOf), and hits of the search wider than a phone ("its results fit").
// - in-page.js: the search by keyboard ("… with Tab"), what scrolls, and a name for each button
//   (findingsOf).
//
// In TypeDoc's pages
// - reference.mjs: samples and links back ("… and the method back"), and secure() as above.
// - reference.css and in-reference.js: contrast, and no link inside a button (findingsOf).
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GenerateError } from "../generate/spec.mjs";
import { runTool } from "../support/run.mjs";
import { LIVE } from "../support/serve.mjs";
import { asset, hashOf, ICON, secure } from "./site.mjs";

/** Its own worker for the search; and what asks the server of `npm run docs` for changes. */
const SOURCES = {
  "script-src": `blob: ${hashOf(LIVE)}`,
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
 * @param {Record<string, string>} texts what there is as Markdown: path → text, which begins with
 *   its title
 * @returns {Promise<string>} the page
 */
export async function renderPage(spec, texts) {
  const folder = await mkdtemp(join(tmpdir(), "page-"));
  const [input, output] = [join(folder, "spec.json"), join(folder, "page.html")];
  await writeFile(input, spec);
  const args = ["build-docs", input, "--inlineBundle", `--output=${output}`];
  const result = await runTool("@redocly/cli", "redocly", [...args, "--config=redocly.yaml"]);
  if (!result.ok) throw new GenerateError(`${result.output}\n\nThe page could not be built.`);
  const page = await readFile(output, "utf8");
  await rm(folder, { recursive: true });
  if (!page.includes("<head>") || !OPENING.test(page)) {
    throw new GenerateError("Redocly's page has no <head> and <body> as it used to.");
  }
  const head = [
    ICON,
    `<style>${await asset("page.css")}</style>`,
    `<script>${await asset("in-page.js")}</script>`,
  ].join("\n  ");
  const links = Object.entries(texts).map(([path, text]) => {
    return `<li><a href="${path}">${text.slice(2, text.indexOf("\n"))}</a></li>`;
  });
  const asText = `<noscript>This page needs JavaScript. The same as text:<ul>${links.join("")}</ul></noscript>`;
  const whole = page
    .replace("<head>", (tag) => `${tag}\n  ${head}`)
    .replace(OPENING, (tags) => tags + asText)
    .replaceAll(OUTSIDE, "data:,");
  return secure(whole, SOURCES);
}

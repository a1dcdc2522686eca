// What the pages share: the bar at the top, the icon, and what a browser may load.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** A file beside this one, as text. @param {string} name */
export const asset = (name) => readFile(new URL(name, import.meta.url), "utf8");

/** A key. */
export const ICON = `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent((await asset("icon.svg")).trim())}">`;

const PAGES = {
  "index.html": "API",
  "try.html": "Try it",
  "reference/index.html": "TypeScript",
};

/**
 * The bar, and what a browser without scripts shows below it.
 * @param {keyof typeof PAGES} page
 * @param {Record<string, string>} texts the page as Markdown: path → text, which begins with a title
 */
export function topOf(page, texts) {
  const links = Object.entries(PAGES).map(
    ([path, name]) => `<a href="${path}"${path === page ? ' aria-current="page"' : ""}>${name}</a>`,
  );
  const others = Object.entries(texts).map(([path, text]) => {
    return `<li><a href="${path}">${text.slice(2, text.indexOf("\n"))}</a></li>`;
  });
  // The page of the spec draws its titles as they are scrolled to: this one is always there.
  const tag = page === "index.html" ? "h1" : "div";
  return `<header class="site-bar"><${tag} class="name"><a href="index.html"><span class="long">Supermetrics </span>Connector Builder</a></${tag}><nav aria-label="Pages">${links.join("")}</nav></header>
<noscript><p>This page needs JavaScript. The same as text:</p><ul>${others.join("")}</ul></noscript>`;
}

/**
 * Makes the browser itself refuse whatever would leave a page, and each script that is not there
 * now: the spec's words cannot run.
 * @param {string} page @param {Record<string, string>} [sources] what else may be loaded
 */
export function secure(page, sources = {}) {
  const scripts = page.matchAll(/<script(?![^>]* src=)[^>]*>(.*?)<\/script>/gs);
  const hashes = new Set(Array.from(scripts, ([, script = ""]) => hashOf(script)));
  const policy = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    ...sources,
    "script-src": [...hashes, sources["script-src"]].filter(Boolean).join(" "),
  };
  const content = Object.entries(policy).map((entry) => entry.join(" "));
  const tag = `<meta http-equiv="Content-Security-Policy" content="${content.join("; ")}">`;
  return page.replace(/<head>/i, (head) => `${head}\n  ${tag}`);
}

/** @param {string} script */
export const hashOf = (script) =>
  `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

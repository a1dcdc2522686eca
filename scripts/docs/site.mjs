// What the three pages share: the bar at the top, the icon, and what a browser may load.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** A file beside this one, as text. @param {string} name */
export const asset = (name) => readFile(new URL(name, import.meta.url), "utf8");

/** A key. */
export const ICON = `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent((await asset("icon.svg")).trim())}">`;

const PAGES = {
  index: { path: "index.html", name: "API" },
  try: { path: "try.html", name: "Try it" },
  reference: { path: "reference/index.html", name: "TypeScript" },
};

/**
 * @param {keyof typeof PAGES} page the one that it stands on
 * @param {string} root the way from that page to the top folder
 */
export function bar(page, root) {
  const links = Object.entries(PAGES).map(([key, { path, name }]) => {
    const current = key === page ? ' aria-current="page"' : "";
    return `<a href="${root}${path}"${current}>${name}</a>`;
  });
  // The page of the spec draws its titles as they are scrolled to: this one is always there.
  const tag = page === "index" ? "h1" : "div";
  return `<header class="site-bar"><${tag} class="name"><a href="${root}index.html"><span class="long">Supermetrics </span>Connector Builder</a></${tag}><nav aria-label="Pages">${links.join("")}</nav></header>`;
}

/** For a browser without scripts. @param {Record<string, string>} texts path → title */
export function withoutScript(texts) {
  const links = Object.entries(texts).map(
    ([path, title]) => `<li><a href="${path}">${title}</a></li>`,
  );
  return `<noscript><p>This page needs JavaScript. The same as text:</p><ul>${links.join("")}</ul></noscript>`;
}

/**
 * Makes the browser itself refuse whatever would leave a page, and each script that is not there
 * now: the spec's words cannot run.
 * @param {string} page @param {Record<string, string>} [sources] what else may be loaded
 */
export function secure(page, sources = {}) {
  const scripts = Array.from(page.matchAll(/<script(?![^>]* src=)[^>]*>(.*?)<\/script>/gs), hashOf);
  const policy = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    ...sources,
    "script-src": [...new Set(scripts), sources["script-src"]].filter(Boolean).join(" "),
  };
  const content = Object.entries(policy).map((entry) => entry.join(" "));
  const tag = `<meta http-equiv="Content-Security-Policy" content="${content.join("; ")}">`;
  return page.replace(/<head>/i, (head) => `${head}\n  ${tag}`);
}

/** @param {string[]} match of a script */
export const hashOf = ([, script = ""]) =>
  `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

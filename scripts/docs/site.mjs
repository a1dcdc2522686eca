// What the three pages share: the bar at the top and the icon.
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

// What the pages share: the icon, and what a browser may load.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** A file beside this one, as text. @param {string} name */
export const asset = (name) => readFile(new URL(name, import.meta.url), "utf8");

/** A key. */
export const ICON = `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent((await asset("icon.svg")).trim())}">`;

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

// Makes Redocly's page ours: nothing from outside, open at the operations, readable on a phone.
import { readFile } from "node:fs/promises";
import { GenerateError } from "../generate/spec.mjs";

const STYLE = new URL("page.css", import.meta.url);

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

/**
 * @param {string} page @param {string} entrance the route of the operation list
 * @returns {Promise<string>}
 */
export async function finishPage(page, entrance) {
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="color-scheme" content="light dark">',
    '<link rel="icon" href="data:,">',
    `<style>${await readFile(STYLE, "utf8")}</style>`,
    `<script>if (!location.hash) history.replaceState(null, "", ${JSON.stringify(`#${entrance}`)});</script>`,
  ].join("\n  ");
  if (!page.includes("<head>")) throw new GenerateError("Redocly's page has no <head> any more.");
  return page.replace("<head>", () => `<head>\n  ${head}`).replaceAll(OUTSIDE, "data:,");
}

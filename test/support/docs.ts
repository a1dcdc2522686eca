// The documentation in a real browser: built once, served once, and whatever leaves a page or fails
// in it is written down.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { buildDocs } from "../../scripts/docs/build.mjs";
import { findChromium, launchChromium } from "../../scripts/support/chromium.mjs";
import { serveFolder } from "../../scripts/support/serve.mjs";

/** For the name of a test that needs a Chromium. */
export const withoutChromium = findChromium()
  ? ""
  : " (skipped: no Chromium was found; set CHROMIUM_PATH)";

export const VIEWS = {
  "desktop, light": { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  "phone, dark": { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
} satisfies Record<string, BrowserContextOptions>;

export async function openDocs() {
  const parent = await mkdtemp(join(tmpdir(), "docs-"));
  const folder = join(parent, "docs");
  const [browser] = await Promise.all([launchChromium(), buildDocs(folder)]);
  const { url, close } = await serveFolder(folder, 0);
  return {
    folder,
    url,
    browser,
    open: (view: BrowserContextOptions = VIEWS["desktop, light"], path?: string) =>
      openPage(browser, view, url, path),
    async close() {
      await browser.close();
      await close();
      await rm(parent, { recursive: true, force: true });
    },
  };
}

/** A page, and what goes wrong in it, or leaves it. */
async function openPage(
  browser: Browser,
  view: BrowserContextOptions,
  url: string,
  path = "index.html",
) {
  const faults: string[] = [];
  const context = await browser.newContext({ ...view, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    const inside = ["blob:", "data:"].includes(protocol) || origin === url;
    if (!inside) faults.push(`request to ${request.url()}`);
  });
  await page.goto(`${url}/${path}`);
  return { page, faults };
}

/**
 * Serious findings of axe: which rule, and where.
 *
 * @param part a selector, where the rest of the page has been looked at before
 */
export async function findingsOf(page: Page, part = "html"): Promise<string[]> {
  const hasAxe = await page.evaluate(() => "axe" in globalThis);
  if (!hasAxe) await page.evaluate(axe.source);
  return page.evaluate(async (selector) => {
    const { violations } = await (globalThis as unknown as AxeWindow).axe.run(selector);
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, any }) => `${id}: ${target.join(" ")}: ${any[0]?.message ?? ""}`),
      );
  }, part);
}

interface AxeWindow {
  readonly axe: { run(selector: string): Promise<axe.AxeResults> };
}

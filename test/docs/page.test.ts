// The reference page, in a real browser.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { refreshPage } from "../../scripts/docs/build.mjs";
import { serveFolder } from "../../scripts/support/serve.mjs";
import { chromiumPath, withoutChromium } from "../support/chromium.ts";
import { operations } from "../support/contract.ts";

const ROUTE = "#/connector-secrets";
const LABELS = /^(TypeScript|Command line|curl|Payload)$/;
const VIEWS = {
  "desktop, light": { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  "desktop, dark": { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  "phone, light": { viewport: { width: 390, height: 844 }, colorScheme: "light" },
  "phone, dark": { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
} satisfies Record<string, BrowserContextOptions>;

describe.skipIf(!chromiumPath)(`the reference page${withoutChromium}`, { timeout: 60_000 }, () => {
  let folder: string;
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveFolder>>;
  /** What went wrong in the page, or left it. */
  let faults: string[];
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "page-"));
    const docs = join(folder, "docs");
    await refreshPage(docs);
    server = await serveFolder(docs, 0);
    browser = await chromium.launch({
      executablePath: chromiumPath ?? "",
      // Containers have no user namespaces for its sandbox; the page is our own.
      args: ["--no-sandbox"],
    });
  }, 60_000);
  afterEach(() => page.context().close());
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(view: BrowserContextOptions, route = "") {
    faults = [];
    const context = await browser.newContext(view);
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      const inside = ["blob:", "data:"].includes(protocol) || origin === server.url;
      if (!inside) faults.push(`request to ${request.url()}`);
    });
    await page.goto(`${server.url}/${route}`);
    // Sections are drawn as they are scrolled to.
    await sectionOf(route || ROUTE)
      .locator("h2")
      .waitFor();
  }

  const sectionOf = (route: string) => page.locator(`[data-section-id="${route.slice(1)}"]`);

  const overflow = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );

  describe.each(Object.entries(VIEWS))("%s", (_name, view) => {
    test("opens at the list of operations", async () => {
      await open(view);
      expect(new URL(page.url()).hash).toBe(ROUTE);
      for (const { summary } of Object.values(operations)) {
        const link = sectionOf(ROUTE).locator("li a", { hasText: String(summary) });
        await link.waitFor();
        const box = await link.boundingBox();
        expect(box && box.y + box.height, String(summary)).toBeLessThan(view.viewport.height);
      }
      expect(faults).toEqual([]);
    });

    test("follows the system's light and dark", async () => {
      await open(view);
      const channels = await page.evaluate(() => {
        const { backgroundColor } = getComputedStyle(document.documentElement);
        return [...backgroundColor.matchAll(/\d+/g)].slice(0, 3).map(Number);
      });
      const brightness = Math.max(...channels);
      if (view.colorScheme === "dark") expect(brightness).toBeLessThan(80);
      else expect(brightness).toBeGreaterThan(200);
    });

    test("every operation and each of its responses can be reached", async () => {
      await open(view);
      for (const { operationId, summary, responses } of Object.values(operations)) {
        const route = `${ROUTE}/${operationId.toLowerCase()}`;
        await page.goto(`${server.url}/${route}`);
        const section = sectionOf(route);
        expect(await section.locator("h2").textContent()).toContain(summary);
        await section.getByRole("tab").first().waitFor();
        expect(await section.getByRole("tab").allTextContents()).toEqual(Object.keys(responses));
        for (const status of Object.keys(responses)) {
          await section.getByRole("tab", { name: status, exact: true }).click();
          const selected = section.getByRole("tab", { selected: true });
          expect(await selected.textContent()).toBe(status);
        }
        expect(await overflow(), operationId).toBe(0);
      }
      expect(faults).toEqual([]);
    });
  });

  test("search finds how to rotate a secret", async () => {
    await open(VIEWS["desktop, light"]);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("rotate");
    await page.getByText("This is the way to rotate it").first().waitFor();
    expect(faults).toEqual([]);
  });

  test("the samples can be chosen", async () => {
    await open(VIEWS["desktop, light"], `${ROUTE}/createconnectorsecret`);
    for (const [label, text] of [
      ["Command line", "connector-secrets create client_id"],
      ["curl", "--json @secret.json"],
      ["TypeScript", "client.secrets.create"],
    ] as const) {
      const section = sectionOf(`${ROUTE}/createconnectorsecret`);
      await section.locator("button[aria-haspopup=menu]", { hasText: LABELS }).click();
      await page.getByRole("menuitem").filter({ hasText: label, visible: true }).click();
      await section.getByText(text).waitFor();
    }
    expect(faults).toEqual([]);
  });

  test("shows the greatest team_id exactly", async () => {
    await open(VIEWS["desktop, light"], `${ROUTE}/listconnectorsecrets`);
    await page.getByText("9223372036854775807 ]").first().waitFor();
    expect(await page.getByText("9223372036854776000").count()).toBe(0);
  });

  test("reloads itself when it is built anew", async () => {
    await open(VIEWS["desktop, light"]);
    await page.evaluate(() => document.body.setAttribute("data-old", ""));
    const isOld = async () => {
      const count = await page
        .locator("body[data-old]")
        .count()
        .catch(() => 1);
      // Told once more, a page that has just been loaded would be closed in the middle of a reload.
      if (count > 0) server.reload();
      return count;
    };
    await expect.poll(isOld, { timeout: 20_000, interval: 500 }).toBe(0);
    await page.waitForLoadState();
  });
});

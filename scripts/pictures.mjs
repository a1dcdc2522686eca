// node scripts/pictures.mjs   draws the picture of the playground in the README anew
//
// Beside it lies the text that the page showed, by which a test sees that it is out of date.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { renderPlayground } from "./docs/playground.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { ROOT, readArguments, run } from "./support/script.mjs";
import { serve } from "./support/serve.mjs";

if (process.argv[1] === import.meta.filename) {
  await run(async () => {
    readArguments();
    const playground = await renderPlayground();
    const server = await serve((_, response) => response.end(playground));
    const browser = await launchChromium();
    const { png, text } = await shootPlayground(browser, server.url);
    await writeFile(join(ROOT, ".github/try.png"), png);
    await writeFile(join(ROOT, ".github/try.txt"), text);
    await browser.close();
    await server.close();
  });
}

/**
 * The playground after a lost response.
 * @param {import("playwright-core").Browser} browser @param {string} url of the page
 * @returns {Promise<{ png: Buffer, text: string }>}
 */
export async function shootPlayground(browser, url) {
  const viewport = { width: 1120, height: 800 };
  const page = await browser.newPage({ viewport, colorScheme: "light" });
  // Time and chance are what would make two pictures differ.
  await page.clock.install({ time: 0 });
  await page.addInitScript(() => {
    Math.random = () => 0.5;
  });
  await page.goto(url);
  await page.clock.pauseAt(60_000);
  await page.getByRole("button", { name: "lose the response" }).click();
  await passTime(page);
  await page.mouse.move(0, 0);
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  const text = (await page.locator("main").innerText()).replaceAll(/\d\.\d s /g, "");
  const png = await page.screenshot({ fullPage: true, animations: "disabled" });
  await page.close();
  return { png, text: `${text.replaceAll(/\s+/g, " ")}\n` };
}

/**
 * Until the playground shows how the call ended: in small steps, between which promises settle.
 * @param {import("playwright-core").Page} page whose clock is paused
 */
export async function passTime(page) {
  while ((await page.locator(".verdict").count()) === 0) await page.clock.runFor(50);
}

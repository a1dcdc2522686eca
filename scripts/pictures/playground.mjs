// The playground after a lost answer, as a picture that says what it shows.
import { crc32 } from "node:zlib";

/**
 * @param {import("playwright-core").Browser} browser @param {string} url of the page
 * @returns {Promise<{ png: Buffer, text: string }>}
 */
export async function shootPlayground(browser, url) {
  const page = await browser.newPage({
    viewport: { width: 1120, height: 800 },
    colorScheme: "light",
  });
  // Time and chance are what would make two pictures differ.
  await page.clock.install({ time: 0 });
  await page.addInitScript(() => {
    Math.random = () => 0.5;
  });
  await page.goto(url);
  await page.getByRole("button", { name: "lose the answer" }).click();
  await page.clock.runFor(5_000);
  await page.locator(".verdict").waitFor();
  await page.mouse.move(0, 0);
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  const text = await page.locator("main").innerText();
  const png = await page.screenshot({ fullPage: true, animations: "disabled" });
  await page.close();
  return { png, text: text.replaceAll(/\s+/g, " ") };
}

const KEYWORD = "Description";

/**
 * Puts a text into a PNG (its specification, 11.3.3): right before its end.
 * @param {Buffer} png @param {string} text
 */
export function describePng(png, text) {
  const data = Buffer.concat([Buffer.from(`iTXt${KEYWORD}\0\0\0\0\0`), Buffer.from(text)]);
  const chunk = Buffer.alloc(data.length + 8);
  chunk.writeUInt32BE(data.length - 4);
  data.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(data), data.length + 4);
  const end = png.length - 12;
  return Buffer.concat([png.subarray(0, end), chunk, png.subarray(end)]);
}

/** @param {Buffer} png @returns {string} the text in it */
export function descriptionOf(png) {
  const at = png.indexOf(`iTXt${KEYWORD}`);
  if (at < 0) return "";
  const start = at + 4 + KEYWORD.length + 5;
  return png.subarray(start, at + 4 + png.readUInt32BE(at - 4)).toString();
}

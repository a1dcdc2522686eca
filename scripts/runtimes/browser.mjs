// Chromium: a real page, in which the package's files are loaded as they are.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { findChromium } from "./chromium.mjs";
import { startServer } from "./server.mjs";

const ROOT = new URL("../../", import.meta.url);
const PAGE = "<!doctype html>";

/** @type {import("./command-line.mjs").Runner} */
export async function runChromium(setup) {
  const page = await startServer(servePackage);
  const browser = await launch();
  try {
    const tab = await browser.newPage();
    await tab.goto(page.url);
    return await tab.evaluate(async (given) => {
      const load = (/** @type {string} */ path) => import(path);
      const [library, testing, { acceptance }] = await Promise.all([
        load("/dist/index.js"),
        load("/dist/testing.js"),
        load("/scripts/runtimes/acceptance.mjs"),
      ]);
      return acceptance({ ...given, library, testing });
    }, setup);
  } finally {
    await browser.close();
    await page.close();
  }
}

async function launch() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium was found; set CHROMIUM_PATH");
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** @type {import("./server.mjs").Handler} */
async function servePackage({ url = "/" }, response) {
  if (url === "/") return void response.setHeader("Content-Type", "text/html").end(PAGE);
  const isOurs = /^\/(dist|scripts\/runtimes)\/[\w./-]+\.m?js$/;
  if (!isOurs.test(url) || url.includes("..")) return void response.writeHead(404).end();
  response.setHeader("Content-Type", "text/javascript");
  response.end(await readFile(new URL(`.${url}`, ROOT)));
}

// npm run pictures: the pictures of the README, made from the real command and the real pages.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { renderPlayground } from "../docs/playground.mjs";
import { findChromium } from "../support/chromium.mjs";
import { readArguments, run } from "../support/script.mjs";
import { drawPipeline } from "./pipeline.mjs";
import { describePng, shootPlayground } from "./playground.mjs";
import { recordPush } from "./push.mjs";
import { drawTerminal } from "./terminal.mjs";

const FOLDER = new URL("../../.github/", import.meta.url);

await run(async () => {
  readArguments();
  await writeFile(new URL("pipeline.svg", FOLDER), drawPipeline());
  await writeFile(
    new URL("push.svg", FOLDER),
    drawTerminal(await recordPush(), "connector-secrets push .env --prune"),
  );

  const folder = await mkdtemp(join(tmpdir(), "pictures-"));
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "",
    args: ["--no-sandbox"],
  });
  try {
    const page = join(folder, "try.html");
    await writeFile(page, await renderPlayground());
    const { png, text } = await shootPlayground(browser, pathToFileURL(page).href);
    await writeFile(new URL("try.png", FOLDER), describePng(png, text));
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
});

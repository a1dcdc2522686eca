// The browser that is installed; none is downloaded.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { ScriptError } from "./script.mjs";

const PLACES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

/** Where it is, if there is one. */
export const findChromium = () => PLACES.find((place) => place && existsSync(place));

export async function launchChromium() {
  const executablePath = findChromium();
  if (!executablePath) throw new ScriptError("No Chromium was found; set CHROMIUM_PATH.");
  // Containers have no user namespaces for its sandbox; the pages are our own.
  const args = ["--no-sandbox", "--disable-background-networking"];
  return chromium.launch({ executablePath, args });
}

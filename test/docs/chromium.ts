// The browser that is installed; none is downloaded.
import { existsSync } from "node:fs";

const PLACES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

export const chromiumPath = PLACES.find((place) => place !== undefined && existsSync(place));

/** For the name of a test that needs it. */
export const withoutChromium = chromiumPath
  ? ""
  : " (skipped: no Chromium was found; set CHROMIUM_PATH)";

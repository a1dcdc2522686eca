// The browser that the page is tested in.
import { findChromium } from "../../scripts/support/chromium.mjs";

export const chromiumPath = findChromium();

/** For the name of a test that needs it. */
export const withoutChromium = chromiumPath
  ? ""
  : " (skipped: no Chromium was found; set CHROMIUM_PATH)";

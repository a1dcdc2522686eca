// The acceptance where there is no node:test: as one bundle, in a page and in a worker.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { launchChromium } from "../support/chromium.mjs";
import { serve } from "../support/serve.mjs";

/** @typedef {NonNullable<import("./cases.mjs").Case["run"]>} Run */

/** @param {string} folder @param {string} setup @param {string} last what the bundle does with the tests */
async function bundleOf(folder, setup, last) {
  const shim = join(folder, "shim.mjs");
  const contents = `import "./acceptance.test.mjs"; import { run } from "./shim.mjs"; ${last}`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    alias: { "node:test": shim, "node:assert/strict": shim },
    define: { "process.env": JSON.stringify({ COMPAT: setup }) },
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** A real page. @type {Run} */
export async function inChromium(folder, setup) {
  const script = await bundleOf(folder, setup, "globalThis.lines = await run();");
  const server = await serve((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><script type="module">${script}</script>`);
  });
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    await tab.goto(server.url);
    const lines = await tab.waitForFunction("globalThis.lines", undefined, { timeout: 120_000 });
    return /** @type {string[]} */ (await lines.jsonValue());
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Through miniflare. @type {Run} */
export async function inWorkerd(folder, setup) {
  const entry = createRequire(join(folder, "package.json")).resolve("miniflare");
  const { Miniflare } = await import(pathToFileURL(entry).href);
  const last = "export default { fetch: async () => Response.json(await run()) };";
  const miniflare = new Miniflare({
    modules: true,
    script: await bundleOf(folder, setup, last),
    compatibilityDate: "2026-07-01",
    // workerd writes a page about every failed connection; the results say what came of it.
    handleRuntimeStdio(/** @type {import("node:stream").Readable[]} */ ...streams) {
      for (const stream of streams) stream.resume();
    },
  });
  try {
    return await (await miniflare.dispatchFetch("http://worker/")).json();
  } finally {
    await miniflare.dispose();
  }
}

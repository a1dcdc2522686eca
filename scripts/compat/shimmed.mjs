// The acceptance where there is no node:test: in a page, and in a worker.
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { findChromium } from "../support/chromium.mjs";
import { serveFolder } from "../support/serve.mjs";

/** A real page, in which the package's files are loaded as they are. @type {NonNullable<import("./cases.mjs").Case["run"]>} */
export async function inChromium(folder, setup) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium was found; set CHROMIUM_PATH");
  const dist = "/node_modules/supermetrics-connector-builder/dist";
  const imports = {
    "supermetrics-connector-builder": `${dist}/index.js`,
    "supermetrics-connector-builder/testing": `${dist}/testing.js`,
    "node:test": "/shim.mjs",
    "node:assert/strict": "/shim.mjs",
  };
  const page = `<!doctype html>
<script>globalThis.process = { env: { COMPAT: ${JSON.stringify(setup)} } };</script>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module">
  import "/acceptance.test.mjs";
  import { run } from "/shim.mjs";
  globalThis.lines = await run();
</script>`;
  await writeFile(join(folder, "page.html"), page);
  const server = await serveFolder(folder, 0);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const tab = await browser.newPage();
    await tab.goto(`${server.url}/page.html`);
    const lines = await tab.waitForFunction("globalThis.lines", undefined, { timeout: 120_000 });
    return /** @type {string[]} */ (await lines.jsonValue());
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Through miniflare, as one bundle, which is what a deployment makes. @type {NonNullable<import("./cases.mjs").Case["run"]>} */
export async function inWorkerd(folder, setup) {
  const entry = createRequire(join(folder, "package.json")).resolve("miniflare");
  const { Miniflare } = await import(pathToFileURL(entry).href);
  const contents = `
    import "./acceptance.test.mjs";
    import { run } from "./shim.mjs";
    export default { fetch: async () => Response.json(await run()) };`;
  const shim = join(folder, "shim.mjs");
  const bundle = await build({
    stdin: { contents, resolveDir: folder },
    alias: { "node:test": shim, "node:assert/strict": shim },
    define: { "process.env": JSON.stringify({ COMPAT: setup }) },
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  const miniflare = new Miniflare({
    modules: true,
    script: bundle.outputFiles[0]?.text,
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

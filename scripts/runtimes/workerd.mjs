// workerd, through miniflare. One bundle, as a deployment makes it.
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { installed } from "./installed.mjs";
import { WORKERD } from "./versions.mjs";

/** @type {import("./command-line.mjs").Runner} */
export async function runWorkerd(setup) {
  const folder = await installed(WORKERD);
  const entry = join(folder, "node_modules", "miniflare", "dist", "src", "index.js");
  const { Miniflare } = await import(pathToFileURL(entry).href);
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL("./worker.mjs", import.meta.url))],
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
    const options = { method: "POST", body: JSON.stringify(setup) };
    const response = await miniflare.dispatchFetch("http://worker/", options);
    return await response.json();
  } finally {
    await miniflare.dispose();
  }
}

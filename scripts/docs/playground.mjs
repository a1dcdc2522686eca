// The page to try the client in: client, fake and page in one file, which asks for nothing.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { asset, ICON, secure } from "./site.mjs";

export async function renderPlayground() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("try.js", import.meta.url))],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    write: false,
  });
  /** @type {Record<string, string>} */
  const parts = {
    head: `${ICON}\n<style>${await asset("try.css")}</style>`,
    script: `<script type="module">${outputFiles[0]?.text}</script>`,
  };
  const page = await asset("try.html");
  return secure(page.replaceAll(/<!-- (\w+) -->/g, (_, name) => parts[name] ?? ""));
}

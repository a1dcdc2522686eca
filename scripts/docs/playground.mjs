// The page to try the client in: client, fake and page in one file, which asks for nothing.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { asset, bar, ICON, secure, withoutScript } from "./site.mjs";

/** Light and dark as they were chosen on the page of the spec. */
const COLOURS = `try{var m=localStorage.getItem("redoc.colorMode")}catch(e){}if(m!=="light"&&m!=="dark")m=matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light";document.documentElement.classList.add(m)`;

export async function renderPlayground() {
  const [body, ...styles] = await Promise.all(["try.html", "site.css", "try.css"].map(asset));
  const style = styles.join("\n");
  const script = await bundle();
  const page = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Try it · Supermetrics Connector Builder</title>
  ${ICON}
  <style>${style}</style>
  <script>${COLOURS}</script>
</head>
<body>
${bar("try", "")}${withoutScript({ "llms.txt": "all guides and operations" })}
${body}<script type="module">${script}</script>
</body>
</html>
`;
  return secure(page);
}

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("try.js", import.meta.url))],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

// npm run docs                  builds docs/ and serves it, and builds it again when the spec changes
// npm run docs -- --port 9000   on another port than 8080; 0 picks a free one
// npm run docs -- --build       only builds
import { readArguments, readPort, run, ScriptError, SPEC } from "../support/script.mjs";
import { serveFolder } from "../support/serve.mjs";
import { watchFiles } from "../support/watch.mjs";
import { buildDocs, DOCS, refreshPage } from "./build.mjs";

await run(async () => {
  const { values } = readArguments({
    options: {
      build: { type: "boolean", default: false },
      port: { type: "string", default: "8080" },
    },
  });
  const port = readPort(values.port);
  await buildDocs();
  console.log("docs/ is built: open docs/index.html");
  if (!values.build) await serve(port);
});

/** @param {number} port */
async function serve(port) {
  const server = await serveFolder(DOCS, port);
  const stop = watchFiles([SPEC], async () => {
    try {
      await refreshPage();
      server.reload();
      console.log("openapi/openapi.yaml has changed; the page is up to date");
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      console.error(`${error.message}\nThe page stays as it was.`);
    }
  });
  console.log(`${server.url}   Ctrl-C stops it`);
  process.once("SIGINT", async () => {
    stop();
    await server.close();
  });
}

// npm run docs                  builds docs/ and serves it, anew at every edit of the spec
// npm run docs -- --port 9000   at another port than 8080; 0 for any that is free
// npm run docs -- --build       only builds
import { readArguments } from "./arguments.mjs";
import { buildDocs, DOCS, refreshPage, SPEC } from "./docs/build.mjs";
import { readPort } from "./docs/listen.mjs";
import { serveFolder } from "./docs/serve.mjs";
import { watchFile } from "./docs/watch.mjs";
import { GenerateError } from "./generate/spec.mjs";

try {
  const { values } = readArguments({
    options: { build: { type: "boolean" }, port: { type: "string", default: "8080" } },
  });
  await buildDocs();
  console.log("docs/ is built: open docs/index.html");
  if (!values.build) await serve(readPort(values.port));
} catch (error) {
  if (!(error instanceof GenerateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** @param {number} port */
async function serve(port) {
  const server = await serveFolder(DOCS, port);
  const stop = watchFile(SPEC, async () => {
    try {
      await refreshPage();
      server.reload();
      console.log("openapi/openapi.yaml has changed, and the page with it");
    } catch (error) {
      if (!(error instanceof GenerateError)) throw error;
      console.error(`${error.message}\nThe page stays as it was.`);
    }
  });
  console.log(`${server.url}   Ctrl-C ends it`);
  process.once("SIGINT", async () => {
    stop();
    await server.close();
  });
}

// npm run docs                  builds docs/ and serves it; npm run dev keeps it up to date, too
// npm run docs -- --port 9000   on another port than 8080; 0 picks a free one
// npm run docs -- --build       only builds
import { readArguments, readPort, run } from "../support/script.mjs";
import { serveFolder } from "../support/serve.mjs";
import { buildDocs, DOCS } from "./build.mjs";

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
  if (values.build) return;
  const { url, close } = await serveFolder(DOCS, port);
  console.log(`${url}   Ctrl-C stops it`);
  process.once("SIGINT", close);
});

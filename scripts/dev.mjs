// npm run dev   watches the spec and the client: at each save it lints, generates, checks the types,
//               restarts the mock, refreshes the page, and reports what changed
//
// --port is the mock's (4010), --docs-port the page's (8080); 0 picks a free one.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildDocs, DOCS, refreshPage } from "./docs/build.mjs";
import { compareSpecs } from "./spec-diff/compare.mjs";
import { renderDifferences } from "./spec-diff/report.mjs";
import { startPrism } from "./support/prism.mjs";
import { lintSpec } from "./support/redocly.mjs";
import { checkTypes, generate } from "./support/run.mjs";
import { ROOT, readArguments, readPort, run, ScriptError, SPEC } from "./support/script.mjs";
import { serveFolder } from "./support/serve.mjs";
import { watchFiles } from "./support/watch.mjs";

await run(async () => {
  const { values } = readArguments({
    options: {
      port: { type: "string", default: "4010" },
      "docs-port": { type: "string", default: "8080" },
    },
  });
  const page = await serveFolder(DOCS, readPort(values["docs-port"]));
  const mock = await startPrism(readPort(values.port)).catch(async (error) => {
    await page.close();
    throw error;
  });
  const places = `mock ${mock.url}   page ${page.url}`;
  /** The last sound spec, to compare with. @type {string | undefined} */
  let last;

  /** The reference of the client takes longest, and does not depend on the spec. */
  async function refresh() {
    await (existsSync(join(DOCS, "reference/index.html")) ? refreshPage() : buildDocs());
    await mock.restart();
    page.reload();
  }

  /** Nothing is replaced before the spec keeps its rules, and the client fits its types. */
  async function update() {
    const generated = await outputOf(generate());
    const text = await readFile(SPEC, "utf8");
    if (last !== undefined && last !== text) {
      console.log(renderDifferences(compareSpecs(last, text)));
    }
    last = text;
    console.log(`✓ ${generated}`);
    await outputOf(checkTypes());
    console.log("✓ the types hold");
    await refresh();
    console.log(`✓ fresh: ${places}`);
  }

  await reportMistakes(async () => {
    await lintSpec();
    last = await readFile(SPEC, "utf8");
    await refresh();
  });
  const stop = watchFiles([SPEC, join(ROOT, "src")], () => reportMistakes(update));
  console.log(`${places}\nwatching openapi/openapi.yaml and src/   Ctrl-C stops it`);
  process.once("SIGINT", async () => {
    stop();
    await Promise.all([mock.close(), page.close()]);
    process.exit();
  });
});

/** @param {ReturnType<typeof generate>} tool */
async function outputOf(tool) {
  const { ok, output } = await tool;
  if (!ok) throw new ScriptError(output);
  return output;
}

/** Prints what went wrong, and keeps watching. @param {() => Promise<void>} work */
async function reportMistakes(work) {
  try {
    await work();
  } catch (error) {
    console.log(error instanceof ScriptError ? error.message : error);
    console.log("✗ the mock and the page stay as they are until the next save");
  }
}

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

const STAY = "✗ the mock and the page stay as they are until the next save";

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
    const { ok, output } = await generate();
    if (!ok) return console.log(`${output}\n${STAY}`);
    const text = await readFile(SPEC, "utf8");
    if (last !== undefined && last !== text) {
      console.log(renderDifferences(compareSpecs(last, text)));
    }
    last = text;
    console.log(`✓ ${output}`);
    const types = await checkTypes();
    if (!types.ok) return console.log(`${types.output}\n${STAY}`);
    console.log("✓ the types hold");
    if (!(await reportMistakes(refresh))) return console.log(STAY);
    console.log(`✓ fresh: ${places}`);
  }

  await reportMistakes(async () => {
    await lintSpec();
    last = await readFile(SPEC, "utf8");
    await refresh();
  });
  const stop = watchFiles([SPEC, join(ROOT, "src")], async () => {
    await reportMistakes(update);
  });
  console.log(`${places}\nwatching openapi/openapi.yaml and src/   Ctrl-C stops it`);
  process.once("SIGINT", async () => {
    stop();
    await Promise.all([mock.close(), page.close()]);
    process.exit();
  });
});

/**
 * Prints what went wrong, and keeps watching.
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether all went well
 */
async function reportMistakes(work) {
  try {
    await work();
    return true;
  } catch (error) {
    console.log(error instanceof ScriptError ? error.message : error);
    return false;
  }
}

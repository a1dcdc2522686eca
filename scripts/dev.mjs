// npm run dev   watches the spec: at each save it lints, generates, checks the types, restarts the
//               mock, refreshes the page, and says what changed
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
import { generate, runTool } from "./support/run.mjs";
import { readArguments, readPort, run, ScriptError, SPEC } from "./support/script.mjs";
import { serveFolder } from "./support/serve.mjs";
import { watchFile } from "./support/watch.mjs";

await run(async () => {
  const { values } = readArguments({
    options: {
      port: { type: "string", default: "4010" },
      "docs-port": { type: "string", default: "8080" },
    },
  });
  const port = readPort(values.port);
  const page = await serveFolder(DOCS, readPort(values["docs-port"]));
  /** @type {Awaited<ReturnType<typeof startPrism>> | undefined} */
  let mock;
  const places = () => `mock ${mock?.url ?? "(not yet)"}   page ${page.url}`;
  /** The last spec that passed. What changed is told against it. @type {string | undefined} */
  let passed;

  // The mock ends with a stack on a spec that it cannot read.
  if (await tellMistakes(lintSpec)) {
    passed = await readFile(SPEC, "utf8");
    try {
      mock = await startPrism({ port });
    } catch (error) {
      await page.close();
      throw error;
    }
    await tellMistakes(refreshDocs);
  }

  /** Nothing is replaced before the spec has passed its rules. */
  async function update() {
    const generated = await generate();
    if (!generated.ok) {
      console.log(
        `${generated.output}\n✗ the mock and the page stay as they are until the next save`,
      );
      return;
    }
    const text = await readFile(SPEC, "utf8");
    if (passed !== undefined) console.log(renderDifferences(compareSpecs(passed, text)));
    passed = text;
    console.log(`✓ ${generated.output}`);
    const [types] = await Promise.all([
      runTool("typescript", "tsc", ["--noEmit"]),
      restartMock(),
      refreshDocs().then(page.reload),
    ]);
    console.log(
      types.ok ? "✓ the types hold" : `${types.output}\n✗ the code does not fit the types yet`,
    );
    console.log(`✓ fresh: ${places()}`);
  }

  async function restartMock() {
    if (mock) await mock.restart();
    else mock = await startPrism({ port });
  }

  const stop = watchFile(SPEC, async () => void (await tellMistakes(update)));
  console.log(`${places()}\nwatching openapi/openapi.yaml   Ctrl-C stops it`);
  if (!mock) console.log("✗ the mock is waiting: fix the spec and save it");
  process.once("SIGINT", async () => {
    stop();
    await Promise.all([mock?.close(), page.close()]);
    process.exit();
  });
});

/** The reference of the client takes longest, and does not depend on the spec. */
async function refreshDocs() {
  await (existsSync(join(DOCS, "reference/index.html")) ? refreshPage() : buildDocs());
}

/**
 * A mistake in the spec is told in a sentence and leaves the watch running.
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether there was none
 */
async function tellMistakes(work) {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    console.log(error.message);
    return false;
  }
}

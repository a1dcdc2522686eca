// npm run generate            openapi/openapi.yaml → generated/
// npm run generate -- --check  fails if generated/ is not what the spec gives
import { readFile } from "node:fs/promises";
import { renderContract } from "./generate/contract.mjs";
import { renderExamples } from "./generate/examples.mjs";
import { renderJson } from "./generate/json.mjs";
import { lintSpec } from "./generate/lint.mjs";
import { outdated, replaceFiles } from "./generate/output.mjs";
import { GenerateError, readSpec } from "./generate/spec.mjs";

const SPEC = new URL("../openapi/openapi.yaml", import.meta.url);
const GENERATED = new URL("../generated/", import.meta.url);

/**
 * Everything is rendered before anything is written, so that a mistake in the spec leaves the
 * old output whole.
 * @returns {Promise<Record<string, string>>} file name → text
 */
async function render() {
  const linted = lintSpec();
  // The types take as long as the lint and run beside it; a mistake is the lint's to tell.
  const types = import("./generate/types.mjs").then(async ({ renderTypes }) =>
    renderTypes(await readFile(SPEC, "utf8")),
  );
  await Promise.allSettled([linted, types]);
  await linted;
  const spec = readSpec(await readFile(SPEC, "utf8"));
  return {
    "schema.d.ts": await types,
    "contract.ts": renderContract(spec),
    "examples.ts": renderExamples(spec),
    "openapi.json": renderJson(spec),
  };
}

try {
  const files = await render();
  const changed = await outdated(GENERATED, files);
  if (process.argv.includes("--check")) {
    if (changed.length > 0) {
      throw new GenerateError(
        `generated/ is not what openapi/openapi.yaml gives (${changed.join(", ")}). Run: npm run generate`,
      );
    }
  } else {
    await replaceFiles(GENERATED, files);
    console.log(changed.length > 0 ? `generated: ${changed.join(", ")}` : "generated/ is current");
  }
} catch (error) {
  if (!(error instanceof GenerateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

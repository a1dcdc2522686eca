// Redocly's reference of a document, in one file.
import { GenerateError } from "../generate/spec.mjs";
import { runTool } from "../support/run.mjs";

/**
 * @param {string} spec path of the document
 * @param {string} output path of the page
 */
export async function buildPage(spec, output) {
  const result = await runTool("@redocly/cli", "redocly", [
    "build-docs",
    spec,
    "--inlineBundle",
    `--output=${output}`,
    "--config=redocly.yaml",
  ]);
  if (!result.ok) throw new GenerateError(`${result.output}\n\nThe page could not be built.`);
}

// Lints the spec with Redocly, by the rules of redocly.yaml.
import { runTool } from "../run-tool.mjs";
import { GenerateError } from "./spec.mjs";

/**
 * Shows Redocly's own report, with file, line and the lines around it, if there is a problem.
 * @param {string} [spec] path of the document, from the root of the project
 */
export async function lintSpec(spec = "openapi/openapi.yaml") {
  const { ok, output } = await runTool("@redocly/cli", "redocly", [
    "lint",
    spec,
    "--format=codeframe",
  ]);
  if (ok) return;
  // Before it stands what Redocly says of its own future, and in it the advice to hide problems.
  const problems = output
    .replace(/^[\s\S]*?(?=^validating )/m, "")
    .replace(/^run `redocly lint --generate-ignore-file`.*\n/m, "");
  throw new GenerateError(`${problems}\n\n${spec} breaks a rule: mend it.`);
}

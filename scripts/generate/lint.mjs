// Lints the spec with Redocly, by the rules of redocly.yaml.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { GenerateError } from "./spec.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const require = createRequire(import.meta.url);
const MANIFEST = require.resolve("@redocly/cli/package.json");

/**
 * Shows Redocly's own report, with file, line and the lines around it, if there is a problem.
 * @param {string} [spec] path of the document, from the root of the project
 */
export async function lintSpec(spec = "openapi/openapi.yaml") {
  const cli = fileURLToPath(new URL(require(MANIFEST).bin.redocly, `file://${MANIFEST}`));
  const child = spawn(
    process.execPath,
    [cli, "lint", spec, "--format=codeframe", "--lint-config=error"],
    {
      cwd: ROOT,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let report = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (report += text));
  const [code] = await once(child, "close");
  if (code === 0) return;
  // Before it stands what Redocly says of its own future.
  const problems = report.replace(/^[\s\S]*?(?=^validating )/m, "").trim();
  throw new GenerateError(`${problems}\n\n${spec} breaks a rule; nothing was written.`);
}

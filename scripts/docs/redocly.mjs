// Runs Redocly, offline and without telemetry.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { GenerateError } from "../generate/spec.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const require = createRequire(import.meta.url);
const MANIFEST = require.resolve("@redocly/cli/package.json");

/**
 * @param {string} spec path of the document
 * @param {string} output path of the page
 */
export async function buildPage(spec, output) {
  const cli = join(dirname(MANIFEST), require(MANIFEST).bin.redocly);
  const child = spawn(
    process.execPath,
    [cli, "build-docs", spec, "--inlineBundle", `--output=${output}`, "--config=redocly.yaml"],
    {
      cwd: ROOT,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let report = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (report += text));
  const [code] = await once(child, "close");
  if (code !== 0) throw new GenerateError(`${report.trim()}\n\nThe page could not be built.`);
}

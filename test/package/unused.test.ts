import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runScript } from "../../scripts/support/run.mjs";

const KNIP = fileURLToPath(new URL("../../node_modules/knip/bin/knip.js", import.meta.url));

test("no file, export or dependency is unused", { timeout: 120_000 }, async () => {
  const { ok, output } = await runScript(KNIP, ["--no-progress"]);
  expect(output).toBe("");
  expect(ok).toBe(true);
});

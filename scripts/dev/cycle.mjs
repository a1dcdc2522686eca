// What one edit of the spec sets off. Nothing is replaced before the spec has passed its rules.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { SPEC } from "../docs/build.mjs";
import { GenerateError, readSpec } from "../generate/spec.mjs";
import { runScript, runTool } from "../run-tool.mjs";
import { compareSpecs } from "../spec-diff/compare.mjs";
import { renderDifferences } from "../spec-diff/report.mjs";

const GENERATE = fileURLToPath(new URL("../generate/index.mjs", import.meta.url));

/**
 * @typedef {object} Parts
 * @property {boolean} sound whether the spec passes its rules as it is
 * @property {() => Promise<void>} restartMock
 * @property {() => Promise<void>} refreshDocs
 * @property {() => string} places where the mock and the page are
 * @property {(line: string) => void} say
 */

/** @param {Parts} parts @returns {Promise<() => Promise<void>>} to run at each edit */
export async function createCycle({ sound, restartMock, refreshDocs, places, say }) {
  // The last one that passed: what changed is told against it.
  let passed = sound ? readSpec(await readFile(SPEC, "utf8")) : undefined;

  return async () => {
    const generated = await runScript(GENERATE, []);
    if (!generated.ok) {
      say(`${generated.output}\n✗ the mock and the page stay as they were until the next save`);
      return;
    }
    const spec = readSpec(await readFile(SPEC, "utf8"));
    if (passed) say(renderDifferences(compareSpecs(passed, spec)));
    passed = spec;
    say(`✓ ${generated.output}`);
    const [types] = await Promise.all([
      runTool("typescript", "tsc", ["--noEmit"]),
      restartMock(),
      refreshDocs(),
    ]);
    say(types.ok ? "✓ the types hold" : `${types.output}\n✗ the code does not fit the types yet`);
    say(`✓ fresh: ${places()}`);
  };
}

/**
 * A mistake in the spec is told in a sentence and leaves the watch running.
 * @param {() => Promise<void>} work @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether there was none
 */
export async function tellMistakes(work, say) {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof GenerateError)) throw error;
    say(error.message);
    return false;
  }
}

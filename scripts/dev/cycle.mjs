// What one edit of the spec sets off. Nothing is replaced before the spec has passed its rules.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { refreshPage, SPEC } from "../docs/build.mjs";
import { GenerateError, readSpec } from "../generate/spec.mjs";
import { runScript, runTool } from "../run-tool.mjs";
import { compareSpecs } from "../spec-diff/compare.mjs";
import { renderDifferences } from "../spec-diff/report.mjs";

const GENERATE = fileURLToPath(new URL("../generate.mjs", import.meta.url));

/**
 * @param {{ restartMock: () => Promise<void>, reload: () => void, say: (line: string) => void }} parts
 * @returns {Promise<() => Promise<void>>} to run at each edit
 */
export async function createCycle({ restartMock, reload, say }) {
  // The last one that passed: what changed is told against it.
  let passed = readSpec(await readFile(SPEC, "utf8"));

  return async () => {
    const generated = await runScript(GENERATE, []);
    if (!generated.ok) {
      say(`${generated.output}\n✗ nothing was changed: mend the spec and save it again`);
      return;
    }
    const spec = readSpec(await readFile(SPEC, "utf8"));
    say(renderDifferences(compareSpecs(passed, spec)));
    passed = spec;
    say(`✓ ${generated.output.split("\n").at(-1)}`);
    const [types] = await Promise.all([
      runTool("typescript", "tsc", ["--noEmit"]),
      restartMock(),
      refreshPage().then(reload),
    ]);
    say(types.ok ? "✓ the types hold" : `${types.output}\n✗ the code does not fit the types yet`);
    say("✓ the mock and the page are fresh");
  };
}

/**
 * A mistake in the spec is told in a sentence and leaves the watch running.
 * @param {() => Promise<void>} work @param {(line: string) => void} say
 */
export async function tellMistakes(work, say) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof GenerateError)) throw error;
    say(error.message);
  }
}

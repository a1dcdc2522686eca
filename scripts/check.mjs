// npm run check    generated/ is current, the types hold, the code is formatted and free of lint
// npm run format   formats the code
import { checkTypes, generate, runTool } from "./support/run.mjs";
import { readArguments, run } from "./support/script.mjs";

await run(async () => {
  const { values } = readArguments({ options: { write: { type: "boolean", default: false } } });
  const biome = ["check", "--error-on-warnings", ".", ...(values.write ? ["--write"] : [])];
  const format = runTool("@biomejs/biome", "biome", biome);
  /** Side by side, and shown in order. @type {[name: string, result: typeof format][]} */
  const steps = [["the code is formatted and free of lint; npm run format formats it", format]];
  if (!values.write) {
    steps.unshift(
      ["the spec passes its lint rules, and generated/ is up to date", generate(["--check"])],
      ["the types hold", checkTypes()],
    );
  }
  for (const [name, result] of steps) {
    const { ok, output } = await result;
    console.log(`${ok ? "ok    " : "failed"}  ${name}`);
    if (ok) continue;
    console.error(`\n${output}\n`);
    process.exitCode = 1;
  }
});

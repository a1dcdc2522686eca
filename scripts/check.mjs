// npm run check    generated/ is current, the types hold, the code is formatted and free of lint
// npm run format   formats the code
import { checkTypes, generate, runTool } from "./support/run.mjs";
import { readArguments, run } from "./support/script.mjs";

await run(async () => {
  const { values } = readArguments({ options: { write: { type: "boolean", default: false } } });
  const biome = ["check", "--error-on-warnings", "."];
  if (values.write) biome.push("--write");
  /** @type {[name: string, remedy: string, start: () => Promise<{ ok: boolean, output: string }>][]} */
  const steps = [
    // Its output ends with what to do.
    ["the spec keeps its rules, and generated/ is what it gives", "", () => generate(["--check"])],
    ["the types hold", "", checkTypes],
    [
      "the code is formatted and free of lint",
      "Run: npm run format",
      () => runTool("@biomejs/biome", "biome", biome),
    ],
  ];
  const chosen = values.write ? steps.slice(-1) : steps;
  // Side by side, and shown in order.
  const started = chosen.map(([name, remedy, start]) => ({ name, remedy, result: start() }));
  for (const { name, remedy, result } of started) {
    const { ok, output } = await result;
    console.log(`${ok ? "ok    " : "failed"}  ${name}`);
    if (ok) continue;
    console.error(`\n${[output, remedy].filter(Boolean).join("\n\n")}\n`);
    process.exitCode = 1;
  }
});

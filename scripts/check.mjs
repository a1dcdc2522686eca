// npm run check   generated/ is current, the types hold, the code is formatted and free of lint
import { checkTypes, generate, runTool } from "./support/run.mjs";
import { readArguments, run } from "./support/script.mjs";

await run(async () => {
  readArguments();
  const steps = [
    {
      name: "the spec keeps its rules, and generated/ is what it gives",
      // Its output ends with what to do.
      result: generate(["--check"]),
    },
    {
      name: "the types hold",
      result: checkTypes(),
    },
    {
      name: "the code is formatted and free of lint",
      result: runTool("@biomejs/biome", "biome", ["check", "--error-on-warnings", "."]),
      remedy: "Run: npm run format",
    },
  ];
  for (const { name, result, remedy } of steps) {
    const { ok, output } = await result;
    console.log(`${ok ? "ok    " : "failed"}  ${name}`);
    if (ok) continue;
    console.error(`\n${[output, remedy].filter(Boolean).join("\n\n")}\n`);
    process.exitCode = 1;
  }
});

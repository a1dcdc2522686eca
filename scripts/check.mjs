// npm run check    generated/ is current, the types hold, the code is formatted and free of lint
// npm run format   formats the code
import { checkTypes, generate, runTool } from "./support/run.mjs";
import { readArguments, run } from "./support/script.mjs";

await run(async () => {
  const { values } = readArguments({ options: { write: { type: "boolean", default: false } } });
  const format = ["check", "--error-on-warnings", ...(values.write ? ["--write"] : []), "."];
  const lint = {
    name: "the code is formatted and free of lint",
    result: () => runTool("@biomejs/biome", "biome", format),
    remedy: "Run: npm run format",
  };
  const steps = [
    {
      name: "the spec keeps its rules, and generated/ is what it gives",
      // Its output ends with what to do.
      result: () => generate(["--check"]),
    },
    {
      name: "the types hold",
      result: checkTypes(),
    },
    lint,
  ];
  const started = (values.write ? [lint] : steps).map((step) => ({
    ...step,
    result: step.result(),
  }));
  for (const { name, result, remedy } of started) {
    const { ok, output } = await result;
    console.log(`${ok ? "ok    " : "failed"}  ${name}`);
    if (ok) continue;
    console.error(`\n${[output, remedy].filter(Boolean).join("\n\n")}\n`);
    process.exitCode = 1;
  }
});

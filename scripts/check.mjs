// npm run check   generated/ is current, the types hold, the code is formatted and free of lint.
import { fileURLToPath } from "node:url";
import { readArguments } from "./arguments.mjs";
import { runScript, runTool } from "./run-tool.mjs";

readArguments({});

const GENERATE = fileURLToPath(new URL("./generate/index.mjs", import.meta.url));

/** Lets the next check look at changed files alone. */
const TYPES = "node_modules/.cache/check.tsbuildinfo";

const steps = [
  {
    name: "the spec keeps its rules, and generated/ is what it gives",
    // What it says ends with what to do.
    run: () => runScript(GENERATE, ["--check"]),
  },
  {
    name: "the types hold",
    run: () =>
      runTool("typescript", "tsc", ["--noEmit", "--incremental", "--tsBuildInfoFile", TYPES]),
    remedy: "Run: npx tsc --noEmit",
  },
  {
    name: "the code is formatted and free of lint",
    run: () => runTool("@biomejs/biome", "biome", ["check", "--error-on-warnings", "."]),
    remedy: "Run: npm run format",
  },
];

const started = steps.map(({ run }) => run());

for (const [index, { name, remedy }] of steps.entries()) {
  const result = await started[index];
  if (result?.ok) {
    console.log(`ok      ${name}`);
  } else {
    console.log(`failed  ${name}`);
    console.error(`\n${[result?.output, remedy].filter(Boolean).join("\n\n")}\n`);
    process.exitCode = 1;
  }
}

import { relative } from "node:path";
import { defineConfig } from "vitest/config";
import type { Reporter } from "vitest/node";

/** Where the time goes. */
const slowest: Reporter = {
  onTestRunEnd(modules) {
    const files = modules
      .map((module) => ({
        name: relative(process.cwd(), module.moduleId),
        seconds: module.diagnostic().duration / 1000,
      }))
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, 10);
    const lines = files.map(({ name, seconds }) => `${seconds.toFixed(1).padStart(8)} s  ${name}`);
    console.log(`\n   Slowest files\n${lines.join("\n")}`);
  },
};

/**
 * Tests that leave nothing behind in their process, so that the next file can go on in it. Those
 * that replace or reset modules are not among them.
 */
const PURE =
  "test/{client,connectors,contract,secrets,testing,types}/**/!(any-operation|errors).test.ts";

export default defineConfig({
  test: {
    maxWorkers: "100%",
    projects: [
      { extends: true, test: { name: "in one process", include: [PURE], isolate: false } },
      { extends: true, test: { name: "apart", include: ["test/**/*.test.ts"], exclude: [PURE] } },
    ],
    reporters: ["default", slowest],
    // Limits are there to end what hangs: processes and browsers are slow on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: "v8",
      include: ["src/**"],
      // Its prompts, signals and streams are tested as processes, where coverage is not seen.
      exclude: ["src/cli/**"],
      reporter: ["text-summary", "json"],
      thresholds: { lines: 98, branches: 97 },
    },
  },
});

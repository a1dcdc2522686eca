#!/usr/bin/env node
// Looks at the version first: an older Node fails while it loads the rest, with a stack.
import packageJson from "../../package.json" with { type: "json" };

const [, needed = ""] = /(\d+\.\d+)$/.exec(packageJson.engines.node) ?? [];
const isOld = process.versions.node.localeCompare(needed, "en", { numeric: true }) < 0;
if (isOld) {
  const found = process.versions.node;
  console.error(`error: connector-builder needs Node ${needed} or later; this is Node ${found}.`);
  process.exitCode = 1;
} else {
  const { run } = await import("./program.ts");
  await run();
}

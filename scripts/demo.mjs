// npm run demo: the client and the command line at work. Nothing leaves this machine.
import { existsSync } from "node:fs";
import { styleText } from "node:util";
import { readArguments } from "./arguments.mjs";

readArguments({});

const BUILT = new URL("../dist/index.js", import.meta.url);

if (existsSync(BUILT)) {
  const { showContract } = await import("./demo/contract.mjs");
  const { showLife } = await import("./demo/life.mjs");
  heading("1. One call", "against Prism, the mock of openapi/openapi.yaml");
  await showContract();
  heading("2. The life of a secret", "twice, against the fake API of ./testing");
  await showLife();
  console.log("\nNext: npm run docs for the reference, npm test for the proof.\n");
} else {
  console.error("dist/ is missing. Run: npm run demo (it builds first), or npm run build");
  process.exitCode = 1;
}

/** @param {string} title @param {string} about */
function heading(title, about) {
  console.log(`\n${styleText("bold", title)} ${styleText("dim", about)}\n`);
}

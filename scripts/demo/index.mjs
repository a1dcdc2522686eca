// npm run demo: the client and the command line at work. Nothing leaves this machine.
import { styleText } from "node:util";
import { readArguments, run } from "../support/script.mjs";
import { showContract } from "./contract.mjs";
import { showLife } from "./life.mjs";

await run(async () => {
  readArguments();
  heading("1. One call", "against Prism, the mock of openapi/openapi.yaml");
  await showContract();
  heading("2. The life of a secret", "twice, against the fake API of ./testing");
  await showLife();
  console.log("\nNext: npm run docs for the reference, npm test for the proof.\n");
});

/** @param {string} title @param {string} about */
function heading(title, about) {
  console.log(`\n${styleText("bold", title)} ${styleText("dim", about)}\n`);
}

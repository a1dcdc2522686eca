// From the spec to code: ours (lint, types, run-time contract, examples, JSON), and hey-api's.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { generateHeyApi } from "./peers.mjs";

const run = promisify(execFile);
const GENERATE = fileURLToPath(new URL("../generate/index.mjs", import.meta.url));

/** @param {string} peers @param {number} rounds */
export async function measureGeneration(peers, rounds) {
  /** @type {Record<string, number[]>} */
  const samples = { "npm run generate": [], "hey-api's generator": [] };
  const subjects = {
    // --check does all the work and leaves the tree alone.
    "npm run generate": () => run(process.execPath, [GENERATE, "--check"]),
    "hey-api's generator": () => generateHeyApi(peers),
  };
  for (let round = 0; round < rounds; round++) {
    for (const [name, generate] of Object.entries(subjects)) {
      const started = performance.now();
      await generate();
      samples[name]?.push((performance.now() - started) / 1000);
    }
  }
  return samples;
}

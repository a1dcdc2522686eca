// What import and a client cost in a fresh process, over one that runs an empty file.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { shuffled } from "./statistics.mjs";

const HERE = pathToFileURL(fileURLToPath(new URL("../../dist/index.js", import.meta.url))).href;

/** @type {Record<string, string>} */
const PROGRAMS = {
  fetch: "",
  "this client": `import { createClient } from ${JSON.stringify(HERE)};
    createClient({ apiKey: "key" });`,
  "openapi-fetch": `import createClient from ${JSON.stringify(import.meta.resolve("openapi-fetch"))};
    createClient({ baseUrl: "https://api.example.com" });`,
  "hey-api": `import { createConnectorSecret } from "./hey-api.js";
    import { createClient, createConfig } from "./hey-api-client.js";
    createClient(createConfig({ baseUrl: "https://api.example.com" })); createConnectorSecret;`,
  ky: 'import ky from "ky"; ky.create({});',
  ofetch: 'import { $fetch } from "ofetch"; $fetch.create({});',
  axios: 'import axios from "axios"; axios.create({});',
};

/**
 * @param {string} peers the folder in which the peers are installed
 * @param {number} rounds
 * @returns {Record<string, { cold: number[] }>} milliseconds over the empty process of each round
 */
export function measureCold(peers, rounds) {
  /** @type {Record<string, { cold: number[] }>} */
  const samples = {};
  const programs = Object.entries(PROGRAMS).map(([name, text], index) => {
    const file = join(peers, `cold-${index}.mjs`);
    writeFileSync(file, text);
    return { name, file };
  });
  for (let round = -1; round < rounds; round++) {
    const times = Object.fromEntries(
      shuffled(programs).map(({ name, file }) => [name, timeOf(file)]),
    );
    // The first round fills the caches of the file system.
    if (round < 0) continue;
    for (const name in PROGRAMS) {
      if (name === "fetch") continue;
      samples[name] ??= { cold: [] };
      samples[name].cold.push((times[name] ?? Number.NaN) - (times.fetch ?? Number.NaN));
    }
  }
  return samples;
}

/** @param {string} file */
function timeOf(file) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  const time = performance.now() - started;
  if (status !== 0) throw new Error(stderr);
  return time;
}

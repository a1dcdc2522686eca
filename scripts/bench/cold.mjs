// What import and a client cost in a fresh process, over a process that does nothing.
import { spawnSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";

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
  for (let round = -1; round < rounds; round++) {
    let empty = 0;
    for (const [name, program] of Object.entries(PROGRAMS)) {
      const time = timeOf(program, peers);
      if (program === "") empty = time;
      // The first round fills the caches of the file system.
      if (round < 0) continue;
      samples[name] ??= { cold: [] };
      samples[name].cold.push(time - empty);
    }
  }
  return samples;
}

/** @param {string} program @param {string} cwd */
function timeOf(program, cwd) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd,
    encoding: "utf8",
  });
  const time = performance.now() - started;
  if (status !== 0) throw new Error(stderr);
  return time;
}

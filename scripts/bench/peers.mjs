// Installs the peers, has hey-api generate its client from our spec, and makes one module of all.
import { execFile } from "node:child_process";
import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { installed } from "../runtimes/installed.mjs";
import { PEERS } from "../runtimes/versions.mjs";

const run = promisify(execFile);
const SPEC = fileURLToPath(new URL("../../openapi/openapi.yaml", import.meta.url));

/** @returns {Promise<{ folder: string, module: string }>} */
export async function preparePeers() {
  const folder = await installed(PEERS);
  const module = join(folder, "peers.mjs");
  await generateHeyApi(folder);
  await build({
    entryPoints: [join(folder, "hey-api", "index.ts")],
    outfile: join(folder, "hey-api.js"),
    bundle: true,
    format: "esm",
    logLevel: "error",
  });
  await build({
    entryPoints: [join(folder, "hey-api", "client", "index.ts")],
    outfile: join(folder, "hey-api-client.js"),
    bundle: true,
    format: "esm",
    logLevel: "error",
  });
  await writeFile(
    module,
    `export { default as axios } from "axios";
export { default as ky } from "ky";
export { $fetch, createFetch } from "ofetch";
export { createConnectorSecret } from "./hey-api.js";
export { createClient, createConfig } from "./hey-api-client.js";
`,
  );
  return { folder, module };
}

/** @param {string} folder */
export async function generateHeyApi(folder) {
  const bin = join(folder, "node_modules", "@hey-api", "openapi-ts", "bin", "run.js");
  await access(bin);
  await run(process.execPath, [bin, "-i", SPEC, "-o", join(folder, "hey-api"), "--silent"], {
    cwd: folder,
  });
}

// The runtimes that the package is proven on, and how the acceptance script is run in each.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { findChromium } from "../support/chromium.mjs";
import { installed } from "../support/installed.mjs";

/** The oldest is that of `engines`. */
const NODES = ["20.19.0", "22.23.3", "24.21.0", "26.10.0"];
const BUN = { bun: "1.4.5" };
const DENO = { deno: "2.9.5" };
const WORKERD = { miniflare: "4.20260730.0", workerd: "1.20260730.1" };

/**
 * @typedef {Omit<import("./acceptance.mjs").Setup, "library" | "testing">} PlainSetup what can be
 *   handed to another process
 * @typedef {object} Runtime
 * @property {string} name
 * @property {(setup: PlainSetup) => Promise<import("./acceptance.mjs").Result[]>} run
 * @property {boolean} [browser] CORS decides what can be read
 * @property {boolean} [tellsRefusal] it says whether a connection was refused or lost
 */

/** @type {Runtime[]} */
export const RUNTIMES = [
  ...NODES.map((version) => ({
    name: `node ${version}`,
    run: inProcess({ node: version }, "node/bin/node", []),
    tellsRefusal: true,
  })),
  { name: "chromium", run: inChromium, browser: true },
  { name: `bun ${BUN.bun}`, run: inProcess(BUN, ".bin/bun", ["run"]), tellsRefusal: true },
  {
    name: `deno ${DENO.deno}`,
    run: inProcess(DENO, ".bin/deno", [
      ..."run --no-lock --quiet --allow-net --allow-env --allow-read".split(" "),
    ]),
    tellsRefusal: true,
  },
  { name: `workerd ${WORKERD.workerd}`, run: inWorkerd },
];

/**
 * @param {Record<string, string>} packages @param {string} command @param {string[]} flags
 * @returns {Runtime["run"]}
 */
function inProcess(packages, command, flags) {
  return async (setup) => {
    const path = join(await installed(packages), "node_modules", command);
    const args = [...flags, local("./entry.mjs"), JSON.stringify(setup)];
    const { stdout } = await promisify(execFile)(path, args, {
      timeout: 120_000,
      env: { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" },
    });
    return JSON.parse(stdout);
  };
}

/** A real page, in which the package's files are loaded as they are. @type {Runtime["run"]} */
async function inChromium(setup) {
  // The others do without the browser's driver.
  const { chromium } = await import("playwright-core");
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium was found; set CHROMIUM_PATH");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const tab = await browser.newPage();
    await tab.goto(setup.control);
    return await tab.evaluate(async (given) => {
      const load = (/** @type {string} */ path) => import(path);
      const [library, testing, { acceptance }] = await Promise.all([
        load("/dist/index.js"),
        load("/dist/testing.js"),
        load("/scripts/runtimes/acceptance.mjs"),
      ]);
      return acceptance({ ...given, library, testing });
    }, setup);
  } finally {
    await browser.close();
  }
}

/** Through miniflare, as one bundle, which is what a deployment makes. @type {Runtime["run"]} */
async function inWorkerd(setup) {
  const folder = await installed(WORKERD);
  const entry = join(folder, "node_modules/miniflare/dist/src/index.js");
  const { Miniflare } = await import(pathToFileURL(entry).href);
  const { build } = await import("esbuild");
  const bundle = await build({
    entryPoints: [local("./worker.mjs")],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  const miniflare = new Miniflare({
    modules: true,
    script: bundle.outputFiles[0]?.text,
    compatibilityDate: "2026-07-01",
    // workerd writes a page about every failed connection; the results say what came of it.
    handleRuntimeStdio(/** @type {import("node:stream").Readable[]} */ ...streams) {
      for (const stream of streams) stream.resume();
    },
  });
  try {
    const options = { method: "POST", body: JSON.stringify(setup) };
    return await (await miniflare.dispatchFetch("http://worker/", options)).json();
  } finally {
    await miniflare.dispose();
  }
}

/** @param {string} path */
const local = (path) => fileURLToPath(new URL(path, import.meta.url));

// npm run test:ecosystem                     the packed package among what people put around it
// npm run test:ecosystem -- --only next,jest  in some of it
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { createConsumer } from "../runtimes/consumer.mjs";
import { installed, npm } from "../support/installed.mjs";
import { ROOT, readArguments, run, ScriptError } from "../support/script.mjs";
import { CASES } from "./cases.mjs";

const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };

await run(async () => {
  const { values } = readArguments({ options: { only: { type: "string" } } });
  const wanted = values.only?.split(",") ?? [""];
  const chosen = CASES.filter(({ name }) => wanted.some((each) => name.startsWith(each)));
  if (chosen.length === 0) {
    throw new ScriptError(`There are: ${CASES.map(({ name }) => name).join(", ")}`);
  }
  const { createFakeApi } = await import(pathToFileURL(join(ROOT, "dist/testing.js")).href);
  const { tarball, remove } = await createConsumer();
  console.log("| what | result |\n| --- | --- |");
  try {
    for (const each of chosen) {
      const api = createFakeApi({ connectors: [CONNECTOR], token: "key" });
      const { url, close } = await api.listen();
      const { result, failure } = await attempt(each, tarball, url);
      await close();
      console.log(`| ${each.name} | ${result} |`);
      if (failure === undefined) continue;
      console.error(failure);
      process.exitCode = 1;
    }
  } finally {
    await remove();
  }
});

/**
 * A project of its own for each: what one brings must not help another.
 * @param {import("./cases.mjs").Case} given @param {string} tarball @param {string} url of the fake
 * @returns {Promise<{ result: string, failure?: string }>}
 */
async function attempt({ packages = {}, node, files, commands }, tarball, url) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "ecosystem-")));
  try {
    let program = process.execPath;
    try {
      const versions = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
      await write(folder, "package.json", '{ "private": true, "type": "module" }');
      const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--save-exact"];
      await npm(["install", ...quiet, tarball, ...versions], folder);
      if (node) program = join(await installed({ node }), "node_modules/node/bin/node");
    } catch (error) {
      return { result: `skipped: ${lastLine(error)}` };
    }
    for (const each of ["try.mjs", "walk.mjs"]) {
      await copyFile(fileURLToPath(new URL(each, import.meta.url)), join(folder, each));
    }
    for (const [path, text] of Object.entries(files ?? {})) await write(folder, path, text);
    for (const command of commands) {
      await promisify(execFile)(program, command.split(" "), {
        cwd: folder,
        timeout: 180_000,
        maxBuffer: 1 << 24,
        env: {
          ...process.env,
          BASE_URL: url,
          CI: "1",
          NEXT_TELEMETRY_DISABLED: "1",
          NODE_OPTIONS: "",
        },
      });
    }
    return { result: "passed" };
  } catch (error) {
    const { stdout = "", stderr = "" } = /** @type {Record<string, string>} */ (error);
    return { result: "failed", failure: [stdout, stderr, String(error)].join("\n").slice(-4000) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string} path @param {string} text */
async function write(folder, path, text) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** @param {unknown} error */
const lastLine = (error) => String(error).trim().split("\n").at(-1);

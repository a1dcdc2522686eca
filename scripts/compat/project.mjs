// Somebody else's project: the packed package in it, outside of the tree, so that nothing of ours is
// found from there but the package.
import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { npm } from "../support/installed.mjs";
import { ROOT } from "../support/script.mjs";

/** The files that a command in the project may want, as they are here. */
const SHARED = ["acceptance.test.mjs", "soak.test.mjs", "shim.mjs", "try.mjs", "walk.mjs"];

/** @returns {Promise<{ tarball: string, remove: () => Promise<void> }>} */
export async function pack() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "packed-")));
  const options = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [{ filename }] = JSON.parse(await npm(options, ROOT));
  return { tarball: join(folder, filename), remove: () => remove(folder) };
}

/**
 * @param {string} tarball @param {Record<string, string>} [packages] package → exact version
 * @param {Record<string, string>} [files] path → text
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>}
 */
export async function createProject(tarball, packages = {}, files = {}) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "project-")));
  const versions = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  await write(folder, "package.json", '{ "name": "project", "private": true, "type": "module" }');
  const options = ["--no-audit", "--no-fund", "--prefer-offline", "--save-exact"];
  await npm(["install", ...options, tarball, ...versions], folder);
  for (const name of SHARED) await copyFile(beside(name), join(folder, name));
  for (const [path, text] of Object.entries(files)) await write(folder, path, text);
  return { folder, remove: () => remove(folder) };
}

/** @param {string} folder @param {string} path @param {string} text */
async function write(folder, path, text) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** @param {string} folder */
const remove = (folder) => rm(folder, { recursive: true, force: true });

/** @param {string} name */
const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

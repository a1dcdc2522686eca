// What npm installs for a script: tools that are too large for devDependencies, and the packed
// package in somebody else's project.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./script.mjs";

/** @typedef {Record<string, string>} Versions package → exact version */

/** @param {string[]} args @param {string} cwd */
async function npm(args, cwd) {
  // `npm` is a batch file on Windows, which only a shell starts.
  const shell = process.platform === "win32";
  const { stdout } = await promisify(execFile)("npm", args, { cwd, shell, maxBuffer: 1 << 24 });
  return stdout;
}

/** @param {string} folder @param {Versions} versions @param {string[]} tarballs */
async function install(folder, versions, ...tarballs) {
  await write(folder, "package.json", '{ "name": "project", "private": true, "type": "module" }');
  const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  const options = ["--no-audit", "--no-fund", "--prefer-offline", "--save-exact"];
  await npm(["install", ...options, ...tarballs, ...packages], folder);
}

/**
 * Installs packages into a folder of their own, unless they are there.
 * @param {Versions} versions @returns {Promise<string>} the folder that holds `node_modules`
 */
export async function installed(versions) {
  const name = Object.entries(versions).flat().join("-").replaceAll("/", "+");
  const folder = join(ROOT, "node_modules/.cache/installed", name);
  // npm writes it last.
  if (!existsSync(join(folder, "package-lock.json"))) await install(folder, versions);
  return folder;
}

/** A temporary folder, and what removes it. */
async function createFolder() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "project-")));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The package as it is published. */
export async function pack() {
  const { folder, remove } = await createFolder();
  const options = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [{ filename }] = JSON.parse(await npm(options, ROOT));
  return { tarball: join(folder, filename), remove };
}

/**
 * A project with the package and the files of scripts/compat in it, outside of the tree, so that
 * nothing of ours is found from there but the package.
 * @param {string} tarball @param {Versions} [versions]
 * @param {Record<string, string>} [files] path → text
 */
export async function createProject(tarball, versions = {}, files = {}) {
  const project = await createFolder();
  await install(project.folder, versions, tarball);
  await cp(join(ROOT, "scripts/compat"), project.folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) await write(project.folder, path, text);
  return project;
}

/** @param {string} folder @param {string} path @param {string} text */
async function write(folder, path, text) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

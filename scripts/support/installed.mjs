// Tools that are too large for devDependencies: installed by exact version when a script needs them.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./script.mjs";

const CACHE = join(ROOT, "node_modules/.cache/installed");

/** @param {string[]} args @param {string} cwd */
export async function npm(args, cwd) {
  // `npm` is a batch file on Windows, which only a shell starts.
  const shell = process.platform === "win32";
  const { stdout } = await promisify(execFile)("npm", args, { cwd, shell, maxBuffer: 1 << 24 });
  return stdout;
}

/**
 * Installs packages into a folder of their own, unless they are there.
 * @param {Record<string, string>} versions package → exact version
 * @returns {Promise<string>} the folder that holds `node_modules`
 */
export async function installed(versions) {
  const wanted = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  const folder = join(CACHE, wanted.sort().join("_").replaceAll("/", "+"));
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const fresh = await mkdtemp(join(CACHE, "new-"));
  try {
    await writeFile(join(fresh, "package.json"), JSON.stringify({ private: true, type: "module" }));
    await npm(["install", "--save-exact", "--no-audit", "--no-fund", ...wanted], fresh);
    // Only a complete installation gets the name, even if two run at once.
    await rename(fresh, folder).catch((error) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return folder;
}

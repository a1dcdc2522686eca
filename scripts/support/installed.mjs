// Tools that are too large for devDependencies: installed by exact version when a script needs them.
import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/installed/", import.meta.url));

/**
 * Installs packages into a folder of their own, unless they are there.
 * @param {Record<string, string>} versions package → exact version
 * @returns {Promise<string>} the folder that holds `node_modules`
 */
export async function installed(versions) {
  const key = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  const folder = join(CACHE, key.sort().join("_").replaceAll("/", "+"));
  if (await exists(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const fresh = await mkdtemp(join(CACHE, "new-"));
  try {
    await writeFile(join(fresh, "package.json"), JSON.stringify({ private: true, type: "module" }));
    await run("npm", ["install", "--save-exact", "--no-audit", "--no-fund", ...key], {
      cwd: fresh,
      // `npm` is a batch file on Windows, which only a shell starts.
      shell: process.platform === "win32",
    });
    // Only a whole installation gets the name, also where two run at once.
    await rename(fresh, folder).catch(async (error) => {
      if (!(await exists(folder))) throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} path */
const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

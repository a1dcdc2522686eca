// Compares and replaces the generated files.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";

/**
 * The files that differ from what is on disk, missing and left-over ones included.
 * @param {URL} folder @param {Record<string, string>} files @returns {Promise<string[]>}
 */
export async function outdated(folder, files) {
  const present = await readdir(folder).catch(() => /** @type {string[]} */ ([]));
  const changed = present.filter((name) => !(name in files));
  for (const [name, text] of Object.entries(files)) {
    const old = await readFile(new URL(name, folder), "utf8").catch(() => undefined);
    if (old !== text) changed.push(name);
  }
  return changed.sort();
}

/**
 * Writes the new files beside the old ones first and then renames them one by one, so that an
 * interrupted run never leaves half a file.
 * @param {URL} folder @param {Record<string, string>} files
 */
export async function replaceFiles(folder, files) {
  await mkdir(folder, { recursive: true });
  const changed = await outdated(folder, files);
  const written = changed.filter((name) => name in files);
  await Promise.all(
    written.map((name) => writeFile(new URL(`${name}.new`, folder), files[name] ?? "")),
  );
  for (const name of written) await rename(new URL(`${name}.new`, folder), new URL(name, folder));
  for (const name of changed) if (!(name in files)) await rm(new URL(name, folder));
}

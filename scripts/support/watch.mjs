// Reports when a file, or any file of a folder, has been saved.
import { existsSync, readdirSync, readFileSync, statSync, watch } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Handles one change at a time; a save in the meantime is handled next.
 * @param {string | readonly string[]} paths of files and folders
 * @param {() => Promise<void>} changed
 * @returns {() => void} stops it
 */
export function watchFile(paths, changed) {
  const all = [paths].flat();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let isRunning = false;
  let text = readAll(all) ?? "";

  async function run() {
    if (isRunning) return;
    isRunning = true;
    // Between two renames of an editor there may be no file.
    for (let now = readAll(all); now !== undefined && now !== text; now = readAll(all)) {
      text = now;
      await changed();
    }
    isRunning = false;
  }

  const watchers = all.map((path) => {
    const isFolder = statSync(path).isDirectory();
    // The folder of a file, because many editors save by replacing it with another.
    return watch(isFolder ? path : dirname(path), { recursive: isFolder }, (_event, name) => {
      if (!isFolder && name !== null && name !== basename(path)) return;
      clearTimeout(timer);
      // One save makes several events.
      timer = setTimeout(run, 50);
    });
  });
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/**
 * What is compared: the text of files, the names and times of those of a folder.
 * @param {readonly string[]} paths @returns {string | undefined} nothing while a file is missing
 */
function readAll(paths) {
  if (!paths.every((path) => existsSync(path))) return undefined;
  return paths
    .map((path) => {
      if (!statSync(path).isDirectory()) return readFileSync(path, "utf8");
      const names = readdirSync(path, { recursive: true }).map(String);
      return names.map((name) => `${name} ${statSync(join(path, name)).mtimeMs}`).join();
    })
    .join();
}

// Tells when a file has been saved.
import { existsSync, readFileSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

/**
 * Watches the folder, because many editors save by replacing the file with another.
 * Handles one change at a time; a save in the meantime is handled next.
 * @param {string} path
 * @param {() => Promise<void>} changed
 * @returns {() => void} stops it
 */
export function watchFile(path, changed) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let running = false;
  let text = readFileSync(path, "utf8");

  async function run() {
    if (running) return;
    running = true;
    // Between two renames of an editor there may be no file.
    for (let now = text; existsSync(path); text = now) {
      now = readFileSync(path, "utf8");
      if (now === text) break;
      await changed();
    }
    running = false;
  }

  const watcher = watch(dirname(path), (_event, name) => {
    if (name !== null && name !== basename(path)) return;
    clearTimeout(timer);
    // One save makes several events.
    timer = setTimeout(run, 50);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

// Tells when a file has been saved.
import { watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";

/**
 * Watches the folder, since many editors save by putting another file in the place of the old one.
 * Runs one change at a time; one that comes meanwhile is taken up afterwards.
 * @param {string} path
 * @param {() => Promise<void>} changed
 * @returns {() => void} ends it
 */
export function watchFile(path, changed) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let running = false;
  let again = false;
  let text = read();

  function read() {
    return readFile(path, "utf8").catch(() => undefined);
  }

  async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    const now = read();
    const same = (await now) === (await text);
    text = now;
    if (!same) await changed();
    running = false;
    if (again) {
      again = false;
      await run();
    }
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

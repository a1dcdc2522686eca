// Reports when a file, or any file of a folder, has been saved.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setInterval } from "node:timers/promises";

/**
 * Looks ten times a second: the events of a system differ, and miss a file that is replaced. Handles
 * one change at a time; a save in the meantime is handled next.
 * @param {readonly string[]} paths of files and folders
 * @param {() => Promise<void>} changed
 * @returns {() => void} stops it
 */
export function watchFiles(paths, changed) {
  let isStopped = false;
  let handled = stateOf(paths);
  async function look() {
    let last = handled;
    for await (const _ of setInterval(100)) {
      if (isStopped) return;
      const now = stateOf(paths);
      // A save takes time, and between the two renames of an editor there is no file.
      if (now !== handled && now === last && paths.every((path) => existsSync(path))) {
        handled = now;
        await changed();
      }
      last = now;
    }
  }
  look();
  return () => {
    isStopped = true;
  };
}

/** @param {readonly string[]} paths */
const stateOf = (paths) =>
  paths
    .flatMap((path) => {
      const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
      const names = isFolder ? readdirSync(path, { recursive: true }).map(String) : [""];
      return names.map((name) => join(path, name));
    })
    .map((file) => `${file} ${statSync(file, { throwIfNoEntry: false })?.mtimeMs}`)
    .join();

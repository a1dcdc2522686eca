// Writes a configuration into a file: whole or not at all.
import { randomUUID } from "node:crypto";
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { Socket } from "node:net";
import { dirname, join, resolve } from "node:path";
import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError, EXIT } from "../command-error.ts";
import { reasonOf } from "../input/read.ts";

const statOf = (path: string) => statSync(path, { throwIfNoEntry: false });

/** The content of a file; `undefined` if there is nothing to lose. */
export async function readExisting(path: string): Promise<Uint8Array | undefined> {
  return failing(path, () => {
    const status = statOf(path);
    return status?.isFile() && status.size > 0 ? readFileSync(path) : undefined;
  });
}

/** Replaces a file, or writes into a pipe or device. A link stays, and so does the mode of the file. */
export async function replaceFile(path: string, text: string, signal: AbortSignal): Promise<void> {
  await failing(
    path,
    async () => {
      const status = statOf(path);
      if (status?.isFIFO()) return writePipe(path, text, signal);
      if (status && !status.isFile()) return writeFileSync(path, text);
      if (status) accessSync(path, constants.W_OK);
      const target = followLinks(path);
      const temporary = join(dirname(target), `.${randomUUID()}.tmp`);
      writeNew(temporary, text, status?.mode);
      try {
        // The mask of the process has taken some away.
        if (status) chmodSync(temporary, status.mode);
        signal.throwIfAborted();
        renameSync(temporary, target);
      } catch (error) {
        rmSync(temporary);
        throw error;
      }
    },
    signal,
  );
}

/** Whether there is something of this name, if only a link to nothing. */
export function exists(path: string): boolean {
  try {
    return lstatSync(path) !== undefined;
  } catch {
    return false;
  }
}

/** Writes a file that must not be there. */
export async function createFile(path: string, text: string): Promise<void> {
  await failing(path, () => writeNew(path, text));
}

function writeNew(path: string, text: string, mode?: number): void {
  const file = openSync(path, "wx", mode);
  try {
    writeFileSync(file, text, { flush: true });
  } catch (error) {
    rmSync(path);
    throw error;
  } finally {
    closeSync(file);
  }
}

/** `open` itself would wait for a reader in a thread, which Ctrl-C does not end. */
async function writePipe(path: string, text: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      await finished(new Socket({ fd, readable: false }).end(text), { signal });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENXIO") throw error;
      await sleep(100, undefined, { signal });
    }
  }
}

/** The file that a path leads to, whether it is there or not. */
function followLinks(path: string): string {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return path;
  return followLinks(resolve(realpathSync(dirname(path)), readlinkSync(path)));
}

/** Turns the errors of the file system into words. */
async function failing<T>(
  path: string,
  work: () => T | Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw new CommandError(
      EXIT.failed,
      `The file ${path} cannot be written (${reasonOf(error)}).`,
      ["Nothing was written or published."],
    );
  }
}

// Writes a configuration into a file: whole or not at all.
import { randomUUID } from "node:crypto";
import { constants, openSync, type Stats } from "node:fs";
import {
  access,
  chmod,
  lstat,
  open,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { Socket } from "node:net";
import { dirname, join, resolve } from "node:path";
import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError, EXIT } from "../command-error.ts";
import { reasonOf } from "../input/read.ts";

/** What stands in a file now; `undefined` if there is nothing to lose. */
export async function readExisting(path: string): Promise<Uint8Array | undefined> {
  return failing(path, async () => {
    const status = await statOf(path);
    if (status?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    if (!status?.isFile() || status.size === 0) return undefined;
    return readFile(path);
  });
}

/** Replaces a file, or writes into a pipe or device. A link stays, and so does the mode of the file. */
export async function replaceFile(path: string, text: string, signal: AbortSignal): Promise<void> {
  await failing(
    path,
    async () => {
      const status = await statOf(path);
      if (status?.isFIFO()) return writePipe(path, text, signal);
      if (status && !status.isFile()) return writeFile(path, text);
      if (status) await access(path, constants.W_OK);
      const target = await followLinks(path);
      const temporary = join(dirname(target), `.${randomUUID()}.tmp`);
      try {
        await writeNew(temporary, text, status?.mode);
        // The mask of the process has taken some away.
        if (status) await chmod(temporary, status.mode);
        signal.throwIfAborted();
        await rename(temporary, target);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    signal,
  );
}

/** Writes a file that must not be there. */
export async function createFile(path: string, text: string): Promise<void> {
  await failing(path, () => writeNew(path, text));
}

/** Whether there is something of this name, if only a link to nothing. */
export const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function writeNew(path: string, text: string, mode?: number): Promise<void> {
  const file = await open(path, "wx", mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
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

async function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });
}

/** The file that a path leads to, whether it is there or not. */
async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const target = await readlink(path).catch(() => undefined);
    return target === undefined ? path : followLinks(resolve(dirname(path), target));
  }
}

/** Turns the errors of the file system into words. */
async function failing<T>(path: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    const reason = reasonOf(error);
    throw new CommandError(EXIT.failed, `The file ${path} cannot be written (${reason}).`, [
      "Nothing was written or published.",
    ]);
  }
}

// How `npm run docs` and `npm run dev` learn that the spec was saved.
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchFile } from "../../scripts/support/watch.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "watch-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([
  ["written in place", (path: string) => writeFile(path, "new")],
  [
    "replaced by a rename",
    async (path: string) => {
      await writeFile(`${path}~`, "new");
      await rename(`${path}~`, path);
    },
  ],
])("tells of a file that is %s, once", async (_how, save) => {
  const path = join(folder, "spec.yaml");
  await writeFile(path, "old");
  const seen: string[] = [];
  const stop = watchFile(path, async () => void seen.push(await readFile(path, "utf8")));
  await save(path);
  await expect.poll(() => seen, { timeout: 5000 }).toEqual(["new"]);
  stop();
});

// How `npm run dev` learns that something was saved, and what dev says of types.
import { mkdir, mkdtemp, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { summarizeTypeErrors } from "../../scripts/support/run.mjs";
import { watchFiles } from "../../scripts/support/watch.mjs";

test.each<[how: string, save: (path: string, folder: string) => Promise<void>]>([
  ["written in place", (path) => writeFile(path, "new")],
  [
    "replaced by a rename",
    async (path) => {
      await writeFile(`${path}~`, "new");
      await rename(`${path}~`, path);
    },
  ],
  [
    "beside it, in a folder that is watched, too",
    (_path, src) => writeFile(join(src, "a.ts"), "new"),
  ],
])("a file that is %s is reported once", async (how, save) => {
  const folder = await mkdtemp(join(tmpdir(), "watch-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [path, src] = [join(folder, "spec.yaml"), join(folder, "src")];
  await writeFile(path, "old");
  // A clock may not advance for some milliseconds.
  await utimes(path, 0, 0);
  await mkdir(src);
  const seen: string[] = [];
  const stop = watchFiles([path, src], async () => void seen.push(await readFile(path, "utf8")));
  await save(path, src);
  const want = how.startsWith("beside") ? "old" : "new";
  await expect.poll(() => seen, { timeout: 20_000 }).toEqual([want]);
  stop();
});

test("type errors of src/ come first, and the others are counted", () => {
  const at = (file: string) => `${file}(1,2): error TS2339: No property.\n  In a type.`;
  const output = [at("scripts/a.mjs"), at("src/a.ts"), at("test/a.ts"), at("test/b.ts")].join("\n");
  expect(summarizeTypeErrors(output)).toBe(
    `${at("src/a.ts")}\nAnd 1 in scripts/, 2 in test/: npx tsc --noEmit shows them.`,
  );
  expect(summarizeTypeErrors(at("test/a.ts"))).toBe(at("test/a.ts"));
  const many = Array.from({ length: 30 }, (_, index) => at(`src/${index}.ts`)).join("\n");
  expect(summarizeTypeErrors(many)).toMatch(/\nAnd 10 in src\/: npx tsc --noEmit shows them\.$/);
});

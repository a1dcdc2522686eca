// Builds docs/: the page of the spec, the spec itself and the reference of the client.
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { renderJson } from "../generate/json.mjs";
import { lintSpec } from "../generate/lint.mjs";
import { mistakeAt, operationsOf, readSpec } from "../generate/spec.mjs";
import { finishPage } from "./finish.mjs";
import { renderPageSpec, routeOf } from "./page-spec.mjs";
import { buildPage } from "./redocly.mjs";
import { buildReference } from "./reference.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const SPEC = join(ROOT, "openapi/openapi.yaml");
export const DOCS = join(ROOT, "docs");

/**
 * Everything. The old folder stays until the new one is whole.
 * @param {string} [docs] @param {string} [spec]
 */
export async function buildDocs(docs = DOCS, spec = SPEC) {
  await withFolder(docs, async (folder) => {
    await Promise.all([writePage(folder, spec), buildReference(join(folder, "reference"))]);
    await rename(docs, `${docs}.old`).catch(ignoreMissing);
    await rename(folder, docs);
    await rm(`${docs}.old`, { recursive: true, force: true });
  });
}

/**
 * The page and the spec alone, over what is there: the client has not changed.
 * @param {string} [docs] @param {string} [spec]
 */
export async function refreshPage(docs = DOCS, spec = SPEC) {
  await withFolder(docs, async (folder) => {
    const names = await writePage(folder, spec);
    await mkdir(docs, { recursive: true });
    for (const name of names) await rename(join(folder, name), join(docs, name));
  });
}

/** @param {string} folder @param {string} path of the spec @returns {Promise<string[]>} the files */
async function writePage(folder, path) {
  const name = relative(ROOT, path).replaceAll(sep, "/");
  await lintSpec(name);
  const text = await readFile(path, "utf8");
  const spec = readSpec(text, name);
  const input = join(folder, "page-spec.json");
  const built = join(folder, "built.html");
  await writeFile(input, renderPageSpec(text));
  await buildPage(input, built);
  const files = {
    "index.html": await finishPage(await readFile(built, "utf8"), entranceOf(spec)),
    "openapi.yaml": text,
    "openapi.json": renderJson(spec),
  };
  await Promise.all([rm(input), rm(built)]);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return Object.keys(files);
}

/** @param {import("../generate/spec.mjs").Node} spec */
function entranceOf(spec) {
  const [first] = operationsOf(spec);
  const [tag] = first?.operation.tags ?? [];
  if (tag) return routeOf(tag);
  const what = "the first operation of the spec has no tag: give it one.";
  throw mistakeAt(first?.operation ?? {}, "operationId", what);
}

/**
 * A folder beside docs/, so that a rename is all it takes to put the new files in place.
 * @param {string} docs @param {(folder: string) => Promise<void>} work
 */
async function withFolder(docs, work) {
  const folder = await mkdtemp(`${docs}.new-`);
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {NodeJS.ErrnoException} error */
function ignoreMissing(error) {
  if (error.code !== "ENOENT") throw error;
}

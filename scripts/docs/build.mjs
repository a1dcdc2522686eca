// Builds docs/: the page of the spec, the playground, the reference of the client, and all of it as
// text.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { writeJson } from "../../src/json.mjs";
import { readSpec } from "../generate/spec.mjs";
import { lintSpec } from "../support/redocly.mjs";
import { ROOT, SPEC } from "../support/script.mjs";
import { asText, readGuides } from "./guides.mjs";
import { renderMarkdown } from "./markdown.mjs";
import { renderPage } from "./page.mjs";
import { renderPageSpec } from "./page-spec.mjs";
import { renderPlayground } from "./playground.mjs";
import { buildReference } from "./reference.mjs";

export const DOCS = join(ROOT, "docs");

/**
 * Everything. The old folder stays until the new one, beside it, is whole.
 * @param {string} [docs] @param {string} [path] of the spec
 */
export async function buildDocs(docs = DOCS, path = SPEC) {
  const folder = await mkdtemp(`${docs}.new-`);
  try {
    const { spec, files } = await renderPages(path);
    await Promise.all([
      writeFiles(folder, files),
      buildReference(spec, join(folder, "reference")),
      renderPlayground().then((page) => writeFile(join(folder, "try.html"), page)),
    ]);
    if (existsSync(docs)) await rename(docs, `${docs}.old`);
    await rename(folder, docs);
    await rm(`${docs}.old`, { recursive: true, force: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * What follows from the spec and the guides, over what is there: the client has not changed.
 * @param {string} [docs] @param {string} [path] of the spec
 */
export async function refreshPage(docs = DOCS, path = SPEC) {
  const { files } = await renderPages(path);
  await writeFiles(docs, files);
}

/** @param {string} path of the spec */
async function renderPages(path) {
  const name = relative(ROOT, path).replaceAll(sep, "/");
  await lintSpec(name);
  const text = await readFile(path, "utf8");
  const spec = readSpec(text, name);
  const guides = await readGuides();
  const texts = renderMarkdown(spec, guides);
  const titles = Object.entries(texts).map(([path, text]) => {
    return [path, asText(text.slice(2, text.indexOf("\n")))];
  });
  /** @type {Record<string, string>} */
  const files = {
    "index.html": await renderPage(renderPageSpec(spec, guides), Object.fromEntries(titles)),
    "openapi.yaml": text,
    "openapi.json": `${writeJson(spec, 2)}\n`,
    ...texts,
  };
  return { spec, files };
}

/** @param {string} folder @param {Record<string, string>} files */
async function writeFiles(folder, files) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

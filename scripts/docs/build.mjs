// Builds docs/: the page of the spec, the playground, the reference of the client, and all of it as
// text.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { writeJson } from "../../src/json.mjs";
import { readSpec } from "../generate/spec.mjs";
import { lintSpec } from "../support/redocly.mjs";
import { ROOT, SPEC } from "../support/script.mjs";
import { readGuides } from "./guides.mjs";
import { renderMarkdown } from "./markdown.mjs";
import { renderPage } from "./page.mjs";
import { renderPageSpec } from "./page-spec.mjs";
import { renderPlayground } from "./playground.mjs";
import { buildReference } from "./reference.mjs";

export const DOCS = join(ROOT, "docs");

/** Everything. @param {string} [docs] the folder */
export async function buildDocs(docs = DOCS) {
  const source = await readSource(SPEC);
  await Promise.all([
    writePage(docs, source),
    renderPlayground().then((page) => writeFiles(docs, { "try.html": page })),
    buildReference(source.spec, join(docs, "reference")),
  ]);
}

/**
 * What follows from the spec and the guides, over what is there: the client has not changed.
 * @param {string} [docs] @param {string} [path] of the spec
 */
export async function refreshPage(docs = DOCS, path = SPEC) {
  await writePage(docs, await readSource(path));
}

/** @param {string} path of the spec */
async function readSource(path) {
  const name = relative(ROOT, path).replaceAll(sep, "/");
  await lintSpec(name);
  const text = await readFile(path, "utf8");
  return { text, spec: readSpec(text, name) };
}

/** Nothing is written before all of it is rendered. @param {string} docs @param {Awaited<ReturnType<typeof readSource>>} source */
async function writePage(docs, { text, spec }) {
  const guides = await readGuides();
  const texts = renderMarkdown(spec, guides);
  await writeFiles(docs, {
    "index.html": await renderPage(renderPageSpec(spec, guides), texts),
    "openapi.yaml": text,
    "openapi.json": `${writeJson(spec, 2)}\n`,
    ...texts,
  });
}

/** @param {string} folder @param {Record<string, string>} files path → text */
async function writeFiles(folder, files) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

// npm run generate             openapi/openapi.yaml → generated/
// npm run generate -- --check  fails if generated/ is not up to date
//
// --spec and --out name another document and another folder.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { lintSpec } from "../support/redocly.mjs";
import { ROOT, readArguments, run, SPEC } from "../support/script.mjs";
import { GUIDE, withErrorTable } from "./error-table.mjs";
import { GenerateError, readSpec } from "./spec.mjs";

await run(async () => {
  const { values } = readArguments({
    options: {
      check: { type: "boolean", default: false },
      spec: { type: "string", default: SPEC },
      out: { type: "string", default: resolve(ROOT, "generated") },
    },
  });
  const { check } = values;
  const [spec, out] = [resolve(values.spec), resolve(values.out)];
  const folder = pathToFileURL(`${out}/`);
  const { files, notes } = await renderAll(spec);
  const changed = await outdated(folder, files);
  /** @param {boolean} isKept of names of `changed` */
  const names = (isKept) => changed.filter((name) => name in files === isKept);
  if (check) {
    const isStale = changed.length === 0 && (await staleGuide(spec)) !== undefined;
    const stale = isStale ? [label(GUIDE)] : changed.map((name) => `${label(out)}/${name}`);
    if (stale.length === 0) return;
    throw new GenerateError(`Not up to date: ${stale.join(", ")}.\n\nRun: npm run generate`);
  }
  await replaceFiles(folder, files, names(true), names(false));
  for (const { place, text } of notes) console.log(`note: ${place ? `${place}: ` : ""}${text}`);
  const guide = await staleGuide(spec);
  if (guide !== undefined) await writeFile(GUIDE, guide);
  const done = {
    generated: names(true),
    removed: names(false),
    written: guide ? [label(GUIDE)] : [],
  };
  const lines = Object.entries(done).map(([what, all]) => all[0] && `${what}: ${all.join(", ")}`);
  console.log(lines.filter(Boolean).join("; ") || `${label(out)}/ is current`);
});

/**
 * The guide with its table of errors, if that changes it. It is measured with the client, so once
 * the client's table is current; another spec has no guide.
 * @param {string} spec its path
 */
async function staleGuide(spec) {
  if (spec !== SPEC) return undefined;
  const old = await readFile(GUIDE, "utf8");
  const text = await withErrorTable(old);
  return text === old ? undefined : text;
}

/**
 * Everything is rendered before anything is written, so that a mistake in the spec leaves the
 * old output whole.
 * @param {string} path of the spec
 */
async function renderAll(path) {
  // It takes as long to load as the lint takes to run.
  const loading = import("./render.mjs");
  const text = await readFile(path, "utf8").catch(() => {
    throw new GenerateError(`${label(path)} cannot be read. Is the path right?`);
  });
  // Before the linter, whose report on another kind of document is of no use.
  const spec = readSpec(text, label(path));
  await lintSpec(label(path));
  const { exportsOf, render } = await loading;
  const exports = exportsOf(await readFile(resolve(ROOT, "src/index.ts"), "utf8"));
  const { files, notes, types } = render(spec, exports);
  return { files: { "schema.d.ts": await types(), ...files }, notes };
}

/** @param {string} path as messages show it */
function label(path) {
  return relative(ROOT, path).replaceAll(sep, "/");
}

/**
 * The files that differ from what is on disk, missing and left-over ones included.
 * @param {URL} folder @param {Record<string, string>} files @returns {Promise<string[]>}
 */
async function outdated(folder, files) {
  const present = await readdir(folder).catch(() => /** @type {string[]} */ ([]));
  const changed = present.filter((name) => !(name in files));
  for (const [name, text] of Object.entries(files)) {
    const old = await readFile(new URL(name, folder), "utf8").catch(() => undefined);
    if (old !== text) changed.push(name);
  }
  return changed.sort();
}

/**
 * Writes the new files beside the old ones first and then renames them one by one, so that an
 * interrupted run never leaves half a file.
 * @param {URL} folder @param {Record<string, string>} files
 * @param {readonly string[]} written @param {readonly string[]} removed names of files
 */
async function replaceFiles(folder, files, written, removed) {
  await mkdir(folder, { recursive: true });
  for (const name of written) await writeFile(new URL(`${name}.new`, folder), files[name] ?? "");
  for (const name of written) await rename(new URL(`${name}.new`, folder), new URL(name, folder));
  for (const name of removed) await rm(new URL(name, folder));
}

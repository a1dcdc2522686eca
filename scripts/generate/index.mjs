// npm run generate             openapi/openapi.yaml → generated/
// npm run generate -- --check  fails if generated/ is not what the spec gives
//
// --spec and --out name another document and another folder.
import { readFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { readArguments, run } from "../support/script.mjs";
import { bundle, lintSpec } from "./lint.mjs";
import { outdated, replaceFiles } from "./output.mjs";
import { exportsOf, render } from "./render.mjs";
import { GenerateError, readSpec } from "./spec.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

await run(() => {
  const { values } = readArguments({
    options: {
      check: { type: "boolean", default: false },
      spec: { type: "string", default: resolve(ROOT, "openapi/openapi.yaml") },
      out: { type: "string", default: resolve(ROOT, "generated") },
    },
  });
  return main(values);
});

/**
 * Everything is rendered before anything is written, so that a mistake in the spec leaves the
 * old output whole.
 * @param {string} path of the spec
 */
async function renderAll(path) {
  // It takes as long to load as the lint takes to run.
  const loading = import("./types.mjs");
  const text = await readFile(path, "utf8").catch(() => {
    throw new GenerateError(`${shown(path)} cannot be read. Is the path right?`);
  });
  // Before the linter, which tells a wrong kind of document by its symptoms.
  const single = readSpec(text, shown(path));
  await lintSpec(shown(path));
  const bundled = await bundle(path, text);
  // Lines of the bundle are lines of no file, so the messages do without.
  const spec = bundled === undefined ? single : readSpec(bundled, null);
  const exports = exportsOf(await readFile(resolve(ROOT, "src/index.ts"), "utf8"));
  const { files, notes } = render(spec, exports);
  const { renderTypes } = await loading;
  return { files: { "schema.d.ts": await renderTypes(spec), ...files }, notes };
}

/** @param {string} path as the messages show it */
function shown(path) {
  return relative(ROOT, path).replaceAll(sep, "/");
}

/** @param {{ check: boolean, spec: string, out: string }} options */
async function main({ check, spec, out }) {
  const folder = pathToFileURL(`${resolve(out)}/`);
  const { files, notes } = await renderAll(resolve(spec));
  const changed = await outdated(folder, files);
  if (check) {
    if (changed.length === 0) return;
    const stale = `${shown(out)}/ is not what ${shown(spec)} gives (${changed.join(", ")}).`;
    throw new GenerateError(`${stale}\n\nRun: npm run generate`);
  }
  await replaceFiles(folder, files);
  for (const { place, text } of notes) console.log(`note: ${place ? `${place}: ` : ""}${text}`);
  const done = [
    ...told("generated", changed, (name) => name in files),
    ...told("removed", changed, (name) => !(name in files)),
  ];
  console.log(done.length > 0 ? done.join("; ") : `${shown(out)}/ is current`);
}

/**
 * @param {string} what was done @param {string[]} names @param {(name: string) => boolean} to which
 */
function told(what, names, to) {
  const those = names.filter(to);
  return those.length > 0 ? [`${what}: ${those.join(", ")}`] : [];
}

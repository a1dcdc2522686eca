// npm run generate             openapi/openapi.yaml → generated/
// npm run generate -- --check  fails if generated/ is not up to date
//
// --spec and --out name another document and another folder.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { bundle, lintSpec } from "../support/redocly.mjs";
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
  const [spec, out] = [resolve(values.spec), resolve(values.out)];
  // Everything is rendered before anything is written: a mistake in the spec leaves the old files.
  const { files, notes } = await renderAll(spec);
  const names = await readdir(out).catch(() => /** @type {string[]} */ ([]));
  const removed = names.filter((name) => !(name in files));
  const generated = [];
  for (const [name, text] of Object.entries(files).sort()) {
    if (await update(join(out, name), text, values.check)) generated.push(name);
  }
  if (!values.check) {
    for (const name of removed) await rm(join(out, name));
    for (const { place, text } of notes) console.log(`note: ${place}: ${text}`);
  }
  // The guide is measured with the client, so once the client's table is current. Another spec has none.
  const isStale = values.check && generated.length + removed.length > 0;
  if (spec === SPEC && !isStale && (await update(GUIDE, await withErrorTable(), values.check))) {
    generated.push(relative(out, GUIDE));
  }
  if (values.check) {
    const stale = [...generated, ...removed].map((name) => label(join(out, name))).sort();
    if (stale.length === 0) return;
    throw new GenerateError(`Not up to date: ${stale.join(", ")}.\n\nRun: npm run generate`);
  }
  const lines = Object.entries({ generated, removed }).flatMap(([verb, all]) => {
    return all.length > 0 ? `${verb}: ${all.join(", ")}` : [];
  });
  console.log(lines.join("; ") || `${label(out)}/ is current`);
});

/**
 * Writes a file that is stale, unless it is only checked. An interrupted run leaves no half a file.
 * @param {string} path @param {string} text @param {boolean} isCheck @returns {Promise<boolean>} whether it was stale
 */
async function update(path, text, isCheck) {
  const old = await readFile(path, "utf8").catch(() => undefined);
  if (old !== text && !isCheck) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  }
  return old !== text;
}

/** @param {string} path of the spec */
async function renderAll(path) {
  // It takes as long to load as the lint takes to run.
  const loading = import("./render.mjs");
  const text = await readFile(path, "utf8").catch(() => {
    throw new GenerateError(`${label(path)} cannot be read. Is the path right?`);
  });
  // Before the linter, whose report on another kind of document is of no use.
  const single = readSpec(text, label(path));
  await lintSpec(label(path));
  const bundled = await bundle(path, text);
  const spec = bundled === undefined ? single : readSpec(bundled, `${label(path)} (bundled)`);
  const { exportsOf, render } = await loading;
  const exports = exportsOf(await readFile(resolve(ROOT, "src/index.ts"), "utf8"));
  const { files, notes, types } = render(spec, exports);
  return { files: { ...files, "schema.d.ts": await types() }, notes };
}

/** A path as messages show it. @param {string} path */
function label(path) {
  return relative(ROOT, path).replaceAll(sep, "/");
}

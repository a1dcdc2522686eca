// npm run generate             openapi/openapi.yaml → generated/
// npm run generate -- --check  fails if generated/ is not up to date
//
// --spec and --out name another document and another folder.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
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
  /** @type {string[]} */
  const generated = [];
  for (const [name, text] of Object.entries(files).sort()) {
    const old = await readFile(join(out, name), "utf8").catch(() => undefined);
    if (old !== text) generated.push(name);
  }
  if (!values.check) {
    await mkdir(out, { recursive: true });
    // An interrupted run leaves no half a file.
    for (const name of generated) await writeFile(join(out, `${name}.new`), files[name] ?? "");
    for (const name of generated) await rename(join(out, `${name}.new`), join(out, name));
    for (const name of removed) await rm(join(out, name));
    for (const { place, text } of notes) console.log(`note: ${place}: ${text}`);
  }
  // The guide is measured with the client, so once the client's table is current. Another spec has none.
  const isStale = values.check && generated.length + removed.length > 0;
  const guide = spec === SPEC && !isStale ? await staleGuide() : undefined;
  if (values.check) {
    const stale = [...generated, ...removed].map((name) => label(join(out, name)));
    if (guide) stale.push(label(GUIDE));
    if (stale.length === 0) return;
    throw new GenerateError(`Not up to date: ${stale.sort().join(", ")}.\n\nRun: npm run generate`);
  }
  if (guide) await writeFile(GUIDE, guide);
  const done = { generated, removed, written: guide ? [label(GUIDE)] : [] };
  const lines = Object.entries(done).map(([what, all]) => all[0] && `${what}: ${all.join(", ")}`);
  console.log(lines.filter(Boolean).join("; ") || `${label(out)}/ is current`);
});

/** The guide with its table of errors, if that changes it. */
async function staleGuide() {
  const old = await readFile(GUIDE, "utf8");
  const text = await withErrorTable(old);
  return text === old ? undefined : text;
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
  files["schema.d.ts"] = await types();
  return { files, notes };
}

/** A path as messages show it. @param {string} path */
function label(path) {
  return relative(ROOT, path).replaceAll(sep, "/");
}

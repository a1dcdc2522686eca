// Samples of the documentation, run as a reader would run them.
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import ts from "typescript";
import { contract, type Node } from "./contract.ts";

const ROOT = new URL("../../", import.meta.url);
/** What the package's names resolve to for the compiler, as long as nothing is built. */
const SOURCES = {
  "supermetrics-connector-builder": pathOf("src/index.ts"),
  "supermetrics-connector-builder/testing": pathOf("src/testing/index.ts"),
};

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, ROOT));
}

/** The fenced blocks of a language (a pattern) in a Markdown text, in order. */
export function samplesOf(markdown: string, language: string): string[] {
  const fences = markdown.matchAll(new RegExp(`^\`\`\`(?:${language})\\n(.*?)^\`\`\`$`, "gms"));
  return Array.from(fences, ([, code = ""]) => code);
}

/** The Markdown that people read: by its name, the README, the guides and the introduction of the spec. */
export async function readProse(): Promise<Map<string, string>> {
  const names = ["README.md", "scripts/docs/reference.md"];
  const folder = await readdir(new URL("openapi/guides/", ROOT));
  names.push(...folder.map((name) => `openapi/guides/${name}`));
  const files = await Promise.all(
    names.map(async (name) => [name, await readProjectFile(name)] as const),
  );
  return new Map([...files, ["openapi.yaml", String((contract.info as Node).description)]]);
}

export function readProjectFile(path: string): Promise<string> {
  return readFile(new URL(path, ROOT), "utf8");
}

/**
 * Runs a TypeScript sample in this process, with the built package.
 *
 * @param vitest stands in for the module of that name
 */
export async function runSample(sample: string, vitest: object = {}): Promise<void> {
  const stub = `export const { expect, test } = globalThis[Symbol.for("sample")];`;
  const modules: Record<string, string> = {
    "supermetrics-connector-builder": new URL("dist/index.js", ROOT).href,
    "supermetrics-connector-builder/testing": new URL("dist/testing.js", ROOT).href,
    vitest: `data:text/javascript,${encodeURIComponent(stub)}`,
  };
  const { code } = await transform(sample, { loader: "ts", format: "esm" });
  const text = code.replaceAll(/(?<=from )"([^"]+)"/g, (all, name) => {
    return modules[name] ? JSON.stringify(modules[name]) : all;
  });
  Object.assign(globalThis, { [Symbol.for("sample")]: vitest });
  // A new address each time: a module is evaluated once.
  await import(`data:text/javascript,${encodeURIComponent(`${text}\n//${Math.random()}`)}`);
}

/** What the compiler has to say about samples, under the project's own strict settings. */
export function typeErrorsOf(samples: readonly string[]): string[] {
  const { config } = ts.readConfigFile(pathOf("tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, pathOf("."));
  const paths = Object.fromEntries(Object.entries(SOURCES).map(([name, path]) => [name, [path]]));
  const host = ts.createCompilerHost({ ...options, paths });
  const files = new Map(samples.map((code, index) => [pathOf(`sample-${index}.ts`), code]));
  const { readFile: readReal, fileExists } = host;
  host.readFile = (name) => files.get(name) ?? readReal(name);
  host.fileExists = (name) => files.has(name) || fileExists(name);
  const program = ts.createProgram([...files.keys()], { ...options, paths }, host);
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file && files.has(file.fileName))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

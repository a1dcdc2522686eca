// What an editor shows of a piece of TypeScript, at each place that `|` marks.
import { fileURLToPath } from "node:url";
import ts from "typescript";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** There is no such file: its folder is where the source's imports are looked up from. */
const FILE = `${ROOT}test/support/typed.ts`;

function open(source: string): { service: ts.LanguageService; positions: number[] } {
  const parts = source.split("|");
  const text = parts.join("");
  const positions = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("").length);
  const options: ts.CompilerOptions = {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    allowImportingTsExtensions: true,
    noEmit: true,
  };
  const read = (path: string) => (path === FILE ? text : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [FILE],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const content = read(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === FILE || ts.sys.fileExists(path),
    readFile: read,
  });
  return { service, positions };
}

/** The names that it offers. */
export function completionsAt(source: string): string[] {
  const { service, positions } = open(source);
  return positions.flatMap((position) => {
    const found = service.getCompletionsAtPosition(FILE, position, undefined);
    return found?.entries.map(({ name }) => name) ?? [];
  });
}

/** The docstring of the name at each place, tags included. */
export function docstringsAt(source: string): string[] {
  const { service, positions } = open(source);
  return positions.map((position) => {
    const found = service.getQuickInfoAtPosition(FILE, position);
    const texts = [found?.documentation, ...(found?.tags ?? []).map(({ text }) => text)];
    return texts.map(ts.displayPartsToString).join("\n");
  });
}

/** The signature of the name at each place. */
export function hoversAt(source: string): string[] {
  const { service, positions } = open(source);
  return positions.map((position) => {
    const found = service.getQuickInfoAtPosition(FILE, position);
    return ts.displayPartsToString(found?.displayParts);
  });
}

import { join } from "node:path";
import ts from "typescript";

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noEmit: true,
  types: ["node"],
};

/**
 * How many types the compiler instantiates to check this one file.
 *
 * @param folder a project in which the package is installed
 * @throws where the file has errors: what does not check costs nothing
 */
export function countInstantiations(folder: string, text: string): number {
  const name = join(folder, "measured.ts");
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists } = host;
  host.getCurrentDirectory = () => folder;
  host.fileExists = (path) => path === name || fileExists(path);
  host.getSourceFile = (path, version) =>
    path === name ? ts.createSourceFile(path, text, version) : getSourceFile(path, version);
  const program = ts.createProgram([name], OPTIONS, host);
  const errors = program.getSemanticDiagnostics(program.getSourceFile(name));
  if (errors.length > 0) throw new Error(ts.formatDiagnostics(errors, host));
  return program.getInstantiationCount();
}

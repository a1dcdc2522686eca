// `error.code` completes with the documented codes and admits any other.
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, expectTypeOf, it } from "vitest";
import type { ApiError, ErrorCode } from "../../src/index.ts";
import { contract } from "../spec/contract.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What an editor offers where `|` stands. */
function completionsAt(source: string): string[] {
  const file = `${ROOT}test/types/editor.ts`;
  const text = source.replace("|", "");
  const options: ts.CompilerOptions = {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    allowImportingTsExtensions: true,
    noEmit: true,
  };
  const read = (path: string) => (path === file ? text : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const content = read(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: read,
  });
  const found = service.getCompletionsAtPosition(file, source.indexOf("|"), undefined);
  return found?.entries.map(({ name }) => name) ?? [];
}

const documented = contract.components.schemas?.ErrorCode as { "x-extensible-enum": string[] };

it("completes with the documented codes", { timeout: 60_000 }, () => {
  const offered = completionsAt(`
    import type { ApiError } from "../../src/errors/api.ts";
    declare const error: ApiError;
    if (error.code === "|") {}
  `);
  expect(offered.sort()).toEqual([...documented["x-extensible-enum"]].sort());
});

it("admits any string, and nothing else", () => {
  const domainCode: ErrorCode = "SOME_CODE_OF_TOMORROW";
  expectTypeOf<string>().toExtend<ErrorCode>();
  expectTypeOf<ErrorCode>().toExtend<string>();
  expectTypeOf<ApiError["code"]>().toEqualTypeOf<ErrorCode | undefined>();
  // @ts-expect-error a number is no code
  const wrong: ErrorCode = 1;
  expect([domainCode, wrong]).toEqual(["SOME_CODE_OF_TOMORROW", 1]);
});

// `error.code` completes with the documented codes and admits any other.
import { expect, expectTypeOf, it } from "vitest";
import type { ApiError, ErrorCode } from "../../src/index.ts";
import { contract } from "../support/contract.ts";
import { completionsAt } from "../support/editor.ts";

const documented = contract.components.schemas?.ErrorCode as { "x-extensible-enum": string[] };

it("completes with the documented codes", { timeout: 60_000 }, () => {
  const offered = completionsAt(`
    import type { ApiError } from "../../src/errors.ts";
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

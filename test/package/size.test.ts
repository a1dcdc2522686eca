import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { renderOperations } from "../../scripts/generate/operations.mjs";
import { type Node, readSpec } from "../../scripts/generate/spec.mjs";
import { type Bundle, bundlePage } from "../support/bundle.ts";

/** Bytes, brotli: of the client without its operations, and of each operation. */
const CORE = 16_450;
const OPERATION = 80;

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The table of operations of a spec with each of its paths so many times more. */
function operationsOf(times: number): string {
  const spec = readSpec(read("openapi/openapi.yaml"));
  const copies = Array.from({ length: times }, (_, copy) =>
    Object.entries(spec.paths as Record<string, Node>).map(([path, item]) => [
      `${path}/more${copy}`,
      Object.fromEntries(
        Object.entries(item).map(([method, operation]) => [method, renamed(operation, copy)]),
      ),
    ]),
  );
  spec.paths = { ...spec.paths, ...Object.fromEntries(copies.flat()) };
  return renderOperations(spec).text;
}

function renamed(operation: Node, copy: number): Node {
  const { operationId, "x-method": name } = operation;
  if (!operationId) return operation;
  return {
    ...operation,
    operationId: `${operationId}More${copy}`,
    "x-method": `${name}More${copy}`,
  };
}

describe("a page that makes one call loads", () => {
  let bundle: Bundle;
  let each: number;
  let count: number;
  beforeAll(async () => {
    bundle = await bundlePage("./src/index.ts");
    const grown = await bundlePage("./src/index.ts", operationsOf(2));
    count = operationsOf(0).match(/satisfies Operation/g)?.length ?? 0;
    each = (grown.brotli - bundle.brotli) / (2 * count);
    const { min, gzip, brotli } = bundle;
    console.log(
      `client: ${min} B minified, ${gzip} B gzip, ${brotli} B brotli; ${each} an operation`,
    );
  });

  test(`at most ${CORE} bytes beside its operations, dependencies included`, () => {
    expect(bundle.brotli - count * each).toBeLessThanOrEqual(CORE);
  });

  test(`at most ${OPERATION} bytes for each further operation`, () => {
    expect(each).toBeGreaterThan(0);
    expect(each).toBeLessThanOrEqual(OPERATION);
  });

  test("as much as the README says, give or take half a kilobyte for what the spec gains", () => {
    const [, said] = /loads ([\d.]+) kB \(brotli\)/.exec(read("README.md")) ?? [];
    expect(Math.abs(Number(said) - bundle.brotli / 1000)).toBeLessThan(0.5);
  });

  test("no code of the command line or of ./testing, and no package but openapi-fetch", () => {
    const foreign = Object.keys(bundle.files).filter((file) =>
      /^src\/(cli|testing)\/|node_modules\/(?!openapi-fetch\/)/.test(file),
    );
    expect(foreign).toEqual([]);
  });

  test("all of openapi-fetch is measured with it", () => {
    expect(Object.keys(bundle.files)).toContain("node_modules/openapi-fetch/dist/index.mjs");
  });
});

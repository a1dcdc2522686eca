import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { renderOperations } from "../../scripts/generate/operations.mjs";
import { readSpec } from "../../scripts/generate/spec.mjs";
import { type Bundle, bundlePage } from "../support/bundle.ts";

/** Bytes, brotli: of the client without the operations that it can do without, and of each of those. */
const CORE = 19_100;
const OPERATION = 80;

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The table of operations for those paths alone; `sync`, `publish` and `follow` are made of these. */
function operationsOf(isKept: (path: string) => boolean): string {
  const spec = readSpec(read("openapi/openapi.yaml"));
  const paths = Object.entries(spec.paths).filter(([path]) => isKept(path));
  return renderOperations({ ...spec, paths: Object.fromEntries(paths) });
}

const count = (table: string) => table.match(/satisfies Operation/g)?.length ?? 0;

describe("a page that makes one call loads", () => {
  let bundle: Bundle;
  let core: Bundle;
  let each: number;
  beforeAll(async () => {
    const needed = operationsOf((path) => /\/(secrets|logs|connectors\/[^/]+$)/.test(path));
    bundle = await bundlePage("./src/index.ts");
    core = await bundlePage("./src/index.ts", needed);
    const more = count(operationsOf(() => true)) - count(needed);
    each = (bundle.brotli - core.brotli) / more;
    const { min, gzip, brotli } = bundle;
    console.log(`client: ${min} B minified, ${gzip} B gzip, ${brotli} B brotli`);
    console.log(`without operations: ${core.brotli} B brotli, and ${each.toFixed(0)} B for each`);
  });

  test(`at most ${CORE} bytes beside its operations, dependencies included`, () => {
    expect(core.brotli).toBeLessThanOrEqual(CORE);
  });

  test(`at most ${OPERATION} bytes for each further operation`, () => {
    expect(each).toBeGreaterThan(0);
    expect(each).toBeLessThanOrEqual(OPERATION);
  });

  test("as much as the README says, give or take half a kilobyte for what the spec gains", () => {
    const [, said] = /loads ([\d.]+) kB \(brotli\)/.exec(read("README.md")) ?? [];
    expect(Math.abs(Number(said) - bundle.brotli / 1000)).toBeLessThan(0.5);
  });

  test("no code of the command line or of ./testing, and of the packages openapi-fetch alone", () => {
    const foreign = Object.keys(bundle.files).filter((file) =>
      /^src\/(cli|testing)\/|node_modules\//.test(file),
    );
    expect(foreign).toEqual(["node_modules/openapi-fetch/dist/index.mjs"]);
  });
});

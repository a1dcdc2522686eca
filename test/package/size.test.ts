import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type Bundle, bundlePage } from "../support/bundle.ts";

/** Bytes, brotli. The goal is 7000; the budget follows the size, and grows for mended behaviour alone. */
const BUDGET = 10_915;

describe("a page that makes one call loads", () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await bundlePage("./src/index.ts");
    const { min, gzip, brotli } = bundle;
    console.log(`client: ${min} B minified, ${gzip} B gzip, ${brotli} B brotli`);
  });

  test(`at most ${BUDGET} bytes, dependencies included`, () => {
    expect(bundle.brotli).toBeLessThanOrEqual(BUDGET);
  });

  test("as much as the README says", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    expect(readme).toContain(`loads ${(bundle.brotli / 1000).toFixed(1)} kB (brotli)`);
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

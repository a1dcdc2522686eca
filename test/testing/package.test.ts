// The entry `./testing` as users get it.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

it("the sample with node:test passes", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--test", "--test-reporter=tap", pathOf("samples/rotate.mjs")],
    // Inside another node --test, the output would not be text.
    { env: { ...process.env, NODE_TEST_CONTEXT: undefined } },
  );
  expect(stdout).toContain("# pass 1");
  expect(stdout).toContain("# fail 0");
}, 30_000);

it("repeats nothing of the client, whose classes are the same by both doors", async () => {
  const sourcesOf = async (file: string): Promise<string[]> => {
    const map = await readFile(pathOf(`../../dist/${file}.map`), "utf8");
    return JSON.parse(map).sources;
  };
  const [client, testing] = [await sourcesOf("client.js"), await sourcesOf("testing.js")];
  expect(client.some((source) => source.endsWith("src/client.ts"))).toBe(true);
  expect(testing.filter((source) => client.includes(source))).toEqual([]);
});

describe("no bundler meets a module of Node", () => {
  it.each(["neutral", "browser"] as const)("for the platform %s", async (platform) => {
    const { metafile, outputFiles } = await build({
      entryPoints: [pathOf("../../dist/testing.js")],
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform,
      logLevel: "silent",
    });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
    expect(imports).toEqual([]);
    expect(outputFiles).toHaveLength(1);
  });

  it("and its types want none of Node's", async () => {
    const types = await readFile(pathOf("../../dist/testing.d.ts"), "utf8");
    expect(types).not.toMatch(/node:|NodeJS|\bBuffer\b|@types\/node/);
  });
});

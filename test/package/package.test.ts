// What `npm publish` would send.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const manifest = JSON.parse(read("package.json"));

/** The paths, without the names that they are exported under. */
const targetsOf = (value: string | object): string[] =>
  typeof value === "string" ? [value] : Object.values(value).flatMap(targetsOf);

let files: string[];

beforeAll(async () => {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { stdout } = await promisify(execFile)(
    npm,
    ["pack", "--dry-run", "--json", "--ignore-scripts"],
    { cwd: ROOT, shell: process.platform === "win32", maxBuffer: 1 << 24 },
  );
  const [pack]: { files: { path: string }[] }[] = JSON.parse(stdout);
  files = pack?.files.map(({ path }) => path) ?? [];
}, 60_000);

describe("the package", () => {
  test("contains every file that package.json points at, the licence and the texts", () => {
    const paths = targetsOf([manifest.exports, manifest.bin]).map((path) => path.slice(2));
    const texts = ["LICENSE", "README.md", "CHANGELOG.md"];
    expect(files).toEqual(expect.arrayContaining([...paths, ...texts]));
    expect(paths).toContain("dist/index.js");
  });

  test("names the same files to resolvers that do not read exports", () => {
    const { exports, main, types, typesVersions } = manifest;
    expect({ types, default: main }).toEqual(exports["."]);
    expect(typesVersions["*"]).toEqual({ testing: [exports["./testing"].types] });
  });

  test("contains nothing else: no test, fixture, script or source", () => {
    const known =
      /^(dist\/[\w.-]+\.(js|d\.ts|js\.map)|openapi\/openapi\.yaml|generated\/openapi\.json|package\.json|LICENSE|(README|CHANGELOG)\.md)$/;
    expect(files.filter((path) => !known.test(path))).toEqual([]);
  });

  test("names no path of the machine that built it", () => {
    const homes = /\/(home|root|Users|work|tmp|private|build|runner)\/[\w.-]|[A-Z]:\\\\?Users/;
    const leaks = files.filter((path) => read(path).includes(ROOT) || homes.test(read(path)));
    expect(leaks).toEqual([]);
  });

  test("throws from short lines: Node prints them with an uncaught error", () => {
    const lines = read("dist/client.js").split("\n");
    const throwing = lines.filter((line) => /throw |new \w*Error\(/.test(line));
    expect(throwing.length).toBeGreaterThan(10);
    expect(throwing.filter((line) => line.length > 200)).toEqual([]);
  });

  test("has source maps that point into the project, by relative paths", () => {
    const maps = files
      .filter((path) => path.endsWith(".map"))
      .map((path) => JSON.parse(read(path)));
    expect(maps.length).toBeGreaterThan(0);
    for (const map of maps) {
      for (const source of map.sources)
        expect(source).toMatch(/^(\.\.\/)(src\/|generated\/|node_modules\/|package\.json$)/);
    }
  });
});

test("the version is in package.json alone, beside the lock file that npm keeps", () => {
  const { version, packages } = JSON.parse(read("package-lock.json"));
  expect([version, packages[""].version]).toEqual([manifest.version, manifest.version]);
  const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" });
  const texts = sources.filter((path) => path.endsWith(".ts")).map((path) => read(`src/${path}`));
  expect(texts.join("")).not.toContain(`"${manifest.version}"`);
});

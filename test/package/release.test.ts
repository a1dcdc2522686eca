// What a release is refused for, and what the package's page shows of the README.
import { expect, test } from "vitest";
import { issuesOf, withAbsoluteLinks } from "../../scripts/release.mjs";

const MANIFEST = {
  version: "1.2.3",
  repository: { url: "git+https://github.com/someone/something.git" },
  homepage: "https://example.com",
  bugs: { url: "https://example.com/issues" },
};
const CHANGELOG = "# Changelog\n\n## 1.2.3\n";

test.each([
  ["nothing", MANIFEST, CHANGELOG, "v1.2.3", []],
  [
    "no address",
    { version: "1.2.3" },
    CHANGELOG,
    "v1.2.3",
    [/repository, homepage, bugs: see "Bef/],
  ],
  ["no version of its own", MANIFEST, "## Unreleased\n", "v1.2.3", [/CHANGELOG\.md has no "## 1/]],
  ["another tag", MANIFEST, CHANGELOG, "v1.2.4", [/The tag v1\.2\.4 is not v1\.2\.3/]],
] as const)("a release is refused for: %s", (_name, manifest, changelog, tag, want) => {
  expect(issuesOf(manifest, changelog, tag)).toEqual(
    want.map((text) => expect.stringMatching(text)),
  );
});

test("the links of the README lead to the repository, at the version", () => {
  const readme = "![a](.github/a.png) [b](openapi/b.md) [c](#docs) [d](https://example.com)";
  expect(withAbsoluteLinks(readme, MANIFEST)).toBe(
    "![a](https://github.com/someone/something/raw/v1.2.3/.github/a.png) " +
      "[b](https://github.com/someone/something/blob/v1.2.3/openapi/b.md) [c](#docs) [d](https://example.com)",
  );
});

// node scripts/release.mjs v1.2.3            refuses what is not ready for a release of that tag
// node scripts/release.mjs v1.2.3 --readme   also makes the links of README.md absolute, in place
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT, readArguments, run, ScriptError } from "./support/script.mjs";

/** @typedef {{ version: string, repository?: { url: string }, homepage?: string, bugs?: { url: string } }} Manifest */

if (process.argv[1] === import.meta.filename) {
  await run(async () => {
    const options = /** @type {const} */ ({ readme: { type: "boolean", default: false } });
    const { values, positionals } = readArguments({ options, allowPositionals: true });
    const [tag = ""] = positionals;
    const read = (/** @type {string} */ name) => readFile(join(ROOT, name), "utf8");
    const manifest = JSON.parse(await read("package.json"));
    const issues = issuesOf(manifest, await read("CHANGELOG.md"), tag);
    if (issues.length > 0) throw new ScriptError(issues.join("\n"));
    if (values.readme) {
      await writeFile(
        join(ROOT, "README.md"),
        withAbsoluteLinks(await read("README.md"), manifest),
      );
    }
  });
}

/**
 * What stands in the way. `npm publish --provenance` compares the repository with the one that runs
 * the workflow.
 * @param {Manifest} manifest package.json, the one place to write these @param {string} changelog @param {string} tag
 */
export function issuesOf(manifest, changelog, tag) {
  const { version, repository, homepage, bugs } = manifest;
  const required = { repository: addressOf(manifest), homepage, bugs: bugs?.url };
  const missing = Object.entries(required).flatMap(([name, value]) => (value ? [] : name));
  return [
    missing.length > 0 &&
      `package.json needs ${missing.join(", ")}: see "Before the first release" in CONTRIBUTING.md.`,
    repository && !addressOf(manifest) && "repository.url must be git+https://github.com/….git.",
    tag !== `v${version}` && `The tag ${tag} is not v${version}, the version of package.json.`,
    !changelog.split("\n").includes(`## ${version}`) && `CHANGELOG.md has no "## ${version}".`,
  ].filter((issue) => typeof issue === "string");
}

/** @param {Manifest} manifest @returns {string | undefined} of the repository's page */
const addressOf = ({ repository }) =>
  /^git\+(https:\/\/github\.com\/[\w.-]+\/[\w.-]+)\.git$/.exec(repository?.url ?? "")?.[1];

/**
 * The page of the package shows the README without the files that it links to.
 * @param {string} readme @param {Manifest} manifest
 */
export function withAbsoluteLinks(readme, manifest) {
  const address = addressOf(manifest);
  return readme.replaceAll(/(!?)(\[[^\]]*\])\((?![a-z]+:|#)([^)]+)\)/g, (_, mark, text, path) => {
    return `${mark}${text}(${address}/${mark ? "raw" : "blob"}/v${manifest.version}/${path})`;
  });
}

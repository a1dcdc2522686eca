// npm run spec:diff                       the contract against that of the last commit
// npm run spec:diff -- v1.0.0             against that of a tag, branch or commit
// npm run spec:diff -- their.yaml --shared   against another document, where both have an operation
//
// Ends with 1 if a difference breaks someone and CHANGELOG.md does not say so.
import { readFile } from "node:fs/promises";
import { readArguments } from "./arguments.mjs";
import { GenerateError, readSpec } from "./generate/spec.mjs";
import { newerThan, unmentioned } from "./spec-diff/changelog.mjs";
import { compareSpecs } from "./spec-diff/compare.mjs";
import { loadOther } from "./spec-diff/load.mjs";
import { breakingIn, renderDifferences } from "./spec-diff/report.mjs";

const SPEC = new URL("../openapi/openapi.yaml", import.meta.url);
const CHANGELOG = new URL("../CHANGELOG.md", import.meta.url);

const { values, positionals } = readArguments({
  allowPositionals: true,
  options: {
    shared: { type: "boolean", default: false },
    spec: { type: "string" },
    changelog: { type: "string" },
  },
});

try {
  const { spec, version } = await loadOther(positionals[0] ?? "HEAD");
  const current = readSpec(await readFile(values.spec ?? SPEC, "utf8"), values.spec);
  const differences = compareSpecs(spec, current, { shared: values.shared });
  console.log(renderDifferences(differences));
  const changelog = newerThan(await readFile(values.changelog ?? CHANGELOG, "utf8"), version);
  const silent = unmentioned(breakingIn(differences), changelog);
  if (silent.length > 0) {
    const names = silent.map(({ operationId, call }) => operationId ?? call).join(", ");
    throw new GenerateError(
      `\nCHANGELOG.md does not tell of what breaks. Name ${names} under "### Breaking".`,
    );
  }
} catch (error) {
  if (!(error instanceof GenerateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

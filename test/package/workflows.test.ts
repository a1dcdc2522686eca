// What the workflows test, and what those that publish may do.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

interface Step {
  uses?: string;
  run?: string;
}
interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}
interface Job {
  needs?: string;
  permissions?: Record<string, string>;
  strategy?: { matrix: { node?: string[]; include?: { node: string; flags: string }[] } };
  steps: Step[];
}

const text = (name: string) =>
  readFileSync(new URL(`../../.github/workflows/${name}.yml`, import.meta.url), "utf8");
const workflow = (name: string): Workflow => parse(text(name));

test.each(["ci", "pages", "release"])(
  "%s pins every action to a commit, with its version",
  (name) => {
    const uses = text(name).match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(1);
    for (const line of uses)
      expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  },
);

test.each(["pages", "release"])(
  "%s reads the repository and no more, but for its last job, which runs nothing that was installed",
  (name) => {
    const { permissions, jobs } = workflow(name);
    expect(permissions).toEqual({ contents: "read" });
    const all = Object.values(jobs);
    expect(all.filter((job) => job.permissions?.["id-token"] === "write")).toHaveLength(1);
    const installs = ({ steps }: Job) =>
      steps.some(({ uses = "", run = "" }) =>
        /checkout|npm (ci|install|run|test)/.test(uses + run),
      );
    expect(all.filter(installs).map((job) => job.permissions)).toEqual([undefined]);
  },
);

test("ci holds the coverage to its thresholds on one of its Nodes", () => {
  const { strategy, steps = [] } = workflow("ci").jobs.test ?? {};
  const { node = [], include = [] } = strategy?.matrix ?? {};
  const runs = steps.map(({ run }) => run);
  expect(runs).toContainEqual(expect.stringMatching(/^npm test -- \$\{\{ matrix\.flags \}\}$/));
  expect(include).toEqual([{ node: expect.toBeOneOf(node), flags: "--coverage" }]);
});

test("a release is tested before it is published, with provenance and without a token", () => {
  const { build, publish } = workflow("release").jobs;
  const runsOf = (job: Job | undefined) => job?.steps.flatMap(({ run }) => run ?? []) ?? [];
  expect(runsOf(build)).toEqual(
    expect.arrayContaining([
      'node scripts/release.mjs "$TAG"',
      "npm ci",
      "npm run check",
      "npm test",
      'node scripts/release.mjs "$TAG" --readme',
      "npm pack",
    ]),
  );
  expect(publish?.needs).toBe("build");
  expect(runsOf(publish)).toEqual(["npm publish ./*.tgz --provenance --access public"]);
  expect(text("release")).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
});

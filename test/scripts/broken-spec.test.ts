// What the scripts say of a spec that cannot be read.
import { describe, expect, test } from "vitest";
import { copyProject } from "../support/project.ts";

const STACK = /^\s+at .+:\d+:\d+\)?$/m;
const TIMEOUT = { timeout: 120_000 };
const SLOW = { timeout: 60_000 };

const MISTAKES: [name: string, from: string, to: string, message: RegExp][] = [
  ["a bad indent", "  title: Super", "   title: Super", /bad indentation of a mapping entry/],
  ["a dangling $ref", "schemas/SecretList", "schemas/SecretLost", /Can't resolve \$ref/],
];

describe.each(MISTAKES)("with %s in the spec", TIMEOUT, (_name, from, to, message) => {
  test("npm run mock says where, and ends with 1", async () => {
    const { breakSpec, start } = copyProject();
    breakSpec(from, to);
    const run = start("mock.mjs", "--port", "0");
    expect(await run.end).toBe(1);
    expect(run.output).toMatch(message);
    expect(run.output).toMatch(/openapi\/openapi\.yaml breaks a rule: mend it\.\n$/);
    expect(run.output).not.toMatch(STACK);
  });

  test("npm run check says to mend it, and not to generate from it", async () => {
    const { breakSpec, start } = copyProject();
    breakSpec(from, to);
    const run = start("check.mjs");
    expect(await run.end).toBe(1);
    expect(run.output).toMatch(message);
    expect(run.output).toContain("openapi/openapi.yaml breaks a rule: mend it.");
    expect(run.output).not.toMatch(/npm run generate|nothing was written/);
  });

  test("npm run dev says where, and starts the mock when it is mended", async () => {
    const { breakSpec, mend, start } = copyProject();
    breakSpec(from, to);
    const run = start("dev.mjs", "--port", "0", "--docs-port", "0");
    await expect.poll(() => run.output, SLOW).toContain("mend the spec and save it");
    expect(run.output).toMatch(message);
    expect(run.output).not.toMatch(STACK);

    mend();
    await expect.poll(() => run.output, SLOW).toMatch(/✓ fresh: mock http:\S+ {3}page http/);
    run.child.kill("SIGINT");
    expect(await run.end).toBe(process.platform === "win32" ? null : 0);
  });
});

test(
  "npm run dev keeps what it has when the client does not know a keyword yet",
  TIMEOUT,
  async () => {
    const { breakSpec, start } = copyProject();
    const run = start("dev.mjs", "--port", "0", "--docs-port", "0");
    await expect.poll(() => run.output, SLOW).toContain("watching openapi/openapi.yaml");
    breakSpec("maxLength: 10000\n", "maxLength: 10000\n      minLength: 1\n");
    await expect.poll(() => run.output, SLOW).toContain("✗ the mock and the page stay");
    expect(run.output).toMatch(/openapi\.yaml:\d+: .*Teach src\/constraints\.ts/);
    expect(run.output).not.toContain("mend");
    run.child.kill("SIGINT");
    await run.end;
  },
);

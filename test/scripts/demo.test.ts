// `npm run demo`, as a newcomer runs it, on the built package.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const VALUES = [
  "my-super-secret-value",
  "the-first-value",
  "the-second-value",
  "an-id",
  "a-secret",
];

test("the demo ends well, shows each step, and hides every value and the key", async () => {
  // A code other than 0 rejects.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    "scripts/demo/index.mjs",
  ]);
  expect(stderr).toBe("");
  for (const shown of ["← 201", "ConflictError", "secrets.create", "$ connector-secrets push"]) {
    expect(stdout).toContain(shown);
  }
  expect(stdout.match(/client_secret {2}sec_\w+ +client_secret {2}sec_/g)).toHaveLength(2);
  for (const hidden of [...VALUES, "a-demo-api-key"]) expect(stdout).not.toContain(hidden);
}, 30_000);

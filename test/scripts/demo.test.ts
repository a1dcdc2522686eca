// `npm run demo`, as a newcomer runs it, on the built package.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const HIDDEN = ["a-demo-id", "a-demo-secret", "a-demo-api-key"];

test("the demo ends well, tells its story, and hides every value and the key", async () => {
  // A code other than 0 rejects.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["scripts/demo.mjs"]);
  expect(stderr).toBe("");
  const story = [
    "client.connectors.create(",
    "$ connector-builder secrets push .env",
    /\? .*client_id/,
    /exit code 69/,
    "$ connector-builder secrets push .env",
    /~ update client_id/,
    /\+ create client_secret/,
    "client.connectors.update(",
    "$ connector-builder secrets check",
    /2 references: 2 by placeholder/,
    "$ connector-builder secrets delete --name client_secret --yes",
    /✗ sec_\w+ +missing/,
    /exit code 1$/m,
  ];
  let rest = stdout;
  for (const scene of story) {
    const at = typeof scene === "string" ? rest.indexOf(scene) : rest.search(scene);
    expect(at, `${scene} in ${rest}`).toBeGreaterThanOrEqual(0);
    rest = rest.slice(at + 1);
  }
  // Stored once each, though an answer was lost.
  expect(stdout.match(/^ +sec_\w+ +client_(id|secret)$/gm)).toHaveLength(2);
  for (const hidden of HIDDEN) expect(stdout).not.toContain(hidden);
}, 60_000);

// `npm run demo`, as a newcomer runs it, on the built package.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const HIDDEN = ["a-demo-id", "a-demo-secret", "a-demo-token", "a-demo-api-key"];

test("the demo succeeds, shows each step, and hides every value and the key", async () => {
  // A code other than 0 rejects.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["scripts/demo.mjs"]);
  expect(stderr).toBe("");
  const story = [
    "$ connector-builder connectors create --title Orders-test",
    /connector_identifier +\w{5}$/m,
    "$ connector-builder secrets push .env",
    /✓ created client_secret/,
    "$ connector-builder configuration pull config.json",
    "$ connector-builder configuration diff config.json",
    /^ +\+ +"refresh": "\{\{ secrets\.refresh_token \}\}"/m,
    /exit code 1$/m,
    "$ connector-builder configuration publish config.json",
    /Not stored: refresh_token/,
    /exit code 1$/m,
    "$ connector-builder secrets set refresh_token",
    "$ connector-builder configuration publish config.json",
    /✓ published \w{5}\n +exit code 0$/m,
    "--connector-identifier LIVE1",
    /✓ published LIVE1\n +exit code 0$/m,
    "$ connector-builder logs follow",
    /log-0.*\n.*log-1.*\n.*log-2/,
    /exit code 130$/m,
  ];
  let rest = stdout;
  for (const scene of story) {
    const at = typeof scene === "string" ? rest.indexOf(scene) : rest.search(scene);
    expect(at, `${scene} in ${rest}`).toBeGreaterThanOrEqual(0);
    rest = rest.slice(at + 1);
  }
  for (const hidden of HIDDEN) expect(stdout).not.toContain(hidden);
}, 120_000);

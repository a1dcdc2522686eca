// Scripts as processes, and a copy of the project in which a test may break the spec.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PARTS = [
  ".gitignore",
  "biome.json",
  "generated",
  "openapi",
  "package.json",
  "redocly.yaml",
  "scripts",
  "src",
];

/** A script that runs until it ends, or is ended after the test. */
export function start(script: string, args: string[] = [], env = process.env, cwd = ROOT) {
  const child = spawn(process.execPath, [join(cwd, "scripts", script), ...args], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const run = { child, output: "", end: once(child, "close").then(([code]) => code) };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => (run.output += text));
  }
  return run;
}

export function copyProject() {
  const folder = mkdtempSync(join(tmpdir(), "project-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  // Not all of the code: what is tested here is what the scripts say of the spec.
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: join(ROOT, "tsconfig.json"), include: ["generated"] }),
  );
  // Where it exists, it is not built again, which takes long.
  mkdirSync(join(folder, "docs/reference"), { recursive: true });
  writeFileSync(join(folder, "docs/reference/index.html"), "");
  const spec = join(folder, "openapi/openapi.yaml");
  const sound = readFileSync(spec, "utf8");
  return {
    fixSpec: () => writeFileSync(spec, sound),
    editSpec(edit: (text: string) => string) {
      const edited = edit(sound);
      expect(edited).not.toBe(sound);
      writeFileSync(spec, edited);
    },
    start: (script: string, ...args: string[]) => start(script, args, process.env, folder),
  };
}

// A copy of the project, in which a test may break the spec and run the scripts on it.
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
  "tsconfig.json",
];

export function copyProject() {
  const folder = mkdtempSync(join(tmpdir(), "project-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  // Where it is, it is not built anew: that takes long.
  mkdirSync(join(folder, "docs/reference"), { recursive: true });
  writeFileSync(join(folder, "docs/reference/index.html"), "");
  const spec = join(folder, "openapi/openapi.yaml");
  const sound = readFileSync(spec, "utf8");
  return {
    mend: () => writeFileSync(spec, sound),
    /** Replaces the first occurrence, which must be there. */
    breakSpec(from: string, to: string) {
      expect(sound).toContain(from);
      writeFileSync(
        spec,
        sound.replace(from, () => to),
      );
    },
    start(script: string, ...args: string[]) {
      const child = spawn(process.execPath, [join(folder, "scripts", script), ...args], {
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
      });
      onTestFinished(() => void child.kill("SIGKILL"));
      const run = { child, output: "", end: once(child, "close").then(([code]) => code) };
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (text) => (run.output += text));
      }
      return run;
    },
  };
}

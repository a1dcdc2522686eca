// `npm run generate`, as a process, on a copy of the spec.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SPEC = readFileSync(join(ROOT, "openapi/openapi.yaml"), "utf8");

const STACK = /^\s+at .+:\d+:\d+\)?$/m;

// A run starts a linter and a compiler.
const TIMEOUT = { timeout: 60_000 };

/** A folder with the spec, edited, and with what is generated from it as it stands. */
function project(edit: (text: string) => string = (text) => text, others: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), "generate-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const spec = join(folder, "openapi.yaml");
  const out = join(folder, "generated");
  writeFileSync(spec, edit(SPEC));
  for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text);
  cpSync(join(ROOT, "generated"), out, { recursive: true });
  return {
    folder,
    out,
    files: () => read(out),
    run(flags: string[] = [], cwd = ROOT) {
      const script = join(ROOT, "scripts/generate/index.mjs");
      const args = [script, "--spec", spec, "--out", out, ...flags];
      const options = { encoding: "utf8", cwd } as const;
      const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
      return { status, stdout, stderr };
    },
  };
}

const read = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")])
    : [];

/** Replaces the first occurrence, which must be there. */
function replace(from: string, to: string) {
  return (text: string) => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  };
}

describe("generate", TIMEOUT, () => {
  it("gives the bytes of generated/ from nothing, and the same bytes again", () => {
    const { out, files, run } = project();
    rmSync(out, { recursive: true });
    expect(run()).toMatchObject({ status: 0, stderr: "" });
    expect(files()).toEqual(read(join(ROOT, "generated")));

    writeFileSync(join(out, "left-over.ts"), "");
    expect(run()).toEqual({ status: 0, stdout: "removed: left-over.ts\n", stderr: "" });
    expect(files()).toEqual(read(join(ROOT, "generated")));
  });

  it("prints what is left to the server, with file and line, and lists it", () => {
    const { files, run } = project(
      replace("maxLength: 10000", "maxLength: 10000\n      not: { const: no }"),
    );
    const { status, stdout } = run();
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^note: \S+openapi\.yaml:\d+: createConnectorSecret\.secret_value: "not" is left to the server$/m,
    );
    const { "notes.md": notes } = Object.fromEntries(files());
    expect(notes).toContain('- createConnectorSecret.secret_value: "not" is left to the server\n');
  });

  const REF = '{ $ref: "#/components/schemas/SecretName" }';

  it("takes the schemas of another file, from any working folder", () => {
    const elsewhere = replace(`secret_name: ${REF}`, 'secret_name: { $ref: "./other.yaml#/Name" }');
    const others = {
      "other.yaml":
        "Name: { description: Of another file., type: string, maxLength: 254, example: a }\n",
    };
    const { folder, files, run } = project(elsewhere, others);
    mkdirSync(join(folder, "inside"));
    expect(run([], join(folder, "inside"))).toMatchObject({ status: 0, stderr: "" });
    const { "operations.ts": operations, "openapi.json": json } = Object.fromEntries(files());
    expect(operations).toContain("maxLength: 254");
    expect(json).not.toContain("other.yaml");
  });

  const LIST = "      x-method: secrets.list\n";

  it.each<[name: string, edit: (text: string) => string, message: RegExp]>([
    ["a mistake of its own", replace(LIST, "      x-method: secrets.set\n"), /openapi\.yaml:\d+: /],
    ["a broken rule of the linter", replace(LIST, ""), /openapi\.yaml breaks a rule: fix it\.\n/],
    [
      "a reference to a file that is missing",
      replace(REF, '{ $ref: "./missing.yaml#/Name" }'),
      /missing\.yaml[\s\S]*openapi\.yaml breaks a rule: fix it\.\n/,
    ],
    [
      "a reference that leads nowhere",
      replace('"#/components/schemas/CreateSecretRequest"', '"#/components/schemas/Nothing"'),
      /Can't resolve \$ref[\s\S]*openapi\.yaml breaks a rule: fix it\.\n/,
    ],
    [
      "a wrong indent",
      replace("  title: Super", "   title: Super"),
      /openapi\.yaml:\d+: the YAML cannot be read: /,
    ],
    ["an empty file", () => "", /openapi\.yaml: the file is empty\./],
    ["Swagger 2.0", () => 'swagger: "2.0"\n', /openapi\.yaml: this is Swagger 2\.0\./],
  ])("refuses %s without a stack, and writes nothing", (_name, edit, message) => {
    const { files, run } = project(edit);
    const before = files();
    const { status, stdout, stderr } = run();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(STACK);
    expect(files()).toEqual(before);
  });

  it("says that there is no such file", () => {
    const { folder, run } = project();
    const { status, stderr } = run(["--spec", join(folder, "no.yaml")]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/no\.yaml cannot be read\. Is the path right\?\n$/),
    });
  });
});

describe("generate --check", TIMEOUT, () => {
  it("is silent where generated/ is what the spec gives", () => {
    expect(project().run(["--check"])).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("notices one changed byte of each file, and changes nothing", () => {
    const { out, files, run } = project();
    for (const name of readdirSync(out)) {
      const path = join(out, name);
      writeFileSync(path, readFileSync(path, "utf8").replace("t", "T"));
    }
    const before = files();
    const { status, stderr } = run(["--check"]);
    expect(status).toBe(1);
    const names = readdirSync(out).sort().join(", ");
    expect(stderr).toContain(`(${names}).\n\nRun: npm run generate\n`);
    expect(files()).toEqual(before);
  });

  it("notices one changed constraint of the spec", () => {
    const { run } = project(replace("maxLength: 10000", "maxLength: 9999"));
    expect(run(["--check"])).toEqual({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("(methods.ts, openapi.json, operations.ts, schema.d.ts).\n"),
    });
  });
});

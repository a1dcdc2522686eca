// `npm run generate`, on a copy of the spec.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
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
function project(edit: (text: string) => string = (text) => text) {
  const folder = mkdtempSync(join(tmpdir(), "generate-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const spec = join(folder, "openapi.yaml");
  const out = join(folder, "generated");
  writeFileSync(spec, edit(SPEC));
  cpSync(join(ROOT, "generated"), out, { recursive: true });
  return {
    out,
    files: () => read(out),
    run(...flags: string[]) {
      const script = join(ROOT, "scripts/generate/index.mjs");
      const args = [script, "--spec", spec, "--out", out, ...flags];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
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

  const LIST = "      operationId: listConnectorSecrets\n";
  const QUERY = `      parameters:
        - name: page
          in: query
          description: The page.
          example: 1
          schema:
            type: integer
            minimum: 1
`;
  const CONNECTOR = `        type: string
        maxLength: 100
        pattern: ^[A-Za-z0-9_-]+$
      example: T3S70
`;
  const LIST_OF_CONNECTORS = `        type: array
        maxItems: 3
        items:
          type: string
          maxLength: 100
      style: simple
      explode: false
      example: [T3S70]
`;
  const CREATED = '        "201":\n';
  const NAME = "    SecretName:\n      description: The name that you give a secret.\n";

  const mistakes: [
    name: string,
    edit: (text: string) => string,
    message: string,
    at: string | RegExp,
  ][] = [
    [
      "a keyword that the client's check does not implement",
      replace(NAME, `${NAME}      minLength: 1\n`),
      'secret_name: keyword "minLength" is in the spec',
      "      minLength: 1\n",
    ],
    [
      "a query parameter",
      replace(LIST, LIST + QUERY),
      'listConnectorSecrets: the query parameter "page" has no run-time check yet. Teach ' +
        "scripts/generate/contract.mjs, src/contract.ts, src/validate.ts and src/build.ts first",
      "          in: query\n",
    ],
    [
      "a path parameter of several values",
      replace(CONNECTOR, LIST_OF_CONNECTORS),
      "connector_identifier: a path parameter of several values",
      "        type: array\n",
    ],
    [
      "two success statuses",
      replace(CREATED, `        "200":\n          description: As well.\n${CREATED}`),
      "createConnectorSecret: 2 success statuses",
      '      responses:\n        "200":\n          description: As well.\n',
    ],
    [
      "an error answer without a body",
      (text) =>
        text.replace(
          /^( {4}InternalServerError:\n(?: {6}.*\n)*?) {6}content:\n(?: {8}.*\n)+/m,
          "$1",
        ),
      "an error answer without JSON",
      /(?<=^ {4}InternalServerError:\n)/m,
    ],
  ];

  it.each(mistakes)("refuses %s by file and line, and writes nothing", (_name, edit, what, at) => {
    const { files, run } = project(edit);
    const before = files();
    const { status, stdout, stderr } = run();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    const [above = ""] = edit(SPEC).split(at);
    expect(stderr).toContain(`/openapi.yaml:${above.split("\n").length}: `);
    expect(stderr).toContain(what);
    expect(stderr).not.toMatch(STACK);
    expect(files()).toEqual(before);
  });

  it.each([
    [
      "a reference that leads nowhere",
      replace('"#/components/schemas/CreateSecretRequest"', '"#/components/schemas/Nothing"'),
      "Can't resolve $ref",
    ],
    [
      "a wrong indent",
      replace("        secret_value:\n", "       secret_value:\n"),
      "bad indentation of a mapping entry",
    ],
  ])("refuses %s in the linter's words, and writes nothing", (_name, edit, message) => {
    const { files, run } = project(edit);
    const before = files();
    const { status, stdout, stderr } = run();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/openapi\.yaml breaks a rule: mend it\.\n/);
    expect(stderr).not.toMatch(STACK);
    expect(files()).toEqual(before);
  });
});

describe("generate --check", TIMEOUT, () => {
  it("is silent where generated/ is what the spec gives", () => {
    expect(project().run("--check")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("notices one changed byte of each file, and changes nothing", () => {
    const { out, files, run } = project();
    for (const name of readdirSync(out)) {
      const path = join(out, name);
      writeFileSync(path, readFileSync(path, "utf8").replace("t", "T"));
    }
    const before = files();
    const { status, stderr } = run("--check");
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /\(contract.ts, examples.ts, openapi.json, schema.d.ts\)\.\n\nRun: npm run generate\n$/,
    );
    expect(files()).toEqual(before);
  });

  it("notices one changed constraint of the spec", () => {
    const { run } = project(replace("maxLength: 10000", "maxLength: 9999"));
    expect(run("--check")).toEqual({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("(contract.ts, openapi.json, schema.d.ts).\n"),
    });
  });
});

// `npm run generate`: two runs as a process, and a spec that is hard to type, compiled and run.
import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { exportsOf, render } from "../../scripts/generate/render.mjs";
import { readSpec } from "../../scripts/generate/spec.mjs";
import { lintSpec } from "../../scripts/support/redocly.mjs";
import { ROOT, SPEC } from "../../scripts/support/script.mjs";
import { PETS } from "../support/generate.ts";

const TIMEOUT = 120_000;
const text = readFileSync(SPEC, "utf8");

/** Replaces the first occurrence, which must be there. */
function edit(from: string, to: string, spec = text) {
  expect(spec).toContain(from);
  return spec.replace(from, () => to);
}

/** A folder with a spec, with what is generated from the real one, and with other files. */
function project(spec: string, others: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "generate-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const out = join(folder, "generated");
  cpSync(join(ROOT, "generated"), out, { recursive: true });
  const all = { "openapi.yaml": spec, ...others };
  for (const [name, content] of Object.entries(all)) writeFileSync(join(folder, name), content);
  const script = join(ROOT, "scripts/generate/index.mjs");
  const args = [script, "--spec", join(folder, "openapi.yaml"), "--out", out];
  return {
    folder,
    files: () => readFolder(out),
    run: (...flags: string[]) =>
      new Promise<object>((resolve) => {
        execFile(process.execPath, [...args, ...flags], { cwd: folder }, (error, stdout, stderr) =>
          resolve({ code: error?.code ?? 0, stdout, stderr }),
        );
      }),
  };
}

const readFolder = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );

async function generateFrom(spec: string, exports: string[] = []) {
  const { files, types } = render(readSpec(spec), exports);
  return { ...files, "schema.d.ts": await types() };
}

it("generated/ has the bytes that the spec gives", { timeout: TIMEOUT }, async () => {
  const exports = exportsOf(readFileSync(join(ROOT, "src/index.ts"), "utf8"));
  expect(exports).toContain("createClient");
  expect(await generateFrom(text, exports)).toEqual(readFolder(join(ROOT, "generated")));
});

describe("as a process, from any working folder", { timeout: TIMEOUT }, () => {
  it("it writes what an edited spec gives, and prints what is left to the server", async () => {
    const limit = "maxLength: 10000";
    const spec = edit(limit, `${limit}\n      not: { const: no }`);
    const { files, run } = project(spec, { "generated/left-over.ts": "" });
    const { stdout, ...rest } = (await run()) as { stdout: string };
    expect(rest).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^note: \S+openapi\.yaml:\d+: createConnectorSecret\.secret_value: "not" is left to the server\n/,
    );
    expect(stdout).toMatch(/generated: notes\.md, openapi\.json.*; removed: left-over\.ts\n$/);
    expect(files()["notes.md"]).toContain('secret_value: "not" is left to the server\n');
    expect(files()).not.toHaveProperty("left-over.ts");
  });

  it("--check reads the files that a spec refers to, names what is stale, and writes nothing", async () => {
    const name =
      "Name: { description: In its own file., type: string, maxLength: 254, example: a }";
    const reference = '$ref: "#/components/schemas/SecretName"';
    const { files, run } = project(edit(reference, '$ref: "./other.yaml#/Name"'), {
      "other.yaml": name,
    });
    const before = files();
    const { stderr, ...rest } = (await run("--check")) as { stderr: string };
    expect(rest).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /^Not up to date: \S+, .*\/operations\.ts, \S+\/schema\.d\.ts\.\n\nRun: npm run generate\n$/,
    );
    expect(files()).toEqual(before);
  });
});

it("a broken rule is shown with its place", { timeout: TIMEOUT }, async () => {
  const named = edit("operationId: listConnectorSecrets", "operationId: delete");
  const { folder } = project(edit("x-method: secrets.list", "x-method: secrets", named));
  const { message } = await lintSpec(join(folder, "openapi.yaml")).catch((error) => error);
  expect(message).toMatch(/openapi\.yaml:\d+:\d+ .*\n\n+x-method is <resource>\.<verb>/);
  expect(message).toMatch(/openapi\.yaml:\d+:\d+ .*\n\n+an operationId is an identifier/);
  expect(message).toMatch(/openapi\.yaml breaks a rule: fix it\.$/);
});

describe("a reference out of the spec's folder is refused unread:", () => {
  it.each([
    ["by a path", "../secret.yaml"],
    ["by a percent-encoded path", "%2e%2e/secret.yaml"],
    ["by an address", "https://elsewhere.example/secret.yaml"],
    ["by another file", "./inner.yaml#/a"],
    ["by a link", "./link.yaml"],
  ])("%s", async (_name, reference) => {
    const { folder } = project(text, { "secret.yaml": "password: hunter2\n" });
    const inside = join(folder, "inside");
    mkdirSync(inside);
    writeFileSync(join(inside, "inner.yaml"), "a:\n  $ref: ../secret.yaml\n");
    symlinkSync(join(folder, "secret.yaml"), join(inside, "link.yaml"));
    const spec = edit('$ref: "#/components/schemas/SecretName"', `$ref: "${reference}"`);
    writeFileSync(join(inside, "openapi.yaml"), spec);
    await expect(lintSpec(join(inside, "openapi.yaml"))).rejects.toThrow(
      /^\S*(openapi|inner|link)\.yaml(:\d+)?: \$ref must name a file inside the spec's own folder\.$/,
    );
  });
});

/** A consumer: the compiler sees it, and it runs. */
const USES = `import { createClient, type Owner, type Pet } from "./src/index.ts";

const apiKey = "an-api-key";

export async function use(fetch: typeof globalThis.fetch, baseUrl?: string) {
  const client = createClient({ apiKey, maxRetries: 0, fetch, baseUrl });
  const list: Pet[] = await client.pets.list({ colours: ["red"], limit: 5, "X-Trace": "t" });
  const pet = await client.pets.create({ id: "1", name: "a", word: "w", owner: { name: "o" } });
  const owner: Owner | undefined = pet.owner;
  const made: [string, string | undefined, string | undefined] = [pet.made, owner?.made, pet.word];
  const { a } = await client.pets.choose({ id: "1", a: "x", 'we"ird': "q" });
  await client.pets.clear({ id: "1", a: a ?? "", "x-y": "z" });
  const path = { id: "1" };
  await client.http.POST("/pets/{id}", { params: { path }, body: { name: "a", word: "w" } });
  await client.http.PUT("/pets/{id}", { params: { path, query: { tags: ["a", "b"] } } });
  return { list, made };
}

export function misuse(client: ReturnType<typeof createClient>) {
  // @ts-expect-error no such colour
  client.pets.list({ colours: ["none"] });
  // @ts-expect-error the word
  client.pets.create({ id: "1", name: "a" });
  // @ts-expect-error a list
  client.pets.list({ colours: "red" });
  // @ts-expect-error a response has no word
  client.pets.create({ id: "1", name: "a", word: "w" }).then(({ word }) => word.length);
}

export { createClient };
`;

describe("a spec with what is hard to type", () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "growth-"));
    for (const part of ["src", "package.json"]) {
      cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    }
    mkdirSync(join(folder, "generated"));
    const spec = edit("  schemas:\n", PETS.schemas, edit("\ncomponents:\n", PETS.paths));
    for (const [name, content] of Object.entries(await generateFrom(spec))) {
      writeFileSync(join(folder, "generated", name), content);
    }
    writeFileSync(join(folder, "use.ts"), USES);
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  }, TIMEOUT);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const load = () => import(pathToFileURL(join(folder, "use.ts")).href);

  it("compiles, and the new types hold", { timeout: TIMEOUT }, () => {
    const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, folder);
    const roots = ["use.ts", "src/index.ts", "src/testing/index.ts"];
    const program = ts.createProgram(
      roots.map((name) => join(folder, name)),
      { ...options, noEmit: true, types: ["node"] },
    );
    const errors = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start = 0 }) => {
      const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
      return `${file?.fileName}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
    expect(errors).toEqual([]);
  });

  const PET = { made: "m", name: "a", owner: { made: "n", name: "o" } };
  const respond = async (url: string, { method }: RequestInit) => {
    if (url.includes("/pets?")) return Response.json([PET]);
    if (method === "PATCH") return Response.json({ a: "1" });
    return method === "POST" ? Response.json(PET) : new Response(null, { status: 204 });
  };

  it("has methods that send what it says, and return what it says", async () => {
    const { use } = await load();
    const fetch = vi.fn(respond);
    expect(await use(fetch)).toEqual({ list: [PET], made: ["m", "n", undefined] });
    const [list, ...others] = fetch.mock.calls;
    expect(list?.[0]).toMatch(/\/pets\?colours=red&limit=5$/);
    expect(list?.[1].headers).toMatchObject({ "x-trace": "t" });
    expect(others.slice(0, 3).map(([, { body }]) => JSON.parse(String(body)))).toEqual([
      { name: "a", word: "w", owner: { name: "o" } },
      { a: "x" },
      { a: "1", "x-y": "z" },
    ]);
  });

  it.each([
    ["to the server of each operation", undefined],
    ["to the base URL alone, if there is one", "http://localhost:1"],
  ])("sends the credential %s, by client.http too", async (_name, baseUrl) => {
    const { use } = await load();
    const fetch = vi.fn(respond);
    await use(fetch, baseUrl);
    const [usual = "", ...urls] = fetch.mock.calls.map(([url]) => url);
    const own = baseUrl ?? "https://eu.pets.example";
    expect(new URL(usual).origin).toBe(baseUrl ?? "https://api.supermetrics.com");
    expect(urls.map((url) => new URL(url).origin)).toEqual(Array(5).fill(own));
    expect(urls.at(-1)).toBe(`${own}/pets/1?tags=a,b`);
  });

  it("refuses what breaks the contract, however deep", async () => {
    const { createClient } = await load();
    const fetch = vi.fn();
    const owner = { colours: ["red", "none"] };
    const pet = { id: "1", name: "x".repeat(10), word: "w", owner };
    const call = createClient({ apiKey: "an-api-key", fetch }).pets.create(pet);
    const { issues } = await call.catch((error: unknown) => error);
    const places = issues.map((issue: Record<string, string>) => `${issue.path} ${issue.keyword}`);
    expect(places.sort().join()).toBe(
      "name maxLength,owner.colours maxItems,owner.colours[1] enum,owner.name required",
    );
    expect(fetch).not.toHaveBeenCalled();
  });
});

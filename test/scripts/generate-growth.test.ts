// A spec that grows, by its YAML alone: a GET with a query, a POST with a nested body, an enum and
// a list, a 402 on every operation, and a new optional member.
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { grownSpec } from "../support/growth.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TIMEOUT = 120_000;

/** A consumer of what grew: the compiler sees it, and it runs. */
const USES = `import { createClient, type CreateTagParams, type Tag, type TagList } from "./src/index.ts";

const connector = { team_id: 936506, connector_identifier: "T3S70" };

export async function use(fetch: typeof globalThis.fetch) {
  const client = createClient({ apiKey: "an-api-key", maxRetries: 0, fetch });
  const list: TagList = await client.tags.list({ ...connector, colours: ["red"], limit: 5, "X-Trace": "t" });
  const params: CreateTagParams = { ...connector, label: "new", owner: { name: "A", colour: "red" } };
  const tag: Tag = await client.tags.create({ ...params, aliases: ["a", "b"] });
  await client.secrets.create({ ...connector, secret_name: "n", secret_value: "v", note: "x" });
  return { list, tag };
}

export function misuse(client: ReturnType<typeof createClient>) {
  // @ts-expect-error no such colour
  client.tags.create({ ...connector, label: "new", owner: { name: "A", colour: "none" } });
  // @ts-expect-error the owner
  client.tags.create({ ...connector, label: "new" });
  // @ts-expect-error a list
  client.tags.list({ ...connector, colours: "red" });
}

export { createClient };
`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "growth-"));
  for (const part of ["src", "generated", "package.json"]) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  const spec = join(folder, "openapi.yaml");
  writeFileSync(spec, grownSpec());
  const script = join(ROOT, "scripts/generate/index.mjs");
  const args = [script, "--spec", spec, "--out", join(folder, "generated")];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(stdout).not.toContain("note:");
  writeFileSync(join(folder, "use.ts"), USES);
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
}, TIMEOUT);
afterAll(() => rm(folder, { recursive: true, force: true }));

it("compiles, and the new types hold", { timeout: TIMEOUT }, () => {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, folder);
  const roots = ["use.ts", "src/index.ts", "src/testing/index.ts"];
  const program = ts.createProgram(
    roots.map((name) => join(folder, name)),
    { ...options, noEmit: true, types: ["node"] },
  );
  const found = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start = 0 }) => {
    const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
    return `${file?.fileName}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
  expect(found).toEqual([]);
});

describe("the new methods", () => {
  const TAG = { label: "new", colour: "red" };

  it("send what the spec says, and give what it says", async () => {
    const { use } = await import(pathToFileURL(join(folder, "use.ts")).href);
    const fetch = vi.fn(async (url: string, init: RequestInit) => {
      if (url.includes("/secrets"))
        return Response.json({ count: 0, secrets: [] }, { status: 201 });
      return Response.json(init.method === "GET" ? { tags: [TAG] } : TAG);
    });
    expect(await use(fetch)).toEqual({ list: { tags: [TAG] }, tag: TAG });
    const [list, create, secret] = fetch.mock.calls;
    expect(list?.[0]).toMatch(/\/connectors\/T3S70\/widget_tags\?colours=red&limit=5$/);
    expect(list?.[1].headers).toMatchObject({ "x-trace": "t" });
    expect(JSON.parse(String(create?.[1].body))).toEqual({
      label: "new",
      owner: { name: "A", colour: "red" },
      aliases: ["a", "b"],
    });
    expect(JSON.parse(String(secret?.[1].body))).toMatchObject({ note: "x" });
  });

  it("refuse what breaks the contract, however deep", async () => {
    const { createClient } = await import(pathToFileURL(join(folder, "use.ts")).href);
    const fetch = vi.fn();
    const { tags } = createClient({ apiKey: "an-api-key", fetch });
    const connector = { team_id: 1, connector_identifier: "T3S70" };
    const call = tags.create({
      ...connector,
      label: "x".repeat(31),
      owner: { colour: "none" },
      aliases: ["", "b", "c", "d"],
    });
    await expect(call).rejects.toMatchObject({
      name: "ValidationError",
      issues: expect.arrayContaining(
        [
          ["label", "maxLength"],
          ["owner.name", "required"],
          ["owner.colour", "enum"],
          ["aliases", "maxItems"],
          ["aliases[0]", "minLength"],
        ].map(([path, keyword]) => expect.objectContaining({ path, keyword })),
      ),
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it("know a 402 as an ApiError", async () => {
    const { createClient } = await import(pathToFileURL(join(folder, "use.ts")).href);
    const body = { meta: { request_id: "BXaEFVtj" }, error: { code: "PAY", message: "Pay." } };
    const fetch = async () => Response.json(body, { status: 402 });
    const { tags } = createClient({ apiKey: "an-api-key", fetch });
    const call = tags.list({ team_id: 1, connector_identifier: "T3S70" });
    await expect(call).rejects.toMatchObject({ name: "ApiError", status: 402, code: "PAY" });
  });
});

// `npm run mock` and what `npm run dev` stands on.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refreshPage } from "../../scripts/docs/build.mjs";
import { watchFile } from "../../scripts/docs/watch.mjs";

const script = (name: string) => fileURLToPath(new URL(`../../scripts/${name}`, import.meta.url));
const SPEC = new URL("../../openapi/openapi.yaml", import.meta.url);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dev-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function start(name: string, ...args: string[]) {
  const child = spawn(process.execPath, [script(name), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const run = { child, output: "", end: once(child, "close").then(([code]) => code) };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => (run.output += text));
  }
  return run;
}

describe("npm run mock", { timeout: 60_000 }, () => {
  test("answers with the examples until Ctrl-C", async () => {
    const run = start("mock.mjs", "--port", "0");
    await expect.poll(() => run.output, { timeout: 30_000 }).toContain("Ctrl-C ends it");
    const [, url = ""] = /curl (http\S+)/.exec(run.output) ?? [];
    const response = await fetch(url, { headers: { authorization: "Bearer any" } });
    expect(await response.json()).toMatchObject({ count: 1 });
    run.child.kill("SIGINT");
    expect(await run.end).toBe(0);
  });

  test("says when its port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" ? String(address?.port) : "";
    const run = start("mock.mjs", "--port", port);
    expect(await run.end).toBe(1);
    expect(run.output.trim()).toBe(
      `Port ${port} is taken. Choose another with --port, or 0 for a free one.`,
    );
    taken.close();
  });
});

describe("the watch", () => {
  test.each([
    ["written in place", (path: string) => writeFile(path, "new")],
    [
      "replaced by a rename",
      async (path: string) => {
        await writeFile(`${path}~`, "new");
        await rename(`${path}~`, path);
      },
    ],
  ])("tells of a file that is %s, once", async (_how, save) => {
    const path = join(folder, "spec.yaml");
    await writeFile(path, "old");
    const seen: string[] = [];
    const stop = watchFile(path, async () => void seen.push(await readFile(path, "utf8")));
    await save(path);
    await expect.poll(() => seen, { timeout: 5000 }).toEqual(["new"]);
    stop();
  });
});

describe("a mistake in the spec", { timeout: 60_000 }, () => {
  const mistakes: [name: string, from: string, to: string, message: RegExp][] = [
    ["a bad indent", "  title: Super", "   title: Super", /bad indentation of a mapping entry/],
    ["a dangling $ref", "schemas/SecretList", "schemas/SecretLost", /Can't resolve \$ref/],
    ["an unknown keyword", "maxLength: 255", "maxLenght: 255", /`maxLenght` is not expected/],
    [
      "a response without an example",
      '              examples:\n                one_secret:\n                  $ref: "#/components/examples/OneSecret"\n',
      "",
      /Should have any of example, examples/,
    ],
    ["an example that breaks its schema", "count: 1\n", "count: one\n", /must be integer|type/],
  ];

  test.each(mistakes)("%s is named by file and line and leaves the page", async (...args) => {
    const [, from, to, message] = args;
    const docs = join(folder, "docs");
    const spec = join(folder, "openapi-broken.yaml");
    const text = await readFile(SPEC, "utf8");
    expect(text).toContain(from);
    await writeFile(
      spec,
      text.replace(from, () => to),
    );
    const told = await refreshPage(docs, spec).then(
      () => "nothing",
      (error: Error) => error.message,
    );
    expect(told).toMatch(message);
    expect(told).toMatch(/openapi-broken\.yaml(:|" \()\d+:\d+/);
    expect(await readdir(folder)).toEqual(["openapi-broken.yaml"]);
  });
});

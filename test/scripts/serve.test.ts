// The server of `npm run docs` and `npm run dev`.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveFolder } from "../../scripts/support/serve.mjs";
import { rawGet } from "../support/raw-request.ts";

let folder: string;
let server: Awaited<ReturnType<typeof serveFolder>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "serve-"));
  await mkdir(join(folder, "docs"));
  await mkdir(join(folder, "docs-private"));
  await writeFile(join(folder, "docs/index.html"), "<h1>The page</h1>");
  await writeFile(join(folder, "docs/openapi.yaml"), "openapi: 3.1.0\n");
  await writeFile(join(folder, "docs-private/key.txt"), "outside");
  server = await serveFolder(join(folder, "docs"), 0);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test("the page comes with what reloads it", async () => {
  const page = await (await fetch(server.url)).text();
  expect(page).toMatch(/^<h1>The page<\/h1><script>/);
  const changes = await fetch(`${server.url}/.changes`);
  const reader = changes.body?.getReader();
  server.reload();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("data: changed\n\n");
  await reader?.cancel();
});

test.each([
  ["/openapi.yaml", "200 OK"],
  ["/absent.html", "404 Not Found"],
  ["/%zz", "400 Bad Request"],
  ["/%E0%A4%A", "400 Bad Request"],
  ["//", "400 Bad Request"],
  ["/../docs-private/key.txt", "404 Not Found"],
  ["/..%2fdocs-private%2fkey.txt", "404 Not Found"],
  ["/%2e%2e%2fdocs-private/key.txt", "404 Not Found"],
  ["/a%00b", "404 Not Found"],
])("GET %s gets %s, and the server lives on", async (target, status) => {
  expect(await rawGet(server.url, target)).toBe(`HTTP/1.1 ${status}`);
  expect((await fetch(server.url)).status).toBe(200);
});

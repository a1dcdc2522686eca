// `npm run mock`, as a process.
import { expect, test } from "vitest";
import { start } from "../support/project.ts";
import { rawGet } from "../support/raw-request.ts";

const SECRETS = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
/** Prism alone ends at each of them. */
const HOSTILE = ["/%zz", "/v1/teams/%zz/connector_builder/connectors/T3S70/secrets", "//"];

test("npm run mock responds with the examples until Ctrl-C, whatever it is asked", async () => {
  const run = start("mock.mjs", ["--port", "0"]);
  await expect.poll(() => run.output, { timeout: 30_000 }).toContain("Ctrl-C stops it");
  const url = /curl (http:\/\/[\d.:]+)/.exec(run.output)?.[1] ?? "";
  const headers = { authorization: "Bearer any" };
  for (const target of HOSTILE) {
    expect(await rawGet(url, target)).toBe("HTTP/1.1 400 Bad Request");
  }
  // What Prism dies of, although its URL is sound.
  await fetch(url + SECRETS, { headers: { ...headers, accept: "bogus;q=x" } });
  const list = async () => (await fetch(url + SECRETS, { headers })).status;
  await expect.poll(list, { timeout: 30_000 }).toBe(200);
  const response = await fetch(url + SECRETS, { headers });
  expect(await response.json()).toMatchObject({ count: 1 });
  run.child.kill("SIGINT");
  expect(await run.end).toBe(process.platform === "win32" ? null : 0);
});

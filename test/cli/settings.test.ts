// All missing settings are reported together, each with where to set it.
import { expect, onTestFinished, vi } from "vitest";
import { testWithApi } from "../support/cli-api.ts";

const it = testWithApi();
const KEY = "SUPERMETRICS_API_KEY";
const TEAM = "SUPERMETRICS_TEAM_ID";
const CONNECTOR = "SUPERMETRICS_CONNECTOR_IDENTIFIER";
const PLACES: Record<string, string[]> = {
  [KEY]: ["SUPERMETRICS_API_KEY", "SUPERMETRICS_BEARER_TOKEN", "Supermetrics Hub"],
  [TEAM]: ["--team-id", "SUPERMETRICS_TEAM_ID", "936506"],
  [CONNECTOR]: ["--connector-identifier", "SUPERMETRICS_CONNECTOR_IDENTIFIER", "T3S70"],
};

it.for<[missing: string[], code: number, headline: string]>([
  [[KEY], 65, "Missing: a credential."],
  [[TEAM], 64, "Missing: the team."],
  [[CONNECTOR], 64, "Missing: the connector."],
  [[TEAM, CONNECTOR], 64, "Missing: the team, the connector."],
  [[CONNECTOR, KEY], 64, "Missing: the connector, a credential."],
  [[TEAM, CONNECTOR, KEY], 64, "Missing: the team, the connector, a credential."],
])("without %j", async ([missing, code, headline], { api }) => {
  const nothing = [undefined, "", " "];
  const env = Object.fromEntries(missing.map((name, index) => [name, nothing[index]]));
  const ran = await api.run("secrets set name", { env, stdin: "open" });
  expect([ran.code, ran.stdout, api.fake.requests]).toEqual([code, "", []]);
  expect(ran.stderr.split("\n")[0]).toBe(`error: ${headline}`);
  for (const [name, words] of Object.entries(PLACES)) {
    for (const word of words) expect(ran.stderr.includes(word)).toBe(missing.includes(name));
  }
});

it("warns of an empty SUPERMETRICS_BASE_URL", async ({ api }) => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
  onTestFinished(() => void vi.unstubAllGlobals());
  for (const flags of ["", ` --base-url ${api.url}`]) {
    const env = { SUPERMETRICS_BASE_URL: " " };
    const { stderr } = await api.run(`secrets list --max-retries 0${flags}`, { env });
    expect(stderr.includes("SUPERMETRICS_BASE_URL is set, but empty")).toBe(flags === "");
  }
});

it("a flag that is given is not missing", async ({ api }) => {
  const env = { [TEAM]: undefined, [CONNECTOR]: undefined };
  const { stderr } = await api.run("secrets list --team-id 936506", { env });
  expect(stderr).toContain("Missing: the connector.\n");
});

it("a plain-http server behind a proxy is refused, with the way out", async ({ api }) => {
  const env = { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: "http://127.0.0.1:9" };
  const ran = await api.run("secrets list", { env });
  expect([ran.code, api.fake.requests]).toEqual([64, []]);
  for (const word of ["--base-url", "HTTP_PROXY", "NO_PROXY"]) expect(ran.stderr).toContain(word);
  const direct = await api.run("secrets list", { env: { ...env, NO_PROXY: "127.0.0.1" } });
  expect(direct.code).toBe(0);
});

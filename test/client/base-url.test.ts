import { afterEach, describe, expect, it, vi } from "vitest";
import { ConfigurationError, createClient } from "../../src/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { KEY, listed, scripted, scriptedClient } from "../support/fake-fetch.ts";
import { cpuTimeOf } from "../support/runs.ts";

const PATH = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";

async function urlFor(baseUrl: unknown): Promise<string | undefined> {
  const { client, sent } = scriptedClient([listed()], { apiKey: KEY, baseUrl: baseUrl as string });
  await client.secrets.list(CONNECTOR);
  return sent[0]?.url;
}

describe("baseUrl", () => {
  it.each<[string, string | URL | undefined, string]>([
    ["the spec's server by default", undefined, "https://api.supermetrics.com"],
    ["a port", "https://example.com:8443", "https://example.com:8443"],
    ["many trailing slashes", "https://example.com///", "https://example.com"],
    ["a path prefix with a slash", "https://example.com/api/eu/", "https://example.com/api/eu"],
    ["an encoded path", "https://example.com/a%20b", "https://example.com/a%20b"],
    ["a template", "https://example.com/{team_id}", "https://example.com/%7Bteam_id%7D"],
    ["http: for localhost", "http://localhost:4010", "http://localhost:4010"],
    ["http: for 127.0.0.1", "http://127.0.0.1:4010", "http://127.0.0.1:4010"],
    ["http: for all of 127/8", "http://127.8.9.10", "http://127.8.9.10"],
    ["http: for ::1", "http://[::1]:4010/x/", "http://[::1]:4010/x"],
    ["capitals", "HTTPS://EXAMPLE.com", "https://example.com"],
    ["a URL object", new URL("https://example.com/x/"), "https://example.com/x"],
  ])("accepts %s", async (_name, given, want) => {
    expect(await urlFor(given)).toBe(want + PATH);
  });

  it.each<[string, unknown]>([
    ["http: for another host", "http://example.com"],
    ["http: for a host that begins as a loopback one", "http://127.0.0.1.example.com"],
    ["http: for a host that ends as one", "http://evil-localhost"],
    ["http: for a subdomain of localhost", "http://x.localhost"],
    ["http: for every address", "http://0.0.0.0"],
    ["another scheme", "ftp://localhost"],
    ["a file", "file:///etc/passwd"],
    ["a user", "https://hunter2@example.com"],
    ["an empty user", "https://@example.com"],
    ["a user and a password", "https://user:hunter2@example.com"],
    ["a query", "https://example.com/?key=hunter2"],
    ["an empty query", "https://example.com/?"],
    ["a fragment", "https://example.com/#hunter2"],
    ["an empty fragment", "https://example.com#"],
    ["no scheme", "api.supermetrics.com/hunter2"],
    ["a path", "/v1/hunter2"],
    ["nothing", ""],
    ["a number", 7],
    ["null", null],
    ["an object", {}],
    ["what cannot be printed", Object.create(null)],
  ])("refuses %s, and does not quote it", (_name, given) => {
    const create = () => createClient({ apiKey: KEY, baseUrl: given as string });
    expect(create).toThrow(ConfigurationError);
    expect(create).not.toThrow(/hunter2/);
  });
});

it("a base URL of a million slashes is read in linear time", async () => {
  const baseUrl = `https://example.com${"/".repeat(1_000_000)}x`;
  expect(await cpuTimeOf(() => createClient({ apiKey: KEY, baseUrl }))).toBeLessThan(1000);
});

describe("a plain http: loopback server behind a proxy would get the credential in clear text:", () => {
  afterEach(() => void vi.unstubAllGlobals());
  const LOCAL = "http://127.0.0.1:4010";
  const PROXY = { HTTP_PROXY: "http://proxy.example:3128" };
  const USED = { ...PROXY, NODE_USE_ENV_PROXY: "1" };
  const unreadable = new Proxy({}, { get: () => expect.fail("NotCapable") });

  it.each<[name: string, env: object, isRefused: boolean, globals?: object, options?: object]>([
    ["as NODE_USE_ENV_PROXY asks", USED, true],
    ["by its name in small letters", { ...USED, http_proxy: "http://other.example" }, true],
    ["NO_PROXY names another host", { ...USED, NO_PROXY: "localhost,10.0.0.1" }, true],
    ["as an option of Node asks", { ...PROXY, NODE_OPTIONS: "--use-env-proxy" }, true],
    ["as Bun does by default", PROXY, true, { Bun: {} }],
    ["NO_PROXY names the host", { ...USED, NO_PROXY: "example.com, 127.0.0.1" }, false],
    ["it names host and port", { ...USED, no_proxy: "127.0.0.1:4010" }, false],
    ["it names all", { ...USED, NO_PROXY: "*" }, false],
    ["Node is not set to use one", { ...PROXY, NODE_USE_ENV_PROXY: "true" }, false],
    ["there is no proxy", { NODE_USE_ENV_PROXY: "1" }, false],
    ["that in small letters is empty", { ...USED, http_proxy: "" }, false],
    ["there is no process", {}, false, { process: undefined }],
    ["Deno does not let its environment be read", unreadable, false, { Deno: {} }],
    ["it is https:", USED, false, {}, { baseUrl: "https://127.0.0.1:4010" }],
    ["fetch is injected", USED, false, {}, { fetch: scripted() }],
  ])("%s", (_name, env, isRefused, globals = {}, options = {}) => {
    const stubs = { process: { env, execArgv: [] }, ...globals };
    for (const [name, value] of Object.entries(stubs)) vi.stubGlobal(name, value);
    const create = () => createClient({ apiKey: KEY, baseUrl: LOCAL, ...options });
    if (isRefused) expect(create).toThrow(/NO_PROXY/);
    else expect(create).not.toThrow();
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
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
    ["another server", "https://example.com", "https://example.com"],
    ["a port", "https://example.com:8443", "https://example.com:8443"],
    ["a trailing slash", "https://example.com/", "https://example.com"],
    ["many trailing slashes", "https://example.com///", "https://example.com"],
    ["a path prefix", "https://example.com/api/eu", "https://example.com/api/eu"],
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

describe("a plain http: loopback server that is reached through a proxy", () => {
  const LOCAL = "http://127.0.0.1:4010";
  beforeEach(() => {
    for (const name of ["http_proxy", "no_proxy", "NO_PROXY", "NODE_OPTIONS"]) {
      vi.stubEnv(name, undefined);
    }
    vi.stubEnv("HTTP_PROXY", "http://proxy.example:3128");
    vi.stubEnv("NODE_USE_ENV_PROXY", "1");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });
  const create = (baseUrl: string, options = {}) =>
    createClient({ apiKey: KEY, baseUrl, ...options });

  const set =
    (...pairs: [name: string, value: string | undefined][]) =>
    () => {
      for (const [name, value] of pairs) vi.stubEnv(name, value);
    };
  const asBun = () => {
    vi.stubEnv("NODE_USE_ENV_PROXY", undefined);
    vi.stubGlobal("Bun", {});
  };
  const throwing = () => {
    throw new Error("NotCapable");
  };
  const asDeno = () => {
    vi.stubGlobal("process", { env: new Proxy({}, { get: throwing }), execArgv: [] });
    vi.stubGlobal("Deno", {});
  };

  it.each<[string, () => void]>([
    ["as NODE_USE_ENV_PROXY asks", () => {}],
    ["by its name in small letters", set(["http_proxy", "http://other.example"])],
    ["if NO_PROXY names another host", set(["NO_PROXY", "localhost,10.0.0.1"])],
    [
      "as an option of Node asks",
      set(["NODE_USE_ENV_PROXY", undefined], ["NODE_OPTIONS", "--use-env-proxy"]),
    ],
    ["as Bun does by default", asBun],
  ])("%s, is refused: the credential would go there in clear text", (_name, arrange) => {
    arrange();
    const message = expect.stringContaining("NO_PROXY");
    const want = { name: "ConfigurationError", option: "baseUrl", message };
    expect(() => create(LOCAL)).toThrow(expect.objectContaining(want));
  });

  it.each<[string, () => void, string?, object?]>([
    ["NO_PROXY names the host", set(["NO_PROXY", "example.com, 127.0.0.1"])],
    ["it names host and port", set(["no_proxy", "127.0.0.1:4010"])],
    ["it names all", set(["NO_PROXY", "*"])],
    ["Node is not told to use one", set(["NODE_USE_ENV_PROXY", "true"])],
    ["there is no proxy", set(["HTTP_PROXY", undefined])],
    ["the proxy in small letters is empty", set(["http_proxy", ""])],
    ["there is no process", () => vi.stubGlobal("process", undefined)],
    ["Deno does not allow the environment to be read", asDeno],
    ["it is https:", () => {}, "https://127.0.0.1:4010"],
    ["fetch is injected", () => {}, LOCAL, { fetch: scripted() }],
  ])("is accepted if %s", (_name, arrange, baseUrl = LOCAL, options = {}) => {
    arrange();
    expect(() => create(baseUrl, options)).not.toThrow();
  });
});

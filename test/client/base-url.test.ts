import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConfigurationError, createClient } from "../../src/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { KEY, listed, scripted } from "../support/fake-fetch.ts";

const PATH = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";

async function urlFor(baseUrl: string | undefined): Promise<string | undefined> {
  const fetch = scripted(listed());
  const client = createClient({ apiKey: KEY, baseUrl, fetch });
  await client.secrets.list(CONNECTOR);
  return fetch.sent[0]?.url;
}

describe("baseUrl", () => {
  it.each<[string, string | undefined, string]>([
    ["the spec's server by default", undefined, "https://api.supermetrics.com"],
    ["another server", "https://example.com", "https://example.com"],
    ["a port", "https://example.com:8443", "https://example.com:8443"],
    ["a trailing slash", "https://example.com/", "https://example.com"],
    ["many trailing slashes", "https://example.com///", "https://example.com"],
    ["a path prefix", "https://example.com/api/eu", "https://example.com/api/eu"],
    ["a path prefix with a slash", "https://example.com/api/eu/", "https://example.com/api/eu"],
    [
      "a template in the prefix",
      "https://example.com/{team_id}",
      "https://example.com/%7Bteam_id%7D",
    ],
    ["http: for localhost", "http://localhost:4010", "http://localhost:4010"],
    ["http: for 127.0.0.1", "http://127.0.0.1:4010", "http://127.0.0.1:4010"],
    ["http: for all of 127/8", "http://127.8.9.10", "http://127.8.9.10"],
    ["http: for ::1", "http://[::1]:4010/x/", "http://[::1]:4010/x"],
    ["capitals", "HTTPS://EXAMPLE.com", "https://example.com"],
  ])("takes %s", async (_name, given, want) => {
    expect(await urlFor(given)).toBe(want + PATH);
  });

  it("takes a URL object", async () => {
    const url: unknown = new URL("https://example.com/x/");
    expect(await urlFor(url as string)).toBe(`https://example.com/x${PATH}`);
  });

  it.each<[string, unknown]>([
    ["http: for another host", "http://example.com"],
    ["http: for a host that begins as a loopback one", "http://127.0.0.1.example.com"],
    ["http: for a host that ends as one", "http://evil-localhost"],
    ["http: for a subdomain of localhost", "http://x.localhost"],
    ["http: for every address", "http://0.0.0.0"],
    ["http: for the private network", "http://10.0.0.1"],
    ["another scheme", "ftp://localhost"],
    ["a script", "javascript:alert(1)"],
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

it("a base URL of a million slashes is read in no time", () => {
  const began = performance.now();
  createClient({ apiKey: KEY, baseUrl: `https://example.com${"/".repeat(1_000_000)}x` });
  expect(performance.now() - began).toBeLessThan(1000);
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

  it.each<[string, () => void]>([
    ["as NODE_USE_ENV_PROXY asks", () => {}],
    ["by its name in small letters", () => vi.stubEnv("http_proxy", "http://other.example")],
    ["where NO_PROXY names another host", () => vi.stubEnv("NO_PROXY", "localhost,10.0.0.1")],
    [
      "as an option of Node asks",
      () => {
        vi.stubEnv("NODE_USE_ENV_PROXY", undefined);
        vi.stubEnv("NODE_OPTIONS", "--use-env-proxy");
      },
    ],
    [
      "as Bun does unasked",
      () => {
        vi.stubEnv("NODE_USE_ENV_PROXY", undefined);
        vi.stubGlobal("Bun", {});
      },
    ],
  ])("%s, is refused: the credential would go there in clear text", (_name, arrange) => {
    arrange();
    expect(() => create(LOCAL)).toThrow(
      expect.objectContaining({
        name: "ConfigurationError",
        option: "baseUrl",
        message: expect.stringContaining("NO_PROXY"),
      }),
    );
  });

  it.each<[string, string, () => void]>([
    ["NO_PROXY names the host", LOCAL, () => vi.stubEnv("NO_PROXY", "example.com, 127.0.0.1")],
    ["it names host and port", LOCAL, () => vi.stubEnv("no_proxy", "127.0.0.1:4010")],
    ["it names them all", LOCAL, () => vi.stubEnv("NO_PROXY", "*")],
    ["Node is not asked to", LOCAL, () => vi.stubEnv("NODE_USE_ENV_PROXY", "true")],
    ["there is no proxy", LOCAL, () => vi.stubEnv("HTTP_PROXY", undefined)],
    ["the proxy in small letters is empty", LOCAL, () => vi.stubEnv("http_proxy", "")],
    ["it is https:", "https://127.0.0.1:4010", () => {}],
    ["there is no process", LOCAL, () => vi.stubGlobal("process", undefined)],
  ])("is taken where %s", (_name, baseUrl, arrange) => {
    arrange();
    expect(() => create(baseUrl)).not.toThrow();
  });

  it("is taken where fetch is injected: it knows its way", () => {
    expect(() => create(LOCAL, { fetch: scripted() })).not.toThrow();
  });

  it("is taken where Deno does not let the environment be read", () => {
    const env = new Proxy(
      {},
      {
        get() {
          throw new Error("NotCapable");
        },
      },
    );
    vi.stubGlobal("process", { env, execArgv: [] });
    vi.stubGlobal("Deno", {});
    expect(() => create(LOCAL)).not.toThrow();
  });
});

// Options of the client and of a call: what is accepted, refused and copied.
import { describe, expect, it } from "vitest";
import {
  type CallOptions,
  type Client,
  type ClientOptions,
  ConfigurationError,
  createClient,
  type HeadersOption,
} from "../../src/index.ts";
import { createFakeApi } from "../../src/testing/index.ts";
import { CALLS, CONNECTOR } from "../support/calls.ts";
import { done, KEY, listed, rejection, scripted, scriptedClient } from "../support/fake-fetch.ts";

/** The error of options of the client, which never quotes a value. */
function refusal(options: unknown): ConfigurationError {
  try {
    createClient(options as ClientOptions);
  } catch (error) {
    expect(error).toMatchObject({ name: "ConfigurationError", outcome: "not_applied" });
    expect(error).not.toHaveProperty("operation");
    expect(String(error)).not.toMatch(/hunter2/);
    return error as ConfigurationError;
  }
  throw new Error("It was accepted.");
}

/** The error of options of a call, which sends nothing. */
async function callRefusal(options: unknown): Promise<ConfigurationError> {
  const { client, sent } = scriptedClient([listed()]);
  const error = await rejection(client.secrets.list(CONNECTOR, options as CallOptions));
  expect(error).toMatchObject({ name: "ConfigurationError", operation: "listConnectorSecrets" });
  expect(String(error)).not.toContain("hunter2");
  expect(sent).toEqual([]);
  return error as ConfigurationError;
}

describe("a number", () => {
  const longest = 2_147_483_647;
  const invalid = [1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "5", null, 5n, {}, true];
  it.each<[option: string, good: unknown[], bad: unknown[]]>([
    ["timeout", [1, 30_000, longest, undefined], [0, longest + 1, ...invalid]],
    ["maxRetries", [0, 1, Number.MAX_SAFE_INTEGER, undefined], invalid],
    ["maxRetryDelay", [0, 60_000, longest, undefined], [longest + 1, ...invalid]],
  ])("%s", async (option, good, bad) => {
    const isOfCall = option !== "maxRetryDelay";
    for (const value of good) {
      const options = { [option]: value };
      const client = createClient({ apiKey: KEY, fetch: scripted(listed()), ...options });
      await client.secrets.list(CONNECTOR, isOfCall ? options : {});
    }
    for (const value of bad) {
      expect(refusal({ apiKey: KEY, [option]: value })).toHaveProperty("option", option);
      if (isOfCall) expect(await callRefusal({ [option]: value })).toHaveProperty("option", option);
    }
  });
});

it.each<[name: string, options: unknown, option?: string]>([
  ["no options", undefined],
  ["null", null],
  ["a string", "hunter2"],
  ["an object for fetch", { apiKey: KEY, fetch: {} }, "fetch"],
  ["null for logger", { apiKey: KEY, logger: null }, "logger"],
  // It would send secrets to another server.
  ["a misspelt baseUrl", { apiKey: KEY, baseURL: "https://staging.example" }, "baseURL"],
  ["no credential", {}],
  ["an undefined one, as of an unset variable", { apiKey: undefined }],
  ["two credentials", { apiKey: "hunter2", bearerToken: "hunter2" }],
  ["null for a credential", { apiKey: null }, "apiKey"],
  ["a string for tokenProvider", { tokenProvider: "hunter2" }, "tokenProvider"],
])("createClient refuses %s", (_name, options, option) => {
  expect(refusal(options).option).toBe(option);
});

it.each<[name: string, options: unknown, option?: string]>([
  ["a string", "x"],
  ["null", null],
  ["a token that is not a string", { token: 7 }, "token"],
  ["unknown options", { time_out: 1, retries: 0 }, "time_out"],
  ["maxRetryDelay", { maxRetryDelay: 1 }, "maxRetryDelay"],
  ["an object for a signal", { signal: {} }, "signal"],
  ["null for a signal", { signal: null }, "signal"],
  ["half a signal", { signal: { aborted: false, addEventListener() {} } }, "signal"],
  // A misplaced dryRun would write.
  ["a parameter of sync", { dryRun: true }, "dryRun"],
])("a call refuses %s", async (_name, options, option) => {
  expect((await callRefusal(options)).option).toBe(option);
});

it("an error of the caller's own getter is not taken for ours", async () => {
  const own = new Error("mine");
  const options = Object.defineProperty({}, "timeout", { enumerable: true, get: () => fail(own) });
  const { client } = scriptedClient([]);
  expect(await rejection(client.secrets.list(CONNECTOR, options))).toBe(own);
});
function fail(error: Error): never {
  throw error;
}

describe("a token", () => {
  async function bearer(options: ClientOptions, token?: string) {
    const fetch = scripted(listed());
    await createClient({ ...options, fetch }).secrets.list(CONNECTOR, { token });
    return fetch.sent[0]?.headers.authorization;
  }
  /** Every place that takes a token. */
  const places: [name: string, send: (token: string) => Promise<string | undefined>][] = [
    ["apiKey", async (apiKey) => bearer({ apiKey })],
    ["bearerToken", async (bearerToken) => bearer({ bearerToken })],
    ["tokenProvider", async (token) => bearer({ tokenProvider: () => token })],
    ["token of a call", async (token) => bearer({ apiKey: KEY }, token)],
  ];
  const unusable = ["", " \n\t ", "Bearer ", "hunter2\nX-Evil: 1", "hunter2\tx", "hunter2\0"];
  const others = ["hunter2\x7f", "hunter2é", null, 1234, { toString: () => "hunter2" }];

  it.each(places)("as %s is trimmed and prefixed once, or refused unquoted", async (_, send) => {
    expect(await send("otok_abc")).toBe("Bearer otok_abc");
    expect(await send("bearer   otok_abc")).toBe("Bearer otok_abc");
    expect(await send(" \t otok_abc\r\n")).toBe("Bearer otok_abc");
    expect(await send("\n Bearer otok_abc \n")).toBe("Bearer otok_abc");
    expect(await send("BearerToken")).toBe("Bearer BearerToken");
    for (const token of [...unusable, ...others]) {
      const error = await rejection(send(token as string));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(String(error)).not.toMatch(/hunter2|1234/);
    }
  });

  it("of each of many parallel calls is its own", async () => {
    const { client, sent } = scriptedClient(Array.from({ length: 20 }, listed));
    const tokens = Array.from({ length: 20 }, (_, index) => `token-${index}`);
    await Promise.all(tokens.map((token) => client.secrets.list(CONNECTOR, { token })));
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(
      tokens.map((token) => `Bearer ${token}`),
    );
  });
});

describe("headers", () => {
  it.each<[string, HeadersOption]>([
    ["a record", { "X-Trace": "1" }],
    ["pairs", [["x-trace", "1"]]],
    ["a Headers", new Headers({ "x-trace": "1" })],
    ["a Map", new Map([["X-TRACE", "1"]])],
  ])("as %s are sent with every request", async (_name, headers) => {
    const { client, sent } = scriptedClient([listed(), listed()], { apiKey: KEY, headers });
    await client.secrets.list(CONNECTOR);
    await client.secrets.list(CONNECTOR);
    for (const { headers } of sent) expect(headers).toMatchObject({ "x-trace": "1" });
  });

  it("of a call override those of the client, and neither changes the type of the body", async () => {
    const headers = { "X-B": "2", accept: "application/vnd.x+json", "content-type": "text/plain" };
    const ofClient = { "x-a": "1", "x-b": "1", "Content-Type": "text/css" };
    const { client, sent } = scriptedClient([done()], { apiKey: KEY, headers: ofClient });
    await CALLS.updateConnectorSecret(client, { headers });
    expect(sent[0]?.headers).toEqual({
      accept: "application/vnd.x+json",
      authorization: `Bearer ${KEY}`,
      "content-type": "application/json",
      "x-a": "1",
      "x-b": "2",
    });
  });

  const framing = ["Connection", "Content-Length", "Expect", "Keep-Alive", "Transfer-Encoding"];
  it.each<[name: string, headers: unknown]>([
    ["authorization in any case", { aUTHORIZATION: "Bearer hunter2" }],
    ["authorization in pairs", [["Authorization", "hunter2"]]],
    ["authorization in a Headers", new Headers({ Authorization: "hunter2" })],
    ...[...framing, "Upgrade"].map((name): [string, object] => [name, { [name]: "hunter2" }]),
    ["__proto__", JSON.parse('{"__proto__":"hunter2"}')],
    ["a line break in a value", { "x-a": "hunter2\r\nx-b: 1" }],
    ["a NUL in a value", { "x-a": "hunter2\0" }],
    ["a character beyond Latin-1", { "x-a": "hunter2 密" }],
    ["a value that is not a string", { "x-a": ["hunter2"] }],
    ["an undefined value", { "x-a": undefined }],
    ["a name with a space", { "hunter2 x": "1" }],
    ["a name with a line break", { "hunter2\n": "1" }],
    ["an empty name", { "": "hunter2" }],
    ["a name that is not a string", [[7, "hunter2"]]],
    ["a name that cannot be printed", [[Symbol("hunter2"), "x"]]],
    ["invalid pairs", ["hunter2", null, 7]],
    ["a string", "x-a: hunter2"],
    ["null", null],
  ])("are refused, and not quoted: %s", async (_name, headers) => {
    expect(refusal({ apiKey: KEY, headers })).toHaveProperty("option", "headers");
    expect(await callRefusal({ headers })).toHaveProperty("option", "headers");
  });
});

describe("options of createClient", () => {
  it("are copied", async () => {
    const fetch = scripted(listed());
    const headers = new Headers({ "x-a": "1" });
    const options = { apiKey: KEY, baseUrl: "https://example.com", headers, fetch };
    const client = createClient(options);
    headers.set("x-a", "2");
    Object.assign(options, { apiKey: "other", baseUrl: "https://evil.example", fetch: undefined });
    await client.secrets.list(CONNECTOR);
    expect(fetch.sent[0]?.url).toMatch(/^https:\/\/example\.com\//);
    expect(fetch.sent[0]?.headers).toMatchObject({ "x-a": "1", authorization: `Bearer ${KEY}` });
  });

  it("and those of a call may be frozen", async () => {
    const fetch = scripted(listed());
    const client = createClient(Object.freeze({ apiKey: KEY, headers: Object.freeze({}), fetch }));
    const options = Object.freeze({ maxRetries: 0, headers: Object.freeze({ "x-a": "1" }) });
    await client.secrets.list(Object.freeze({ ...CONNECTOR }), options);
    expect(fetch.sent).toHaveLength(1);
  });
});

describe("parameters and options of a call are copied before it returns:", () => {
  const PATH =
    "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets/{secret_placeholder}";
  const newApi = () => {
    const logs = [{ id: "1", log_time: "2026-01-01T00:00:00Z" }];
    const holding = { secrets: { a: "old" }, configuration: { a: 0 }, logs };
    return createFakeApi({ connectors: [{ ...CONNECTOR, ...holding }] });
  };
  // The placeholders of every fake are the same.
  const [{ secret_placeholder } = { secret_placeholder: "" }] = newApi().secrets(936506, "T3S70");
  const SECRET = { secret_name: "b", secret_value: "first" };
  const configuration_json = { a: { b: ["first"] } };
  const MARK = { "x-mark": "first" };

  /** Whatever it holds, however deep. */
  function change(value: object): void {
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === "object") change(member);
      else Object.assign(value, { [name]: typeof member === "string" ? "changed" : 7 });
    }
    Object.assign(value, { another: "member" });
  }

  type Method = (
    client: Client,
    params: never,
    options: CallOptions,
  ) => Promise<unknown> | AsyncIterable<unknown>;
  const update = { secret_placeholder, secret_value: "first" };
  const init = { params: { path: { ...CONNECTOR, secret_placeholder } }, body: { a: "first" } };
  it.each<[name: string, params: object, method: Method]>([
    ["create", SECRET, ({ secrets }, ...given) => secrets.create(...given)],
    ["update", update, ({ secrets }, ...given) => secrets.update(...given)],
    ["set", SECRET, ({ secrets }, ...given) => secrets.set(...given)],
    ["sync", { secrets: { a: "1", b: "2" } }, ({ secrets }, ...given) => secrets.sync(...given)],
    [
      "publish",
      { configuration_json, expected: { a: 0 } },
      ({ connectors }, ...given) => connectors.publish(...given),
    ],
    ["logs.all", { limit: 5 }, ({ logs }, ...given) => logs.all(...given)],
    ["logs.follow", { limit: 5 }, ({ logs }, ...given) => logs.follow(...given)],
    ["client.http", { ...init, headers: MARK }, ({ http }, init) => http.PUT(PATH, init)],
  ])("%s", async (_name, params, method) => {
    async function requestsOf(isChanged: boolean) {
      const api = newApi();
      const client = createClient({ tokenProvider: async () => KEY, fetch: api.fetch });
      const given = structuredClone({ ...CONNECTOR, ...params });
      const options = { headers: { ...MARK }, token: "first", maxRetries: 1 };
      const result = method(client, given as never, options);
      if (isChanged) for (const each of [given, options]) change(each);
      if (result instanceof Promise) await result;
      else for await (const _ of result) break;
      return api.requests;
    }
    const requests = await requestsOf(false);
    expect(requests[0]?.headers).toMatchObject(MARK);
    expect(await requestsOf(true)).toEqual(requests);
  });
});

// The bytes that leave, read from a socket.
import { describe, expect, it, onTestFinished } from "vitest";
import { type ClientOptions, createClient } from "../../src/index.ts";
import { CALLS, OPERATION_IDS, type OperationId, succeeded } from "../support/calls.ts";
import { rawServer, readRequest } from "../support/servers.ts";

/** What a runtime adds of itself; Node 20 to 26 do not agree on all of it. */
const OF_THE_RUNTIME =
  /^(host|connection|accept-language|accept-encoding|sec-fetch-mode|user-agent|content-length)$/;

interface Sent {
  readonly line: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

async function send(
  id: OperationId,
  params: object = {},
  options: Partial<ClientOptions> = {},
  prefix = "",
): Promise<Sent> {
  let text = "";
  const server = await rawServer(async (socket) => {
    text = await readRequest(socket);
    const body = await succeeded(id).text();
    socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  });
  onTestFinished(server.close);
  const client = createClient({ apiKey: "an-api-key", baseUrl: server.url + prefix, ...options });
  await CALLS[id](client, {}, params);
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [line = "", ...fields] = head.split("\r\n");
  const headers = fields.map((field) => field.split(": ") as [string, string]);
  const names = headers.map(([name]) => name.toLowerCase());
  expect(new Set(names).size, `a header twice in ${names}`).toBe(names.length);
  const own = headers.filter(([name]) => !OF_THE_RUNTIME.test(name.toLowerCase()));
  return { line, headers: Object.fromEntries(own), body: rest.join("\r\n\r\n") };
}

const SECRETS = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
const ALWAYS = { accept: "application/json", authorization: "Bearer an-api-key" };
/** What Node adds to `cache: "no-store"`. */
const UNCACHED = { "cache-control": "no-cache", pragma: "no-cache" };
const WITH_BODY = { ...ALWAYS, "content-type": "application/json" };

describe("each operation sends this and nothing else", () => {
  it.each([
    [
      "listConnectorSecrets",
      { line: `GET ${SECRETS}`, headers: { ...ALWAYS, ...UNCACHED }, body: "" },
    ],
    [
      "createConnectorSecret",
      {
        line: `POST ${SECRETS}`,
        headers: WITH_BODY,
        body: '{"secret_name":"client_id","secret_value":"my-super-secret-value"}',
      },
    ],
    [
      "updateConnectorSecret",
      {
        line: `PUT ${SECRETS}/sec_a23f23d26`,
        headers: WITH_BODY,
        body: '{"secret_value":"my-super-secret-value"}',
      },
    ],
    [
      "deleteConnectorSecret",
      { line: `DELETE ${SECRETS}/sec_a23f23d26`, headers: ALWAYS, body: "" },
    ],
  ] as const)("%s", async (id, want) => {
    expect(await send(id)).toEqual({ ...want, line: `${want.line} HTTP/1.1` });
  });
});

describe("the path", () => {
  it.each([
    ["the greatest int64 in its exact digits", 9223372036854775807n, "9223372036854775807"],
    ["the greatest safe number", Number.MAX_SAFE_INTEGER, "9007199254740991"],
    ["a small bigint", 1n, "1"],
  ])("carries team_id: %s", async (_name, team_id, digits) => {
    for (const id of OPERATION_IDS) {
      expect((await send(id, { team_id })).line).toContain(` /v1/teams/${digits}/connector`);
    }
  });

  it.each([
    ["a space", "a b", "a%20b"],
    ["a slash", "a/../b", "a%2F..%2Fb"],
    ["a backslash", "a\\b", "a%5Cb"],
    ["a percent sign", "%2e%2e", "%252e%252e"],
    ["a query and a fragment", "a?b=c#d", "a%3Fb%3Dc%23d"],
    ["a line break", "a\r\nx-evil: 1", "a%0D%0Ax-evil%3A%201"],
    ["letters beyond ASCII", "clé", "cl%C3%A9"],
    ["a character of two UTF-16 units", "😀", "%F0%9F%98%80"],
    ["three dots", "...", "..."],
    ["100 code points of two units", "😀".repeat(100), "%F0%9F%98%80".repeat(100)],
  ])("percent-encodes in a placeholder: %s", async (_name, secret_placeholder, encoded) => {
    for (const id of ["updateConnectorSecret", "deleteConnectorSecret"] as const) {
      const { line } = await send(id, { secret_placeholder });
      expect(line.split(" ")[1]).toBe(`${SECRETS}/${encoded}`);
    }
  });

  it.each([
    ["none", "", ""],
    ["a trailing slash", "/", ""],
    ["a prefix", "/proxy/sm", "/proxy/sm"],
    ["a prefix and a trailing slash", "/proxy/sm/", "/proxy/sm"],
    ["an encoded prefix", "/a%20b", "/a%20b"],
  ])("stands after the base URL's: %s", async (_name, prefix, sent) => {
    const { line } = await send("listConnectorSecrets", {}, {}, prefix);
    expect(line.split(" ")[1]).toBe(`${sent}${SECRETS}`);
  });
});

describe("the body", () => {
  it("is UTF-8 JSON, each character of a value kept", async () => {
    const secret_value = ' "quoted" \\ \n\t\u0000\u2028 clé 😀 ';
    const { body } = await send("createConnectorSecret", { secret_value });
    expect(JSON.parse(body)).toEqual({ secret_name: "client_id", secret_value });
  });

  it("has no member that the operation does not know", async () => {
    const { body } = await send("updateConnectorSecret", { secret_name: "other", extra: true });
    expect(body).toBe('{"secret_value":"my-super-secret-value"}');
  });

  it("takes an empty name and value: the contract has no minLength", async () => {
    const { body } = await send("createConnectorSecret", { secret_name: "", secret_value: "" });
    expect(body).toBe('{"secret_name":"","secret_value":""}');
  });
});

describe("extra headers", () => {
  it("are added, in lower case, and a call's go over the client's", async () => {
    const headers = { "X-Trace": "client", "X-Team": "blue", Accept: "application/problem+json" };
    const { headers: sent } = await send("createConnectorSecret", {}, { headers });
    expect(sent).toEqual({
      ...WITH_BODY,
      accept: "application/problem+json",
      "x-trace": "client",
      "x-team": "blue",
    });
  });

  it("do not change what the body is", async () => {
    const headers = { "Content-Type": "text/plain" };
    const { headers: sent } = await send("createConnectorSecret", {}, { headers });
    expect(sent).toEqual(WITH_BODY);
  });
});

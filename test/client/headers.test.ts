import { describe, expect, it } from "vitest";
import { ConfigurationError, createClient, type HeadersOption } from "../../src/index.ts";
import { CALLS, CONNECTOR } from "../support/calls.ts";
import { done, KEY, listed, rejection, scripted } from "../support/fake-fetch.ts";

const given = (headers: unknown) => headers as HeadersOption;

describe("the headers of a request", () => {
  it("are the client's own, and the token as Bearer", async () => {
    const fetch = scripted(listed(), done());
    const client = createClient({ apiKey: KEY, fetch });
    await CALLS.listConnectorSecrets(client);
    await CALLS.updateConnectorSecret(client);
    const own = { accept: "application/json", authorization: `Bearer ${KEY}` };
    expect(fetch.sent[0]?.headers).toEqual(own);
    expect(fetch.sent[1]?.headers).toEqual({ ...own, "content-type": "application/json" });
  });

  it.each<[string, HeadersOption]>([
    ["a record", { "X-Trace": "1" }],
    ["pairs", [["x-trace", "1"]]],
    ["a Headers", new Headers({ "x-trace": "1" })],
    ["a Map", new Map([["X-TRACE", "1"]])],
  ])("take those of the option, given as %s, on every request", async (_name, headers) => {
    const fetch = scripted(listed(), listed());
    const client = createClient({ apiKey: KEY, headers, fetch });
    await client.secrets.list(CONNECTOR);
    await client.secrets.list(CONNECTOR);
    for (const { headers } of fetch.sent) expect(headers).toMatchObject({ "x-trace": "1" });
  });

  it("take those of a call over those of the client", async () => {
    const fetch = scripted(done());
    const client = createClient({ apiKey: KEY, headers: { "x-a": "1", "x-b": "1" }, fetch });
    const headers = { "X-B": "2", accept: "application/vnd.x+json", "content-type": "text/plain" };
    await CALLS.updateConnectorSecret(client, { headers });
    expect(fetch.sent[0]?.headers).toEqual({
      accept: "application/vnd.x+json",
      authorization: `Bearer ${KEY}`,
      // The body is JSON, whatever the caller says.
      "content-type": "application/json",
      "x-a": "1",
      "x-b": "2",
    });
  });
});

const REFUSED: [name: string, headers: unknown][] = [
  ["authorization", { authorization: "Bearer hunter2" }],
  ["authorization in any case", { aUTHORIZATION: "Bearer hunter2" }],
  ["authorization in pairs", [["Authorization", "hunter2"]]],
  ["authorization in a Headers", new Headers({ Authorization: "hunter2" })],
  ...["Connection", "Content-Length", "Expect", "Keep-Alive", "Transfer-Encoding", "Upgrade"].map(
    (name): [string, unknown] => [name, { [name]: "hunter2" }],
  ),
  ["__proto__", JSON.parse('{"__proto__":"hunter2"}')],
  ["a line break in a value", { "x-a": "hunter2\r\nx-b: 1" }],
  ["a NUL in a value", { "x-a": "hunter2\0" }],
  ["a character beyond Latin-1", { "x-a": "hunter2 密" }],
  ["a value that is no string", { "x-a": ["hunter2"] }],
  ["an undefined value", { "x-a": undefined }],
  ["a name with a space", { "hunter2 x": "1" }],
  ["a name with a line break", { "hunter2\n": "1" }],
  ["an empty name", { "": "hunter2" }],
  ["a name that is no string", [[7, "hunter2"]]],
  ["a name that cannot be printed", [[Symbol("hunter2"), "x"]]],
  ["pairs that are none", ["hunter2", null, 7]],
  ["a string", "x-a: hunter2"],
  ["null", null],
];

describe("headers refuses, and does not quote,", () => {
  it.each(REFUSED)("%s, on createClient", (_name, headers) => {
    const create = () => createClient({ apiKey: KEY, headers: given(headers) });
    expect(create).toThrow(ConfigurationError);
    expect(create).not.toThrow(/hunter2/);
  });

  it.each(REFUSED)("%s, on a call, which then sends nothing", async (_name, headers) => {
    const fetch = scripted(listed());
    const client = createClient({ apiKey: KEY, fetch });
    const error = await rejection(client.secrets.list(CONNECTOR, { headers: given(headers) }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).not.toContain("hunter2");
    expect(fetch.sent).toEqual([]);
  });
});

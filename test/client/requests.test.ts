// The bytes that leave: request line, headers and body, read from a socket or as fetch gets them.
import { openAsBlob } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createClient } from "../../src/index.ts";
import { CALLS, CONNECTOR, succeeded } from "../support/calls.ts";
import { done, failed, KEY, rejection, type Sent, scriptedClient } from "../support/fake-fetch.ts";
import { rawServer, readRequest } from "../support/servers.ts";

/** What a runtime adds; Node 20 to 26 do not agree on all of it. */
const OF_THE_RUNTIME =
  /^(host|connection|accept-language|accept-encoding|sec-fetch-mode|user-agent|content-length)$/;

type Id = keyof typeof CALLS;
async function send(id: Id, params = {}) {
  let text = "";
  const server = await rawServer(async (socket) => {
    text = await readRequest(socket);
    const body = await succeeded(id).text();
    socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  });
  const client = createClient({ apiKey: "an-api-key", baseUrl: server.url });
  await CALLS[id](client, {}, params);
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [line = "", ...fields] = head.split("\r\n");
  const headers = fields.map((field) => field.split(": ") as [string, string]);
  const names = headers.map(([name]) => name.toLowerCase());
  expect(new Set(names).size, `a header twice in ${names}`).toBe(names.length);
  const own = headers.filter(([name]) => !OF_THE_RUNTIME.test(name.toLowerCase()));
  const [method, path = ""] = line.split(" ");
  return { method, path, headers: Object.fromEntries(own), body: rest.join("\r\n\r\n") };
}

const SECRETS = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
const ALWAYS = { accept: "application/json", authorization: "Bearer an-api-key" };
const WITH_BODY = { ...ALWAYS, "content-type": "application/json" };
const CREATE = '{"secret_name":"client_id","secret_value":"my-super-secret-value"}';

describe("over a socket, an operation sends this and nothing else:", () => {
  // What Node adds to `cache: "no-store"`.
  const uncached = { ...ALWAYS, "cache-control": "no-cache", pragma: "no-cache" };
  it.each<[Id, string, string, object, string]>([
    ["listConnectorSecrets", "GET", SECRETS, uncached, ""],
    ["createConnectorSecret", "POST", SECRETS, WITH_BODY, CREATE],
    ["deleteConnectorSecret", "DELETE", `${SECRETS}/sec_a23f23d26`, ALWAYS, ""],
  ])("%s", async (id, method, path, headers, body) => {
    expect(await send(id)).toEqual({ method, path, headers, body });
  });

  it("and the value of a secret in UTF-8, every character of it", async () => {
    const secret_value = ' "quoted" \\ \n\t\u0000\u2028 clé 😀 ';
    const { body } = await send("createConnectorSecret", { secret_value });
    expect(JSON.parse(body)).toEqual({ secret_name: "client_id", secret_value });
  });
});

describe("the path", () => {
  it("has an int64 in its exact digits", async () => {
    const { path } = await send("listConnectorSecrets", { team_id: 2n ** 63n - 1n });
    expect(path).toBe(SECRETS.replace("936506", "9223372036854775807"));
  });

  it.each([
    ["a space", "a b", "a%20b"],
    ["slashes and dots", "a/../b", "a%2F..%2Fb"],
    ["a backslash", "a\\b", "a%5Cb"],
    ["encoded dots", "%2e%2e", "%252e%252e"],
    ["a query and a fragment", "a?b=c#d", "a%3Fb%3Dc%23d"],
    ["a line break", "a\r\nx-evil: 1", "a%0D%0Ax-evil%3A%201"],
    ["letters beyond ASCII", "clé", "cl%C3%A9"],
    ["three dots", "...", "..."],
    ["100 code points of two units", "😀".repeat(100), "%F0%9F%98%80".repeat(100)],
  ])("has in percent-encoding: %s", async (_name, secret_placeholder, encoded) => {
    const { path } = await send("deleteConnectorSecret", { secret_placeholder });
    expect(path).toBe(`${SECRETS}/${encoded}`);
  });
});

describe("a JSON body", () => {
  async function put(configuration_json: unknown) {
    const { client, sent } = scriptedClient([done()]);
    const configuration = { configuration_json: configuration_json as Record<string, unknown> };
    await client.connectors.update({ ...CONNECTOR, configuration });
    return String(sent[0]?.init.body).slice('{"configuration":{"configuration_json":'.length, -2);
  }

  it("has a free-form object as it is, an integer in its exact digits", async () => {
    const value = { b: [1, null, undefined, { é: "é" }], id: 2n ** 63n - 1n, at: new Date(0) };
    const at = '"at":"1970-01-01T00:00:00.000Z"';
    expect(await put(value)).toBe(`{"b":[1,null,null,{"é":"é"}],"id":9223372036854775807,${at}}`);
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = [cycle];
  it.each<[string, unknown]>([
    ["a cycle", cycle],
    ["NaN", Number.NaN],
    ["an infinity", Number.NEGATIVE_INFINITY],
    ["a function", () => {}],
    ["a symbol", Symbol("x")],
    ["a Map", new Map()],
    ["a Blob", new Blob()],
  ])("cannot have %s", async (_name, value) => {
    const error = await rejection(put({ a: { b: value } }));
    const path = expect.stringMatching(/^configuration\.configuration_json\.a\.b/);
    expect(error).toMatchObject({ name: "ValidationError", issues: [{ keyword: "json", path }] });
  });

  it("has only documented members, and is {} without any if it is required", async () => {
    const { client, sent } = scriptedClient([done()]);
    await client.connectors.update(Object.assign({ extra: 1 }, CONNECTOR));
    expect(sent[0]?.init.body).toBe("{}");
  });
});

it("a form is percent-encoded text with its own media type", async () => {
  const { client, sent } = scriptedClient([succeeded("createConnector")]);
  await client.connectors.create({ team_id: 1, title: "A & B=é +", description: "x\ny" });
  expect(String(sent[0]?.init.body)).toBe("title=A+%26+B%3D%C3%A9+%2B&description=x%0Ay");
  expect(sent[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
});

describe("multipart", () => {
  const logo = new File([Uint8Array.of(0x89, 0x50, 0, 255)], "logo é.png", { type: "image/png" });
  const bytesOf = ({ init }: Sent) => Buffer.from(init.body as Uint8Array).toString("latin1");

  it("has a file with its name and type, and the same bytes in each attempt", async () => {
    const steps = [failed(429), failed(429), succeeded("uploadConnectorLogo")];
    const { client, sent } = scriptedClient(steps, { apiKey: KEY, maxRetryDelay: 0 });
    await client.connectors.uploadLogo({ ...CONNECTOR, logo });
    const requests = sent.map((each) => [each.headers["content-type"], bytesOf(each)]);
    expect(requests).toEqual([requests[0], requests[0], requests[0]]);
    const [type, text] = requests[0] ?? [];
    expect(type).toMatch(/^multipart\/form-data; boundary=/);
    expect(text).toContain('name="logo"; filename="logo ');
    expect(text).toContain("Content-Type: image/png\r\n\r\n\x89P\0\xff\r\n");
  });

  it("refuses a file that has changed since it was chosen, and sends nothing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "logo-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, "logo.png");
    await writeFile(path, "a picture");
    const logo = await openAsBlob(path, { type: "image/png" });
    await writeFile(path, "another picture");
    const { client, sent } = scriptedClient([]);
    const error = await rejection(client.connectors.uploadLogo({ ...CONNECTOR, logo }));
    const issues = [{ path: "logo", keyword: "type" }];
    expect(error).toMatchObject({ name: "ValidationError", outcome: "not_applied", issues });
    expect(sent).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["a Buffer", Buffer.from("x")],
    ["bytes", Uint8Array.of(1)],
    ["a string", "x"],
    ["an object that looks like one", { size: 1, type: "", arrayBuffer() {} }],
  ])("refuses %s in place of a Blob", async (_name, value) => {
    const { client, sent } = scriptedClient([]);
    const params = { ...CONNECTOR, logo: value as Blob };
    const error = await rejection(client.connectors.uploadLogo(params));
    expect(error).toMatchObject({ issues: [{ path: "logo", keyword: "type" }] });
    expect(sent).toEqual([]);
  });
});

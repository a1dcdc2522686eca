// The `fetch` option: how it is called, what it may return, and what it may do wrong.
import { Readable } from "node:stream";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { CALLS, CONNECTOR, LIST } from "../support/calls.ts";
import { KEY, listed, rejection, scripted } from "../support/fake-fetch.ts";

afterEach(() => void vi.unstubAllGlobals());

const client = (fetch: unknown, maxRetries = 0) =>
  createClient({ apiKey: KEY, fetch: fetch as typeof globalThis.fetch, maxRetries });
const SECRET = { ...CONNECTOR, secret_name: "a", secret_value: "é" };
const PATH = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
const MEBI = 1024 * 1024;

describe("fetch", () => {
  it("is globalThis.fetch, looked up at each call, unless it is an option", async () => {
    const { secrets } = createClient({ apiKey: KEY });
    const [first, second, own] = [scripted(listed()), scripted(listed()), scripted(listed())];
    vi.stubGlobal("fetch", first);
    await secrets.list(CONNECTOR);
    vi.stubGlobal("fetch", second);
    await secrets.list(CONNECTOR);
    await client(own).secrets.list(CONNECTOR);
    expect([first, second, own].map(({ sent }) => sent.length)).toEqual([1, 1, 1]);
    vi.stubGlobal("fetch", undefined);
    const error = await rejection(secrets.list(CONNECTOR, { maxRetries: 0 }));
    expect(error).toHaveProperty("name", "ConnectionError");
  });

  it("is called as a plain function: as a method it is illegal on workerd", async () => {
    const receivers: unknown[] = [];
    // It may return a response without a promise.
    function fetch(this: unknown) {
      receivers.push(this);
      return listed();
    }
    await client(fetch).secrets.list(CONNECTOR);
    vi.stubGlobal("fetch", fetch);
    await createClient({ apiKey: KEY }).secrets.list(CONNECTOR);
    expect(receivers).toEqual([undefined, undefined]);
  });

  it("gets a URL and an init with a body of text and `redirect: manual`", async () => {
    const fetch = scripted(listed());
    await client(fetch).secrets.create(SECRET);
    const [{ url, init } = { url: "", init: {} }] = fetch.sent;
    const path = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
    expect(url).toBe(`https://api.supermetrics.com${path}`);
    const body = '{"secret_name":"a","secret_value":"é"}';
    expect(init).toMatchObject({ method: "POST", redirect: "manual", body });
  });

  it.each([
    ["asks a GET for no-store, and no other method", Request, "no-store"],
    ["does not, if the runtime does not know that option", class {}, undefined],
  ])("%s", async (_name, request, cache) => {
    vi.stubGlobal("Request", request);
    const fetch = scripted(listed(), listed());
    await CALLS.listConnectorSecrets(client(fetch));
    await CALLS.createConnectorSecret(client(fetch));
    expect(fetch.sent.map(({ init }) => init.cache)).toEqual([cache, undefined]);
  });
});

/** As node-fetch, cross-fetch and React Native have it. */
const response = (members: object, status = 201) =>
  Object.assign(members, { status, headers: new Headers() });

describe("a body is read", () => {
  const TEXT = JSON.stringify(LIST).replace("client_id", "clé_😀");
  const BYTES = new TextEncoder().encode(TEXT);
  const notImplemented = () => Promise.reject(new Error("not implemented"));

  it.each<[string, object]>([
    ["as a stream", { body: new Response(TEXT).body }],
    [
      "as bytes: node-fetch has a stream of Node",
      { body: Readable.from([BYTES]), arrayBuffer: async () => BYTES.buffer },
    ],
    [
      "as text first: React Native has no body, and no bytes",
      { text: async () => TEXT, arrayBuffer: notImplemented },
    ],
    [
      "with a method that needs its object",
      {
        own: TEXT,
        text(this: { own: string }) {
          return this.own;
        },
      },
    ],
  ])("%s", async (_name, members) => {
    const call = CALLS.createConnectorSecret(client(async () => response(members)));
    const want = { data: JSON.parse(TEXT), requestId: undefined };
    expect(await call.withResponse()).toMatchObject(want);
  });

  it("as text by client.http too, and without a TextDecoder", async () => {
    vi.stubGlobal("TextDecoder", undefined);
    const text = response({ text: async () => TEXT }, 200);
    expect(await client(async () => text).secrets.list(CONNECTOR)).toEqual(JSON.parse(TEXT));
    vi.unstubAllGlobals();
    const { data } = await client(async () => text).http.GET(PATH, { params: { path: CONNECTOR } });
    expect(data).toEqual(JSON.parse(TEXT));
  });

  it("not if the response is discarded: a stream of Node is destroyed", async () => {
    const body = Readable.from([BYTES]);
    const busy = response({ body, text: () => expect.unreachable() }, 503);
    const responses: unknown[] = [busy, listed()];
    const fetch = async () => responses.shift() as Response;
    await createClient({ apiKey: KEY, maxRetryDelay: 0, fetch }).secrets.list(CONNECTOR);
    expect(body.destroyed).toBe(true);
  });

  const spaces = new Uint8Array(MEBI).fill(32);
  const chunks = [...Array(63).fill(spaces), spaces.subarray(BYTES.length), BYTES];
  const longText = async () => " ".repeat(64 * MEBI + 1);
  const manyBytes = async () => new ArrayBuffer(64 * MEBI + 1);
  it.each<[string, () => unknown, number]>([
    ["a stream of 64 MiB", () => response({ body: Readable.toWeb(Readable.from(chunks)) }), 1],
    ["a text that is one too long", () => response({ text: longText }), 0],
    ["bytes that are one too many", () => response({ arrayBuffer: manyBytes }), 0],
  ])("to 64 MiB: %s", async (_name, make, count) => {
    const call = client(async () => make()).secrets.list(CONNECTOR);
    const want = count > 0 ? { count } : { name: "UnexpectedResponseError" };
    expect(await call.catch((error) => error)).toMatchObject(want);
  });

  it.each([
    [400, MEBI],
    [200, 64 * MEBI],
  ])("and the rest is cancelled: after %i, %i bytes", async (status, cap) => {
    let length = 0;
    const cancel = vi.fn();
    const chunk = new Uint8Array(65_536);
    const pull = (controller: ReadableStreamDefaultController) => {
      length += chunk.length;
      controller.enqueue(chunk);
    };
    const fetch = async () => new Response(new ReadableStream({ pull, cancel }), { status });
    await rejection(client(fetch).secrets.list(CONNECTOR));
    expect(length).toBeGreaterThan(cap);
    expect(length).toBeLessThanOrEqual(cap + 3 * 65_536);
    expect(cancel).toHaveBeenCalledOnce();
  });
});

const fail = (error: unknown) => () => {
  throw error;
};
const stream = (source: UnderlyingDefaultSource) => new Response(new ReadableStream(source));
const withBody = (body: object, status = 200) =>
  Object.defineProperty(new Response("", { status }), "body", { value: body });
const locked = () => {
  const response = listed();
  response.body?.getReader();
  return response;
};
const used = async () => {
  const response = listed();
  await response.text();
  return response;
};
const brokenHeaders = {
  status: 201,
  headers: { get: fail(new Error("no")) },
  text: async () => "",
};
const throwing = new Proxy([1], { get: fail(new Error("no")) });

describe("whatever fetch does, the call rejects with an error of this package, once:", () => {
  const CONNECTION = "ConnectionError";
  const CONFIGURATION = "ConfigurationError";
  const UNEXPECTED = "UnexpectedResponseError";
  const CHUNK = new Uint8Array(1 << 24);
  const endless = {
    pull: (c: ReadableStreamDefaultController) => c.enqueue(CHUNK),
    cancel: fail(new Error("no")),
  };
  const reader = { read: () => Promise.reject(new Error("no")), cancel: fail(new Error("no")) };

  it.each<[string, () => unknown, string]>([
    ["it throws", fail(new TypeError("Illegal invocation")), CONNECTION],
    ["it rejects with undefined", () => Promise.reject(), CONNECTION],
    ["with null", () => Promise.reject(null), CONNECTION],
    ["with a string", () => Promise.reject("no"), CONNECTION],
    ["with an AbortError", () => Promise.reject(new DOMException("no", "AbortError")), CONNECTION],
    ["with a timeout", () => Promise.reject(new DOMException("no", "TimeoutError")), CONNECTION],
    ["with errors that throw", () => Promise.reject({ errors: throwing }), CONNECTION],
    ["it returns nothing", () => undefined, CONFIGURATION],
    ["an empty object", async () => ({}), CONFIGURATION],
    ["JSON only", async () => ({ ok: true, json: async () => LIST }), CONFIGURATION],
    ["only a status", async () => ({ status: 201 }), CONFIGURATION],
    ["headers that throw", () => brokenHeaders, CONFIGURATION],
    ["a text that is none", () => response({ text: async () => 7 }), CONFIGURATION],
    ["an unreadable body", () => response({ body: { pipe() {} } }), CONFIGURATION],
    ["a locked body", locked, UNEXPECTED],
    ["a body that was read", used, UNEXPECTED],
    ["chunks of text", () => stream({ pull: (c) => c.enqueue("{}") }), UNEXPECTED],
    ["undefined chunks", () => stream({ pull: (c) => c.enqueue(undefined) }), UNEXPECTED],
    ["almost bytes", () => stream({ pull: (c) => c.enqueue({ byteLength: 3 }) }), UNEXPECTED],
    ["a body that fails", () => stream({ pull: (c) => c.error(new Error("no")) }), UNEXPECTED],
    ["an endless body that cannot be cancelled", () => stream(endless), UNEXPECTED],
    ["a reader that throws", () => withBody({ getReader: () => reader }), UNEXPECTED],
    ["a redirect with an invalid body", () => withBody({}, 302), UNEXPECTED],
    ["Response.error()", () => Response.error(), UNEXPECTED],
  ])("%s", async (_name, fetch, name) => {
    const spy = vi.fn(fetch);
    const error = await rejection(CALLS.createConnectorSecret(client(spy, 2)));
    const option = name === CONFIGURATION ? { option: "fetch" } : {};
    expect(error).toMatchObject({ name, outcome: "unknown", ...option });
    expect(spy).toHaveBeenCalledOnce();
  });

  it("for a GET, what is not a response is not_applied", async () => {
    const call = client(async () => ({}), 2).secrets.list(CONNECTOR);
    const want = { name: "ConfigurationError", outcome: "not_applied" };
    expect(await rejection(call)).toMatchObject(want);
  });

  it("a header that is no string counts as absent", async () => {
    const headers = { get: () => 7 };
    const fetch = async () => ({ status: 409, headers, text: async () => "{}" });
    expect(await rejection(client(fetch).secrets.create(SECRET))).toMatchObject({
      name: "ConflictError",
      requestId: undefined,
      retryAfter: undefined,
      rateLimit: { limit: undefined, remaining: undefined },
    });
  });

  it("a stream that never waits ends on time", async () => {
    const read = async () => ({ done: false, value: new Uint8Array() });
    const body = { getReader: () => ({ read, cancel: async () => {} }) };
    const fetch = async () => response({ body });
    const call = client(fetch).secrets.create(SECRET, { timeout: 50 });
    expect(await rejection(call)).toMatchObject({ name: "TimeoutError", outcome: "unknown" });
  });

  it("an error with a digest of another is copied, and so cleaned", async () => {
    const error = Object.assign(new Error(`no ${KEY}`), { digest: "3561123", key: KEY });
    const fetch = scripted({ throws: error });
    expect(await rejection(client(fetch).secrets.list(CONNECTOR))).toMatchObject({
      name: "ConnectionError",
      cause: expect.not.objectContaining({ key: KEY }),
    });
  });

  it("but the control-flow error of a framework passes as it is", async () => {
    const dynamic = Object.assign(new Error("Dynamic"), { digest: "DYNAMIC_SERVER_USAGE" });
    const fetch = scripted(...[1, 2, 3].map(() => ({ throws: dynamic })), listed(), {
      throws: dynamic,
    });
    const { secrets, http } = client(fetch, 2);
    expect(await rejection(secrets.list(CONNECTOR))).toBe(dynamic);
    expect(await rejection(secrets.set(SECRET))).toBe(dynamic);
    expect(await rejection(http.GET(PATH, { params: { path: CONNECTOR } }))).toBe(dynamic);
    const sync = secrets.sync({ ...CONNECTOR, secrets: { a: "1", b: "2" } });
    expect(await rejection(sync)).toBe(dynamic);
    expect(fetch.sent).toHaveLength(5);
  });
});

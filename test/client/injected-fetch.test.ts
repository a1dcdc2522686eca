import { Readable } from "node:stream";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { CALLS, CONNECTOR, CONTRACT, LIST, type OperationId } from "../support/calls.ts";
import { KEY, listed, rejection, scripted } from "../support/fake-fetch.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const client = (fetch: unknown) =>
  createClient({ apiKey: KEY, fetch: fetch as typeof globalThis.fetch, maxRetries: 0 });

describe("fetch", () => {
  it("is globalThis.fetch, looked up at each call", async () => {
    const client = createClient({ apiKey: KEY });
    const first = scripted(listed());
    const second = scripted(listed());
    vi.stubGlobal("fetch", first);
    await client.secrets.list(CONNECTOR);
    vi.stubGlobal("fetch", second);
    await client.secrets.list(CONNECTOR);
    expect([first.sent.length, second.sent.length]).toEqual([1, 1]);
  });

  it("is the option, where there is one", async () => {
    vi.stubGlobal("fetch", () => expect.unreachable());
    await expect(client(scripted(listed())).secrets.list(CONNECTOR)).resolves.toEqual(LIST);
  });

  it("is called as a plain function: as a method it is illegal on workerd", async () => {
    const receivers: unknown[] = [];
    async function fetch(this: unknown) {
      receivers.push(this);
      return listed();
    }
    await client(fetch).secrets.list(CONNECTOR);
    vi.stubGlobal("fetch", fetch);
    await createClient({ apiKey: KEY }).secrets.list(CONNECTOR);
    expect(receivers).toEqual([undefined, undefined]);
  });

  it("gets an address and an init, with a body of text and `redirect: manual`", async () => {
    const fetch = scripted(listed());
    await client(fetch).secrets.create({ ...CONNECTOR, secret_name: "a", secret_value: "é" });
    const [{ url, init } = { url: "", init: {} }] = fetch.sent;
    expect(url).toBe(
      "https://api.supermetrics.com/v1/teams/936506/connector_builder/connectors/T3S70/secrets",
    );
    expect(init).toMatchObject({
      method: "POST",
      redirect: "manual",
      body: '{"secret_name":"a","secret_value":"é"}',
    });
  });

  it("may answer at once, without a promise", async () => {
    await expect(client(() => listed()).secrets.list(CONNECTOR)).resolves.toEqual(LIST);
  });
});

describe("a body is read", () => {
  const TEXT = JSON.stringify(LIST).replace("client_id", "clé_😀");
  const BYTES = new TextEncoder().encode(TEXT);
  /** As node-fetch, cross-fetch and React Native give it. */
  const response = (members: object) => ({ status: 201, headers: new Headers(), ...members });
  it.each<[string, object]>([
    ["as a stream", { body: new Response(TEXT).body }],
    [
      "as bytes: node-fetch has a stream of Node's",
      { body: Readable.from([BYTES]), arrayBuffer: async () => BYTES.buffer },
    ],
    ["as text: React Native has no body", { text: async () => TEXT }],
    [
      "as text first: the bytes of React Native's cannot be had",
      { text: async () => TEXT, arrayBuffer: () => Promise.reject(new Error("not implemented")) },
    ],
    [
      "with a method that needs its object",
      new (class {
        #text = TEXT;
        async text() {
          return this.#text;
        }
      })(),
    ],
  ])("%s", async (_name, members) => {
    const answer = Object.assign(members, response({}));
    const { data, requestId } = await CALLS.createConnectorSecret(
      client(async () => answer),
    ).withResponse();
    expect(data).toEqual(JSON.parse(TEXT));
    expect(requestId).toBeUndefined();
  });

  it("as text, by client.http, too", async () => {
    const answer = response({ status: 200, text: async () => TEXT });
    const path = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
    const { data } = await client(async () => answer).http.GET(path, {
      params: { path: CONNECTOR },
    });
    expect(data).toEqual(JSON.parse(TEXT));
  });

  it("without a TextDecoder where it is a text", async () => {
    vi.stubGlobal("TextDecoder", undefined);
    const call = CALLS.createConnectorSecret(
      client(async () => response({ text: async () => TEXT })),
    );
    await expect(call).resolves.toEqual(JSON.parse(TEXT));
  });

  it.each<[string, object]>([
    ["a text", { text: async () => " ".repeat(64 * 1024 * 1024) + TEXT }],
    ["bytes", { arrayBuffer: async () => new ArrayBuffer(64 * 1024 * 1024 + 1) }],
  ])("to 64 MiB: %s beyond is refused", async (_name, members) => {
    const error = await rejection(
      CALLS.createConnectorSecret(client(async () => response(members))),
    );
    expect(error).toHaveProperty("name", "UnexpectedResponseError");
  });

  it("not where the response is discarded: a stream of Node's is destroyed", async () => {
    const body = Readable.from([BYTES]);
    const busy = response({ status: 503, body, text: () => expect.unreachable() });
    const answers: unknown[] = [busy, listed()];
    const options = {
      apiKey: KEY,
      maxRetryDelay: 0,
      fetch: async () => answers.shift() as Response,
    };
    await createClient(options).secrets.list(CONNECTOR);
    expect(body.destroyed).toBe(true);
  });
});

it("what gives no response is to blame, at once and with the outcome", async () => {
  const fetch = vi.fn(async () => ({ ok: true, json: async () => LIST }));
  const { secrets } = createClient({ apiKey: KEY, fetch: fetch as never });
  const want = { name: "ConfigurationError", option: "fetch", operation: "createConnectorSecret" };
  const created = secrets.create({ ...CONNECTOR, secret_name: "a", secret_value: "b" });
  expect(await rejection(created)).toMatchObject({ ...want, outcome: "unknown" });
  expect(await rejection(secrets.list(CONNECTOR))).toMatchObject({
    name: "ConfigurationError",
    outcome: "not_applied",
  });
  expect(fetch).toHaveBeenCalledTimes(2);
});

it.each([true, false])(
  "no-store is asked for where it is known (%j), for a GET alone",
  async (known) => {
    vi.stubGlobal("Request", known ? Request : class {});
    for (const [id, operation] of Object.entries(CONTRACT)) {
      const fetch = scripted(new Response(null, { status: 400 }));
      await rejection(CALLS[id as OperationId](client(fetch)));
      const cache = known && operation.method === "GET" ? "no-store" : undefined;
      expect([id, fetch.sent[0]?.init.cache]).toEqual([id, cache]);
    }
  },
);

it("an error by which a framework steers passes as the object that it is", async () => {
  const dynamic = Object.assign(new Error("Dynamic server usage"), {
    digest: "DYNAMIC_SERVER_USAGE",
  });
  const fetch = scripted({ throws: dynamic }, { throws: dynamic }, { throws: dynamic });
  const { secrets, http } = client(fetch);
  expect(await rejection(secrets.list(CONNECTOR))).toBe(dynamic);
  expect(await rejection(secrets.set({ ...CONNECTOR, secret_name: "a", secret_value: "b" }))).toBe(
    dynamic,
  );
  const path = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
  expect(await rejection(http.GET(path, { params: { path: CONNECTOR } }))).toBe(dynamic);
  expect(fetch.sent).toHaveLength(3);
});

const stream = (source: UnderlyingDefaultSource) => new Response(new ReadableStream(source));
const locked = () => {
  const response = listed();
  response.body?.getReader();
  return response;
};
const throwing = new Proxy([1], {
  get() {
    throw new Error("no");
  },
});
const used = async () => {
  const response = listed();
  await response.text();
  return response;
};

describe("whatever a fetch does, the call rejects with an error of this package", () => {
  it.each<[string, () => unknown, string]>([
    [
      "throws at once",
      () => {
        throw new TypeError("Illegal invocation");
      },
      "ConnectionError",
    ],
    ["rejects with nothing", () => Promise.reject(), "ConnectionError"],
    ["rejects with null", () => Promise.reject(null), "ConnectionError"],
    ["rejects with a string", () => Promise.reject("no"), "ConnectionError"],
    [
      "rejects with an abort of its own",
      () => Promise.reject(new DOMException("no", "AbortError")),
      "ConnectionError",
    ],
    [
      "rejects with a timeout of its own",
      () => Promise.reject(new DOMException("no", "TimeoutError")),
      "ConnectionError",
    ],
    ["gives nothing", () => undefined, "ConfigurationError"],
    ["gives no response", async () => ({}), "ConfigurationError"],
    ["gives a status alone", async () => ({ status: 201 }), "ConfigurationError"],
    [
      "gives a chunk that only looks like one",
      () => stream({ pull: (c) => c.enqueue({ byteLength: 3 }) }),
      "UnexpectedResponseError",
    ],
    [
      "rejects with errors that throw",
      () => Promise.reject({ errors: throwing }),
      "ConnectionError",
    ],
    ["gives a body that is locked", locked, "UnexpectedResponseError"],
    ["gives a body that was read", used, "UnexpectedResponseError"],
    [
      "gives a body of text",
      () => stream({ pull: (c) => c.enqueue("{}") }),
      "UnexpectedResponseError",
    ],
    [
      "gives a body of nothings",
      () => stream({ pull: (c) => c.enqueue(undefined) }),
      "UnexpectedResponseError",
    ],
    [
      "gives a body that fails",
      () => stream({ pull: (c) => c.error(new Error("no")) }),
      "UnexpectedResponseError",
    ],
    [
      "gives a body without end",
      () => stream({ pull: (c) => c.enqueue(new Uint8Array(65_536)) }),
      "UnexpectedResponseError",
    ],
    [
      "gives a body that no one can cancel",
      () =>
        stream({
          pull: (c) => c.enqueue(new Uint8Array(1 << 21)),
          cancel: () => {
            throw new Error("no");
          },
        }),
      "UnexpectedResponseError",
    ],
    [
      "gives a body that nothing can read",
      () => ({ status: 201, headers: new Headers(), body: { pipe() {} } }),
      "ConfigurationError",
    ],
    [
      "gives a body whose reader throws when it is cancelled",
      () => {
        const reader = {
          read: () => Promise.reject(new Error("no")),
          cancel() {
            throw new Error("no");
          },
        };
        const body = { getReader: () => reader };
        return Object.defineProperty(listed(), "body", { value: body });
      },
      "UnexpectedResponseError",
    ],
    [
      "gives a redirect with such a body",
      () => Object.defineProperty(new Response("", { status: 302 }), "body", { value: {} }),
      "UnexpectedResponseError",
    ],
    ["gives an error response", () => Response.error(), "UnexpectedResponseError"],
  ])("%s", async (_name, fetch, want) => {
    const error = await rejection(CALLS.createConnectorSecret(client(fetch)));
    expect(error).toMatchObject({ name: want, outcome: "unknown" });
  });

  it("a globalThis without fetch", async () => {
    vi.stubGlobal("fetch", undefined);
    const error = await rejection(
      createClient({ apiKey: KEY, maxRetries: 0 }).secrets.list(CONNECTOR),
    );
    expect(error).toHaveProperty("name", "ConnectionError");
  });

  it("the body of an error that cannot be read is no matter: its status is known", async () => {
    const broken = () =>
      new Response(new ReadableStream({ pull: (c) => c.error() }), { status: 409 });
    const error = await rejection(CALLS.createConnectorSecret(client(broken)));
    expect(error).toMatchObject({ name: "ConflictError", status: 409, outcome: "not_applied" });
  });
});

const MEBI = 1024 * 1024;

it.each([
  ["an error", 400, MEBI],
  ["a success", 200, 64 * MEBI],
])(
  "reading %s (%i) is capped at %i bytes, and the rest is cancelled",
  async (_what, status, cap) => {
    let given = 0;
    let cancelled = false;
    const endless = stream({
      pull(controller) {
        given += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
      cancel() {
        cancelled = true;
      },
    });
    const response = new Response(endless.body, { status });
    await rejection(client(async () => response).secrets.list(CONNECTOR));
    expect(given).toBeGreaterThan(cap);
    expect(given).toBeLessThanOrEqual(cap + 3 * 65_536);
    expect(cancelled).toBe(true);
  },
);

it("a list of a byte more is not read", async () => {
  const text = JSON.stringify(LIST);
  const body = " ".repeat(64 * MEBI - text.length + 1) + text;
  const error = await rejection(client(async () => new Response(body)).secrets.list(CONNECTOR));
  expect(error).toHaveProperty("name", "UnexpectedResponseError");
});

it("a list of just 64 MiB is read", async () => {
  const text = JSON.stringify(LIST);
  const body = " ".repeat(64 * MEBI - text.length) + text;
  await expect(client(async () => new Response(body)).secrets.list(CONNECTOR)).resolves.toEqual(
    LIST,
  );
});

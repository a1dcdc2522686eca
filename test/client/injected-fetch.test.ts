import { afterEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { KEY, listed, rejection, scripted } from "../support/injected.ts";
import { CALLS, CONNECTOR, LIST } from "../support/params.ts";

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

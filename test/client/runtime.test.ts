// Runtimes that send a lost request again: a write is sent so that they cannot, or its refusal is
// not trusted. Only of their own fetch.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { CONNECTOR, LIST, SECRET } from "../support/calls.ts";
import { done, failed, json, KEY, listed, rejection, scripted } from "../support/fake-fetch.ts";

const VALUE = { ...CONNECTOR, secret_name: "a", secret_value: "é" };
const UPDATE = { ...SECRET, secret_value: "v" };
const BROWSER = { navigator: { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0" } };

/** A client that uses the runtime's own fetch, which is scripted. */
function own(...steps: Parameters<typeof scripted>) {
  const fetch = scripted(...steps);
  vi.stubGlobal("fetch", fetch);
  return { client: createClient({ apiKey: KEY, maxRetries: 0 }), sent: fetch.sent };
}
const stub = (globals: object) => {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  // A browser is known by its name, and by not being Node.
  const process = Object.create(globalThis.process, { versions: { value: {} } });
  if ("navigator" in globals) vi.stubGlobal("process", process);
};
afterEach(() => void vi.unstubAllGlobals());

describe("in Deno", () => {
  beforeEach(() => stub({ Deno: {} }));

  it("the body of a write is a Blob of the same bytes", async () => {
    const { client, sent } = own(json(201, LIST), done(), json(201, { logo_url: "https://x" }));
    await client.secrets.create(VALUE);
    await client.secrets.update(UPDATE);
    await client.connectors.uploadLogo({ ...CONNECTOR, logo: new Blob(["png"]) });
    const bodies = sent.map(({ init }) => init.body as Blob);
    expect(bodies.map((body) => body instanceof Blob)).toEqual([true, true, true]);
    expect(JSON.parse((await bodies[0]?.text()) ?? "")).toMatchObject({ secret_value: "é" });
    expect(await bodies[2]?.text()).toContain("png");
    expect(sent[0]?.headers["content-type"]).toBe("application/json");
  });

  it("a refused DELETE may be the echo of the first, a refused PUT not", async () => {
    const { client } = own(failed(404), failed(404));
    const { secrets } = client;
    expect(await rejection(secrets.delete(SECRET))).toHaveProperty("outcome", "unknown");
    expect(await rejection(secrets.update(UPDATE))).toHaveProperty("outcome", "not_applied");
  });
});

it("in Bun, a write is not sent on a connection that is kept", async () => {
  stub({ Bun: {} });
  const { client, sent } = own(json(201, LIST), done(), listed());
  await client.secrets.create(VALUE);
  await client.secrets.delete(SECRET);
  await client.secrets.list(CONNECTOR);
  expect(sent.map(({ init }) => init.keepalive)).toEqual([false, false, undefined]);
});

describe("in a browser", () => {
  beforeEach(() => stub(BROWSER));

  it.each([404, 409, 429])("a %i to a write may be the echo of the first", async (status) => {
    const { client } = own(failed(status), failed(status), failed(status));
    const { secrets } = client;
    for (const write of [secrets.create(VALUE), secrets.update(UPDATE), secrets.delete(SECRET)]) {
      expect(await rejection(write)).toMatchObject({
        status,
        outcome: "unknown",
        message: expect.stringMatching(
          /may have sent the request twice: .* The request may have been applied\.$/,
        ),
      });
    }
  });

  it.each([400, 401, 403, 422])("a %i is not", async (status) => {
    const { client } = own(failed(status));
    expect(await rejection(client.secrets.create(VALUE))).toHaveProperty("outcome", "not_applied");
  });

  it("nor is the refusal of a GET", async () => {
    const { client } = own(failed(404));
    expect(await rejection(client.secrets.list(CONNECTOR))).toMatchObject({
      outcome: "not_applied",
      message: expect.stringMatching(/^listConnectorSecrets: 404 SOME_CODE. Some message. \(.*\)$/),
    });
  });

  it("nor a delete that is not found taken for done, unless an attempt was lost", async () => {
    const { client } = own(failed(404));
    expect(await rejection(client.secrets.delete(SECRET))).toHaveProperty("status", 404);
    const { client: patient } = own({ throws: new TypeError("Failed to fetch") }, failed(404));
    await patient.secrets.delete(SECRET, { maxRetries: 1 });
  });
});

it.each([{ Deno: {} }, { Bun: {} }, BROWSER])(
  "an injected fetch is called as ever: %j",
  async (globals) => {
    stub(globals);
    const fetch = scripted(failed(409));
    const client = createClient({ apiKey: KEY, fetch, maxRetries: 0 });
    expect(await rejection(client.secrets.create(VALUE))).toHaveProperty("outcome", "not_applied");
    const { body, keepalive } = fetch.sent[0]?.init ?? {};
    expect([typeof body, keepalive]).toEqual(["string", undefined]);
  },
);

// failNext and rateLimit: what a test can inject.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ERROR_EXAMPLES } from "../../generated/examples.ts";
import { ConfigurationError, createClient } from "../../src/index.ts";
import { createFakeApi, type Fault } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";

const CREATE = { ...CONNECTOR, secret_name: "a", secret_value: "1" };

const URL = "http://fake/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
const CYCLE = { self: {} };
CYCLE.self = CYCLE;

function setup() {
  const api = createFakeApi({ connectors: [CONNECTOR] });
  const client = createClient({ apiKey: "a-key", fetch: api.fetch, maxRetries: 0 });
  return { api, client, stored: () => api.secrets(936506, "T3S70").length };
}

/** The response to a create, or its error. */
async function responseTo(fault: Fault) {
  const { api, stored } = setup();
  api.failNext(fault);
  const headers = { authorization: "Bearer a-key", "content-type": "application/json" };
  const body = '{"secret_name":"a","secret_value":"1"}';
  const response = await api.fetch(URL, { method: "POST", headers, body });
  return { response, text: await response.text(), stored: stored() };
}

describe("failNext", () => {
  it.each(Object.entries(ERROR_EXAMPLES))(
    "a bare status %s returns its documented example, and nothing is applied",
    async (status, [example]) => {
      const { response, text, stored } = await responseTo({ status: Number(status) });
      expect(response.status).toBe(Number(status));
      expect(JSON.parse(text)).toEqual(example.body);
      for (const [name, value] of Object.entries(example.headers)) {
        expect(response.headers.get(name)).toBe(value);
      }
      expect(stored).toBe(0);
    },
  );

  const location = "https://else/";
  const type = "application/json";
  it.each<[string, Fault, object]>([
    ["a status without an example: an empty body", { status: 503 }, { status: 503, text: "" }],
    ["a redirect", { status: 307, headers: { location } }, { status: 307, text: "", location }],
    ["a page for the response: applied", { body: "<html>" }, { text: "<html>", stored: 1 }],
    ["another body, as JSON", { status: 500, body: { a: 1 } }, { text: '{"a":1}', type }],
    ["null is JSON, too", { body: null }, { status: 201, text: "null", stored: 1 }],
    ["a 204 has no body, whatever is set", { status: 204, body: "x" }, { status: 204, text: "" }],
    ["a header of its own", { status: 429, headers: { "Retry-After": "1" } }, { retryAfter: "1" }],
    ["a header removed", { status: 429, headers: { "retry-after": null } }, { retryAfter: null }],
    ["undefined too", { status: 429, headers: { "retry-after": undefined } }, { retryAfter: null }],
    ["nothing: the request passes", {}, { status: 201, stored: 1 }],
  ])("%s", async (_name, fault, want) => {
    const { response, text, stored } = await responseTo(fault);
    const names = { retryAfter: "retry-after", location: "location", type: "content-type" };
    const headers = Object.entries(names).map(([key, name]) => [key, response.headers.get(name)]);
    const result = { status: response.status, text, stored, ...Object.fromEntries(headers) };
    expect(result).toMatchObject({ stored: 0, ...want });
  });

  it.each<[Fault, number]>([
    [{ drop: "before" }, 0],
    [{ drop: "after" }, 1],
    [{ drop: "after", status: 500 }, 1],
  ])("%j: the connection is lost as in Node, and %i are stored", async (fault, count) => {
    const failed = await responseTo(fault).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TypeError);
    expect(failed).toMatchObject({ message: "fetch failed", cause: { code: "ECONNRESET" } });
    const { api, client, stored } = setup();
    api.failNext(fault);
    await expect(client.secrets.create(CREATE)).rejects.toHaveProperty("name", "ConnectionError");
    expect([stored(), api.requests.length]).toEqual([count, 1]);
  });

  it("stall: no response until the abort, and nothing is applied", async () => {
    const { api, client, stored } = setup();
    api.failNext({ stall: true });
    const create = client.secrets.create(CREATE, { timeout: 50 });
    await expect(create).rejects.toHaveProperty("name", "TimeoutError");
    expect(stored()).toBe(0);
  });

  it("each fault, as it is then, is for one request, in order; one with a method waits", async () => {
    const { api, client } = setup();
    const changed = { status: 500 };
    api.failNext({ method: "POST", status: 503 }, changed, {}, { method: "GET", status: 404 });
    api.failNext({ status: 403 });
    changed.status = 418;
    const list = () => client.secrets.list(CONNECTOR);
    const calls = [list, list, () => client.secrets.create(CREATE), list, list, list];
    const statuses: unknown[] = [];
    const ok = () => statuses.push(200);
    for (const call of calls) await call().then(ok, ({ status }) => statuses.push(status));
    expect(statuses).toEqual([500, 200, 503, 404, 403, 200]);
  });

  it("a 401 takes no fault", async () => {
    const { api } = setup();
    api.failNext({ status: 500 });
    const headers = { authorization: "Bearer a-key" };
    const sent = [api.fetch(URL), api.fetch("http://fake/x"), api.fetch(URL, { headers })];
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    expect([statuses, api.requests.length]).toEqual([[401, 401, 500], 3]);
  });

  it.each<[string, object, RegExp]>([
    ["the status 199", { status: 199 }, /^failNext: status must be /],
    ["the status 600", { status: 600 }, /^failNext: status must be /],
    ["the status 200.5", { status: 200.5 }, /^failNext: status must be /],
    ["no method of an operation", { method: "PUSH" }, /^failNext: method must be one of "GET", /],
    ["a misspelt name", { statuss: 500 }, /statuss is unknown; known: method, status, /],
    ["another drop", { drop: "afterwards" }, /drop must be one of "before", "after"/],
    ["another stall", { stall: 100 }, /stall must be true/],
    ["a fault that is no object", null as unknown as object, /must be an object/],
    ["a header with a line break", { headers: { "x-a": "a\nb" } }, /^failNext: headers/],
    ["a body that JSON does not hold", { body: CYCLE }, /body/],
  ])("refuses %s", (_name, fault, words) => {
    const { api } = setup();
    const faults: Fault[] = [fault];
    expect(() => api.failNext(...faults)).toThrow(ConfigurationError);
    expect(() => api.failNext(...faults)).toThrow(words);
  });
});

describe("rateLimit", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("each request takes one; then 429 with Retry-After, until it is over", async () => {
    const { api, client } = setup();
    api.rateLimit({ limit: 3, remaining: 1, retryAfter: 60 });
    await client.secrets.list(CONNECTOR);
    await expect(client.secrets.list(CONNECTOR)).rejects.toMatchObject({
      name: "RateLimitError",
      retryAfter: 60,
      rateLimit: { limit: 3, remaining: 0 },
    });
    vi.advanceTimersByTime(30_500);
    await expect(client.secrets.list(CONNECTOR)).rejects.toMatchObject({ retryAfter: 30 });
    vi.advanceTimersByTime(29_500);
    for (let index = 0; index < 3; index++) await client.secrets.list(CONNECTOR);
    await expect(client.secrets.list(CONNECTOR)).rejects.toMatchObject({ retryAfter: 60 });
  });

  it("without retryAfter, no header, and no end until it is set again", async () => {
    const { api, client } = setup();
    api.rateLimit({ limit: 3, remaining: 0 });
    for (let index = 0; index < 2; index++) {
      const refused = client.secrets.list(CONNECTOR);
      await expect(refused).rejects.toMatchObject({ status: 429, retryAfter: undefined });
      vi.advanceTimersByTime(3_600_000);
    }
    api.rateLimit({ limit: 3, remaining: 3 });
    await client.secrets.list(CONNECTOR);
  });

  it.each<[name: string, quota: unknown, option: string | undefined]>([
    ["text", { limit: "x", remaining: 1 }, "limit"],
    ["a limit of none", { limit: 0, remaining: 0 }, "limit"],
    ["nothing left to count", { limit: 1 }, "remaining"],
    ["less than nothing", { limit: 1, remaining: -1 }, "remaining"],
    ["a part of a request", { limit: 1, remaining: 0.5 }, "remaining"],
    ["endless seconds", { limit: 1, remaining: 1, retryAfter: Infinity }, "retryAfter"],
    ["a misspelt name", { limit: 1, remaining: 1, retry_after: 1 }, "retry_after"],
    ["nothing", undefined, undefined],
    ["a number", 5, undefined],
  ])("refuses %s, and the quota stays as it was", async (_name, quota, option) => {
    const { api, client } = setup();
    const set = () => Reflect.apply(api.rateLimit, undefined, [quota]);
    const error = { name: "ConfigurationError", ...(option && { option }) };
    expect(set).toThrow(expect.objectContaining(error));
    expect(await client.secrets.list(CONNECTOR)).toEqual({ count: 0, secrets: [] });
  });

  it("documented errors carry the current quota; a 500 has no such headers, nor has a success", async () => {
    const { api, client } = setup();
    api.rateLimit({ limit: 20, remaining: 10 });
    const missing = { ...CONNECTOR, secret_placeholder: "sec_000000000" };
    await expect(client.secrets.delete(missing)).rejects.toMatchObject({
      rateLimit: { limit: 20, remaining: 9 },
    });
    api.failNext({ status: 500 });
    const none = { limit: undefined, remaining: undefined };
    await expect(client.secrets.list(CONNECTOR)).rejects.toMatchObject({ rateLimit: none });
    const { rateLimit } = await client.secrets.list(CONNECTOR).withResponse();
    expect(rateLimit).toEqual(none);
  });
});

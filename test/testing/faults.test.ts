// failNext and rateLimit: what a test can make happen.
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { ERROR_EXAMPLES } from "../../generated/examples.ts";
import { ConfigurationError, createClient, RateLimitError, ServerError } from "../../src/index.ts";
import { createFakeApi, type Fault } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";

const CREATE = { ...CONNECTOR, secret_name: "a", secret_value: "1" };

function setup() {
  const api = createFakeApi({ connectors: [CONNECTOR] });
  const client = createClient({ apiKey: "a-key", fetch: api.fetch, maxRetries: 0 });
  return { api, client, stored: () => api.secrets(936506, "T3S70").length };
}

/** The answer to a create, or its error. */
async function answerTo(fault: Fault) {
  const { api, stored } = setup();
  api.failNext(fault);
  const url = "http://fake/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
  const headers = { authorization: "Bearer a-key", "content-type": "application/json" };
  const body = '{"secret_name":"a","secret_value":"1"}';
  const response = await api.fetch(url, { method: "POST", headers, body });
  return { response, text: await response.text(), stored: stored() };
}

describe("failNext", () => {
  it.each(Object.entries(ERROR_EXAMPLES))(
    "a bare status %s is answered with its documented example, and nothing is applied",
    async (status, example) => {
      const { response, text, stored } = await answerTo({ status: Number(status) });
      expect(response.status).toBe(Number(status));
      expect(JSON.parse(text)).toEqual(example.body);
      for (const [name, value] of Object.entries(example.headers)) {
        expect(response.headers.get(name)).toBe(value);
      }
      expect(stored).toBe(0);
    },
  );

  it.each<[string, Fault, object]>([
    [
      "a status without an example: an empty body",
      { status: 503 },
      { status: 503, text: "", stored: 0 },
    ],
    [
      "a redirect",
      { status: 307, headers: { Location: "https://else/" } },
      { status: 307, text: "", stored: 0, location: "https://else/" },
    ],
    [
      "a page in place of the answer: applied",
      { body: "<html>" },
      { status: 201, text: "<html>", stored: 1 },
    ],
    [
      "another body, as JSON",
      { status: 500, body: { a: 1 } },
      { status: 500, text: '{"a":1}', stored: 0 },
    ],
    ["null is JSON, too", { body: null }, { status: 201, text: "null", stored: 1 }],
    [
      "a 204 has no body, whatever is asked for",
      { status: 204, body: "x" },
      { status: 204, text: "", stored: 0 },
    ],
    [
      "a header over the documented one",
      { status: 429, headers: { "Retry-After": "1" } },
      { retryAfter: "1", stored: 0 },
    ],
    [
      "a header taken away",
      { status: 429, headers: { "retry-after": null } },
      { retryAfter: null, stored: 0 },
    ],
    ["nothing: the request passes", {}, { status: 201, stored: 1 }],
  ])("%s", async (_name, fault, want) => {
    const { response, text, stored } = await answerTo(fault);
    const { status, headers } = response;
    const retryAfter = headers.get("retry-after");
    const location = headers.get("location");
    expect({ status, text, stored, retryAfter, location }).toMatchObject(want);
  });

  it("JSON in place of the answer says so in its content type", async () => {
    expect((await answerTo({ status: 503, body: {} })).response.headers.get("content-type")).toBe(
      "application/json",
    );
  });

  it.each<["before" | "after", number]>([
    ["before", 0],
    ["after", 1],
  ])('drop "%s": the connection is lost, and %i are stored', async (drop, count) => {
    const { api, client, stored } = setup();
    api.failNext({ drop });
    await expect(client.secrets.create(CREATE)).rejects.toMatchObject({
      name: "ConnectionError",
      outcome: "unknown",
      message: expect.stringContaining("ECONNRESET"),
    });
    expect(stored()).toBe(count);
    expect(api.requests).toHaveLength(1);
  });

  it('drop "after" decides, whatever status the answer would have had', async () => {
    const { api, client, stored } = setup();
    api.failNext({ drop: "after", status: 500 });
    await expect(client.secrets.create(CREATE)).rejects.toHaveProperty("name", "ConnectionError");
    expect(stored()).toBe(1);
  });

  it("a fault is taken as it is given: what comes of the object later does not count", async () => {
    const { api, client } = setup();
    const fault = { status: 503 };
    api.failNext(fault);
    fault.status = 418;
    await expect(client.secrets.create(CREATE)).rejects.toHaveProperty("status", 503);
  });

  it("a lost connection looks as it does in Node", async () => {
    const failed = await answerTo({ drop: "before" }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TypeError);
    expect(failed).toMatchObject({ message: "fetch failed", cause: { code: "ECONNRESET" } });
  });

  it("stall: no answer until the abort, whose reason it rejects with, and nothing is applied", async () => {
    const { api, client, stored } = setup();
    const controller = new AbortController();
    api.failNext({ stall: true });
    const create = client.secrets.create(CREATE, { signal: controller.signal });
    await vi.waitUntil(() => api.requests.length === 1);
    const reason = { why: "enough" };
    controller.abort(reason);
    await expect(create).rejects.toBe(reason);
    expect(stored()).toBe(0);
  });

  it("each fault is for one request, in order", async () => {
    const { api, client } = setup();
    api.failNext({ status: 500 }, {});
    api.failNext({ status: 403 });
    const statuses: unknown[] = [];
    for (let index = 0; index < 4; index++) {
      statuses.push(
        await client.secrets.list(CONNECTOR).then(
          () => 200,
          (error) => error.status,
        ),
      );
    }
    expect(statuses).toEqual([500, 200, 403, 200]);
  });

  it.each<[string, object, RegExp]>([
    ...[199, 600, 200.5, Number.NaN].map((status): [string, object, RegExp] => [
      `the status ${status}`,
      { status },
      /integer from 200 to 599/,
    ]),
    ["a header with a line break", { headers: { "x-request-id": "id\n" } }, /headers that HTTP/],
    ["a misspelt name", { statuss: 500 }, /no statuss, but status, /],
    ["another drop", { drop: "afterwards" }, /"before" or "after"/],
    ["another stall", { stall: 100 }, /stalls with true/],
    ["a fault that is no object", null as unknown as object, /must be an object/],
    ["a header that HTTP does not allow", { headers: { "x-a": "a\nb" } }, /headers/],
    ["a body that JSON does not hold", { body: { a: 1n } }, /body/],
  ])("refuses %s", (_name, fault, words) => {
    const { api } = setup();
    const given: Fault[] = [fault];
    expect(() => api.failNext(...given)).toThrow(ConfigurationError);
    expect(() => api.failNext(...given)).toThrow(words);
  });

  it("a header that is undefined is taken away, over HTTP too", async () => {
    const { api, client } = setup();
    const server = await api.listen();
    onTestFinished(server.close);
    const overHttp = createClient({ apiKey: "a-key", baseUrl: server.url, maxRetries: 0 });
    for (const { secrets } of [client, overHttp]) {
      api.failNext({ status: 429, headers: { "retry-after": undefined } });
      const error = await secrets.list(CONNECTOR).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ status: 429, retryAfter: undefined });
    }
  });
});

describe("rateLimit", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("each request takes one; then 429 with Retry-After, until it is over", async () => {
    const { api, client } = setup();
    api.rateLimit({ limit: 3, remaining: 1, retryAfter: 60 });
    await client.secrets.list(CONNECTOR);
    const refused = await client.secrets.list(CONNECTOR).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RateLimitError);
    expect(refused).toMatchObject({ retryAfter: 60, rateLimit: { limit: 3, remaining: 0 } });

    vi.advanceTimersByTime(30_500);
    await expect(client.secrets.list(CONNECTOR)).rejects.toMatchObject({ retryAfter: 30 });

    vi.advanceTimersByTime(28_500);
    await expect(client.secrets.list(CONNECTOR)).rejects.toMatchObject({ retryAfter: 1 });

    vi.advanceTimersByTime(1000);
    for (let index = 0; index < 3; index++) await client.secrets.list(CONNECTOR);
    await expect(client.secrets.list(CONNECTOR)).rejects.toMatchObject({ retryAfter: 60 });
  });

  it("a client that waits as long as it is told gets through", async () => {
    const { api } = setup();
    const client = createClient({ apiKey: "a-key", fetch: api.fetch });
    api.rateLimit({ limit: 1, remaining: 0, retryAfter: 7 });
    const list = client.secrets.list(CONNECTOR);
    await vi.advanceTimersByTimeAsync(7000);
    await expect(list).resolves.toEqual({ count: 0, secrets: [] });
    expect(api.requests).toHaveLength(2);
  });

  it("without retryAfter, no header, and no end until it is set again", async () => {
    const { api, client } = setup();
    api.rateLimit({ limit: 3, remaining: 0 });
    for (let index = 0; index < 2; index++) {
      await expect(client.secrets.list(CONNECTOR)).rejects.toMatchObject({
        status: 429,
        retryAfter: undefined,
      });
      vi.advanceTimersByTime(3_600_000);
    }
    api.rateLimit({ limit: 3, remaining: 3 });
    await client.secrets.list(CONNECTOR);
  });

  it.each<[name: string, quota: object, option: string]>([
    ["text", { limit: "x", remaining: 1 }, "limit"],
    ["no limit", { remaining: 1 }, "limit"],
    ["a limit of none", { limit: 0, remaining: 0 }, "limit"],
    ["nothing left to count", { limit: 1 }, "remaining"],
    ["less than nothing", { limit: 1, remaining: -1 }, "remaining"],
    ["a part of a request", { limit: 1, remaining: 0.5 }, "remaining"],
    ["NaN seconds", { limit: 1, remaining: 1, retryAfter: Number.NaN }, "retryAfter"],
    ["endless seconds", { limit: 1, remaining: 1, retryAfter: Infinity }, "retryAfter"],
    ["a misspelt name", { limit: 1, remaining: 1, retry_after: 1 }, "retry_after"],
  ])("refuses %s, and the quota stays as it was", async (_name, quota, option) => {
    const { api, client } = setup();
    const set = () => Reflect.apply(api.rateLimit, undefined, [quota]);
    expect(set).toThrow(expect.objectContaining({ name: "ConfigurationError", option }));
    expect(await client.secrets.list(CONNECTOR)).toEqual({ count: 0, secrets: [] });
  });

  it.each([undefined, null, 5])("refuses %s for a quota", (quota) => {
    const set = () => Reflect.apply(setup().api.rateLimit, undefined, [quota]);
    expect(set).toThrow(ConfigurationError);
  });

  it("documented errors carry the quota of now; a 500 has no such headers, nor has a success", async () => {
    const { api, client } = setup();
    api.rateLimit({ limit: 20, remaining: 10 });
    const missing = { ...CONNECTOR, secret_placeholder: "sec_000000000" };
    await expect(client.secrets.delete(missing)).rejects.toMatchObject({
      rateLimit: { limit: 20, remaining: 9 },
    });
    api.failNext({ status: 500 });
    const failed = await client.secrets.list(CONNECTOR).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ServerError);
    expect(failed).toMatchObject({ rateLimit: { limit: undefined, remaining: undefined } });
    const { rateLimit } = await client.secrets.list(CONNECTOR).withResponse();
    expect(rateLimit).toEqual({ limit: undefined, remaining: undefined });
  });
});

it.each(["a-key", "Bearer a-key", " bearer  a-key\n"])(
  "the token %j is read as apiKey is",
  async (token) => {
    const api = createFakeApi({ connectors: [CONNECTOR], token });
    for (const apiKey of [token, "a-key"]) {
      const { secrets } = createClient({ apiKey, fetch: api.fetch });
      await expect(secrets.list(CONNECTOR)).resolves.toHaveProperty("count", 0);
    }
    const { secrets } = createClient({ apiKey: "another", fetch: api.fetch });
    await expect(secrets.list(CONNECTOR)).rejects.toHaveProperty("status", 401);
  },
);

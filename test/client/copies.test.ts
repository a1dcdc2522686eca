import { describe, expect, it } from "vitest";
import { createClient } from "../../src/index.ts";
import { CONNECTOR, SECRET } from "../support/calls.ts";
import { done, KEY, listed, rejection, scripted, scriptedClient } from "../support/fake-fetch.ts";

describe("what was given is copied before the call returns", () => {
  it("the options of createClient", async () => {
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

  it("the parameters of a call", async () => {
    const { client, sent } = scriptedClient([done()]);
    const params = { ...SECRET, secret_value: "first" };
    const call = client.secrets.update(params);
    Object.assign(params, { secret_value: "second", secret_placeholder: "sec_other" });
    await call;
    expect(sent[0]?.init.body).toBe('{"secret_value":"first"}');
    expect(sent[0]?.url).toMatch(/sec_a23f23d26$/);
  });

  it("the options of a call", async () => {
    const { client, sent } = scriptedClient([listed()]);
    const controller = new AbortController();
    const headers = { "x-a": "1" };
    const options = {
      token: "first",
      headers,
      signal: new AbortController().signal,
      timeout: 1000,
    };
    const call = client.secrets.list(CONNECTOR, options);
    headers["x-a"] = "2";
    controller.abort();
    Object.assign(options, { token: "second", signal: controller.signal, timeout: -1 });
    await call;
    expect(sent[0]?.headers).toMatchObject({ "x-a": "1", authorization: "Bearer first" });
  });

  it("those of client.http", async () => {
    const { client, sent } = scriptedClient([done()]);
    const body = { secret_value: "first" };
    const path = { ...SECRET };
    const call = client.http.PUT(
      "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets/{secret_placeholder}",
      { params: { path }, body },
    );
    body.secret_value = "second";
    Object.assign(path, { secret_placeholder: "sec_other" });
    await call;
    expect(new TextDecoder().decode(sent[0]?.init.body as Uint8Array)).toBe(
      '{"secret_value":"first"}',
    );
    expect(sent[0]?.url).toMatch(/sec_a23f23d26$/);
  });
});

describe("frozen options and parameters are as good as others", () => {
  it("in createClient and in a call", async () => {
    const fetch = scripted(listed());
    const client = createClient(Object.freeze({ apiKey: KEY, headers: Object.freeze({}), fetch }));
    const options = Object.freeze({ maxRetries: 0, headers: Object.freeze({ "x-a": "1" }) });
    await client.secrets.list(Object.freeze({ ...CONNECTOR }), options);
    expect(fetch.sent).toHaveLength(1);
  });
});

describe("a bad parameter rejects, it does not throw", () => {
  it.each([undefined, null, "x", 7, [], {}])("%j", async (params) => {
    const { client } = scriptedClient([]);
    const { secrets } = client;
    for (const method of [secrets.list, secrets.create, secrets.update, secrets.delete]) {
      const call = method as (params: unknown) => Promise<unknown>;
      expect(await rejection(call(params))).toHaveProperty("name", "ValidationError");
    }
  });
});

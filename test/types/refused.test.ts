// What does not compile: a line below `@ts-expect-error` that does compile fails `npm run check`.
// Beside it is what happens to a caller without TypeScript.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { CONNECTOR, LIST, SECRET } from "../support/calls.ts";

const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json(LIST));
beforeEach(() => void fetch.mockClear());

const { secrets, http } = createClient({ apiKey: "an-api-key", fetch });
const BODY = { secret_name: "client_id", secret_value: "value" };
const PATH = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";

/** The call rejects for that rule alone, and nothing is sent. */
async function expectIssue(call: Promise<unknown>, path: string, keyword: string) {
  const issues = [{ path, keyword }];
  await expect(call).rejects.toMatchObject({ name: "ValidationError", issues });
  expect(fetch).not.toHaveBeenCalled();
}

describe("parameters:", () => {
  it("a missing one", async () => {
    // @ts-expect-error secret_value
    const inBody = secrets.create({ ...CONNECTOR, secret_name: "client_id" });
    await expectIssue(inBody, "secret_value", "required");
    // @ts-expect-error secret_placeholder
    const inPath = secrets.update({ ...CONNECTOR, secret_value: "value" });
    await expectIssue(inPath, "secret_placeholder", "required");
    // @ts-expect-error undefined is not a team_id
    const anUndefined = secrets.list({ ...CONNECTOR, team_id: undefined });
    await expectIssue(anUndefined, "team_id", "required");
    // @ts-expect-error the parameters
    await expectIssue(secrets.delete(), "", "type");
  });

  it("one of a wrong type", async () => {
    // @ts-expect-error a number is not a secret_value
    await expectIssue(secrets.update({ ...SECRET, secret_value: 1 }), "secret_value", "type");
    // @ts-expect-error a string is not a team_id
    await expectIssue(secrets.list({ ...CONNECTOR, team_id: "936506" }), "team_id", "type");
    // @ts-expect-error null is not a secret_placeholder
    const aNull = secrets.delete({ ...SECRET, secret_placeholder: null });
    await expectIssue(aNull, "secret_placeholder", "type");
  });

  it("an unknown one, which is not sent", async () => {
    // @ts-expect-error secretValue: the names are those of the wire
    await secrets.create({ ...CONNECTOR, ...BODY, secretValue: "value" });
    // @ts-expect-error a list has no secret_placeholder
    await secrets.list({ ...CONNECTOR, secret_placeholder: "sec_a23f23d26" });
    const sent = fetch.mock.calls.map(([url, init]) => `${url} ${init?.body}`).join();
    expect(sent).not.toMatch(/secretValue|sec_a23f23d26/);
  });
});

describe("options:", () => {
  it("unknown ones", async () => {
    // @ts-expect-error retries: it is maxRetries
    await expect(secrets.list(CONNECTOR, { retries: 0 })).rejects.toThrow(/option.* retries/);
    // @ts-expect-error baseURL: it is baseUrl
    const create = () => createClient({ apiKey: "an-api-key", baseURL: "" });
    expect(create).toThrow(/option.* baseURL/);
  });

  it("of a wrong type", async () => {
    // @ts-expect-error a string is not a time
    const call = secrets.list(CONNECTOR, { timeout: "1000" });
    await expect(call).rejects.toThrow("timeout must be an integer");
    // @ts-expect-error a number is not a key
    expect(() => createClient({ apiKey: 1 })).toThrow("apiKey must be a string");
    // @ts-expect-error the options
    expect(() => createClient()).toThrow("options must be an object");
  });
});

describe("client.http:", () => {
  const params = { path: CONNECTOR };

  it("a path, and a method, that the spec does not have", async () => {
    // @ts-expect-error the path
    await http.GET("/no/such/path/{team_id}", { params: { path: { team_id: 1 } } });
    // @ts-expect-error PUT
    await http.PUT(PATH, { params });
    const [[url] = [], [, init] = []] = fetch.mock.calls;
    expect([url, init?.method]).toEqual([expect.stringMatching(/\/no\/such\/path\/1$/), "PUT"]);
  });

  it("missing parameters", async () => {
    // @ts-expect-error the parameters
    await expect(http.GET(PATH)).rejects.toMatchObject({ name: "ValidationError" });
    // @ts-expect-error connector_identifier
    const call = http.GET(PATH, { params: { path: { team_id: 1 } } });
    await expectIssue(call, "connector_identifier", "pathSegment");
  });

  it("a body that breaks the contract, which is left to the server", async () => {
    // @ts-expect-error secret_value
    await http.POST(PATH, { params, body: { secret_name: "client_id" } });
    // @ts-expect-error a number is not a secret_value
    await http.POST(PATH, { params, body: { secret_name: "client_id", secret_value: 1 } });
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});

// What does not compile: a line below `@ts-expect-error` that does compile fails `npm run check`.
// Beside it stands what happens to a caller without TypeScript.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../../src/index.ts";
import { CONNECTOR, LIST, PARAMS, SECRET } from "../support/calls.ts";

const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json(LIST));
beforeEach(() => void fetch.mockClear());

const { secrets, http } = createClient({ apiKey: "an-api-key", fetch });
const PATH = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";

/** The call rejects for that rule alone, and nothing is sent. */
async function expectIssue(call: Promise<unknown>, path: string, keyword: string) {
  await expect(call).rejects.toMatchObject({
    name: "ValidationError",
    issues: [{ path, keyword }],
  });
  expect(fetch).not.toHaveBeenCalled();
}

describe("a missing member", () => {
  it("of the body", async () => {
    // @ts-expect-error secret_value
    const call = secrets.create({ ...CONNECTOR, secret_name: "client_id" });
    await expectIssue(call, "secret_value", "required");
  });

  it("of the path", async () => {
    // @ts-expect-error secret_placeholder
    const call = secrets.update({ ...CONNECTOR, secret_value: "value" });
    await expectIssue(call, "secret_placeholder", "required");
  });

  it("that is undefined", async () => {
    // @ts-expect-error undefined is no team_id
    const call = secrets.list({ ...CONNECTOR, team_id: undefined });
    await expectIssue(call, "team_id", "required");
  });

  it("that is every one", async () => {
    // @ts-expect-error the parameters
    const call = secrets.delete();
    await expectIssue(call, "", "type");
  });
});

describe("a wrong type", () => {
  it("of the body", async () => {
    // @ts-expect-error a number is no secret_value
    const call = secrets.update({ ...SECRET, secret_value: 1 });
    await expectIssue(call, "secret_value", "type");
  });

  it("of the path", async () => {
    // @ts-expect-error a string is no team_id
    const call = secrets.list({ ...CONNECTOR, team_id: "936506" });
    await expectIssue(call, "team_id", "type");
  });

  it("null", async () => {
    // @ts-expect-error null is no secret_placeholder
    const call = secrets.delete({ ...SECRET, secret_placeholder: null });
    await expectIssue(call, "secret_placeholder", "type");
  });
});

describe("an unknown member", () => {
  it("of the parameters, which is not sent", async () => {
    // @ts-expect-error secretValue: the names are those of the wire
    await secrets.create({ ...PARAMS.createConnectorSecret, secretValue: "value" });
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(`${url} ${init?.body}`).not.toContain("secretValue");
  });

  it("of another operation", async () => {
    // @ts-expect-error a list has no secret_placeholder
    await secrets.list({ ...CONNECTOR, secret_placeholder: "sec_a23f23d26" });
    expect(String(fetch.mock.calls[0]?.[0])).not.toContain("sec_a23f23d26");
  });

  it("of a call's options", async () => {
    // @ts-expect-error retries: it is maxRetries
    const call = secrets.list(CONNECTOR, { retries: 0 });
    await expect(call).rejects.toThrow("A call has no option retries.");
  });

  it("of the client's options", () => {
    // @ts-expect-error baseURL: it is baseUrl
    const create = () => createClient({ apiKey: "an-api-key", baseURL: "" });
    expect(create).toThrow("createClient has no option baseURL.");
  });
});

describe("an option of a wrong type", () => {
  it("of a call", async () => {
    // @ts-expect-error a string is no time
    const call = secrets.list(CONNECTOR, { timeout: "1000" });
    await expect(call).rejects.toThrow("timeout must be an integer");
  });

  it("of the client", () => {
    // @ts-expect-error a number is no key
    expect(() => createClient({ apiKey: 1 })).toThrow("apiKey must be a string");
  });

  it("none at all", () => {
    // @ts-expect-error the options
    expect(() => createClient()).toThrow("options must be an object");
  });
});

describe("client.http", () => {
  const params = { path: CONNECTOR };

  it("a path that the spec does not have", async () => {
    // @ts-expect-error the path
    await http.GET("/v1/teams/{team_id}", { params: { path: { team_id: 1 } } });
    expect(fetch.mock.calls[0]?.[0]).toMatch(/\/v1\/teams\/1$/);
  });

  it("a method that the path does not have", async () => {
    // @ts-expect-error PUT
    await http.PUT(PATH, { params });
    expect(fetch.mock.calls[0]?.[1]?.method).toBe("PUT");
  });

  it("no parameters", async () => {
    // @ts-expect-error the parameters
    await expect(http.GET(PATH)).rejects.toMatchObject({ name: "ValidationError" });
  });

  it("a missing parameter", async () => {
    // @ts-expect-error connector_identifier
    const call = http.GET(PATH, { params: { path: { team_id: 1 } } });
    await expectIssue(call, "connector_identifier", "pathSegment");
  });

  it("a missing member of the body", async () => {
    // @ts-expect-error secret_value
    await http.POST(PATH, { params, body: { secret_name: "client_id" } });
    expect(fetch).toHaveBeenCalledOnce();
  });

  it("a wrong type in the body", async () => {
    // @ts-expect-error a number is no secret_value
    await http.POST(PATH, { params, body: { secret_name: "client_id", secret_value: 1 } });
    expect(fetch).toHaveBeenCalledOnce();
  });
});

// `secrets.set`, line by line of what it promises.
import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ConfigurationError, type SetSecretParams, ValidationError } from "../../src/index.ts";
import type { Fault } from "../../src/testing/index.ts";
import { CONNECTOR, envelope, listOf, setup } from "../support/secrets.ts";

const VALUE = "the-new-value";
const PARAMS = { ...CONNECTOR, secret_name: "a", secret_value: VALUE };

afterEach(() => void vi.useRealTimers());

it("a placeholder that cannot be sent does not hide that its own create may be stored", async () => {
  const { api, client, methods } = setup();
  const bad = { secret_name: "a", secret_placeholder: ".." };
  const list = { body: { count: 1, secrets: [bad] } };
  api.failNext({}, { drop: "after" }, list, list);
  await expect(client.secrets.set(PARAMS)).rejects.toMatchObject({
    name: "ValidationError",
    outcome: "unknown",
    message: expect.stringContaining("It may have been applied."),
  });
  expect(methods()).toBe("GET POST GET GET");
});

describe("lists, then", () => {
  it("creates a new name", async () => {
    const { client, stored, placeholderOf, methods } = setup({ b: "another" });
    expect(await client.secrets.set(PARAMS)).toEqual({
      secret_name: "a",
      secret_placeholder: placeholderOf("a"),
      action: "created",
    });
    expect(stored()).toEqual({ a: VALUE, b: "another" });
    expect(methods()).toBe("GET POST");
  });

  it("updates a known one, whose placeholder stays", async () => {
    const { client, stored, placeholderOf, methods } = setup({ a: "old", b: "another" });
    const secret_placeholder = placeholderOf("a");
    expect(await client.secrets.set(PARAMS)).toEqual({
      secret_name: "a",
      secret_placeholder,
      action: "updated",
    });
    expect(stored()).toEqual({ a: VALUE, b: "another" });
    expect(placeholderOf("a")).toBe(secret_placeholder);
    expect(methods()).toBe("GET PUT");
  });

  it("writes the caller's value to the caller's connector, whatever else the list holds", async () => {
    const { api, client, stored, placeholderOf, methods } = setup({ a: "old" });
    const secret_placeholder = placeholderOf("a");
    const more = { team_id: 1, connector_identifier: "OTHER", secret_value: "not the caller's" };
    const secrets = [{ secret_placeholder, secret_name: "a", ...more }];
    api.failNext({ body: { count: 1, secrets } });
    await client.secrets.set(PARAMS);
    expect(stored()).toEqual({ a: VALUE });
    expect(methods()).toBe("GET PUT");
  });
});

const pass: Fault = {};

describe("goes on from what the list says", () => {
  it.each<[string, Record<string, string>, Fault[], "created" | "updated", string]>([
    [
      "a create that was lost before it arrived",
      {},
      [pass, { drop: "before" }],
      "created",
      "GET POST GET POST",
    ],
    [
      "a create that was lost after it arrived",
      {},
      [pass, { drop: "after" }],
      "updated",
      "GET POST GET PUT",
    ],
    [
      "a create that was answered with 500",
      {},
      [pass, { status: 500 }],
      "created",
      "GET POST GET POST",
    ],
    [
      "a create whose answer was a page",
      {},
      [pass, { body: "<html>" }],
      "updated",
      "GET POST GET PUT",
    ],
    [
      "a create whose answer lacks the name",
      {},
      [pass, { body: listOf("b") }],
      "updated",
      "GET POST GET PUT",
    ],
    [
      "a create whose answer has the name twice",
      {},
      [pass, { body: listOf("a", "a") }],
      "updated",
      "GET POST GET PUT",
    ],
    [
      "an update that was lost",
      { a: "old" },
      [pass, { drop: "before" }],
      "updated",
      "GET PUT GET PUT",
    ],
    [
      "an update that was answered with 503",
      { a: "old" },
      [pass, { status: 503 }],
      "updated",
      "GET PUT GET PUT",
    ],
    [
      "an update that was answered with 408",
      { a: "old" },
      [pass, { status: 408 }],
      "updated",
      "GET PUT GET PUT",
    ],
    [
      "a 409, though the name is not listed",
      {},
      [pass, { status: 409 }],
      "created",
      "GET POST GET POST",
    ],
    [
      "two lost creates",
      {},
      [pass, { drop: "before" }, pass, { drop: "before" }],
      "created",
      "GET POST GET POST GET POST",
    ],
  ])("%s", async (_name, secrets, faults, action, want) => {
    const { api, client, stored, methods, placeholderOf } = setup(secrets);
    api.failNext(...faults);
    const result = await client.secrets.set(PARAMS);
    expect(result).toEqual({ secret_name: "a", secret_placeholder: placeholderOf("a"), action });
    expect(stored()).toEqual({ a: VALUE });
    expect(methods()).toBe(want);
  });

  it("a 409: another writer was faster, and is overwritten", async () => {
    const { client, stored, methods, second, on } = setup();
    on({ 1: second.create("a", "of another") });
    expect(await client.secrets.set(PARAMS)).toMatchObject({ action: "updated" });
    expect(stored()).toEqual({ a: VALUE });
    expect(methods()).toBe("GET POST GET PUT");
  });

  it("a 404 on the update: another writer has deleted it, and it is created", async () => {
    const { client, stored, methods, second, on } = setup({ a: "old" });
    on({ 1: second.delete("a") });
    expect(await client.secrets.set(PARAMS)).toMatchObject({ action: "created" });
    expect(stored()).toEqual({ a: VALUE });
    expect(methods()).toBe("GET PUT GET POST");
  });

  it("a stalled create, once its time is over", async () => {
    vi.useFakeTimers();
    const { api, client, stored } = setup({}, { timeout: 1000 });
    api.failNext(pass, { stall: true });
    const set = client.secrets.set(PARAMS);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await set).toMatchObject({ action: "created" });
    expect(stored()).toEqual({ a: VALUE });
  });
});

describe("three rounds at most", () => {
  it.each<[string, Fault, object]>([
    ["409", { status: 409 }, { name: "ConflictError", outcome: "not_applied" }],
    ["500", { status: 500 }, { name: "ServerError", outcome: "unknown" }],
    ["a lost connection", { drop: "before" }, { name: "ConnectionError", outcome: "unknown" }],
  ])("%s, again and again, is the error of the third", async (_name, fault, want) => {
    const { api, client, methods } = setup();
    api.failNext(pass, fault, pass, fault, pass, fault);
    await expect(client.secrets.set(PARAMS)).rejects.toMatchObject(want);
    expect(methods()).toBe("GET POST GET POST GET POST");
  });

  it("a 404 on every update", async () => {
    const { api, client, methods } = setup({ a: "old" });
    api.failNext(pass, { status: 404 }, pass, { status: 404 }, pass, { status: 404 });
    await expect(client.secrets.set(PARAMS)).rejects.toMatchObject({ name: "NotFoundError" });
    expect(methods()).toBe("GET PUT GET PUT GET PUT");
  });
});

it("a create that the server lists under another name is not made again", async () => {
  const { api, client, methods } = setup();
  const headers = { "x-request-id": "of-the-list" };
  api.failNext(pass, { body: listOf("b") }, { body: listOf("b"), headers });
  await expect(client.secrets.set(PARAMS)).rejects.toMatchObject({
    name: "UnexpectedResponseError",
    outcome: "unknown",
    // Of the response that told so: of the second list.
    status: 200,
    requestId: "of-the-list",
  });
  expect(methods()).toBe("GET POST GET");
});

it("a create after which the name is there twice may have doubled it", async () => {
  const { api, client, methods } = setup();
  api.failNext(pass, { body: listOf("a", "a") }, { body: listOf("a", "a") });
  await expect(client.secrets.set(PARAMS)).rejects.toMatchObject({
    name: "ValidationError",
    outcome: "unknown",
    message: expect.stringMatching(/delete all but one\. It may have been applied\.$/),
  });
  expect(methods()).toBe("GET POST GET");
});

describe("a refusal stands at once", () => {
  it.each([400, 401, 403, 404, 422, 429])("%i to the create", async (status) => {
    const { api, client, methods, stored } = setup();
    api.failNext(pass, { status });
    await expect(client.secrets.set(PARAMS)).rejects.toMatchObject({
      status,
      outcome: "not_applied",
    });
    expect(methods()).toBe("GET POST");
    expect(stored()).toEqual({});
  });

  it.each([400, 401, 403, 422, 429])("%i to the update", async (status) => {
    const { api, client, methods, stored } = setup({ a: "old" });
    api.failNext(pass, { status });
    await expect(client.secrets.set(PARAMS)).rejects.toMatchObject({
      status,
      outcome: "not_applied",
    });
    expect(methods()).toBe("GET PUT");
    expect(stored()).toEqual({ a: "old" });
  });

  it.each([401, 403, 404, 429, 500])("%i to the list", async (status) => {
    const { api, client, methods } = setup();
    api.failNext({ status });
    await expect(client.secrets.set(PARAMS)).rejects.toMatchObject({
      status,
      outcome: "not_applied",
    });
    expect(methods()).toBe("GET");
  });
});

describe("the outcome speaks of the whole set", () => {
  it.each<[string, Fault[], object]>([
    [
      "a list that is refused after a lost create",
      [pass, { drop: "before" }, { status: 403 }],
      { status: 403 },
    ],
    [
      "a create that is refused after a lost create",
      [pass, { drop: "before" }, pass, { status: 422 }],
      { status: 422 },
    ],
    [
      "an update that is refused after a lost create",
      [pass, { drop: "after" }, pass, { status: 422 }],
      { status: 422 },
    ],
  ])("%s: unknown", async (_name, faults, want) => {
    const { api, client } = setup();
    api.failNext(...faults);
    await expect(client.secrets.set(PARAMS)).rejects.toMatchObject({
      ...want,
      outcome: "unknown",
      message: expect.stringContaining("It may have been applied."),
    });
  });
});

it("where two secrets bear the name it refuses, names their placeholders, and writes nothing", async () => {
  const { api, client, methods } = setup({ a: "old" });
  api.failNext({ body: listOf("a", "b", "a") });
  const refused = await client.secrets.set(PARAMS).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ValidationError);
  expect(refused).toMatchObject({ issues: [{ path: "secret_name" }] });
  expect(String(refused)).toContain("sec_000000000");
  expect(String(refused)).toContain("sec_000000002");
  expect(String(refused)).not.toContain("sec_000000001");
  expect(methods()).toBe("GET");
  expect(refused).toHaveProperty("outcome", "not_applied");
});

it("where its own lost create may have doubled the name, the refusal says so", async () => {
  const { api, client, methods } = setup();
  api.failNext({}, { drop: "after" }, { body: listOf("a", "a") });
  await expect(client.secrets.set(PARAMS)).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringMatching(
      /^secrets\.set: .* delete all but one\. It may have been applied\.$/,
    ),
    outcome: "unknown",
  });
  expect(methods()).toBe("GET POST GET");
});

describe("before any request", () => {
  it.each<[string, object]>([
    ["a value too long", { secret_value: "v".repeat(10_001) }],
    ["a name too long", { secret_name: "n".repeat(256) }],
    ["no value", { secret_value: undefined }],
    ["a broken identifier", { connector_identifier: "a/b" }],
    ["an unsafe team id", { team_id: 2 ** 53 }],
  ])("refuses %s", async (_name, wrong) => {
    const { client, api } = setup();
    const params: SetSecretParams = Object.assign({ ...PARAMS }, wrong);
    const refused = await client.secrets.set(params).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ValidationError);
    expect(String(refused)).toMatch(/^ValidationError: secrets\.set: /);
    expect(api.requests).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["a timeout of 0", { timeout: 0 }],
    ["no object", 7],
    ["null", null],
    ["an authorization header", { headers: { Authorization: "Bearer x" } }],
    ["headers that are none", { headers: null }],
  ])("refuses options: %s", async (_name, options) => {
    const { client, api } = setup();
    const set = client.secrets.set as (params: object, options: unknown) => Promise<unknown>;
    await expect(set(PARAMS, options)).rejects.toBeInstanceOf(ConfigurationError);
    expect(api.requests).toEqual([]);
  });

  it("parameters and options are copied", async () => {
    const { client, stored, api } = setup();
    const params = { ...PARAMS };
    const headers = { "x-mark": "1" };
    const options = { headers, token: "one-token" };
    const set = client.secrets.set(params, options);
    Object.assign(params, { secret_name: "z", secret_value: "changed" });
    headers["x-mark"] = "2";
    options.token = "another-token";
    await set;
    expect(stored()).toEqual({ a: VALUE });
    for (const request of api.requests) {
      expect(request.headers).toMatchObject({ "x-mark": "1", authorization: "Bearer one-token" });
    }
  });
});

it.each([0, 1, 2, 3])(
  "an abort before request %i rejects with the signal's own reason",
  async (at) => {
    const { api, client, on, methods } = setup();
    const controller = new AbortController();
    const reason = { why: "enough" };
    api.failNext(pass, { drop: "before" });
    on({ [at]: async () => controller.abort(reason) });
    await expect(client.secrets.set(PARAMS, { signal: controller.signal })).rejects.toBe(reason);
    expect(methods()).toBe(["GET", "POST", "GET"].slice(0, at).join(" "));
  },
);

it.each<[string, (fault: Fault) => Fault[]]>([
  ["the list", (fault) => [fault]],
  ["the create", (fault) => [pass, fault]],
  ["the list after a lost create", (fault) => [pass, { drop: "after" }, fault]],
])("the value is in no error, though the answer to %s repeats it", async (_name, faults) => {
  const { api, client } = setup();
  api.failNext(...faults({ status: 422, body: envelope(`no: ${VALUE}, a-credential`) }));
  const failed = await client.secrets.set(PARAMS).catch((error: unknown) => error);
  expect(failed).toMatchObject({ status: 422 });
  const shown = inspect(failed, { depth: 9, showHidden: true }) + JSON.stringify(failed);
  expect(shown).toContain("[redacted]");
  expect(shown).not.toContain(VALUE);
  expect(shown).not.toContain("a-credential");
});

it.each([
  ["the value", VALUE],
  ["the credential", "a-credential"],
])("nor is %s in the refusal of a list whose placeholders repeat it", async (_name, echo) => {
  const { api, client } = setup();
  const secrets = [1, 2].map((n) => ({ secret_placeholder: `${echo}-${n}`, secret_name: "a" }));
  api.failNext({ body: { count: 2, secrets } });
  const refused = await client.secrets.set(PARAMS).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ValidationError);
  expect(inspect(refused)).not.toContain(echo);
});

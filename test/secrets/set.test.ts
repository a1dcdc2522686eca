// `secrets.set`. That it converges, whatever goes wrong, is shown at random in model.test.ts; here are
// its results to the letter, and what the model's server never does.
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { Secrets, SetSecretParams } from "../../src/index.ts";
import type { Fault } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { rejection } from "../support/fake-fetch.ts";
import { echoing, listOf, setup } from "../support/secrets.ts";

const VALUE = "the-new-value";
const PARAMS = { ...CONNECTOR, secret_name: "a", secret_value: VALUE };
const PASS: Fault = {};
const LOST: Fault = { drop: "before" };
const APPLIED: Fault = { drop: "after" };
const status = (code: number): Fault => ({ status: code });
const names = (...all: string[]): Fault => ({ body: listOf(...all) });

type Row = [name: string, stored: object, faults: Fault[], action: string, methods: string];

it.each<Row>([
  ["a new name", {}, [], "created", "GET POST"],
  ["a known name", { a: "old" }, [], "updated", "GET PUT"],
  ["a create lost before it arrived", {}, [PASS, LOST], "created", "GET POST GET POST"],
  ["a create lost after it was applied", {}, [PASS, APPLIED], "updated", "GET POST GET PUT"],
  ["a 409, though the name is not listed", {}, [PASS, status(409)], "created", "GET POST GET POST"],
  ["a created list without the name", {}, [PASS, names("b")], "updated", "GET POST GET PUT"],
  ["a created list with it twice", {}, [PASS, names("a", "a")], "updated", "GET POST GET PUT"],
  ["an update that was lost", { a: "old" }, [PASS, LOST], "updated", "GET PUT GET PUT"],
  ["a 404 to the update", { a: "old" }, [PASS, status(404)], "updated", "GET PUT GET PUT"],
  ["two lost creates", {}, [PASS, LOST, PASS, LOST], "created", "GET POST GET POST GET POST"],
])("%s", async (_name, secrets, faults, action, want) => {
  const { api, client, stored, methods, placeholderOf } = setup({ ...secrets, z: "another" });
  const before = placeholderOf("a");
  api.failNext(...faults);
  const result = await client.secrets.set(PARAMS);
  expect(result).toEqual({ secret_name: "a", secret_placeholder: placeholderOf("a"), action });
  if (before) expect(result.secret_placeholder).toBe(before);
  expect(stored()).toEqual({ a: VALUE, z: "another" });
  expect(methods()).toBe(want);
});

it("only the caller's value and connector are sent, whatever else the list has", async () => {
  const { api, client, stored, placeholderOf, methods } = setup({ a: "old" });
  const more = { team_id: 1, connector_identifier: "OTHER", secret_value: "not the caller's" };
  const secrets = [{ secret_placeholder: placeholderOf("a"), secret_name: "a", ...more }];
  api.failNext({ body: { count: 1, secrets } });
  await client.secrets.set(PARAMS);
  expect(stored()).toEqual({ a: VALUE });
  expect(methods()).toBe("GET PUT");
});

/** The words by which the message of an error admits that something may have been applied. */
const MAYBE = expect.stringMatching(/may have been applied\.$/);

describe("rejects", () => {
  type Rejection = [name: string, faults: Fault[], want: object, methods: string];
  const twice = names("a", "b", "a");
  const named = (secret_placeholder: string) => ({
    body: { count: 1, secrets: [{ secret_name: "a", secret_placeholder }] },
  });
  const conflict = { name: "ConflictError", outcome: "not_applied" };
  const unexpected = { name: "UnexpectedResponseError", status: 200, requestId: "of-the-list" };
  const invalid = { name: "ValidationError", outcome: "unknown", message: MAYBE };
  const shown = { ...names("b"), headers: { "x-request-id": "of-the-list" } };
  const refusal = { name: "ValidationError", outcome: "not_applied" };

  it.each<Rejection>([
    ["a list that fails", [status(403)], { status: 403, outcome: "not_applied" }, "GET"],
    ["a refused create", [PASS, status(422)], { outcome: "not_applied" }, "GET POST"],
    ["a 404 to a create", [PASS, status(404)], { outcome: "not_applied" }, "GET POST"],
    [
      "the third 409",
      [PASS, status(409), PASS, status(409), PASS, status(409)],
      conflict,
      "GET POST GET POST GET POST",
    ],
    [
      "the third 500",
      [PASS, status(500), PASS, status(500), PASS, status(500)],
      { name: "ServerError", outcome: "unknown", message: MAYBE },
      "GET POST GET POST GET POST",
    ],
    [
      "a refused list after a lost create",
      [PASS, LOST, status(403)],
      { status: 403, outcome: "unknown", message: MAYBE },
      "GET POST GET",
    ],
    [
      "a refused create after a lost one",
      [PASS, LOST, PASS, status(422)],
      { status: 422, outcome: "unknown", message: MAYBE },
      "GET POST GET POST",
    ],
    ["two secrets of the name", [twice], refusal, "GET"],
    ["its own lost create, now listed twice", [PASS, APPLIED, twice], invalid, "GET POST GET"],
    ["a create that is listed twice", [PASS, twice, twice], invalid, "GET POST GET"],
    [
      "a create that the server lists under another name: it is not made again",
      [PASS, names("b"), shown],
      { ...unexpected, outcome: "unknown" },
      "GET POST GET",
    ],
    [
      "a placeholder that cannot be sent, after a lost create",
      [PASS, APPLIED, named(".."), named("..")],
      invalid,
      "GET POST GET GET",
    ],
  ])("%s", async (_name, faults, want, sent) => {
    const { api, client, methods } = setup();
    api.failNext(...faults);
    expect(await rejection(client.secrets.set(PARAMS))).toMatchObject(want);
    expect(methods()).toBe(sent);
  });

  it("two secrets of the name with both placeholders, and no third", async () => {
    const { api, client } = setup();
    api.failNext(twice);
    const error = await rejection(client.secrets.set(PARAMS));
    expect(error).toMatchObject({ issues: [{ path: "secret_name" }] });
    expect(String(error)).toMatch(/sec_000000000.*sec_000000002/);
    expect(String(error)).not.toContain("sec_000000001");
  });

  it.each<[string, object]>([
    ["a value too long", { secret_value: "v".repeat(10_001) }],
    ["no value", { secret_value: undefined }],
    // It would erase the secret.
    ["an empty value", { secret_value: "" }],
    ["an unsafe team id", { team_id: 2 ** 53 }],
  ])("%s, before any request", async (_name, wrong) => {
    const { client, api } = setup();
    const params: SetSecretParams = Object.assign({ ...PARAMS }, wrong);
    const error = await rejection(client.secrets.set(params));
    expect(String(error)).toMatch(/^ValidationError: secrets\.set: /);
    expect(api.requests).toEqual([]);
  });
});

it.each<[string, (secrets: Secrets) => Promise<unknown>]>([
  ["set", (secrets) => secrets.set(PARAMS)],
  ["sync", (secrets) => secrets.sync({ ...CONNECTOR, secrets: { a: VALUE } })],
])("no error of %s has what placeholders echo", async (_name, call) => {
  const { api, client } = setup();
  api.failNext(echoing(`${VALUE}, a-credential`, "a"));
  const error = await rejection(call(client.secrets));
  const text = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
  expect(text).toContain("[redacted], [redacted]");
  for (const secret of [VALUE, "a-credential"]) expect(text).not.toContain(secret);
});

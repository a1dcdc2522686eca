// What a runtime could do otherwise to the packed package. It uses web APIs alone. Node, Bun and Deno
// run it by themselves; elsewhere, shim.mjs stands in for node:test and node:assert.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as library from "supermetrics-connector-builder";
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { walk } from "./walk.mjs";

/**
 * `control`: the server of server.mjs; `nowhere`: an origin at which nothing listens.
 * @type {{ runtime: "node" | "bun" | "deno" | "workerd" | "chromium", control: string, nowhere: string }}
 */
const { runtime, control, nowhere } = JSON.parse(process.env.COMPAT ?? "{}");
const isBrowser = runtime === "chromium";
/** Whether the runtime says that a connection was refused, and not lost. */
const neverSent = isBrowser || runtime === "workerd" ? "unknown" : "not_applied";

const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
const SECRET = { ...CONNECTOR, secret_name: "client_id", secret_value: "my-super-secret-value" };
const TOKEN = "acceptance-token";
const PATH = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
/** However often the runtime sends it by itself. */
const LOST = Array(9).fill({ drop: "before" });

/** @param {string} path @param {object} [body] */
async function ask(path, body) {
  const init = body && { method: "POST", body: JSON.stringify(body) };
  return (await fetch(`${control}${path}`, init)).json();
}
const seen = () => ask("/seen");

/** A client of a fresh fake API. @param {object[]} [faults] what happens to its requests, in order @param {object} [options] */
async function clientOf(faults = [], options = {}) {
  const { url } = await ask("/fake", { faults });
  return library.createClient({ apiKey: TOKEN, baseUrl: url, maxRetries: 0, ...options });
}

/** What a create fails with. @param {object | object[]} faults @param {object} [options] */
async function failure(faults, options) {
  const { secrets } = await clientOf([faults].flat(), options);
  return rejection(secrets.create(SECRET));
}

/** @param {Promise<unknown>} promise @returns {Promise<any>} */
const rejection = (promise) =>
  promise.then(
    () => assert.ok(false, "it resolved"),
    (error) => error,
  );

/** An error that echoes what no error of the client may hold. @param {number} status */
function refusal(status) {
  const message = `Refused: ${SECRET.secret_value} ${TOKEN}`;
  const error = { code: `CODE_${status}`, message, description: "The reason." };
  return { status, body: { meta: { request_id: "request-from-body" }, error } };
}

/** Less of a body than was announced. @param {number} status @param {"close" | "keep-alive"} connection */
function cut(status, connection) {
  const headers = { "content-type": "application/json", "content-length": "1000", connection };
  return { status, headers, body: JSON.stringify(refusal(status).body).slice(0, 60) };
}

test("the walk", async () => {
  const { url } = await ask("/fake", { token: "key" });
  await walk(library.createClient, { baseUrl: url });
});

test("sends a path as it is, and every digit of an int64", async () => {
  const { secrets } = await clientOf([{ status: 204 }]);
  const team_id = 9223372036854775807n;
  await secrets.delete({ ...CONNECTOR, team_id, secret_placeholder: "sec/a ü" });
  const [{ path }] = (await seen()).requests;
  assert.equal(path, `${PATH.replace("936506", `${team_id}`)}/sec%2Fa%20%C3%BC`);
});

test("reads the headers", async () => {
  const headers = {
    "retry-after": "7",
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "4999",
    "x-request-id": "request-from-header",
  };
  const { secrets } = await clientOf([{ headers }]);
  const { rateLimit, requestId } = await secrets.list(CONNECTOR).withResponse();
  assert.deepEqual(
    [rateLimit.limit, rateLimit.remaining, requestId],
    [5000, 4999, "request-from-header"],
  );
  assert.equal((await failure({ ...refusal(429), headers })).retryAfter, 7);
});

/** @typedef {readonly (string | number | undefined)[]} Want name, status and outcome; code and request id */
const page = `<html>${SECRET.secret_value} ${TOKEN}`;
const large = JSON.stringify("x".repeat(2 * 1024 * 1024));
const location = `${control}/redirected`;

/** @type {[title: string, faults: object | object[], want: Want, options?: object][]} */
const FAILURES = [
  // Where the runtime may have sent the write twice, it may be the echo of the first.
  ["a 409", refusal(409), ["ConflictError", 409, isBrowser ? "unknown" : "not_applied"]],
  ["a 503", refusal(503), ["ServerError", 503, "unknown", "CODE_503", "request-from-body"]],
  ["a page", { status: 200, headers: { "content-type": "text/html" }, body: page }, unusable(200)],
  ["a success that is cut", cut(201, "close"), unusable(201)],
  ["an error that is cut", cut(400, "close"), ["BadRequestError", 400, "not_applied"]],
  ["a success over 1 MiB", { status: 201, body: large }, unusable(201)],
  ["an error over 1 MiB", { status: 400, body: large }, ["BadRequestError", 400, "not_applied"]],
  ["a redirect", { status: 307, headers: { location } }, unusable(isBrowser ? undefined : 307)],
  ["a lost connection", LOST, ["ConnectionError", undefined, "unknown"]],
  ["a refused connection", {}, ["ConnectionError", undefined, neverSent], { baseUrl: nowhere }],
  [
    "an unknown host",
    {},
    ["ConnectionError", undefined, neverSent],
    { baseUrl: "https://x.invalid" },
  ],
  ["no response", { stall: true }, ["TimeoutError", undefined, "unknown"], { timeout: 200 }],
  ["no end", cut(201, "keep-alive"), ["TimeoutError", undefined, "unknown"], { timeout: 200 }],
];

/** @param {number} [status] @returns {Want} */
function unusable(status) {
  return ["UnexpectedResponseError", status, "unknown"];
}

for (const [title, faults, want, options] of FAILURES) {
  test(`${title} is a ${want[0]} without the value or the credential`, async () => {
    const error = await failure(faults, options);
    const { name, status, outcome, code, requestId, message, stack, cause } = error;
    assert.deepEqual([name, status, outcome, code, requestId].slice(0, want.length), want);
    const text = [message, stack, String(cause), JSON.stringify({ ...error })].join("\n");
    for (const secret of [SECRET.secret_value, TOKEN]) assert.ok(!text.includes(secret), secret);
    assert.equal((await seen()).redirected, 0);
  });
}

/**
 * Each kind of write, and of body.
 * @type {Record<string, (client: import("supermetrics-connector-builder").Client, secret_placeholder: string) => Promise<unknown>>}
 */
const WRITES = {
  "a POST of JSON": ({ secrets }) => secrets.create({ ...SECRET, secret_name: "another" }),
  "a POST of a form": ({ connectors }) => connectors.create({ team_id: 936506, title: "A title" }),
  "a POST of a file": ({ connectors }) =>
    connectors.uploadLogo({ ...CONNECTOR, logo: new Blob(["logo"], { type: "image/png" }) }),
  "a PUT": ({ secrets }, secret_placeholder) =>
    secrets.update({ ...CONNECTOR, secret_placeholder, secret_value: "new" }),
  "a DELETE": ({ secrets }, secret_placeholder) =>
    secrets.delete({ ...CONNECTOR, secret_placeholder }),
};

for (const [write, send] of Object.entries(WRITES)) {
  // A runtime may send a request again by itself when a kept connection breaks.
  for (const connection of /** @type {const} */ (["keep-alive", "close"])) {
    test(`${write} that is lost after ${connection} arrives once, or is unknown`, async () => {
      const client = await clientOf([{ headers: { connection } }, { drop: "after" }]);
      const { secrets } = await client.secrets.create(SECRET);
      const { secret_placeholder = "" } = secrets[0] ?? {};
      const done = send(client, secret_placeholder);
      const error = await done.then(() => undefined).catch((reason) => reason);
      const [, ...requests] = (await seen()).requests;
      // What no option of theirs prevents.
      const mayResend = isBrowser || (runtime === "deno" && write === "a DELETE");
      if (!mayResend) assert.equal(requests.length, 1);
      if (requests.length === 1) assert.equal(error?.name, "ConnectionError");
      if (error) assert.equal(error.outcome, "unknown");
    });
  }
}

test("an abort rejects with its reason, immediately", async () => {
  const reason = { mine: true };
  const signal = AbortSignal.abort(reason);
  assert.equal(await rejection((await clientOf()).secrets.list(CONNECTOR, { signal })), reason);
  for (const fault of [{ stall: true }, cut(201, "keep-alive")]) {
    const { secrets } = await clientOf([fault]);
    const controller = new AbortController();
    let isLate = false;
    setTimeout(() => {
      // Not by the clock: a busy machine may stop the process meanwhile.
      setTimeout(() => {
        isLate = true;
      }, 50);
      controller.abort(reason);
    }, 150);
    assert.equal(await rejection(secrets.create(SECRET, { signal: controller.signal })), reason);
    assert.ok(!isLate, "more than 50 ms after the abort");
  }
});

test("the walk through ./testing's fetch", async () => {
  const api = createFakeApi({ connectors: [CONNECTOR], token: "key" });
  await walk(library.createClient, { fetch: api.fetch });
});

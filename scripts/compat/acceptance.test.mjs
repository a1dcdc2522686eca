// What the packed package has to do in every runtime. It uses web APIs alone. Node, Bun and Deno run
// it by themselves; elsewhere, shim.mjs stands in for node:test and node:assert.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as library from "supermetrics-connector-builder";
import { createFakeApi } from "supermetrics-connector-builder/testing";

/**
 * `control`: the server of server.mjs; `refused`: an origin at which nothing listens.
 * @type {{ runtime: "node" | "bun" | "deno" | "workerd" | "chromium", control: string, refused: string }}
 */
const { runtime, control, refused } = JSON.parse(process.env.COMPAT ?? "{}");
const isBrowser = runtime === "chromium";
/** Whether the runtime says that a connection was refused, and not lost. */
const neverSent = isBrowser || runtime === "workerd" ? "unknown" : "not_applied";

const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
const SECRET = { ...CONNECTOR, secret_name: "client_id", secret_value: "my-super-secret-value" };
const TOKEN = "acceptance-token";
const PATH = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
const LOST = { drop: "before", always: true };

/** @param {string} path @param {object} [body] */
async function ask(path, body) {
  const init = body && { method: "POST", body: JSON.stringify(body) };
  return (await fetch(`${control}${path}`, init)).json();
}
const seen = () => ask("/seen");

/**
 * A client of a fresh fake API.
 * @param {object[]} [faults] what happens to its requests, in order
 * @param {object} [options] @param {string} [token] the only one that the API accepts
 */
async function clientOf(faults = [], options = {}, token = undefined) {
  const { url } = await ask("/fake", { faults, token });
  return library.createClient({ apiKey: TOKEN, baseUrl: url, maxRetries: 0, ...options });
}

/** What a create fails with. @param {object} fault @param {object} [options] */
async function failure(fault, options) {
  const { secrets } = await clientOf([fault], options);
  return rejection(secrets.create(SECRET));
}

/** @param {Promise<unknown>} promise @returns {Promise<any>} */
async function rejection(promise) {
  return promise.then(
    () => {
      throw new Error("it resolved");
    },
    (error) => error,
  );
}

/** @param {number} status */
const envelope = (status) => ({
  meta: { request_id: "request-from-body" },
  error: { code: `CODE_${status}`, message: "The request failed.", description: "The reason." },
});

/** @param {number} status */
const refusal = (status) => ({ status, body: envelope(status) });

/** A response with headers of its own. @param {number} status @param {string} [expose] */
function headed(status, expose) {
  const headers = {
    "retry-after": "7",
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "4999",
    "x-request-id": "request-from-header",
    "access-control-expose-headers": expose ?? null,
  };
  return status === 200 ? { headers } : { ...refusal(status), headers };
}

/** Less of a body than was announced. @param {number} status @param {"close" | "keep-alive"} connection */
function cut(status, connection) {
  const headers = { "content-type": "application/json", "content-length": "1000", connection };
  return { status, headers, body: JSON.stringify(envelope(status)).slice(0, 60) };
}

const redirect = { status: 307, headers: { location: `${control}/redirected` } };

test("lists, creates, updates and deletes", async () => {
  const { secrets } = await clientOf([{}, {}, { status: 204 }, { status: 204 }]);
  const secret_placeholder = "sec/a ü";
  assert.equal((await secrets.list(CONNECTOR)).count, 0);
  assert.equal((await secrets.create(SECRET)).secrets[0]?.secret_name, "client_id");
  const params = { ...CONNECTOR, secret_placeholder };
  assert.equal(await secrets.update({ ...params, secret_value: "new" }), undefined);
  assert.equal(await secrets.delete(params), undefined);
  const item = `${PATH}/sec%2Fa%20%C3%BC`;
  const { requests } = await seen();
  assert.deepEqual(
    requests.map((/** @type {any} */ { method, path, body }) => [method, path, body]),
    [
      ["GET", PATH, ""],
      ["POST", PATH, '{"secret_name":"client_id","secret_value":"my-super-secret-value"}'],
      ["PUT", item, '{"secret_value":"new"}'],
      ["DELETE", item, ""],
    ],
  );
});

test("sends every digit of an int64", async () => {
  const { secrets } = await clientOf();
  await secrets.list({ ...CONNECTOR, team_id: 9223372036854775807n });
  assert.equal((await seen()).requests[0].path.split("/")[3], "9223372036854775807");
});

test("calls through client.http", async () => {
  const { http } = await clientOf();
  const { data } = await http.GET(
    "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets",
    { params: { path: CONNECTOR } },
  );
  assert.equal(data?.count, 0);
});

test("reads the headers that it may read", async () => {
  /** @param {string} [expose] */
  async function read(expose) {
    const { secrets } = await clientOf([headed(200, expose)]);
    const { rateLimit, requestId } = await secrets.list(CONNECTOR).withResponse();
    return [rateLimit.limit, rateLimit.remaining, requestId];
  }
  // Without Access-Control-Expose-Headers a browser shows a page none of them.
  const all = [5000, 4999, "request-from-header"];
  assert.deepEqual(await read(), isBrowser ? [undefined, undefined, undefined] : all);
  assert.deepEqual(await read("X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id"), all);
  assert.equal((await failure(headed(429))).retryAfter, isBrowser ? undefined : 7);
  assert.equal((await failure(headed(429, "Retry-After"))).retryAfter, 7);
});

/** @type {Record<number, keyof typeof library>} */
const CLASSES = {
  400: "BadRequestError",
  401: "AuthenticationError",
  403: "PermissionDeniedError",
  404: "NotFoundError",
  409: "ConflictError",
  422: "UnprocessableEntityError",
  429: "RateLimitError",
  500: "ServerError",
  503: "ServerError",
  418: "ApiError",
};
/** Where the runtime may have sent the write twice, they may be the echo of the first. */
const ECHOES = isBrowser ? [404, 409, 429] : [];

for (const [text, name] of Object.entries(CLASSES)) {
  test(`a ${text} is a ${name}`, async () => {
    const status = Number(text);
    const error = await failure(refusal(status));
    assert.equal(error.name, name);
    assert.equal(error instanceof library.ApiError, true);
    assert.equal(error.status, status);
    assert.equal(error.code, `CODE_${status}`);
    assert.equal(error.requestId, "request-from-body");
    const isUnknown = status >= 500 || ECHOES.includes(status);
    assert.equal(error.outcome, isUnknown ? "unknown" : "not_applied");
  });
}

test("a page is an UnexpectedResponseError", async () => {
  const headers = { "content-type": "text/html" };
  const error = await failure({ status: 200, headers, body: "<html></html>" });
  const { name, status, outcome } = error;
  assert.deepEqual([name, status, outcome], ["UnexpectedResponseError", 200, "unknown"]);
});

test("a refused connection and an unresolved name are a ConnectionError", async () => {
  for (const baseUrl of [refused, "https://connector-builder.invalid"]) {
    const { name, outcome } = await failure({}, { baseUrl });
    assert.deepEqual([name, outcome], ["ConnectionError", neverSent]);
  }
});

test("a lost connection is a ConnectionError", async () => {
  const error = await failure(LOST);
  assert.deepEqual([error.name, error.outcome], ["ConnectionError", "unknown"]);
  const { secrets } = await clientOf([LOST]);
  const read = await rejection(secrets.list(CONNECTOR));
  assert.deepEqual([read.name, read.outcome], ["ConnectionError", "not_applied"]);
});

/**
 * Each kind of write, and of body.
 * @type {Record<string, (client: import("supermetrics-connector-builder").Client, secret_placeholder: string) => Promise<unknown>>}
 */
const WRITES = {
  "a POST of JSON": ({ secrets }) => secrets.create({ ...SECRET, secret_name: "another" }),
  "a POST of a form": ({ connectors }) => connectors.create({ team_id: 936506, title: "A title" }),
  "a POST of a file": ({ connectors }) =>
    connectors.uploadLogo({
      ...CONNECTOR,
      logo: new Blob([Uint8Array.of(1, 2)], { type: "image/png" }),
    }),
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
      /** @type {any} */
      const error = await send(client, secret_placeholder).then(
        () => undefined,
        (reason) => reason,
      );
      const [, ...requests] = (await seen()).requests;
      // What no option of theirs prevents.
      const mayResend = isBrowser || (runtime === "deno" && write === "a DELETE");
      if (!mayResend) assert.equal(requests.length, 1);
      if (requests.length === 1) assert.equal(error?.name, "ConnectionError");
      if (error) assert.equal(error.outcome, "unknown");
    });
  }
}

test("a success that is cut is an UnexpectedResponseError", async () => {
  const { name, status, outcome } = await failure(cut(201, "close"));
  assert.deepEqual([name, status, outcome], ["UnexpectedResponseError", 201, "unknown"]);
});

test("an error that is cut keeps its class", async () => {
  const { name, status, outcome } = await failure(cut(400, "close"));
  assert.deepEqual([name, status, outcome], ["BadRequestError", 400, "not_applied"]);
});

test("a body over 1 MiB is not read", async () => {
  const body = JSON.stringify("x".repeat(2 * 1024 * 1024));
  const success = await failure({ status: 201, body });
  assert.deepEqual([success.name, success.outcome], ["UnexpectedResponseError", "unknown"]);
  const error = await failure({ status: 404, body });
  assert.deepEqual([error.name, error.code], ["NotFoundError", undefined]);
});

test("a server that does not respond is a TimeoutError", async () => {
  const { name, timeout, outcome } = await failure({ stall: true }, { timeout: 200 });
  assert.deepEqual([name, timeout, outcome], ["TimeoutError", 200, "unknown"]);
});

test("a body that does not end is a TimeoutError", async () => {
  const { name, timeout, outcome } = await failure(cut(201, "keep-alive"), { timeout: 200 });
  assert.deepEqual([name, timeout, outcome], ["TimeoutError", 200, "unknown"]);
});

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

test("a redirect is not followed", async () => {
  const { name, status, outcome } = await failure(redirect);
  assert.deepEqual(
    [name, status, outcome],
    ["UnexpectedResponseError", isBrowser ? undefined : 307, "unknown"],
  );
  assert.equal((await seen()).redirected, 0);
});

test("a 401 asks the token provider once more", async () => {
  const tokens = ["stale-token", "fresh-token"];
  const tokenProvider = async () => tokens.shift() ?? "one-too-many";
  const options = { apiKey: undefined, tokenProvider };
  const { secrets } = await clientOf([], options, "fresh-token");
  assert.equal((await secrets.create(SECRET)).count, 1);
  assert.equal(tokens.length, 0);
});

test("bad parameters send nothing", async () => {
  const bad = { ...SECRET, secret_value: "\ud800", connector_identifier: ".." };
  const error = await rejection((await clientOf()).secrets.create(bad));
  assert.equal(error.name, "ValidationError");
  assert.deepEqual((await seen()).requests, []);
});

test("no error holds the value or the credential", async () => {
  const page = { status: 200, body: `<html>${SECRET.secret_value} ${TOKEN}` };
  for (const fault of [refusal(409), refusal(500), LOST, page, redirect, cut(409, "close")]) {
    const { message, stack, cause, ...own } = await failure(fault);
    const text = [message, stack, String(cause), JSON.stringify(own)].join("\n");
    for (const secret of [SECRET.secret_value, TOKEN]) {
      assert.ok(!text.includes(secret), `${JSON.stringify(fault)}: the error holds it`);
    }
  }
});

test("./testing's fetch keeps secrets", async () => {
  const api = createFakeApi({ connectors: [CONNECTOR], token: TOKEN });
  const { secrets } = library.createClient({ apiKey: TOKEN, fetch: api.fetch });
  assert.equal((await secrets.set(SECRET)).action, "created");
  assert.equal((await rejection(secrets.create(SECRET))).name, "ConflictError");
  const { items } = await secrets.sync({
    ...CONNECTOR,
    secrets: { client_id: "rotated", client_secret: "added" },
  });
  assert.deepEqual(
    items.map(({ action, status }) => `${action} ${status}`),
    ["update done", "create done"],
  );
  assert.equal((await secrets.list(CONNECTOR)).count, 2);
});

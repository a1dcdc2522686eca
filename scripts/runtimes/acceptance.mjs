// What the built package has to do in every runtime. It uses web APIs alone, and runs unchanged in
// all of them.

/**
 * @typedef {object} Setup
 * @property {typeof import("../../src/index.ts")} library
 * @property {typeof import("../../src/testing/index.ts")} testing
 * @property {string} control the server that makes a fake API for each case: see server.mjs
 * @property {string} refused an origin at which nothing listens
 * @property {boolean} browser CORS decides what can be read
 * @property {boolean} tellsRefusal the runtime says whether a connection was refused or lost
 *
 * @typedef {{ name: string, error?: string }} Result
 */

const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
const SECRET = { ...CONNECTOR, secret_name: "client_id", secret_value: "my-super-secret-value" };
const TOKEN = "acceptance-token";

/** @param {Setup} setup @returns {Promise<Result[]>} */
export async function acceptance(setup) {
  /** @type {Result[]} */
  const results = [];
  for (const [name, run] of Object.entries(cases(setup))) {
    try {
      await run();
      results.push({ name });
    } catch (error) {
      results.push({ name, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return results;
}

/** @param {Setup} setup @returns {Record<string, () => Promise<void>>} */
function cases({ library, testing, control, refused, browser, tellsRefusal }) {
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
  async function client(faults = [{}], options = {}, token = undefined) {
    const { url } = await ask("/fake", { faults, token });
    return library.createClient({ apiKey: TOKEN, baseUrl: url, maxRetries: 0, ...options });
  }
  /** What a create fails with. @param {object} fault @param {object} [options] */
  async function failure(fault, options) {
    const { secrets } = await client([fault], options);
    return rejection(secrets.create(SECRET));
  }
  const redirect = { status: 307, headers: { location: `${control}/redirected` } };

  /** @type {Record<number, keyof typeof library>} */
  const classes = {
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

  return {
    "lists, creates, updates and deletes": async () => {
      const { secrets } = await client([{}, {}, { status: 204 }, { status: 204 }]);
      const secret_placeholder = "sec/a ü";
      equal((await secrets.list(CONNECTOR)).count, 0);
      equal((await secrets.create(SECRET)).secrets[0]?.secret_name, "client_id");
      const params = { ...CONNECTOR, secret_placeholder };
      equal(await secrets.update({ ...params, secret_value: "new" }), undefined);
      equal(await secrets.delete(params), undefined);
      const path = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
      const item = `${path}/sec%2Fa%20%C3%BC`;
      const { requests } = await seen();
      same(
        requests.map((/** @type {any} */ { method, path, body }) => [method, path, body]),
        [
          ["GET", path, undefined],
          ["POST", path, { secret_name: "client_id", secret_value: "my-super-secret-value" }],
          ["PUT", item, { secret_value: "new" }],
          ["DELETE", item, undefined],
        ],
      );
    },

    "sends every digit of an int64": async () => {
      const { secrets } = await client();
      await secrets.list({ ...CONNECTOR, team_id: 9223372036854775807n });
      const [request] = (await seen()).requests;
      equal(request.path.split("/")[3], "9223372036854775807");
    },

    "calls through client.http": async () => {
      const { http } = await client();
      const { data } = await http.GET(
        "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets",
        { params: { path: CONNECTOR } },
      );
      equal(data?.count, 0);
    },

    "reads the headers that it may read": async () => {
      /** @param {string} [expose] */
      async function read(expose) {
        const { secrets } = await client([headed(200, expose)]);
        const { rateLimit, requestId } = await secrets.list(CONNECTOR).withResponse();
        return [rateLimit.limit, rateLimit.remaining, requestId];
      }
      // Without Access-Control-Expose-Headers a browser shows a page none of them.
      const all = [5000, 4999, "request-from-header"];
      same(await read(), browser ? [undefined, undefined, undefined] : all);
      same(await read("X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id"), all);
      equal((await failure(headed(429))).retryAfter, browser ? undefined : 7);
      equal((await failure(headed(429, "Retry-After"))).retryAfter, 7);
    },

    ...Object.fromEntries(
      Object.entries(classes).map(([status, name]) => [
        `a ${status} is a ${name}`,
        async () => {
          const error = await failure(refusal(Number(status)));
          equal(error.name, name);
          equal(error instanceof library.ApiError, true);
          equal(error.status, Number(status));
          equal(error.code, `CODE_${status}`);
          equal(error.requestId, "request-from-body");
          equal(error.outcome, Number(status) < 500 ? "not_applied" : "unknown");
        },
      ]),
    ),

    "a page is an UnexpectedResponseError": async () => {
      const headers = { "content-type": "text/html" };
      const error = await failure({ status: 200, headers, body: "<html></html>" });
      same([error.name, error.status, error.outcome], ["UnexpectedResponseError", 200, "unknown"]);
    },

    "a refused connection is a ConnectionError": async () => {
      const error = await failure({}, { baseUrl: refused });
      same(
        [error.name, error.outcome],
        ["ConnectionError", tellsRefusal ? "not_applied" : "unknown"],
      );
    },

    "an unresolved name is a ConnectionError": async () => {
      const error = await failure({}, { baseUrl: "https://connector-builder.invalid" });
      same(
        [error.name, error.outcome],
        ["ConnectionError", tellsRefusal ? "not_applied" : "unknown"],
      );
    },

    "a lost connection is a ConnectionError": async () => {
      const error = await failure(LOST);
      same([error.name, error.outcome], ["ConnectionError", "unknown"]);
      const { secrets } = await client([LOST]);
      const read = await rejection(secrets.list(CONNECTOR));
      same([read.name, read.outcome], ["ConnectionError", "not_applied"]);
    },

    "a success that is cut is an UnexpectedResponseError": async () => {
      const error = await failure(cut(201, "close"));
      same([error.name, error.status, error.outcome], ["UnexpectedResponseError", 201, "unknown"]);
    },

    "an error that is cut keeps its class": async () => {
      const error = await failure(cut(409, "close"));
      same([error.name, error.status, error.outcome], ["ConflictError", 409, "not_applied"]);
    },

    "a body over 1 MiB is not read": async () => {
      const body = "x".repeat(2 * 1024 * 1024);
      const success = await failure({ status: 201, body: JSON.stringify(body) });
      same([success.name, success.outcome], ["UnexpectedResponseError", "unknown"]);
      const error = await failure({ status: 404, body: JSON.stringify(body) });
      same([error.name, error.code], ["NotFoundError", undefined]);
    },

    "a server that does not answer is a TimeoutError": async () => {
      const error = await failure({ stall: true }, { timeout: 200 });
      same([error.name, error.timeout, error.outcome], ["TimeoutError", 200, "unknown"]);
    },

    "a body that does not end is a TimeoutError": async () => {
      const error = await failure(cut(201, "keep-alive"), { timeout: 200 });
      same([error.name, error.timeout, error.outcome], ["TimeoutError", 200, "unknown"]);
    },

    "an abort rejects with its reason, at once": async () => {
      const reason = { mine: true };
      const signal = AbortSignal.abort(reason);
      equal(await rejection((await client()).secrets.list(CONNECTOR, { signal })), reason);
      for (const fault of [{ stall: true }, cut(201, "keep-alive")]) {
        const { secrets } = await client([fault]);
        const controller = new AbortController();
        let aborted = 0;
        setTimeout(() => {
          aborted = Date.now();
          controller.abort(reason);
        }, 150);
        equal(await rejection(secrets.create(SECRET, { signal: controller.signal })), reason);
        const late = Date.now() - aborted;
        if (late > 50) throw new Error(`${late} ms after the abort`);
      }
    },

    "a redirect is not followed": async () => {
      const error = await failure(redirect);
      same(
        [error.name, error.status, error.outcome],
        ["UnexpectedResponseError", browser ? undefined : 307, "unknown"],
      );
      equal((await seen()).redirected, 0);
    },

    "a 401 asks the token provider once more": async () => {
      const tokens = ["stale-token", "fresh-token"];
      const tokenProvider = async () => tokens.shift() ?? "one-too-many";
      const options = { apiKey: undefined, tokenProvider };
      const { secrets } = await client([{}, {}], options, "fresh-token");
      equal((await secrets.create(SECRET)).count, 1);
      equal(tokens.length, 0);
    },

    "bad parameters send nothing": async () => {
      const bad = { ...SECRET, secret_value: "\ud800", connector_identifier: ".." };
      const error = await rejection((await client()).secrets.create(bad));
      equal(error.name, "ValidationError");
      same((await seen()).requests, []);
    },

    "no error holds the value or the credential": async () => {
      const page = { status: 200, body: `<html>${SECRET.secret_value} ${TOKEN}` };
      for (const fault of [refusal(409), refusal(500), LOST, page, redirect, cut(409, "close")]) {
        const { message, stack, cause, ...own } = await failure(fault);
        const text = [message, stack, String(cause), JSON.stringify(own)].join("\n");
        for (const secret of [SECRET.secret_value, TOKEN]) {
          if (text.includes(secret))
            throw new Error(`${JSON.stringify(fault)}: the error holds it`);
        }
      }
    },

    "./testing's fetch keeps secrets": async () => {
      const api = testing.createFakeApi({ connectors: [CONNECTOR], token: TOKEN });
      const { secrets } = library.createClient({ apiKey: TOKEN, fetch: api.fetch });
      equal((await secrets.set(SECRET)).action, "created");
      equal((await rejection(secrets.create(SECRET))).name, "ConflictError");
      const { items } = await secrets.sync({
        ...CONNECTOR,
        secrets: { client_id: "rotated", client_secret: "added" },
      });
      same(
        items.map(({ action, status }) => `${action} ${status}`),
        ["update done", "create done"],
      );
      equal((await secrets.list(CONNECTOR)).count, 2);
    },
  };
}

const LOST = { drop: "before" };

/** @param {number} status */
const envelope = (status) => ({
  meta: { request_id: "request-from-body" },
  error: { code: `CODE_${status}`, message: "The request failed.", description: "The reason." },
});

/** @param {number} status */
const refusal = (status) => ({ status, body: envelope(status) });

/** An answer with headers of its own. @param {number} status @param {string} [expose] */
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
  const headers = { "content-type": "application/json", "content-length": "1000" };
  const body = JSON.stringify(envelope(status)).slice(0, 60);
  return { status, headers: { ...headers, connection }, body };
}

/** @param {Promise<unknown>} promise @returns {Promise<any>} what it rejects with */
async function rejection(promise) {
  return promise.then(
    () => {
      throw new Error("it resolved");
    },
    (error) => error,
  );
}

/** @param {unknown} got @param {unknown} want */
function equal(got, want) {
  if (!Object.is(got, want)) throw new Error(`got ${String(got)}, want ${String(want)}`);
}

/** @param {unknown} got @param {unknown} want */
function same(got, want) {
  const [left, right] = [got, want].map((value) =>
    JSON.stringify(value, (_, each) => (each === undefined ? "undefined" : each)),
  );
  equal(left, right);
}

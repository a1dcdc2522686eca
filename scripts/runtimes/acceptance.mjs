// What the built package has to do in every runtime. It uses web APIs alone, and runs unchanged in
// all of them.

/**
 * @typedef {object} Setup
 * @property {typeof import("../../src/index.ts")} library
 * @property {typeof import("../../src/testing/index.ts")} testing
 * @property {string} url the test server
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
function cases({ library, testing, url, refused, browser, tellsRefusal }) {
  /** @param {string} name @param {object} [options] */
  const client = (name, options) =>
    library.createClient({ apiKey: TOKEN, baseUrl: `${url}/${name}`, maxRetries: 0, ...options });
  /** @param {string} name @param {object} [options] */
  const failure = (name, options) => rejection(client(name, options).secrets.create(SECRET));
  const seen = async () => (await fetch(`${url}/seen`)).json();

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
      await fetch(`${url}/forget`);
      const secret_placeholder = "sec/a ü";
      equal((await client("list").secrets.list(CONNECTOR)).count, 1);
      equal((await client("create").secrets.create(SECRET)).secrets[0]?.secret_name, "client_id");
      const params = { ...CONNECTOR, secret_placeholder };
      equal(await client("empty").secrets.update({ ...params, secret_value: "new" }), undefined);
      equal(await client("empty").secrets.delete(params), undefined);
      const path = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
      const item = `/empty${path}/sec%2Fa%20%C3%BC`;
      same((await seen()).requests, [
        { method: "GET", url: `/list${path}`, body: "" },
        {
          method: "POST",
          url: `/create${path}`,
          body: '{"secret_name":"client_id","secret_value":"my-super-secret-value"}',
        },
        { method: "PUT", url: item, body: '{"secret_value":"new"}' },
        { method: "DELETE", url: item, body: "" },
      ]);
    },

    "sends every digit of an int64": async () => {
      await fetch(`${url}/forget`);
      await client("list").secrets.list({ ...CONNECTOR, team_id: 9223372036854775807n });
      const [request] = (await seen()).requests;
      equal(request.url.split("/")[4], "9223372036854775807");
    },

    "calls through client.http": async () => {
      const { data } = await client("list").http.GET(
        "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets",
        { params: { path: CONNECTOR } },
      );
      equal(data?.count, 1);
    },

    "reads the headers that it may read": async () => {
      const hidden = await client("list").secrets.list(CONNECTOR).withResponse();
      const exposed = await client("exposed").secrets.list(CONNECTOR).withResponse();
      // Without Access-Control-Expose-Headers a browser shows a page none of them.
      const all = { limit: 5000, remaining: 4999 };
      const none = { limit: undefined, remaining: undefined };
      same(
        [hidden.rateLimit.limit, hidden.rateLimit.remaining],
        Object.values(browser ? none : all),
      );
      equal(hidden.requestId, browser ? undefined : "request-from-header");
      same([exposed.rateLimit.limit, exposed.rateLimit.remaining], Object.values(all));
      equal(exposed.requestId, "request-from-header");
      equal((await failure("retry-after")).retryAfter, browser ? undefined : 7);
      equal((await failure("retry-after-exposed")).retryAfter, 7);
    },

    ...Object.fromEntries(
      Object.entries(classes).map(([status, name]) => [
        `a ${status} is a ${name}`,
        async () => {
          const error = await failure(status);
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
      const error = await failure("page");
      same([error.name, error.status, error.outcome], ["UnexpectedResponseError", 200, "unknown"]);
    },

    "a refused connection is a ConnectionError": async () => {
      const error = await failure("", { baseUrl: refused });
      same(
        [error.name, error.outcome],
        ["ConnectionError", tellsRefusal ? "not_applied" : "unknown"],
      );
    },

    "an unresolved name is a ConnectionError": async () => {
      const error = await failure("", { baseUrl: "https://connector-builder.invalid" });
      same(
        [error.name, error.outcome],
        ["ConnectionError", tellsRefusal ? "not_applied" : "unknown"],
      );
    },

    "a lost connection is a ConnectionError": async () => {
      const error = await failure("lost");
      same([error.name, error.outcome], ["ConnectionError", "unknown"]);
      const read = await rejection(client("lost").secrets.list(CONNECTOR));
      same([read.name, read.outcome], ["ConnectionError", "not_applied"]);
    },

    "a success that is cut is an UnexpectedResponseError": async () => {
      const error = await failure("cut-success");
      same([error.name, error.status, error.outcome], ["UnexpectedResponseError", 201, "unknown"]);
    },

    "an error that is cut keeps its class": async () => {
      const error = await failure("cut-error");
      same([error.name, error.status, error.outcome], ["ConflictError", 409, "not_applied"]);
    },

    "a body over 1 MiB is not read": async () => {
      const success = await failure("huge");
      same([success.name, success.outcome], ["UnexpectedResponseError", "unknown"]);
      const error = await failure("huge-error");
      same([error.name, error.code], ["NotFoundError", undefined]);
    },

    "a server that does not answer is a TimeoutError": async () => {
      const error = await failure("stall", { timeout: 200 });
      same([error.name, error.timeout, error.outcome], ["TimeoutError", 200, "unknown"]);
    },

    "a body that does not end is a TimeoutError": async () => {
      const error = await failure("stall-body", { timeout: 200 });
      same([error.name, error.timeout, error.outcome], ["TimeoutError", 200, "unknown"]);
    },

    "an abort rejects with its reason, at once": async () => {
      const reason = { mine: true };
      equal(
        await rejection(
          client("list").secrets.list(CONNECTOR, { signal: AbortSignal.abort(reason) }),
        ),
        reason,
      );
      for (const name of ["stall", "stall-body"]) {
        const controller = new AbortController();
        let aborted = 0;
        setTimeout(() => {
          aborted = Date.now();
          controller.abort(reason);
        }, 150);
        const { signal } = controller;
        equal(await rejection(client(name).secrets.create(SECRET, { signal })), reason);
        const late = Date.now() - aborted;
        if (late > 50) throw new Error(`${name}: ${late} ms after the abort`);
      }
    },

    "a redirect is not followed": async () => {
      const error = await failure("redirect");
      same(
        [error.name, error.status, error.outcome],
        ["UnexpectedResponseError", browser ? undefined : 307, "unknown"],
      );
      equal((await seen()).arrivedElsewhere, 0);
    },

    "a 401 asks the token provider once more": async () => {
      const tokens = ["stale-token", "fresh-token"];
      const tokenProvider = async () => tokens.shift() ?? "one-too-many";
      const options = { apiKey: undefined, tokenProvider };
      equal((await client("refresh", options).secrets.create(SECRET)).count, 1);
      equal(tokens.length, 0);
    },

    "bad parameters send nothing": async () => {
      await fetch(`${url}/forget`);
      const bad = { ...SECRET, secret_value: "\ud800", connector_identifier: ".." };
      const error = await rejection(client("create").secrets.create(bad));
      equal(error.name, "ValidationError");
      same((await seen()).requests, []);
    },

    "no error holds the value or the credential": async () => {
      for (const name of ["409", "500", "lost", "page", "redirect", "cut-error"]) {
        const { message, stack, cause, ...own } = await failure(name);
        const text = [message, stack, String(cause), JSON.stringify(own)].join("\n");
        for (const secret of [SECRET.secret_value, TOKEN]) {
          if (text.includes(secret)) throw new Error(`${name}: the error holds it`);
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

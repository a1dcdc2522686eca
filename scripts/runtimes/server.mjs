// The server that every runtime is tested against. The first segment of the path picks the answer.
import { once } from "node:events";
import { createServer } from "node:http";

const LIST = JSON.stringify({
  count: 1,
  secrets: [{ secret_placeholder: "sec_a23f23d26", secret_name: "client_id" }],
});
const HEADERS = {
  "X-RateLimit-Limit": "5000",
  "X-RateLimit-Remaining": "4999",
  "X-Request-Id": "request-from-header",
};
const MEBIBYTE = 1024 * 1024;

/** @param {number} status */
const envelope = (status) =>
  JSON.stringify({
    meta: { request_id: "request-from-body" },
    error: { code: `CODE_${status}`, message: "The request failed.", description: "The reason." },
  });

/**
 * @typedef {(
 *   request: import("node:http").IncomingMessage,
 *   response: import("node:http").ServerResponse,
 * ) => void} Handler
 */

/** @param {number} status @param {string} [body] @param {Record<string, string>} [headers] @returns {Handler} */
const answer = (status, body, headers) => (_, response) => {
  const json = body === undefined ? {} : { "Content-Type": "application/json" };
  response.writeHead(status, { ...HEADERS, ...json, ...headers }).end(body);
};

/** @type {Record<string, Handler>} */
const HANDLERS = {
  list: answer(200, LIST),
  create: answer(201, LIST),
  empty: answer(204),
  exposed: answer(200, LIST, {
    "Access-Control-Expose-Headers": "X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id",
  }),
  "retry-after": answer(429, envelope(429), { "Retry-After": "7" }),
  "retry-after-exposed": answer(429, envelope(429), {
    "Retry-After": "7",
    "Access-Control-Expose-Headers": "Retry-After",
  }),
  page: answer(200, "<html></html>", { "Content-Type": "text/html" }),
  huge: answer(201, JSON.stringify("x".repeat(2 * MEBIBYTE))),
  "huge-error": answer(404, JSON.stringify("x".repeat(2 * MEBIBYTE))),
  "cut-success": cut(201),
  "cut-error": cut(409),
  lost: (request) => request.socket.destroy(),
  stall: () => {},
  "stall-body": (_, response) => {
    response.writeHead(201, { "Content-Type": "application/json" }).write('{"count":');
  },
  refresh: (request, response) => {
    const isFresh = request.headers.authorization === "Bearer fresh-token";
    (isFresh ? answer(201, LIST) : answer(401, envelope(401)))(request, response);
  },
};

/** @param {number} status @returns {Handler} */
function cut(status) {
  return (request, response) => {
    response.writeHead(status, { "Content-Type": "application/json", "Content-Length": "1000" });
    response.write(envelope(status).slice(0, 60));
    // After the part has left: a body that is cut, not a response that is.
    setTimeout(() => request.socket.destroy(), 50);
  };
}

/**
 * @typedef {object} TestServer
 * @property {string} url
 * @property {string} elsewhere another origin, to which `/redirect` points
 * @property {() => Promise<void>} close
 */

/** @param {Handler} [extra] answers what is no case, such as the page of a browser @returns {Promise<TestServer>} */
export async function startServer(extra) {
  /** @type {{ method?: string | undefined, url?: string | undefined, body: string }[]} */
  let requests = [];
  let arrivedElsewhere = 0;

  const elsewhere = createServer((_, response) => {
    arrivedElsewhere++;
    cors(response);
    response.end(LIST);
  });
  const server = createServer(async (request, response) => {
    cors(response);
    const [, name = ""] = request.url?.split("/") ?? [];
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    if (name === "seen") return response.end(JSON.stringify({ requests, arrivedElsewhere }));
    if (name === "forget") {
      requests = [];
      return response.end("{}");
    }
    let body = "";
    for await (const chunk of request) body += chunk;
    requests.push({ method: request.method, url: request.url, body });
    const status = Number(name);
    if (HANDLERS[name]) HANDLERS[name](request, response);
    else if (status >= 400) answer(status, envelope(status))(request, response);
    else if (name === "redirect") {
      answer(307, undefined, { Location: originOf(elsewhere) })(request, response);
    } else if (extra) extra(request, response);
    else answer(404)(request, response);
  });
  for (const each of [server, elsewhere]) {
    each.listen(0, "127.0.0.1");
    await once(each, "listening");
  }
  return {
    url: originOf(server),
    elsewhere: originOf(elsewhere),
    async close() {
      for (const each of [server, elsewhere]) {
        each.closeAllConnections();
        each.close();
        await once(each, "close");
      }
    },
  };
}

/** As the API documents it: any origin, and no word of other headers. @param {import("node:http").ServerResponse} response */
function cors(response) {
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Access-Control-Allow-Headers", "authorization, content-type");
  response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
}

/** @param {import("node:http").Server} server */
function originOf(server) {
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("the server does not listen");
  return `http://127.0.0.1:${address.port}`;
}

// The table of errors in a guide. It is measured: the client gets each documented status and each
// kind of failure, and the table shows what it throws.
import { build } from "esbuild";
import { ROOT } from "../support/script.mjs";

/** @typedef {import("../../src/schema/operation.ts").Operation} Operation */

export const GUIDE = `${ROOT}openapi/guides/errors-and-outcomes.md`;

const TABLE = /(?<=<!-- written by `npm run generate` -->\n\n).*?(?=\n\n<!-- end -->)/s;

/** Not in the spec: sent by gateways in front of the API. */
const GATEWAY = [408, 502, 503, 504];

/** @type {[what: string, fetch: typeof globalThis.fetch][]} */
const FAILURES = [
  ["no connection was made", () => Promise.reject(networkError("ECONNREFUSED"))],
  ["the connection was lost", () => Promise.reject(networkError("ECONNRESET"))],
  ["the request timed out", () => new Promise(() => {})],
  ["a redirect", async () => new Response(null, { status: 307, headers: { location: "/" } })],
  ["a success without its documented body", async () => new Response("<html>")],
];

/** What Node's `fetch` rejects with. @param {string} code */
const networkError = (code) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });

/**
 * The guide with the table of the client and of `generated/` as they are now.
 * @param {string} guide
 */
export async function withErrorTable(guide) {
  const { createClient, ERROR_EXAMPLES, OPERATIONS } = await bundled();
  /** @param {string} method */
  const callOf = (method) => {
    const operation = OPERATIONS.find(
      (/** @type {Operation} */ each) => each.name && each.method === method,
    );
    const [resource, verb] = operation.name.split(".");
    return (/** @type {any} */ client) => client[resource][verb](valuesOf(operation));
  };
  const calls = { GET: callOf("GET"), "PUT, DELETE": callOf("PUT"), POST: callOf("POST") };
  /** @param {typeof globalThis.fetch} fetch */
  const clientOf = (fetch) =>
    createClient({ apiKey: "a-key", maxRetries: 1, maxRetryDelay: 0, timeout: 20, fetch });
  const gateway = GATEWAY.filter((status) => !(status in ERROR_EXAMPLES));
  const cases = [
    ...Object.entries(ERROR_EXAMPLES).map(([status, [{ body }]]) => {
      return [`**${status}**`, `\`${body.error.code}\``, respond(status, body)];
    }),
    ...gateway.map((status) => [`**${status}**`, "", respond(status, {})]),
    ...FAILURES.map(([what, fetch]) => [what, "", fetch]),
  ];
  const rows = await Promise.all(
    cases.map(async ([what, code, fetch]) => {
      return `| ${what} | ${code} | ${(await measure(calls, clientOf, fetch)).join(" | ")} |`;
    }),
  );
  const head = "| Status | `code` | Class | `outcome` | Retried |\n| --- | --- | --- | --- | --- |";
  return guide.replace(TABLE, [head, ...rows].join("\n"));
}

/** @param {string | number} status @param {unknown} body */
const respond = (status, body) => async () => Response.json(body, { status: Number(status) });

/** Values for what an operation requires. @param {Operation} operation */
function valuesOf({ parameters, body }) {
  const schemas = [...Object.values(parameters), body ?? {}];
  return Object.fromEntries(
    schemas.flatMap(({ required = [], properties = {} }) =>
      required.map((name) => [name, properties[name]?.type === "integer" ? 1 : "abc"]),
    ),
  );
}

/**
 * What a POST throws, and which methods are retried.
 * @param {Record<string, (client: any) => Promise<unknown>>} calls by their methods
 * @param {(fetch: any) => any} clientOf @param {any} fetch
 */
async function measure(calls, clientOf, fetch) {
  /** @type {string[]} */
  const retried = [];
  /** @type {any} */
  let error;
  for (const [methods, call] of Object.entries(calls)) {
    let attempts = 0;
    const counted = () => fetch(attempts++);
    error = await call(clientOf(counted)).catch((reason) => reason);
    if (attempts > 1) retried.push(methods);
  }
  const methods = retried.length === Object.keys(calls).length ? "yes" : retried.join(", ") || "no";
  return [`\`${error.name}\``, `\`${error.outcome}\``, methods];
}

/** The client as it is now, without a build of the package. @returns {Promise<any>} */
async function bundled() {
  const contents =
    'export * from "./src/index.ts"; export * from "./generated/examples.ts"; export { OPERATIONS } from "./generated/operations.ts";';
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    ...{ bundle: true, format: "esm", platform: "node", write: false },
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

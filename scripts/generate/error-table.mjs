// The table of errors in a guide. It is measured: the client gets each documented status and each
// kind of failure, and the table shows what it throws.
import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { ROOT } from "../support/script.mjs";

/** @typedef {import("../../src/schema/operation.ts").Operation} Operation */

export const GUIDE = `${ROOT}openapi/guides/errors-and-outcomes.md`;

const TABLE = /(?<=<!-- written by `npm run generate` -->\n\n).*?(?=\n\n<!-- end -->)/s;

/** Not in the spec: sent by gateways in front of the API. */
const GATEWAY = [408, 502, 503, 504];

/** @type {[what: string, fetch: () => Promise<Response>][]} */
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

/** The guide with the table of the client and of `generated/` as they are now. */
export async function withErrorTable() {
  const client = await bundled();
  const { ERROR_EXAMPLES } = client;
  const gateway = GATEWAY.filter((status) => !(status in ERROR_EXAMPLES));
  const cases = [
    ...Object.entries(ERROR_EXAMPLES).map(([status, [{ body }]]) => {
      return [`**${status}** | \`${body.error.code}\``, respond(status, body)];
    }),
    ...gateway.map((status) => [`**${status}** | `, respond(status, {})]),
    ...FAILURES.map(([what, fetch]) => [`${what} | `, fetch]),
  ];
  const rows = await Promise.all(
    cases.map(async ([what, fetch]) => `| ${what} | ${await measure(client, fetch)} |`),
  );
  const head = "| Status | `code` | Class | `outcome` | Retried |\n| --- | --- | --- | --- | --- |";
  return (await readFile(GUIDE, "utf8")).replace(TABLE, [head, ...rows].join("\n"));
}

/** @param {string | number} status @param {unknown} body */
const respond = (status, body) => async () => Response.json(body, { status: Number(status) });

/**
 * What a POST throws, and which methods are retried. Any operations will do.
 * @param {any} client bundled @param {any} fetch
 */
async function measure({ createClient, OPERATIONS }, fetch) {
  let attempts = 0;
  const counted = () => fetch(attempts++);
  const options = { apiKey: "a-key", maxRetries: 1, maxRetryDelay: 0, timeout: 20 };
  const client = createClient({ ...options, fetch: counted });
  const retried = [];
  let error;
  for (const methods of ["GET", "PUT, DELETE", "POST"]) {
    const operation = OPERATIONS.find((/** @type {Operation} */ each) => {
      return each.name && methods.startsWith(each.method);
    });
    const [resource, verb] = operation.name.split(".");
    attempts = 0;
    const call = client[resource][verb](valuesOf(operation));
    error = await call.catch((/** @type {unknown} */ reason) => reason);
    if (attempts > 1) retried.push(methods);
  }
  const all = retried.length === 3 ? "yes" : retried.join(", ") || "no";
  return `\`${error.name}\` | \`${error.outcome}\` | ${all}`;
}

/** Values for what an operation requires. @param {Operation} operation */
function valuesOf({ parameters, body }) {
  const schemas = [...Object.values(parameters), body ?? {}];
  return Object.fromEntries(
    schemas.flatMap(({ required = [], properties = {} }) =>
      required.map((name) => [name, properties[name]?.type === "integer" ? 1 : "abc"]),
    ),
  );
}

/** The client as it is now, without a build of the package. @returns {Promise<any>} */
async function bundled() {
  const files = ["./src/index.ts", "./generated/examples.ts", "./generated/operations.ts"];
  const contents = files.map((file) => `export * from "${file}";`).join("\n");
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    ...{ bundle: true, format: "esm", platform: "node", write: false },
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

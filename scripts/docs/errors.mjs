// The table of errors. It is measured: the client itself is given each status and each failure.
import { build } from "esbuild";
import { resolve } from "../generate/spec.mjs";
import { exampleOf } from "./samples.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {typeof import("../../src/index.ts")} Package */
/** @typedef {{ name: string, outcome: string, isRepeated: boolean }} Result */

const SOURCE = new URL("../../src/index.ts", import.meta.url);
const PARAMS = { team_id: 1, connector_identifier: "c" };

/** Not in the spec: what stands between a client and the API answers with them. */
const GATEWAY = [408, 502, 503, 504];

/**
 * What can happen to a request, beside a documented status.
 * @type {[what: string, fetch: typeof globalThis.fetch][]}
 */
const FAILURES = [
  ["no connection was made", () => Promise.reject(networkError("ECONNREFUSED"))],
  ["the connection was lost", () => Promise.reject(networkError("ECONNRESET"))],
  ["the time ran out", () => new Promise(() => {})],
  ["a redirect", async () => new Response(null, { status: 307, headers: { location: "/" } })],
  ["a success without its documented body", async () => new Response("<html>")],
];

/** @param {Node} spec @returns {Promise<string>} Markdown */
export async function errorTable(spec) {
  const client = await bundledClient();
  const codes = codesByStatus(spec);
  const documented = [...codes].map(([status, { code, envelope }]) => {
    return measure(client, `**${status}**`, `\`${code}\``, () => answer(status, envelope));
  });
  const gateway = GATEWAY.filter((status) => !codes.has(status)).map((status) => {
    return measure(client, `**${status}**`, "", () => answer(status, {}));
  });
  const failures = FAILURES.map(([what, fetch]) => measure(client, what, "", fetch));
  const rows = await Promise.all([...documented, ...gateway, ...failures]);
  return [
    "| Status | `code` | Class | `outcome` | Repeated |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/**
 * The code that the spec shows for each status.
 * @param {Node} spec
 */
export function codesByStatus(spec) {
  /** @type {Map<number, { code: string, description: string, envelope: Node }>} */
  const found = new Map();
  for (const item of Object.values(spec.paths)) {
    for (const [status, node] of Object.values(item).flatMap((operation) =>
      Object.entries(operation?.responses ?? {}),
    )) {
      const { content, description } = resolve(spec, node);
      const envelope = exampleOf(spec, content?.["application/json"] ?? {});
      if (!envelope?.error?.code) continue;
      found.set(Number(status), { code: envelope.error.code, description, envelope });
    }
  }
  return new Map([...found].sort(([one], [other]) => one - other));
}

/**
 * A row: how a read, an overwrite and a create take it.
 * @param {Package} client @param {string} what @param {string} code @param {typeof globalThis.fetch} fetch
 */
async function measure({ createClient }, what, code, fetch) {
  /** @param {(secrets: import("../../src/index.ts").Client["secrets"]) => Promise<unknown>} call */
  const run = async (call) => {
    let attempts = 0;
    const client = createClient({
      apiKey: "a-key",
      maxRetries: 1,
      maxRetryDelay: 0,
      timeout: 20,
      fetch: (...args) => {
        attempts += 1;
        return fetch(...args);
      },
    });
    /** @type {any} */
    const error = await call(client.secrets).catch((reason) => reason);
    return { name: error.name, outcome: error.outcome, isRepeated: attempts > 1 };
  };
  const value = { ...PARAMS, secret_value: "a-value" };
  const [read, overwrite, create] = await Promise.all([
    run((secrets) => secrets.list(PARAMS)),
    run((secrets) => secrets.update({ ...value, secret_placeholder: "p" })),
    run((secrets) => secrets.create({ ...value, secret_name: "n" })),
  ]);
  const repeated = repeatedBy(read, overwrite, create);
  return `| ${what} | ${code} | \`${create.name}\` | \`${create.outcome}\` | ${repeated} |`;
}

/** @param {Result} read @param {Result} overwrite @param {Result} create */
function repeatedBy(read, overwrite, create) {
  const who = [
    read.isRepeated && "GET",
    overwrite.isRepeated && "PUT, DELETE",
    create.isRepeated && "POST",
  ].filter(Boolean);
  if (who.length === 0) return "no";
  return who.length === 3 ? "yes" : who.join(", ");
}

/** @returns {Promise<Package>} the client as it is now, without a build of the package */
async function bundledClient() {
  const { outputFiles } = await build({
    entryPoints: [SOURCE.pathname],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  return import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString("base64")}`
  );
}

/** @param {number} status @param {Node} body */
const answer = async (status, body) => Response.json(body, { status });

/** What Node's `fetch` rejects with. @param {string} code */
const networkError = (code) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });

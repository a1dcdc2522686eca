// Who is compared: each makes a client once, and a function that does one create with it.
import { pathToFileURL } from "node:url";
import { BODY, PATH, PATH_TEMPLATE, TOKEN, URL_PATH } from "./request.mjs";

/**
 * @typedef {object} Target
 * @property {string} baseUrl
 * @property {typeof globalThis.fetch} [fetch] an in-process fetch; else the client's default
 * @property {string} peers the module that `preparePeers` made
 *
 * @typedef {() => Promise<{ count: number }>} Call
 */

const authorization = `Bearer ${TOKEN}`;

const headers = { authorization, accept: "application/json", "content-type": "application/json" };

/** @param {Target} target @returns {Promise<Call>} */
async function raw({ baseUrl, fetch = globalThis.fetch }) {
  const url = baseUrl + URL_PATH;
  return async () => {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(BODY) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.json();
  };
}

/**
 * The same by hand with a time limit, and redirects that are not followed: nothing that has both
 * can cost less.
 * @param {Target} target @returns {Promise<Call>}
 */
async function limited({ baseUrl, fetch = globalThis.fetch }) {
  const url = baseUrl + URL_PATH;
  return async () => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 30_000);
    try {
      const { signal } = controller;
      const response = await fetch(url, {
        method: "POST",
        headers,
        body: JSON.stringify(BODY),
        redirect: "manual",
        signal,
      });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return await response.json();
    } finally {
      clearTimeout(timer);
    }
  };
}

/** @param {Target} target @returns {Promise<Call>} */
async function ours({ baseUrl, fetch }) {
  const { createClient } = await import("supermetrics-connector-builder");
  const { secrets } = createClient({ apiKey: TOKEN, baseUrl, fetch });
  const params = { ...PATH, ...BODY };
  return () => secrets.create(params);
}

/** @param {Target} target @returns {Promise<Call>} */
async function openapiFetch({ baseUrl, fetch }) {
  const { default: createClient } = await import("openapi-fetch");
  /** @type {import("openapi-fetch").Client<import("../../src/types.ts").paths>} */
  const client = createClient({ baseUrl, headers: { authorization }, ...(fetch && { fetch }) });
  return async () => {
    const { data } = await client.POST(PATH_TEMPLATE, { params: { path: PATH }, body: BODY });
    if (!data) throw new Error("no data");
    return data;
  };
}

/** @param {Target} target @returns {Promise<Call>} */
async function heyApi({ baseUrl, fetch, peers }) {
  const { createClient, createConfig, createConnectorSecret } = await load(peers);
  const client = createClient(createConfig({ baseUrl, fetch, auth: () => TOKEN }));
  return async () => {
    const options = { client, path: PATH, body: BODY, throwOnError: true };
    return (await createConnectorSecret(options)).data;
  };
}

/** @param {Target} target @returns {Promise<Call>} */
async function ky({ baseUrl, fetch, peers }) {
  const client = (await load(peers)).ky.create({ headers: { authorization }, fetch });
  return () => client.post(baseUrl + URL_PATH, { json: BODY }).json();
}

/** @param {Target} target @returns {Promise<Call>} */
async function ofetch({ baseUrl, fetch, peers }) {
  const { createFetch, $fetch } = await load(peers);
  const client = fetch ? createFetch({ fetch, Headers, AbortController }) : $fetch;
  return () =>
    client(baseUrl + URL_PATH, { method: "POST", headers: { authorization }, body: BODY });
}

/** @param {Target} target @returns {Promise<Call>} */
async function axios({ baseUrl, fetch, peers }) {
  const own = fetch ? { adapter: "fetch", env: { fetch } } : {};
  const client = (await load(peers)).axios.create({ headers: { authorization }, ...own });
  return async () => (await client.post(baseUrl + URL_PATH, BODY)).data;
}

/** @param {string} peers */
const load = (peers) => import(pathToFileURL(peers).href);

/** @type {Record<string, (target: Target) => Promise<Call>>} */
export const SUBJECTS = {
  fetch: raw,
  "fetch, time limit": limited,
  "this client": ours,
  "openapi-fetch": openapiFetch,
  "hey-api": heyApi,
  ky,
  ofetch,
  axios,
};

/** All of them, or those that are named. @param {Target} target @param {string[]} [only] */
export async function makeCalls(target, only = Object.keys(SUBJECTS)) {
  /** @type {[name: string, call: Call][]} */
  const calls = [];
  for (const name of only) {
    const call = await SUBJECTS[name]?.(target);
    if (!call) throw new Error(`no subject is called ${name}`);
    const { count } = await call();
    if (count !== 3) throw new Error(`${name} gives another answer`);
    calls.push([name, call]);
  }
  return calls;
}

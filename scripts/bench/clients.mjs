// Who is compared. Each makes a client, and a function that does one create with it.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What is not installed with the project. */
export const PEERS = { ky: "2.1.0" };

const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
const BODY = { secret_name: "client_id", secret_value: "my-super-secret-value" };
const TEMPLATE = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
const PATH = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
const authorization = "Bearer benchmark-token";
const headers = { authorization, accept: "application/json", "content-type": "application/json" };

/** The response to each call. */
export const REPLY = JSON.stringify({
  count: 3,
  secrets: ["client_id", "client_secret", "refresh_token"].map((secret_name, index) => ({
    secret_placeholder: `sec_a23f23d2${index}`,
    secret_name,
  })),
});

/**
 * `fetch`: without one, the client's own choice. `folder`: in which ky is installed.
 * @typedef {{ baseUrl: string, fetch?: typeof globalThis.fetch, folder: string }} Target
 * @typedef {() => Promise<{ count: number }>} Call
 */

/** @type {Record<string, (target: Target) => Call | Promise<Call>>} */
export const CLIENTS = {
  fetch({ baseUrl, fetch = globalThis.fetch }) {
    return async () => {
      const body = JSON.stringify(BODY);
      const response = await fetch(baseUrl + PATH, { method: "POST", headers, body });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return response.json();
    };
  },

  /** By hand, with what any client should have: a time limit, and redirects that are not followed. */
  "fetch, time limit"({ baseUrl, fetch = globalThis.fetch }) {
    return async () => {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), 30_000);
      try {
        const response = await fetch(baseUrl + PATH, {
          method: "POST",
          headers,
          body: JSON.stringify(BODY),
          redirect: "manual",
          signal: controller.signal,
        });
        if (!response.ok) throw new Error(`status ${response.status}`);
        return await response.json();
      } finally {
        clearTimeout(timer);
      }
    };
  },

  async "this client"({ baseUrl, fetch }) {
    const { createClient } = await import("supermetrics-connector-builder");
    const { secrets } = createClient({ bearerToken: authorization, baseUrl, fetch });
    const params = { ...CONNECTOR, ...BODY };
    return () => secrets.create(params);
  },

  async "openapi-fetch"({ baseUrl, fetch }) {
    const { default: createClient } = await import("openapi-fetch");
    /** @type {import("openapi-fetch").Client<import("supermetrics-connector-builder").paths>} */
    const client = createClient({ baseUrl, headers: { authorization }, ...(fetch && { fetch }) });
    return async () => {
      const { data } = await client.POST(TEMPLATE, { params: { path: CONNECTOR }, body: BODY });
      if (!data) throw new Error("no data");
      return data;
    };
  },

  async ky({ baseUrl, fetch, folder }) {
    const path = createRequire(join(folder, "package.json")).resolve("ky");
    const { default: ky } = await import(pathToFileURL(path).href);
    const client = ky.create({ headers: { authorization }, ...(fetch && { fetch }) });
    return () => client.post(baseUrl + PATH, { json: BODY }).json();
  },
};

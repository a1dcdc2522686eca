// One call through the client: what was sent, what came back, and a typed error.
import { ConflictError, createClient } from "supermetrics-connector-builder";
import { startPrism } from "../support/prism.mjs";
import { indent, table } from "./print.mjs";

const SECRET = "my-super-secret-value";
const KEY = "a-demo-api-key";

export async function showContract() {
  const prism = await startPrism();
  const client = createClient({ apiKey: KEY, baseUrl: prism.url, fetch: showingFetch });
  const params = {
    team_id: 936506,
    connector_identifier: "T3S70",
    secret_name: "client_id",
    secret_value: SECRET,
  };
  try {
    console.log('  client.secrets.create({ …, secret_name: "client_id", secret_value: "•••" })\n');
    const { secrets } = await client.secrets.create(params);
    console.log(`\n${indent(table(secrets))}\n`);
    console.log("  The same once more, and the mock is asked for a conflict:\n");
    await client.secrets.create(params, { headers: { Prefer: "code=409" } });
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    console.log(`\n  error instanceof ConflictError  ${error.message}`);
    console.log(`  error.outcome                   ${error.outcome}`);
  } finally {
    await prism.close();
  }
}

/** @param {string | URL | Request} url @param {RequestInit} [init] */
async function showingFetch(url, init) {
  const { method, headers, body } = init ?? {};
  const credential = new Headers(headers).get("authorization");
  console.log(`  → ${method} ${new URL(String(url)).pathname}`);
  console.log(`    authorization: ${credential?.replace(KEY, "•••")}`);
  console.log(`    ${String(body).replace(SECRET, "•••")}`);
  const response = await fetch(url, init);
  console.log(`  ← ${response.status} ${response.statusText}`);
  return response;
}

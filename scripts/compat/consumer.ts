// What somebody else writes: every entry, every method, the errors, the types. See cases.mjs.
import {
  ApiError,
  type Client,
  type ClientOptions,
  ConflictError,
  createClient,
  type ErrorCode,
  type paths,
  type Secret,
  SupermetricsError,
  type SyncResult,
} from "supermetrics-connector-builder";
import { createFakeApi } from "supermetrics-connector-builder/testing";

const connector = { team_id: 936506, connector_identifier: "T3S70" };
const api = createFakeApi({ connectors: [connector], token: "token" });
const options: ClientOptions = { bearerToken: "token", fetch: api.fetch, maxRetries: 0 };
const client: Client = createClient(options);

export async function use(): Promise<SyncResult> {
  const { signal } = new AbortController();
  const params = { ...connector, secret_name: "client_id", secret_value: "value" };
  const { count, secrets } = await client.secrets.create(params, { signal });
  const first: Secret | undefined = secrets[0];
  const { data, response, rateLimit } = await client.secrets.list(connector).withResponse();
  const sum: number = count + data.count + response.status + (rateLimit.remaining ?? 0);
  if (first && sum > 0) {
    const { secret_placeholder } = first;
    const params = { ...connector, team_id: 936506n, secret_placeholder, secret_value: "new" };
    const done: Promise<void> = client.secrets.update(params);
    await done;
    await client.secrets.delete({ ...connector, secret_placeholder });
  }
  const path = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
  const key: keyof paths = path;
  const { data: listed } = await client.http.GET(path, { params: { path: connector } });
  void [key, listed?.count];
  try {
    await client.secrets.set(params);
  } catch (error) {
    if (error instanceof ConflictError) throw error;
    const code: ErrorCode | undefined = error instanceof ApiError ? error.code : undefined;
    if (error instanceof SupermetricsError) console.log(code, error.message);
  }
  return client.secrets.sync({ ...connector, secrets: { client_id: "value" }, prune: true });
}
